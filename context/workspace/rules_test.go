package workspace

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"go.uber.org/zap"
)

const ignoring = `
-- .gitignore --
# a comment
*.log
!keep.log
/top.txt
docs/*.txt
tmp/
a/**/z.txt
**/deep.txt
b/**
!keep
\#hash.txt
trailing.txt   
kept\ 
[!x]ad.txt
*.tmp.*
/only/here/
-- sub/.gitignore --
!wanted.log
*.md
/local.txt
-- sub/below/.gitignore --
!README.md
-- a.log --
x
-- keep.log --
x
-- keep/x.log --
x
-- keep/y.txt --
x
-- top.txt --
x
-- sub/top.txt --
x
-- docs/a.txt --
x
-- docs/sub/a.txt --
x
-- tmp/a.go --
x
-- sub/tmp/a.go --
x
-- sub/tmp2/tmp --
x
-- a/z.txt --
x
-- a/1/z.txt --
x
-- a/1/2/z.txt --
x
-- other/a/z.txt --
x
-- very/far/deep.txt --
x
-- b/c/d.txt --
x
-- #hash.txt --
x
-- trailing.txt --
x
-- bad.txt --
x
-- xad.txt --
x
-- a.tmp.go --
x
-- only/here/a.go --
x
-- only/there/only/here/a.go --
x
-- sub/wanted.log --
x
-- sub/unwanted.log --
x
-- sub/doc.md --
x
-- sub/below/README.md --
x
-- sub/below/other.md --
x
-- sub/local.txt --
x
-- sub/below/local.txt --
x
-- excluded.txt --
x
`

func TestIgnoreRulesAgreeWithGit(t *testing.T) {
	if _, err := exec.LookPath("git"); err != nil {
		if os.Getenv("CI") == "true" {
			t.Fatal("git is missing")
		}
		t.Skip("git is missing")
	}
	root := tree(t, ignoring)
	git := func(stdin string, args ...string) string {
		cmd := exec.Command("git", append([]string{"-c", "core.excludesFile=/dev/null", "-C", root.Dir}, args...)...)
		cmd.Stdin = strings.NewReader(stdin)
		out, err := cmd.Output()
		if exit := (*exec.ExitError)(nil); err != nil && !(errors.As(err, &exit) && exit.ExitCode() == 1) {
			t.Fatalf("git %v: %v", args, err)
		}
		return string(out)
	}
	git("", "init", "-q")
	write(t, filepath.Join(root.Dir, ".git", "info", "exclude"), "excluded.txt\r\n")
	w := New(DefaultOptions(), zap.NewNop())
	defer w.Close()
	var all []string
	err := filepath.WalkDir(root.Dir, func(path string, d os.DirEntry, err error) error {
		if d.IsDir() && d.Name() == ".git" {
			return filepath.SkipDir
		}
		if !d.IsDir() {
			rel, _ := filepath.Rel(root.Dir, path)
			all = append(all, rel)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	want := strings.Split(strings.TrimSuffix(git(strings.Join(all, "\x00"), "check-ignore", "--stdin", "-z"), "\x00"), "\x00")
	var got []string
	for _, rel := range all {
		if w.Denied(root, filepath.Join(root.Dir, rel)) != "" {
			got = append(got, rel)
		}
	}
	slices.Sort(want)
	slices.Sort(got)
	if len(want) < 15 {
		t.Fatalf("git ignores only %q", want)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("git and the workspace disagree (-git +workspace):\n%s", diff)
	}
}

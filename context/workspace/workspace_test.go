package workspace

import (
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
	"go.uber.org/goleak"
	"go.uber.org/zap"
	"golang.org/x/tools/txtar"

	"fimble/context/buffer"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// tree writes the files of a txtar archive and returns their root.
func tree(t *testing.T, archive string) *buffer.Root {
	t.Helper()
	dir, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range txtar.Parse([]byte(archive)).Files {
		write(t, filepath.Join(dir, f.Name), string(f.Data))
	}
	uri := buffer.FileURI(dir)
	return &buffer.Root{URI: uri, Client: string(uri), Name: "tree", Dir: dir}
}

func write(t *testing.T, file, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

// A follower knows the files of a workspace as a subscriber does, and can
// wait for them to become what a test wants.
type follower struct {
	mu      sync.Mutex
	files   map[string]bool
	changed chan struct{}
}

func follow(w *Workspace) *follower {
	f := &follower{files: map[string]bool{}, changed: make(chan struct{}, 1)}
	w.Subscribe(func(_ *buffer.Root, added []File, removed []string) {
		f.mu.Lock()
		defer f.mu.Unlock()
		for _, a := range added {
			f.files[a.Rel] = true
		}
		for _, r := range removed {
			delete(f.files, r)
		}
		select {
		case f.changed <- struct{}{}:
		default:
		}
	})
	return f
}

func (f *follower) names() []string {
	f.mu.Lock()
	defer f.mu.Unlock()
	names := []string{}
	for name := range f.files {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}

// until waits for the names, and fails with the difference when the test's
// time is up.
func (f *follower) until(t *testing.T, want ...string) {
	t.Helper()
	for {
		got := f.names()
		if slices.Equal(got, want) {
			return
		}
		select {
		case <-f.changed:
		case <-t.Context().Done():
			t.Fatal(cmp.Diff(want, got))
		}
	}
}

func open(t *testing.T, opts Options, roots ...*buffer.Root) (*Workspace, *follower) {
	t.Helper()
	w := New(opts, zap.NewNop())
	t.Cleanup(w.Close)
	f := follow(w)
	w.SetRoots(roots)
	for _, r := range roots {
		if err := w.Wait(t.Context(), r); err != nil {
			t.Fatal(err)
		}
	}
	return w, f
}

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

const project = `
-- .gitignore --
ignored.go
-- .aiignore --
private/
-- .cursorignore --
!ignored.go
*.hidden.go
-- go.mod --
module x
-- main.go --
package main
-- ignored.go --
package main
-- a.hidden.go --
package main
-- private/plan.go --
package private
-- .env --
TOKEN=x
-- .env.example --
TOKEN=
-- certs/server.pem --
x
-- secrets/db.yaml --
x: y
-- secrets/secrets.go --
package secrets
-- credentials.json --
{}
-- credentials.go --
package main
-- node_modules/left/pad.js --
x
-- api.pb.go --
package main
-- made.go --
// Code generated by hand. DO NOT EDIT.
package main
-- pkg/util.go --
package pkg
`

func TestOnlyOwnSourceIsFollowed(t *testing.T) {
	_, f := open(t, DefaultOptions(), tree(t, project))
	want := []string{
		".aiignore", ".cursorignore", ".env.example", ".gitignore", "credentials.go", "go.mod", "main.go", "pkg/util.go", "secrets/secrets.go",
	}
	if diff := cmp.Diff(want, f.names()); diff != "" {
		t.Error(diff)
	}
}

func TestDeniedFilesAreNotRead(t *testing.T) {
	root := tree(t, project)
	w := New(Options{MaxFileBytes: 1 << 20, Deny: []string{"pkg/"}}, zap.NewNop())
	defer w.Close()
	for _, rel := range []string{".env", "certs/server.pem", "credentials.json", "secrets/db.yaml", "ignored.go", "private/plan.go", "a.hidden.go", "pkg/util.go", "../x.go"} {
		if text, err := w.ReadFile(root, filepath.Join(root.Dir, rel)); !errors.Is(err, ErrDenied) {
			t.Errorf("%s: read %q, error %v", rel, text, err)
		}
	}
	if text, err := w.ReadFile(root, filepath.Join(root.Dir, "main.go")); err != nil || text != "package main\n" {
		t.Errorf("main.go: read %q, error %v", text, err)
	}
}

func TestSecretsOutsideAnyRootAreDenied(t *testing.T) {
	w := New(Options{Deny: []string{"*.priv"}}, zap.NewNop())
	defer w.Close()
	for path, denied := range map[string]bool{
		"/home/u/.ssh/config": true, "/home/u/.aws/credentials": true, "/x/ID_RSA": true, "/x/prod.env": true, "/x/a.priv": true,
		"/x/main.go": false, "/x/environment.go": false, "/x/.env.sample": false, "/x/secrets/vault.go": false, "/x/secrets/vault.yml": true,
	} {
		if got := w.Denied(nil, path); (got != "") != denied {
			t.Errorf("%s: denied for %q", path, got)
		}
	}
}

func TestFileInNoRootIsReadUnlessItIsSecret(t *testing.T) {
	root := tree(t, "-- a.go --\npackage a\n-- id_rsa --\nx\n")
	w := New(DefaultOptions(), zap.NewNop())
	defer w.Close()
	if text, err := w.ReadFile(nil, filepath.Join(root.Dir, "a.go")); text != "package a\n" || err != nil {
		t.Errorf("read %q, error %v", text, err)
	}
	if text, err := w.ReadFile(nil, filepath.Join(root.Dir, "id_rsa")); !errors.Is(err, ErrDenied) {
		t.Errorf("read %q, error %v", text, err)
	}
}

func TestLinksDoNotLeadOutOfTheRoot(t *testing.T) {
	outside := tree(t, "-- secret.go --\npackage outside\n")
	root := tree(t, "-- in.go --\npackage in\n-- .env --\nTOKEN=x\n")
	for name, to := range map[string]string{
		"dir": outside.Dir, "file.go": filepath.Join(outside.Dir, "secret.go"), "env.go": filepath.Join(root.Dir, ".env"), "loop": root.Dir,
	} {
		if err := os.Symlink(to, filepath.Join(root.Dir, name)); err != nil {
			t.Fatal(err)
		}
	}
	w, f := open(t, DefaultOptions(), root)
	if diff := cmp.Diff([]string{"in.go"}, f.names()); diff != "" {
		t.Error(diff)
	}
	for _, rel := range []string{"dir/secret.go", "file.go", "env.go"} {
		if text, err := w.ReadFile(root, filepath.Join(root.Dir, rel)); !errors.Is(err, ErrDenied) {
			t.Errorf("%s: read %q, error %v", rel, text, err)
		}
	}
}

func TestChangesAreFollowed(t *testing.T) {
	root := tree(t, "-- a.go --\npackage a\n-- d/b.go --\npackage b\n-- d/c.go --\npackage c\n")
	w, f := open(t, DefaultOptions(), root)
	f.until(t, "a.go", "d/b.go", "d/c.go")

	write(t, filepath.Join(root.Dir, "e", "new.go"), "package e\n")
	w.Changed([]string{filepath.Join(root.Dir, "e", "new.go")})
	f.until(t, "a.go", "d/b.go", "d/c.go", "e/new.go")

	if err := os.RemoveAll(filepath.Join(root.Dir, "d")); err != nil {
		t.Fatal(err)
	}
	w.Changed([]string{filepath.Join(root.Dir, "d")})
	f.until(t, "a.go", "e/new.go")

	write(t, filepath.Join(root.Dir, ".gitignore"), "e/\n")
	w.Changed([]string{filepath.Join(root.Dir, ".gitignore")})
	f.until(t, ".gitignore", "a.go")

	write(t, filepath.Join(root.Dir, "e", "more.go"), "package e\n")
	write(t, filepath.Join(root.Dir, "last.go"), "package last\n")
	w.Changed([]string{filepath.Join(root.Dir, "e", "more.go"), filepath.Join(root.Dir, "e"), filepath.Join(root.Dir, "last.go")})
	f.until(t, ".gitignore", "a.go", "last.go")
}

func TestChangedTextIsReportedAgain(t *testing.T) {
	root := tree(t, "-- a.go --\npackage a\n-- b.go --\npackage b\n")
	w, _ := open(t, DefaultOptions(), root)
	reported := make(chan string, 10)
	w.Subscribe(func(_ *buffer.Root, added []File, _ []string) {
		for _, a := range added {
			reported <- a.Rel
		}
	})
	if a, b := <-reported, <-reported; a != "a.go" || b != "b.go" {
		t.Fatalf("a late subscriber was told %s and %s", a, b)
	}
	write(t, filepath.Join(root.Dir, "b.go"), "package b // longer\n")
	w.Changed([]string{filepath.Join(root.Dir, "a.go"), filepath.Join(root.Dir, "b.go")})
	if got := <-reported; got != "b.go" {
		t.Errorf("%s was reported, which has not changed", got)
	}
}

func TestBoundsCutTheFarEndsOfATree(t *testing.T) {
	root := tree(t, "-- a/b/c.go --\npackage c\n-- a/b.go --\npackage b\n-- z.go --\npackage z\n")
	opts := DefaultOptions()
	opts.MaxFiles = 2
	_, f := open(t, opts, root)
	if diff := cmp.Diff([]string{"a/b.go", "z.go"}, f.names()); diff != "" {
		t.Error(diff)
	}
	opts = DefaultOptions()
	opts.MaxBytes = 15
	_, f = open(t, opts, root)
	if diff := cmp.Diff([]string{"z.go"}, f.names()); diff != "" {
		t.Error(diff)
	}
}

func TestRootThatGoesStopsItsWalk(t *testing.T) {
	var archive strings.Builder
	for i := range 40 * batchFiles {
		archive.WriteString("-- f" + strings.Repeat("x", i%100) + string(rune('a'+i%26)) + "/" + strings.Repeat("y", i/100+1) + ".go --\npackage p\n")
	}
	root := tree(t, archive.String())
	w := New(DefaultOptions(), zap.NewNop())
	defer w.Close()
	started, proceed := make(chan struct{}), make(chan struct{})
	var once sync.Once
	added, gone := 0, make(chan int, 1)
	w.Subscribe(func(_ *buffer.Root, files []File, removed []string) {
		once.Do(func() { close(started); <-proceed })
		added += len(files)
		if len(removed) > 0 {
			gone <- len(removed)
		}
	})
	w.SetRoots([]*buffer.Root{root})
	<-started
	w.SetRoots(nil)
	close(proceed)
	if n := <-gone; n != added || n > 2*batchFiles {
		t.Errorf("%d files were added and %d removed", added, n)
	}
	if err := w.Wait(t.Context(), root); err == nil {
		t.Error("a root that is gone is waited for")
	}
}

func TestRootThatComesBackIsWalkedAgain(t *testing.T) {
	root := tree(t, "-- a.go --\npackage a\n")
	w, f := open(t, DefaultOptions(), root)
	w.SetRoots(nil)
	w.SetRoots([]*buffer.Root{root})
	if err := w.Wait(t.Context(), root); err != nil {
		t.Fatal(err)
	}
	f.until(t, "a.go")
}

func TestWaitEndsWithItsContext(t *testing.T) {
	root := tree(t, "-- a.go --\npackage a\n")
	w := New(DefaultOptions(), zap.NewNop())
	defer w.Close()
	proceed := make(chan struct{})
	w.Subscribe(func(*buffer.Root, []File, []string) { <-proceed })
	w.SetRoots([]*buffer.Root{root})
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := w.Wait(ctx, root); !errors.Is(err, context.Canceled) {
		t.Errorf("waiting ended with %v", err)
	}
	close(proceed)
}

func TestRootOfALooseFileIsItsProject(t *testing.T) {
	root := tree(t, "-- go.mod --\nmodule x\n-- web/package.json --\n{}\n-- web/src/a.ts --\nx\n-- pkg/b.go --\npackage b\n")
	for file, want := range map[string]string{"web/src/a.ts": "web", "pkg/b.go": "."} {
		found := FindRoot(filepath.Join(root.Dir, file))
		if found == nil || found.Dir != filepath.Join(root.Dir, want) {
			t.Errorf("%s lies in %+v", file, found)
		}
	}
}

func TestFilesThatNobodyWroteAreUnlikely(t *testing.T) {
	for text, want := range map[string]string{
		"package a\n": "", "a\x00b": "binary", "caf\xe9 au lait\n": "not UTF-8", strings.Repeat("x=1;", 100): "minified",
		"// Code generated by x. DO NOT EDIT.\n": "generated", strings.Repeat("x\n", 3) + "é"[:1]: "",
	} {
		if got := unlikely([]byte(text)); got != want {
			t.Errorf("%.20q: %q, want %q", text, got, want)
		}
	}
}

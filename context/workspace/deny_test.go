package workspace

import (
	"os"
	"path/filepath"
	"testing"

	"fimble/context/buffer"
)

func TestPatternsOfOptionsAreRelativeToTheRoot(t *testing.T) {
	root := &buffer.Root{Dir: "/w"}
	for pattern, want := range map[string]map[string]bool{
		"*.gen.go":  {"/w/a.gen.go": true, "/w/sub/a.gen.go": true, "/w/a.go": false},
		"/private/": {"/w/private/a.go": true, "/w/sub/private/a.go": false},
		"private/":  {"/w/sub/private/deep/a.go": true, "/w/private.go": false},
		"!a.go":     {"/w/a.go": false},
	} {
		for path, denied := range want {
			if got := Matches([]string{pattern}, root, path); got != denied {
				t.Errorf("%s names %s: %v, want %v", pattern, path, got, denied)
			}
		}
	}
	if !Matches([]string{"*.go"}, nil, "/elsewhere/a.go") {
		t.Error("a file in no root is not named")
	}
}

func TestWhatIsDeniedLaterIsForgotten(t *testing.T) {
	root := tree(t, "-- main.go --\npackage a\n-- plan/secret.go --\npackage plan\n")
	w, f := open(t, DefaultOptions(), root)
	w.Deny(root.Dir, []string{"/plan/"})
	f.until(t, "main.go")
	if got := w.Denied(root, filepath.Join(root.Dir, "plan", "secret.go")); got != "ignored by the deny option (/plan/)" {
		t.Errorf("denied for %q", got)
	}
	w.Deny(root.Dir, nil)
	f.until(t, "main.go", "plan/secret.go")
}

func TestIgnoreFilesAboveTheRootCount(t *testing.T) {
	top := tree(t, "-- .git/HEAD --\nref: refs/heads/main\n-- pk/a.go --\npackage pk\n-- pk/b.go --\npackage pk\n")
	root := &buffer.Root{URI: top.URI + "/pk", Dir: filepath.Join(top.Dir, "pk")}
	w, f := open(t, DefaultOptions(), root)
	ignore := filepath.Join(top.Dir, ".gitignore")
	write(t, ignore, "b.go\n")
	w.Changed([]string{ignore})
	f.until(t, "a.go")
}

func TestARootThatIsDeletedLosesItsFiles(t *testing.T) {
	root := tree(t, "-- a.go --\npackage a\n")
	w, f := open(t, DefaultOptions(), root)
	if err := os.RemoveAll(root.Dir); err != nil {
		t.Fatal(err)
	}
	w.Changed([]string{root.Dir})
	f.until(t)
}

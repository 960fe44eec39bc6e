package workspace

import (
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

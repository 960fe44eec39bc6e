package workspace

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"go.uber.org/zap"
)

func TestWhatIsWrittenStaysInTheRootAndIsAFile(t *testing.T) {
	root, outside := tree(t, project), t.TempDir()
	for link, to := range map[string]string{
		"away": outside, "out.go": filepath.Join(outside, "not-there.go"), "up": "..", "inside": "pkg",
	} {
		if err := os.Symlink(to, filepath.Join(root.Dir, link)); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Chmod(filepath.Join(root.Dir, "made.go"), 0o444); err != nil {
		t.Fatal(err)
	}
	w := New(DefaultOptions(), zap.NewNop())
	t.Cleanup(w.Close)
	for _, rel := range []string{"main.go", "new.go", "new/folder/new.go", "inside/new.go", "pkg/util.go"} {
		if err := w.Writable(root, rel); err != nil {
			t.Errorf("%s may not be written: %v", rel, err)
		}
	}
	for _, rel := range []string{"away/new.go", "out.go", "up/new.go", "../new.go", "pkg"} {
		if err := w.Writable(root, rel); err == nil {
			t.Errorf("%s may be written", rel)
		}
	}
	for _, rel := range []string{"away/new.go", "out.go"} {
		if err := w.Writable(root, rel); err == nil || !strings.Contains(err.Error(), "a link leads out of the folder") {
			t.Errorf("%s got %v", rel, err)
		}
	}
	if _, err := w.ReadFile(root, filepath.Join(root.Dir, "away", "new.go")); err == nil || !strings.Contains(err.Error(), "a link leads out of the folder") {
		t.Errorf("reading through a link got %v", err)
	}
	if err := w.Writable(root, "made.go"); !errors.Is(err, errReadOnly) {
		t.Errorf("a read-only file got %v", err)
	}
}

package workspace

import (
	"context"
	"errors"
	"os"
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

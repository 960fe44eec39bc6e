package local

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
	"github.com/rogpeppe/go-internal/txtar"
	"go.uber.org/goleak"
	"go.uber.org/zap"

	"fimble/completion/model"
	"fimble/context/buffer"
	"fimble/context/syntax"
	"fimble/context/window"
	"fimble/context/workspace"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// A desk is a model with its project on disk and one open file.
type desk struct {
	t     testing.TB
	root  *buffer.Root
	ws    *workspace.Workspace
	model *Model
	store *buffer.Store
}

// sit writes the files of an archive to a project and indexes it.
func sit(t testing.TB, files []txtar.File) *desk {
	t.Helper()
	dir, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	d := &desk{t: t, root: &buffer.Root{URI: buffer.FileURI(dir), Client: string(buffer.FileURI(dir)), Name: "desk", Dir: dir}}
	for _, f := range files {
		d.write(f.Name, string(f.Data))
	}
	d.ws = workspace.New(workspace.DefaultOptions(), zap.NewNop())
	d.model = New(d.ws, DefaultOptions(), zap.NewNop())
	d.ws.SetRoots([]*buffer.Root{d.root})
	if err := d.model.Wait(t.Context(), d.root); err != nil {
		t.Fatal(err)
	}
	d.store = buffer.NewStore()
	d.store.SetRoots([]buffer.Root{*d.root})
	t.Cleanup(d.ws.Close)
	t.Cleanup(d.store.Shutdown)
	return d
}

func (d *desk) write(name, text string) {
	d.t.Helper()
	file := filepath.Join(d.root.Dir, name)
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		d.t.Fatal(err)
	}
	if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
		d.t.Fatal(err)
	}
}

// request opens a file whose cursor is at the mark.
func (d *desk) request(name, marked string) model.Request {
	d.t.Helper()
	before, after, ok := strings.Cut(marked, "█")
	if !ok {
		d.t.Fatalf("no cursor in %s", name)
	}
	s := d.store.Open(buffer.OpenParams{Client: string(buffer.FileURI(filepath.Join(d.root.Dir, name))), Version: 1, Text: before + after})
	return model.Request{Window: &window.Window{Snapshot: s, Outline: s.Outline(0), Offset: len(before), Path: name}}
}

func (d *desk) answers(req model.Request) []string {
	d.t.Helper()
	var texts []string
	for c, err := range d.model.Generate(d.t.Context(), req) {
		if err != nil {
			d.t.Fatal(err)
		}
		if c.Candidate != len(texts) {
			d.t.Errorf("candidate %d comes as number %d", c.Candidate, len(texts))
		}
		texts = append(texts, c.Text)
	}
	return texts
}

// TestMarkedFiles asks at the mark of each archive in testdata: at █ nothing
// may come, at ├…┤ what stands between. In testdata/unasked only what is sure
// counts.
func TestMarkedFiles(t *testing.T) {
	files, err := filepath.Glob("testdata/*asked/*.txtar")
	if err != nil || len(files) < 10 {
		t.Fatalf("%d archives, %v", len(files), err)
	}
	for _, file := range files {
		t.Run(filepath.ToSlash(strings.TrimPrefix(file, "testdata"+string(filepath.Separator))), func(t *testing.T) {
			archive, err := txtar.ParseFile(file)
			if err != nil {
				t.Fatal(err)
			}
			marked := slices.IndexFunc(archive.Files, func(f txtar.File) bool { return strings.ContainsAny(string(f.Data), "█├") })
			f := archive.Files[marked]
			text, want := string(f.Data), ""
			if head, rest, ok := strings.Cut(text, "├"); ok {
				var tail string
				want, tail, _ = strings.Cut(rest, "┤")
				text = head + "█" + tail
			}
			d := sit(t, slices.Delete(archive.Files, marked, marked+1))
			req := d.request(f.Name, text)
			req.Sure = strings.Contains(file, "unasked")
			got := strings.Join(d.answers(req), "\n--- or\n")
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("%s%s", archive.Comment, diff)
			}
		})
	}
}

func TestEveryLanguageCopiesALineThatComesAgain(t *testing.T) {
	d := sit(t, nil)
	for _, lang := range syntax.Languages() {
		line := "total size = measure(first, 42)\n"
		req := d.request("copies."+lang.ID, strings.Repeat(line, 4)+"total█\n")
		req.Window.Snapshot = d.store.Open(buffer.OpenParams{
			Client: "untitled:" + lang.ID, LanguageID: lang.ID, Version: 1, Text: strings.Repeat(line, 4) + "total",
		})
		req.Stop = []string{"\n"}
		if got := d.answers(req); len(got) != 1 || got[0] != " size = measure(first, 42)" {
			t.Errorf("%s: %q", lang.ID, got)
		}
	}
}

const handlers = `package web

func (s *Server) users(w http.ResponseWriter, r *http.Request) error {
	user, err := s.store.User(r.Context(), r.PathValue("id"))
	if err != nil {
		return fmt.Errorf("load user: %w", err)
	}
	return render(w, http.StatusOK, user)
}
`

func TestFileOnDiskDoesNotCountWhileItIsOpen(t *testing.T) {
	d := sit(t, []txtar.File{{Name: "users.go", Data: []byte(handlers)}})
	start := "package web\n\nfunc (s *Server) users(w http.ResponseWriter█"
	if got := d.answers(d.request("users.go", start)); len(got) > 0 && strings.Contains(got[0], "http.Request") {
		t.Errorf("the hidden file was read: %q", got)
	}
	if got := d.answers(d.request("others.go", start)); len(got) != 1 || !strings.HasPrefix(got[0], ", r *http.Request) error {") {
		t.Errorf("the other file was not read: %q", got)
	}
}

func TestSavedFilesCount(t *testing.T) {
	d := sit(t, []txtar.File{{Name: "go.mod", Data: []byte("module x\n")}})
	told := make(chan bool, 9)
	d.ws.Subscribe(func(*buffer.Root, []workspace.File, []string) { told <- true })
	<-told
	req := d.request("main.go", "package main\n\nfunc (s *Server) users(w http.ResponseWriter█")
	ask := func() bool {
		got := d.answers(req)
		return len(got) > 0 && strings.Contains(got[0], "http.Request")
	}
	if ask() {
		t.Error("it knows what is not there")
	}
	d.write("users.go", handlers)
	d.ws.Changed([]string{filepath.Join(d.root.Dir, "users.go")})
	<-told
	if !ask() {
		t.Error("it does not know what was saved")
	}
	if err := os.Remove(filepath.Join(d.root.Dir, "users.go")); err != nil {
		t.Fatal(err)
	}
	d.ws.Changed([]string{filepath.Join(d.root.Dir, "users.go")})
	<-told
	if ask() {
		t.Error("it knows what was removed")
	}
}

func TestRootThatGoesIsForgotten(t *testing.T) {
	d := sit(t, []txtar.File{{Name: "users.go", Data: []byte(handlers)}})
	gone := make(chan bool, 9)
	d.ws.Subscribe(func(_ *buffer.Root, _ []workspace.File, removed []string) {
		if len(removed) > 0 {
			gone <- true
		}
	})
	d.ws.SetRoots(nil)
	<-gone
	if n := len(d.model.projects); n != 0 {
		t.Errorf("%d indexes are left", n)
	}
}

func TestSeveralCandidatesDiffer(t *testing.T) {
	d := sit(t, nil)
	req := d.request("a.go", `package a

func f() {
	log.Info("one", zap.Int("n", n))
	log.Warn("two", zap.Int("n", n))
	log.Info("three", zap.Int("n", n))
	log.█
}
`)
	req.N, req.Stop = 3, []string{"\n"}
	got := d.answers(req)
	if len(got) < 2 || !strings.HasPrefix(got[0], "Info(") || !slices.ContainsFunc(got, func(s string) bool { return strings.HasPrefix(s, "Warn(") }) {
		t.Errorf("%q", got)
	}
}

func TestAnswerKeepsWithinItsTokens(t *testing.T) {
	d := sit(t, nil)
	line := "a, b, c, d, e, f, g, h, i, j\n"
	req := d.request("a.txt", strings.Repeat(line, 3)+"a█")
	req.MaxTokens = 3
	if got := d.answers(req); len(got) != 1 || got[0] != ", b," {
		t.Errorf("%q", got)
	}
}

func TestCancelledRequestYieldsThatAndNothing(t *testing.T) {
	d := sit(t, nil)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	for c, err := range d.model.Generate(ctx, d.request("a.go", "package a█")) {
		if c.Text != "" || !errors.Is(err, context.Canceled) {
			t.Errorf("%q, %v", c.Text, err)
		}
	}
}

func TestRequestsDoNotDisturbEachOther(t *testing.T) {
	d := sit(t, []txtar.File{{Name: "users.go", Data: []byte(handlers)}})
	req := d.request("main.go", "package main\n\nfunc (s *Server) users(w http.ResponseWriter█")
	want := d.answers(req)
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() {
			for range 20 {
				for c, err := range d.model.Generate(t.Context(), req) {
					if err != nil || c.Text != want[0] {
						t.Errorf("%q, %v", c.Text, err)
					}
				}
			}
		})
	}
	all.Wait()
}

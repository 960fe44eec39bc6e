package local

import (
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"fimble/completion/model"
	"fimble/context/buffer"
	"fimble/context/window"
)

// open puts a document into the editor, unsaved.
func (d *desk) open(name, text string) *buffer.Snapshot {
	d.t.Helper()
	return d.store.Open(buffer.OpenParams{Client: string(buffer.FileURI(filepath.Join(d.root.Dir, name))), Version: 1, Text: text})
}

// packed is a request as the engine makes it, with all that is open.
func (d *desk) packed(name, marked string) model.Request {
	d.t.Helper()
	before, after, ok := strings.Cut(marked, "█")
	if !ok {
		d.t.Fatalf("no cursor in %s", name)
	}
	s := d.open(name, before+after)
	return model.Request{Window: window.Pack(window.Input{
		View: d.store.View(), Snapshot: s, Outline: s.Outline(0), Offset: len(before), Budget: 1000,
		Allowed: func(*buffer.Snapshot) bool { return true },
	})}
}

const asking = "package web\n\nfunc (s *Server) groups(w http.ResponseWriter█"

func TestUnsavedTextOfOtherDocumentsCounts(t *testing.T) {
	d := sit(t, nil)
	d.open("users.go", handlers)
	if got := d.answers(d.packed("groups.go", asking)); len(got) != 1 || !strings.HasPrefix(got[0], ", r *http.Request) error {") {
		t.Errorf("%q", got)
	}
}

func TestOpenDocumentStandsForItsFile(t *testing.T) {
	d := sit(t, []txtar.File{{Name: "users.go", Data: []byte(handlers)}})
	d.open("users.go", strings.ReplaceAll(handlers, "r *http.Request", "p *http.Petition"))
	if got := d.answers(d.packed("groups.go", asking)); len(got) != 1 || !strings.HasPrefix(got[0], ", p *http.Petition) error {") {
		t.Errorf("%q", got)
	}
	d.store.Close(buffer.FileURI(filepath.Join(d.root.Dir, "users.go")))
	if got := d.answers(d.packed("groups.go", asking)); len(got) != 1 || !strings.HasPrefix(got[0], ", r *http.Request) error {") {
		t.Errorf("closed unsaved, its file does not count again: %q", got)
	}
}

func TestWordsBegunComeFromOpenDocumentsAndNotFromTheirFiles(t *testing.T) {
	d := sit(t, []txtar.File{{Name: "users.go", Data: []byte("package web\n\nvar quarantined, quarantinedUsers = 1, 2\n")}})
	d.open("users.go", "package web\n\nvar quarrel = 1\n")
	if got := d.answers(d.packed("groups.go", "package web\n\nvar x = quar█")); len(got) != 1 || !strings.HasPrefix(got[0], "rel") {
		t.Errorf("%q", got)
	}
}

func TestDocumentIsReadAnewOnlyWhenItChanges(t *testing.T) {
	d := sit(t, nil)
	s := d.open("users.go", handlers)
	sheet := func() *sheet {
		d.answers(d.packed("groups.go", asking))
		return d.model.shelf.find(s.Text(), d.model.nothing)
	}
	first := sheet()
	if first == nil || sheet() != first {
		t.Error("the same text was read twice")
	}
	_, s, _ = d.store.Replace(s.URI(), 2, handlers+"\n// more\n")
	if second := sheet(); second == nil || second == first {
		t.Error("the newer text was not read")
	}
}

func TestClosedDocumentIsLetGo(t *testing.T) {
	d := sit(t, nil)
	func() {
		s := d.open("users.go", handlers)
		d.answers(d.packed("groups.go", asking))
		if d.model.shelf.source != len(handlers) {
			t.Fatalf("%d bytes are kept, want %d", d.model.shelf.source, len(handlers))
		}
		d.store.Close(s.URI())
	}()
	for range 10 {
		runtime.GC()
	}
	d.answers(d.packed("groups.go", asking))
	if n := len(d.model.shelf.kept); n != 0 || d.model.shelf.source != 0 {
		t.Errorf("%d texts and %d bytes are kept of what is closed", n, d.model.shelf.source)
	}
}

func TestTextThatNobodyAsksForIsLetGo(t *testing.T) {
	d := sit(t, nil)
	s := d.open("users.go", handlers)
	d.answers(d.packed("groups.go", asking))
	alone := d.request("groups.go", asking)
	for range idleRequests + 1 {
		d.answers(alone)
	}
	if n := len(d.model.shelf.kept); n != 0 {
		t.Errorf("%d texts are kept, %s among them", n, s.Path())
	}
}

func TestShelfHoldsNoMoreThanItsRoom(t *testing.T) {
	d := sit(t, nil)
	long := strings.Repeat(handlers, keptSource/len(handlers)/8)
	var texts []*buffer.Text
	for range 9 {
		texts = append(texts, buffer.NewText(long))
		d.model.shelf.keep(texts[len(texts)-1], &sheet{source: len(long)})
	}
	d.model.shelf.sweep()
	if d.model.shelf.source > keptSource || len(d.model.shelf.kept) != 8 {
		t.Errorf("%d texts with %d bytes are kept", len(d.model.shelf.kept), d.model.shelf.source)
	}
	runtime.KeepAlive(texts)
}

func TestManyOpenDocumentsAreReadInSeveralRequests(t *testing.T) {
	d := sit(t, nil)
	long := strings.Repeat(handlers, freshSource/len(handlers)*2/3)
	for _, name := range []string{"a.go", "b.go", "c.go"} {
		d.open(name, long)
	}
	req := d.packed("groups.go", asking)
	for _, want := range []int{1, 2, 3, 3} {
		d.answers(req)
		if n := len(d.model.shelf.kept); n != want {
			t.Errorf("%d documents are read, want %d", n, want)
		}
	}
}

func TestRequestsMayShareWhatIsOpen(t *testing.T) {
	d := sit(t, []txtar.File{{Name: "users.go", Data: []byte(handlers)}})
	var all sync.WaitGroup
	for n := range 4 {
		s := d.open("users.go", handlers+strings.Repeat("\n", n))
		req := d.packed("groups.go", asking)
		want := d.answers(req)
		for range 2 {
			all.Go(func() {
				for range 20 {
					for c, err := range d.model.Generate(t.Context(), req) {
						if err != nil || c.Text != want[0] {
							t.Errorf("with %d bytes open: %q, %v", s.Text().Len(), c.Text, err)
						}
					}
				}
			})
		}
	}
	all.Wait()
}

package buffer

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

const nb = "file:///w/n.ipynb"

// openNotebook opens three code cells with prose between the first two.
func openNotebook(s *Store) {
	open(s, "cell:1", "cell:prose", "cell:2", "cell:3")
	s.OpenNotebook(nb, []Cell{{"cell:1", true}, {"cell:prose", false}, {"cell:2", true}, {"cell:3", true}})
}

// before lists the texts of the code cells before one; nil if it is no cell.
func before(s *Store, uri URI) []string {
	doc, _ := s.View().Snapshot(uri)
	cells := doc.Notebook()
	if cells == nil {
		return nil
	}
	texts := []string{}
	for _, c := range cells {
		texts = append(texts, c.Text().String())
	}
	return texts
}

func TestCellKnowsTheCodeBeforeIt(t *testing.T) {
	s, _ := fakeStore(t, 0)
	openNotebook(s)
	open(s, "a:1")
	for uri, want := range map[URI][]string{
		"cell:1": {}, "cell:prose": {"cell:1"}, "cell:2": {"cell:1"}, "cell:3": {"cell:1", "cell:2"}, "a:1": nil,
	} {
		if got := before(s, uri); !cmp.Equal(got, want) {
			t.Errorf("%s: %v, want %v", uri, got, want)
		}
	}
	s.Apply("cell:1", 2, insert(0, "new "))
	_, after, _ := s.Apply("cell:3", 2, insert(0, "also "))
	if got, want := before(s, "cell:3"), []string{"new cell:1", "cell:2"}; !cmp.Equal(got, want) {
		t.Errorf("after an edit: %v, want %v", got, want)
	}
	if len(after.Notebook()) != 2 || after.NotebookURI() != nb {
		t.Errorf("what Apply returns is not in the notebook %q", after.NotebookURI())
	}
}

func TestPinnedCellKeepsItsNeighboursOfThatInstant(t *testing.T) {
	s, _ := fakeStore(t, 0)
	openNotebook(s)
	pinned, _ := s.View().Snapshot("cell:2")
	s.Apply("cell:1", 2, insert(0, "new "))
	if got := pinned.Notebook()[0].Text().String(); got != "cell:1" {
		t.Errorf("the pinned cell sees %q", got)
	}
}

func TestCellsMayBeOpenedAfterTheirNotebook(t *testing.T) {
	s, _ := fakeStore(t, 0)
	s.OpenNotebook(nb, []Cell{{"cell:1", true}, {"cell:2", true}})
	open(s, "cell:2")
	if got := before(s, "cell:2"); !cmp.Equal(got, []string{}) {
		t.Errorf("with the first cell not open: %v", got)
	}
	open(s, "cell:1")
	if got := before(s, "cell:2"); !cmp.Equal(got, []string{"cell:1"}) {
		t.Errorf("with both open: %v", got)
	}
}

func TestCellsCanBeAddedMovedAndTakenAway(t *testing.T) {
	s, _ := fakeStore(t, 0)
	openNotebook(s)
	open(s, "cell:4")
	if err := s.ChangeCells(nb, 1, 2, []Cell{{"cell:4", true}}); err != nil {
		t.Fatal(err)
	}
	if got, want := before(s, "cell:3"), []string{"cell:1", "cell:4"}; !cmp.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
	if got := before(s, "cell:2"); got != nil {
		t.Errorf("a cell taken away still has %v before it", got)
	}
	s.Close("cell:1")
	if got, want := before(s, "cell:3"), []string{"cell:4"}; !cmp.Equal(got, want) {
		t.Errorf("with the first closed: %v, want %v", got, want)
	}
	if err := s.ChangeCells(nb, 99, -4, []Cell{{"cell:2", true}}); err != nil {
		t.Fatal(err)
	}
	if got, want := before(s, "cell:2"), []string{"cell:4", "cell:3"}; !cmp.Equal(got, want) {
		t.Errorf("added past the end: %v, want %v", got, want)
	}
}

func TestClosingANotebookClosesItsCells(t *testing.T) {
	s, _ := fakeStore(t, 0)
	openNotebook(s)
	open(s, "a:1")
	s.CloseNotebook(nb)
	s.CloseNotebook(nb)
	if got := listed(s.View()); !cmp.Equal(got, []string{"a:1"}) {
		t.Errorf("still open: %v", got)
	}
	open(s, "cell:1")
	if got := before(s, "cell:1"); got != nil {
		t.Errorf("the notebook is not forgotten: %v", got)
	}
}

func TestCellsLieWhereTheirNotebookLies(t *testing.T) {
	s, _ := fakeStore(t, 0)
	s.SetRoots([]Root{{Client: "file:///w", Name: "w"}})
	openNotebook(s)
	doc, _ := s.View().Snapshot("cell:2")
	if doc.Root() == nil || doc.Root().Name != "w" {
		t.Errorf("the root is %v", doc.Root())
	}
	s.SetRoots(nil)
	if doc, _ = s.View().Snapshot("cell:2"); doc.Root() != nil {
		t.Errorf("the root is still %v", doc.Root())
	}
}

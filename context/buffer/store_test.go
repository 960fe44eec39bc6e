package buffer

import (
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"fimble/context/syntax"
)

// open opens documents with their own address as their text.
func open(s *Store, clients ...string) {
	for _, c := range clients {
		s.Open(OpenParams{Client: c, LanguageID: "go", Version: 1, Text: c})
	}
}

// listed are the keys of a View's documents in order.
func listed(v *View) (uris []string) {
	for _, s := range v.Snapshots() {
		uris = append(uris, string(s.URI()))
	}
	return uris
}

func TestEarlierViewStaysAsItWas(t *testing.T) {
	s, _ := fakeStore(t, 0)
	open(s, "a:1", "a:2")
	pinned := s.View()
	s.Apply("a:1", 2, insert(0, "new "))
	s.Close("a:2")
	open(s, "a:3")
	if got, want := listed(pinned), []string{"a:2", "a:1"}; !cmp.Equal(got, want) {
		t.Errorf("the pinned view lists %v, want %v", got, want)
	}
	if doc, _ := pinned.Snapshot("a:1"); doc.Text().String() != "a:1" || doc.Version() != 1 {
		t.Errorf("the pinned view has version %d, %q", doc.Version(), doc.Text())
	}
	if doc, _ := s.View().Snapshot("a:1"); doc.Text().String() != "new a:1" || doc.Version() != 2 {
		t.Errorf("the new view has version %d, %q", doc.Version(), doc.Text())
	}
	if _, ok := s.View().Snapshot("a:2"); ok {
		t.Errorf("the closed document is in the new view")
	}
}

func TestChangeOfAnUnknownDocumentIsAnErrorAndChangesNothing(t *testing.T) {
	s, _ := fakeStore(t, 0)
	open(s, "a:1")
	before := s.View()
	if _, _, err := s.Apply("a:2", 2, insert(0, "x")); err == nil || err.Error() != "change a:2: not open" {
		t.Errorf("Apply: %v", err)
	}
	if _, _, err := s.Replace("a:2", 2, "x"); err == nil || err.Error() != "replace a:2: not open" {
		t.Errorf("Replace: %v", err)
	}
	if err := s.ChangeCells("a:2", 0, 0, nil); err == nil || err.Error() != "change cells of a:2: not open" {
		t.Errorf("ChangeCells: %v", err)
	}
	if s.View() != before {
		t.Errorf("there is a new view")
	}
}

func TestEditsOutOfRangeAreMovedToTheEnds(t *testing.T) {
	for _, c := range []struct {
		span syntax.Span
		want string
	}{
		{syntax.Span{Start: -9, End: -2}, "Xabc"},
		{syntax.Span{Start: 2, End: 99}, "abX"},
		{syntax.Span{Start: 99, End: 200}, "abcX"},
		{syntax.Span{Start: 2, End: 1}, "abXc"},
	} {
		s, _ := fakeStore(t, 0)
		s.Open(OpenParams{Client: "a:1", Text: "abc"})
		_, after, err := s.Apply("a:1", 2, []Edit{{Span: c.span, NewText: "X"}})
		if err != nil || after.Text().String() != c.want {
			t.Errorf("%v: %q, %v, want %q", c.span, after.Text(), err, c.want)
		}
	}
}

func TestDocumentsAreListedMostRecentlyTouchedFirst(t *testing.T) {
	s, _ := fakeStore(t, 0)
	open(s, "a:1", "a:2", "a:3")
	s.Apply("a:1", 2, insert(0, "x"))
	s.Replace("a:2", 2, "y")
	if got, want := listed(s.View()), []string{"a:2", "a:1", "a:3"}; !cmp.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

func TestDocumentKeepsTheClientsSpelling(t *testing.T) {
	s, _ := fakeStore(t, 0)
	open(s, "file:///c%3A/x/a.go")
	doc, ok := s.View().Snapshot("file:///C:/x/a.go")
	if !ok || doc.ClientURI() != "file:///c%3A/x/a.go" {
		t.Errorf("found %v", ok)
	}
}

func TestLanguageIsToldFromTheNameOfTheFile(t *testing.T) {
	s, _ := fakeStore(t, 0)
	for _, client := range []string{"file:///c%3A/x/a.go", "git:/x/a%2Ego?%7B%7D", "untitled:a.go"} {
		if doc := s.Open(OpenParams{Client: client}); doc.Language().ID != "go" {
			t.Errorf("%s is %s", client, doc.Language().ID)
		}
	}
	doc := s.Open(OpenParams{Client: "file:///x/a.go", LanguageID: "python"})
	if doc.Language().ID != "python" || doc.LanguageID() != "python" {
		t.Errorf("what the client says does not count: %s", doc.Language().ID)
	}
}

func TestOpeningTwiceReplaces(t *testing.T) {
	s, f := fakeStore(t, 0)
	open(s, "a:1", "a:2")
	s.Open(OpenParams{Client: "a:1", Version: 7, Text: "again"})
	doc, _ := s.View().Snapshot("a:1")
	if got := listed(s.View()); len(got) != 2 || doc.Version() != 7 || doc.Text().String() != "again" {
		t.Errorf("got %v, version %d", got, doc.Version())
	}
	s.Shutdown()
	if made, closed, _ := f.counts(); made != closed {
		t.Errorf("%d parsers made, %d closed", made, closed)
	}
}

func TestReplaceKeepsWhatIsTheSame(t *testing.T) {
	s, _ := fakeStore(t, 0)
	text := strings.Repeat("line\n", 40<<10)
	s.Open(OpenParams{Client: "a:1", LanguageID: "go", Text: text})
	before, after, _ := s.Replace("a:1", 2, text[:100<<10]+"new"+text[100<<10:])
	if after.Version() != 2 || before.Text().String() != text || after.Text().Len() != len(text)+3 {
		t.Fatalf("the text is not replaced")
	}
	moves := after.outliner.moves
	if want := (syntax.Edit{Start: 100 << 10, OldEnd: 100 << 10, NewEnd: 100<<10 + 3}); moves[0][0] != want {
		t.Errorf("the parser is told %v, want %v", moves[0][0], want)
	}
	if _, same, _ := s.Replace("a:1", 3, after.Text().String()); same.Text() != after.Text() || same.Version() != 3 {
		t.Errorf("the same text again makes another")
	}
}

func TestDocumentBelongsToTheDeepestRoot(t *testing.T) {
	s, _ := fakeStore(t, 0)
	open(s, "file:///w/a/b/x.go", "file:///w/abc/x.go", "file:///elsewhere/x.go", "untitled:1", "vscode-vfs://github/o/r/x.go")
	s.SetRoots([]Root{
		{Client: "file:///w/a", Name: "a"},
		{Client: "file:///w/", Name: "w"},
		{Client: "file:///w/a/b", Name: "b"},
		{Client: "vscode-vfs://github/o/r", Name: "r"},
	})
	names := func() (list []string) {
		for _, d := range s.View().Snapshots() {
			name := "none"
			if d.Root() != nil {
				name = d.Root().Name
			}
			list = append(list, fmt.Sprintf("%s %s", d.URI(), name))
		}
		slices.Sort(list)
		return list
	}
	want := []string{
		"file:///elsewhere/x.go none", "file:///w/a/b/x.go b", "file:///w/abc/x.go w",
		"untitled:1 none", "vscode-vfs://github/o/r/x.go r",
	}
	if got := names(); !cmp.Equal(got, want) {
		t.Errorf("roots: %s", cmp.Diff(want, got))
	}
	kept := s.View().Roots()[1]
	if kept.URI != "file:///w/" || kept.Dir != "/w/" {
		t.Errorf("what follows from the client's spelling: %+v", kept)
	}
	s.SetRoots([]Root{{Client: "file:///w/", Name: "w"}})
	want = []string{
		"file:///elsewhere/x.go none", "file:///w/a/b/x.go w", "file:///w/abc/x.go w",
		"untitled:1 none", "vscode-vfs://github/o/r/x.go none",
	}
	if got := names(); !cmp.Equal(got, want) {
		t.Errorf("fewer roots: %s", cmp.Diff(want, got))
	}
	if s.View().Roots()[0] != kept {
		t.Errorf("the root that stays is another one")
	}
	doc, _ := s.View().Snapshot("file:///w/abc/x.go")
	if _, after, _ := s.Apply(doc.URI(), 2, insert(0, "x")); after.Root() != kept {
		t.Errorf("an edit loses the root")
	}
}

func TestPathIsBelowTheRoot(t *testing.T) {
	s, _ := fakeStore(t, 0)
	s.SetRoots([]Root{{Client: "file:///c%3A/w%20x"}, {Client: "vscode-vfs://github/o/r/"}})
	for client, want := range map[string]string{
		"file:///C:/w x/a/b%20c.go":            "a/b c.go",
		"file:///C:/w x":                       "w x",
		"file:///elsewhere/x.go":               "x.go",
		"untitled:Untitled-1":                  "Untitled-1",
		"vscode-vfs://github/o/r/a%2Fb.go?x#y": "a/b.go",
	} {
		if got := s.Open(OpenParams{Client: client}).Path(); got != want {
			t.Errorf("path of %s is %q, want %q", client, got, want)
		}
	}
	open(s, "cell:1")
	s.OpenNotebook("file:///C:/w x/n/b.ipynb", []Cell{{"cell:1", true}})
	if doc, _ := s.View().Snapshot("cell:1"); doc.Path() != "n/b.ipynb" {
		t.Errorf("path of a cell is %q", doc.Path())
	}
}

// TestReadersSeeViewsThatBelongTogether has one writer keep two documents of
// equal length at every even step.
func TestReadersSeeViewsThatBelongTogether(t *testing.T) {
	s, _ := fakeStore(t, 0)
	open(s, "a:1", "a:2")
	done := make(chan struct{})
	var readers sync.WaitGroup
	for range 2 {
		readers.Go(func() {
			for {
				select {
				case <-done:
					return
				default:
				}
				v := s.View()
				one, _ := v.Snapshot("a:1")
				two, _ := v.Snapshot("a:2")
				if n := one.Text().Len() - two.Text().Len(); n < 0 || n > 1 {
					t.Errorf("the documents differ by %d edits", n)
					return
				}
				one.Outline(0)
			}
		})
	}
	for i := range 2000 {
		s.Apply("a:1", int32(i), insert(i, "x"))
		s.Apply("a:2", int32(i), insert(i, "y"))
	}
	close(done)
	readers.Wait()
}

// FuzzStoreIsAMapOfStrings runs any sequence of calls beside a plain map.
func FuzzStoreIsAMapOfStrings(f *testing.F) {
	f.Add([]byte("\x00\x00ab\x01\x05xy\x02\x00\x03\x00"))
	f.Add([]byte{0, 9, 4, 8, 1, 7, 5, 0, 2, 3, 9, 9, 6, 1})
	f.Fuzz(func(t *testing.T, ops []byte) {
		s, _ := fakeStore(t, 0)
		texts := map[URI]string{}
		var order []URI
		for i := 0; i+4 <= len(ops); i += 4 {
			uri := URI(fmt.Sprintf("a:%d", ops[i+1]%4))
			a, b := int(int8(ops[i+2])), int(int8(ops[i+3]))
			text, isOpen := texts[uri]
			with := strings.Repeat("z", i%5)
			switch ops[i] % 4 {
			case 0:
				s.Open(OpenParams{Client: string(uri), LanguageID: "go", Text: with})
				text, isOpen = with, true
			case 1:
				s.Apply(uri, int32(i), []Edit{{syntax.Span{Start: a, End: b}, with}, {syntax.Span{Start: b, End: a}, "q"}})
				text = naiveSplice(naiveSplice(text, a, b, with), b, a, "q")
			case 2:
				s.Replace(uri, int32(i), with)
				text = with
			case 3:
				s.Close(uri)
				isOpen = false
			}
			order = slices.DeleteFunc(order, func(u URI) bool { return u == uri && (isOpen || ops[i]%4 == 3) })
			delete(texts, uri)
			if isOpen {
				texts[uri] = text
				order = slices.Insert(order, 0, uri)
			}
		}
		var got []URI
		for _, doc := range s.View().Snapshots() {
			got = append(got, doc.URI())
			if doc.Text().String() != texts[doc.URI()] {
				t.Fatalf("%s is %q, want %q", doc.URI(), doc.Text(), texts[doc.URI()])
			}
		}
		if !slices.Equal(got, order) {
			t.Fatalf("listed %v, want %v", got, order)
		}
	})
}

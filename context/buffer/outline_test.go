package buffer_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"fimble/context/buffer"
	"fimble/context/buffer/buffertest"
	"fimble/context/syntax"
)

// patience is how long a test waits for a real parse: far longer than any
// takes, even on a busy machine.
const patience = 30 * time.Second

func TestEveryLanguageGivesOutlinesOfItsDocuments(t *testing.T) {
	s := buffer.NewStore()
	defer s.Shutdown()
	s.OnPanic(func(_ buffer.URI, err error) { t.Error(err) })
	for _, l := range syntax.Languages() {
		doc := s.Open(buffer.OpenParams{Client: "untitled:" + l.ID, LanguageID: l.ID, Text: "one\n\ttwo\n\tthree\n"})
		checkOutline(t, doc, l)
		_, doc, _ = s.Replace(doc.URI(), 2, "{ three: four( \"\xff\r\n\tfive\r\n\tsix\r\n")
		checkOutline(t, doc, l)
	}
}

// checkOutline fails the test unless the outline is of all the text, or has
// the style alone for a language without a grammar.
func checkOutline(t *testing.T, doc *buffer.Snapshot, l *syntax.Language) {
	t.Helper()
	want := syntax.Span{}
	if l.Deep() {
		want.End = doc.Text().Len()
	}
	got := doc.Outline(patience)
	if got.Language != l || got.Span != want || got.Style.Indent != "\t" {
		t.Errorf("%s: outline of %v in %v, indented by %q", l.ID, got.Span, got.Language, got.Style.Indent)
	}
}

func TestOutlineFollowsWhatIsTyped(t *testing.T) {
	src := "package p\n\nfunc first() {}\n\n├func second() {}\n\n┤func third() {}\n"
	text, span, typed := buffertest.Edit(t, src)
	s := buffer.NewStore()
	defer s.Shutdown()
	doc := s.Open(buffer.OpenParams{Client: "file:///p.go", LanguageID: "go", Text: text})
	names := func() (list []string) {
		o := doc.Outline(patience)
		for _, symbol := range o.Symbols {
			list = append(list, doc.Text().Slice(symbol.NameSpan.Start, symbol.NameSpan.End))
		}
		return list
	}
	if got, want := names(), []string{"first", "third"}; !cmp.Equal(got, want) {
		t.Errorf("opened: %v, want %v", got, want)
	}
	for i, c := range []byte(typed) {
		at := span.Start + i
		edit := buffer.Edit{Span: syntax.Span{Start: at, End: at}, NewText: string(c)}
		var err error
		if _, doc, err = s.Apply(doc.URI(), int32(i), []buffer.Edit{edit}); err != nil {
			t.Fatal(err)
		}
	}
	if got, want := names(), []string{"first", "second", "third"}; !cmp.Equal(got, want) {
		t.Errorf("typed: %v, want %v", got, want)
	}
}

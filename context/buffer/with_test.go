package buffer_test

import (
	"testing"

	"fimble/context/buffer"
	"fimble/context/syntax"
)

func TestADerivedSnapshotLeavesTheDocumentAlone(t *testing.T) {
	store := buffer.NewStore()
	t.Cleanup(store.Shutdown)
	s := store.Open(buffer.OpenParams{Client: "file:///a.go", Text: "package a\n\nfunc f() {}\n"})
	s.Outline(patience)
	derived := s.With([]buffer.Edit{{Span: syntax.Span{Start: 10, End: 10}, NewText: "// f is f.\n"}}).
		With([]buffer.Edit{{Span: syntax.Span{Start: 0, End: 0}, NewText: "// First.\n"}})
	if got, want := derived.Text().String(), "// First.\npackage a\n// f is f.\n\nfunc f() {}\n"; got != want {
		t.Errorf("derived text %q, want %q", got, want)
	}
	if got := s.Text().String(); got != "package a\n\nfunc f() {}\n" {
		t.Errorf("the document itself became %q", got)
	}
	symbols := derived.Outline(0).Symbols
	if len(symbols) != 1 || derived.Text().Slice(symbols[0].NameSpan.Start, symbols[0].NameSpan.End) != "f" {
		t.Errorf("the derived outline has %v", symbols)
	}
}

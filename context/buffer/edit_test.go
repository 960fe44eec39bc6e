package buffer

import (
	"strings"
	"testing"
	"unicode/utf8"

	"fimble/context/syntax"
)

func FuzzDifferenceTurnsOneTextIntoTheOther(f *testing.F) {
	f.Add("the quick fox", "the quiet fox", uint16(0))
	f.Add("aaaa", "aaa", uint16(3))
	f.Add("pré", "prè", uint16(3000))
	f.Add("aéb", "aĩb", uint16(0)) // the last byte of both is the same
	f.Add("", "x", uint16(1))
	f.Fuzz(func(t *testing.T, old, new string, repeat uint16) {
		around := strings.Repeat("around\r\n", int(repeat%8000))
		old, new = around+old+around, around+new+around
		e := NewText(old).Difference(new)
		if got := NewText(old).Apply([]Edit{e}).String(); got != new {
			t.Fatalf("the edit %v does not lead to the new text", e)
		}
		if old == new && e != (Edit{}) {
			t.Fatalf("equal texts differ by %v", e)
		}
		if !utf8.ValidString(old) || !utf8.ValidString(new) {
			return
		}
		if !utf8.ValidString(e.NewText) || !utf8.ValidString(old[e.Span.Start:e.Span.End]) {
			t.Fatalf("the edit %v parts a rune", e)
		}
		cut := old[e.Span.Start:e.Span.End]
		if cut != "" && e.NewText != "" && (cut[0] == e.NewText[0] && cut[0] < utf8.RuneSelf ||
			cut[len(cut)-1] == e.NewText[len(e.NewText)-1] && cut[len(cut)-1] < utf8.RuneSelf) {
			t.Fatalf("the edit of %q to %q is longer than it must be", cut, e.NewText)
		}
	})
}

func TestEditsCountInTheTextLeftByTheOneBefore(t *testing.T) {
	text := NewText("one two three")
	got := text.Apply([]Edit{
		{Span: syntax.Span{Start: 0, End: 3}, NewText: "1"},
		{Span: syntax.Span{Start: 2, End: 5}, NewText: "2"},
		{Span: syntax.Span{Start: 4, End: 99}, NewText: "3"},
	}).String()
	if want := "1 2 3"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

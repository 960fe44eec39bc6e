// Package buffertest reads source text with marks in it, so that tests show
// places instead of counting them. Its law: a mark that is missing or too many
// fails the test.
package buffertest

import (
	"strings"
	"testing"

	"fimble/context/syntax"
)

const (
	cursor   = "█"
	opening  = "├"
	closing  = "┤"
	replaced = "╣"
)

// Mark takes the cursor out of src, which must have one █ and no other mark,
// and says at which byte it stood.
func Mark(t testing.TB, src string) (text string, offset int) {
	t.Helper()
	expect(t, src, cursor)
	offset = strings.Index(src, cursor)
	return strings.Replace(src, cursor, "", 1), offset
}

// Span takes the marks out of src, which must have one ├…┤, and says what
// they stood around. What they stood around stays in the text.
func Span(t testing.TB, src string) (text string, span syntax.Span) {
	t.Helper()
	expect(t, src, opening, closing)
	span.Start = strings.Index(src, opening)
	text = strings.Replace(src, opening, "", 1)
	span.End = strings.Index(text, closing)
	if span.End < span.Start {
		t.Fatalf("┤ stands before ├ in:\n%s", src)
	}
	return strings.Replace(text, closing, "", 1), span
}

// Edit reads an edit out of src, which must have one ├…┤ around the text that
// is put in. If there is a ╣, the text from ┤ to it is replaced. It returns
// the text before the edit, what the edit replaces, and by what.
func Edit(t testing.TB, src string) (text string, span syntax.Span, inserted string) {
	t.Helper()
	if strings.Contains(src, replaced) {
		expect(t, src, opening, closing, replaced)
	} else {
		expect(t, src, opening, closing)
	}
	head, rest, _ := strings.Cut(src, opening)
	inserted, tail, ok := strings.Cut(rest, closing)
	if !ok {
		t.Fatalf("┤ stands before ├ in:\n%s", src)
	}
	span = syntax.Span{Start: len(head), End: len(head)}
	if old, after, ok := strings.Cut(tail, replaced); ok {
		span.End += len(old)
		tail = old + after
	} else if strings.Contains(src, replaced) {
		t.Fatalf("╣ stands before ┤ in:\n%s", src)
	}
	return head + tail, span, inserted
}

// expect fails the test unless src has each of the marks once, and no other.
func expect(t testing.TB, src string, marks ...string) {
	t.Helper()
	for _, mark := range []string{cursor, opening, closing, replaced} {
		want := 0
		if strings.Contains(strings.Join(marks, ""), mark) {
			want = 1
		}
		if got := strings.Count(src, mark); got != want {
			t.Fatalf("%d of the mark %s, want %d, in:\n%s", got, mark, want, src)
		}
	}
}

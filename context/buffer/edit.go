package buffer

import (
	"unicode/utf8"

	"fimble/context/syntax"
)

// An Edit replaces the bytes of Span by NewText. In a list each one counts in
// the text that the one before has left.
type Edit struct {
	Span    syntax.Span
	NewText string
}

// Apply returns the text with the edits done in order. Spans outside of the
// text are moved to its nearest end, like those of Splice.
func (t *Text) Apply(edits []Edit) *Text {
	for _, e := range edits {
		t = t.Splice(e.Span.Start, e.Span.End, e.NewText)
	}
	return t
}

// Difference is the one edit that turns the text into s: what lies between
// the longest start and the longest end that both have, whole runes. It is
// the zero Edit if they are the same.
func (t *Text) Difference(s string) Edit {
	a := t.commonPrefix(s)
	if a == len(s) && a == t.Len() {
		return Edit{}
	}
	for a > 0 && a < len(s) && !utf8.RuneStart(s[a]) {
		a--
	}
	b := t.commonSuffix(s, a)
	for b > 0 && !utf8.RuneStart(s[len(s)-b]) {
		b--
	}
	return Edit{Span: syntax.Span{Start: a, End: t.Len() - b}, NewText: s[a : len(s)-b]}
}

// commonPrefix is the number of bytes that the text and s start with alike.
func (t *Text) commonPrefix(s string) int {
	n := 0
	for _, c := range t.chunks {
		rest := s[n:]
		if len(rest) >= len(c.text) && rest[:len(c.text)] == c.text {
			n += len(c.text)
			continue
		}
		for i := range min(len(rest), len(c.text)) {
			if rest[i] != c.text[i] {
				return n + i
			}
		}
		return len(s)
	}
	return n
}

// commonSuffix is the number of bytes that the text and s end with alike,
// not counting the first n of either.
func (t *Text) commonSuffix(s string, n int) int {
	limit := min(len(s), t.Len()) - n
	same := 0
	for i := len(t.chunks) - 1; i >= 0 && same < limit; i-- {
		c, rest := t.chunks[i].text, s[:len(s)-same]
		if same+len(c) <= limit && rest[len(rest)-len(c):] == c {
			same += len(c)
			continue
		}
		for same < limit && len(c) > 0 && c[len(c)-1] == rest[len(rest)-1] {
			c, rest = c[:len(c)-1], rest[:len(rest)-1]
			same++
		}
		return same
	}
	return same
}

package feedback

import (
	"iter"
	"sync"
	"unicode/utf8"

	"fimble/context/buffer"
)

// A change is one edit.
type change struct {
	lo, hi  int    // what goes, in bytes of the text before
	text    string // what comes, as it stands in the document
	retyped int    // bytes at the start that the editor sent and that stood there, once trimmed

	before, after func() *buffer.Text
}

// by is how much longer the text gets.
func (c change) by() int { return len(c.text) - (c.hi - c.lo) }

// changes are the edits that led from one text to another, each of which
// counts in the text that the one before has left.
func changes(before, after *buffer.Text, edits []buffer.Edit) iter.Seq[change] {
	return func(yield func(change) bool) {
		now, done := before, 0 // the text with that many of the edits
		size := before.Len()
		for i, e := range edits {
			c := change{text: e.NewText}
			c.lo = min(max(e.Span.Start, 0), size)
			c.hi = min(max(e.Span.End, c.lo), size)
			size += c.by()
			c.before = func() *buffer.Text {
				now, done = now.Apply(edits[done:i]), i
				return now
			}
			c.after = sync.OnceValue(func() *buffer.Text {
				if i+1 == len(edits) {
					return after
				}
				return c.before().Apply(edits[i : i+1])
			})
			if !yield(c) {
				return
			}
		}
	}
}

// trimReach is how much of an edit is looked through for what it leaves as it
// was, in bytes. What an editor replaces when a suggestion is accepted is a
// line at most.
const trimReach = 16 << 10

// trim leaves out what the change does not change.
func (c *change) trim() {
	if c.lo == c.hi || c.text == "" || c.hi-c.lo > trimReach {
		return
	}
	old := c.before().Slice(c.lo, c.hi)
	c.retyped = len(commonPrefix(old, c.text))
	old, c.text = old[c.retyped:], c.text[c.retyped:]
	c.lo += c.retyped
	same := commonSuffix(old, c.text)
	c.text = c.text[:len(c.text)-same]
	c.hi -= same
}

// commonPrefix is what both begin with, whole runes.
func commonPrefix(a, b string) string {
	n := 0
	for n < min(len(a), len(b)) && a[n] == b[n] {
		n++
	}
	for n > 0 && (n < len(a) && !utf8.RuneStart(a[n]) || n < len(b) && !utf8.RuneStart(b[n])) {
		n--
	}
	return a[:n]
}

// commonSuffix is how many bytes both end with, whole runes.
func commonSuffix(a, b string) int {
	n := 0
	for n < min(len(a), len(b)) && a[len(a)-1-n] == b[len(b)-1-n] {
		n++
	}
	for n > 0 && !utf8.RuneStart(a[len(a)-n]) {
		n--
	}
	return n
}

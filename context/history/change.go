package history

import (
	"sync"

	"fimble/context/buffer"
	"fimble/context/syntax"
)

// A change is what led from one text of a file to another. It never changes.
type change struct {
	uri           buffer.URI
	path          string
	before, after *buffer.Text
	edit          syntax.Edit   // spans all that was edited
	diff          func() string // made when first asked for
}

func newChange(before, after *buffer.Snapshot, edits []buffer.Edit) *change {
	if len(edits) == 0 {
		edits = []buffer.Edit{before.Text().Difference(after.Text().String())}
	}
	c := &change{uri: after.URI(), path: after.Path(), before: before.Text(), after: after.Text()}
	size := c.before.Len()
	for i, e := range edits {
		start := min(max(e.Span.Start, 0), size)
		end := min(max(e.Span.End, start), size)
		edit := syntax.Edit{Start: start, OldEnd: end, NewEnd: start + len(e.NewText)}
		size += edit.NewEnd - edit.OldEnd
		if i == 0 {
			c.edit = edit
		} else {
			c.edit = joined(c.edit, edit)
		}
	}
	return c.ready()
}

// ready gives the change its diff.
func (c *change) ready() *change {
	c.diff = sync.OnceValue(func() string { return unified(c) })
	return c
}

// then is the change and the next one, which starts where this one ends, as
// one.
func (c *change) then(next *change) *change {
	both := *next
	both.before, both.edit = c.before, joined(c.edit, next.edit)
	return both.ready()
}

// endingWith is the change with another text, of the same bytes, at its end.
func (c *change) endingWith(after *buffer.Text) *change {
	other := *c
	other.after = after
	return other.ready()
}

// near reports whether the next change goes on from this one, in lines close
// by.
func (c *change) near(next *change) bool {
	if c.uri != next.uri || c.after != next.before {
		return false
	}
	if next.edit.Start <= c.edit.NewEnd && c.edit.Start <= next.edit.OldEnd {
		return true // as when typing, where no line need be looked up
	}
	line := c.after.LineAt
	return line(next.edit.Start)-line(c.edit.NewEnd) <= mergeLines &&
		line(c.edit.Start)-line(next.edit.OldEnd) <= mergeLines
}

// nothing reports whether the text is as before. It looks at a piece after the
// other, since most changes show in the first.
func (c *change) nothing() bool {
	const piece = 4 << 10 // bytes; seldom in two chunks of a Text, so not copied
	e := c.edit
	if e.OldEnd != e.NewEnd {
		return false
	}
	for a := e.Start; a < e.OldEnd; a += piece {
		b := min(a+piece, e.OldEnd)
		if c.before.Slice(a, b) != c.after.Slice(a, b) {
			return false
		}
	}
	return true
}

// joined is the one edit that spans two that were made one after the other.
func joined(a, b syntax.Edit) syntax.Edit {
	end := max(a.NewEnd, b.OldEnd)
	return syntax.Edit{
		Start:  min(a.Start, b.Start),
		OldEnd: a.OldEnd + end - a.NewEnd,
		NewEnd: end + b.NewEnd - b.OldEnd,
	}
}

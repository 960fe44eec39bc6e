package syntax

import (
	"cmp"
	"slices"

	sitter "github.com/smacker/go-tree-sitter"
)

// Reading a node costs some microseconds, and a file has hundreds of them at
// its top level. So those before and behind the change are taken over when the
// old chunk held no error there and their number is what it was: a change that
// moved them into another node would have changed the number. Only if there is
// an error somewhere are they looked at, to see that it is not among them.

// skip gives the chunk c, which starts at the offset, the old chunk's children
// that lie before the change. It leaves the cursor at the first of the others
// and returns that one's index.
func (b *builder) skip(c *chunk, start int, old *chunk) int {
	if old.alike(c) {
		n, _ := slices.BinarySearchFunc(old.children, b.change.old.Start-start, func(a child, at int) int {
			return cmp.Compare(a.at+a.size, at)
		})
		n-- // the node right before the change may end elsewhere now
		if n > 0 && unbroken(old.children[:n]) {
			last := old.children[n-1]
			index := int(b.cursor.GoToFirstChildForByte(uint32(start + last.at + last.size + 1)))
			if index == last.index+1 && (!c.broken || b.soundBefore(index)) {
				c.children = append(make([]child, 0, len(old.children)+4), old.children[:n]...)
				return index
			}
			if index >= 0 {
				b.cursor.GoToParent()
			}
		}
	}
	b.cursor.GoToFirstChild()
	return 0
}

// soundBefore reports whether no error is in the siblings before the cursor's
// node, which has the index. The cursor stays where it is.
func (b *builder) soundBefore(index int) bool {
	b.cursor.GoToParent()
	b.cursor.GoToFirstChild()
	sound := true
	for range index {
		sound = sound && !broken(b.cursor.CurrentNode())
		b.cursor.GoToNextSibling()
	}
	return sound
}

// adopt gives the chunk c the old chunk's children that follow the last one of
// c, which was kept and lies behind the change, at the given place. It reports false, with the
// cursor where it was, if the rest must be read.
func (b *builder) adopt(c *chunk, at int, old *chunk) bool {
	if !old.alike(c) {
		return false
	}
	last, delta := c.children[len(c.children)-1], b.change.new.Len()-b.change.old.Len()
	n, ok := slices.BinarySearchFunc(old.children, at-delta, func(a child, at int) int { return cmp.Compare(a.at, at) })
	if !ok || old.children[n].chunk != last.chunk || !unbroken(old.children[n:]) {
		return false
	}
	if c.count-last.index != old.count-old.children[n].index || c.broken && !b.soundBehind(last.index) {
		return false
	}
	for _, o := range old.children[n+1:] {
		c.children = append(c.children, child{o.at + delta, o.index + last.index - old.children[n].index, o.chunk})
	}
	return true
}

// soundBehind reports whether no error is in the siblings behind the cursor's
// node, which has the index. If there is one, the cursor is where it was.
func (b *builder) soundBehind(index int) bool {
	for b.cursor.GoToNextSibling() {
		if broken(b.cursor.CurrentNode()) {
			b.cursor.GoToParent()
			b.cursor.GoToFirstChild()
			for range index {
				b.cursor.GoToNextSibling()
			}
			return false
		}
	}
	return true
}

// alike reports whether the old chunk's children may be taken for those of c
// by their number alone.
func (old *chunk) alike(c *chunk) bool {
	return old != nil && len(old.children) > 0 && !old.erroneous && !c.erroneous && len(old.facts.defects) == 0
}

func unbroken(children []child) bool {
	return !slices.ContainsFunc(children, func(c child) bool { return c.broken })
}

// startingAt is the child of that kind which starts the given number of bytes
// behind the chunk's start.
func (c *chunk) startingAt(at int, symbol sitter.Symbol) *chunk {
	if c == nil {
		return nil
	}
	n, ok := slices.BinarySearchFunc(c.children, at, func(a child, at int) int { return cmp.Compare(a.at, at) })
	if !ok || c.children[n].symbol != symbol {
		return nil
	}
	return c.children[n].chunk
}

// find looks for the chunk of that kind and size which starts the given number
// of bytes behind this one's start, and lies in chunks of the given kinds.
func (c *chunk) find(at, size int, symbol sitter.Symbol, path []sitter.Symbol) *chunk {
	for {
		n, exact := slices.BinarySearchFunc(c.children, at, func(a child, at int) int { return cmp.Compare(a.at, at) })
		if !exact {
			n--
		}
		if n < 0 {
			return nil
		}
		next := c.children[n]
		switch {
		case len(path) == 0 && exact && next.size == size && next.symbol == symbol:
			return next.chunk
		case len(path) == 0 || next.symbol != path[0] || next.erroneous:
			return nil
		}
		at, c, path = at-next.at, next.chunk, path[1:]
	}
}

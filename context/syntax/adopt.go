package syntax

import (
	"cmp"
	"slices"

	sitter "github.com/smacker/go-tree-sitter"
)

// Looking at a node costs more than a microsecond, and a file has hundreds of
// them at its top level. So those before and behind the change are taken over
// without a look when the old chunk held no error there and their number is
// what it was: a change that moved them into another node, or an error that
// newly showed up among them, would have changed the number.

// skip gives the chunk c, which starts at the offset, the old chunk's children
// that lie before the change. It leaves the cursor at the first of the others
// and returns that one's index.
func (b *builder) skip(c *chunk, start int, old *chunk) int {
	if old.alike(c) {
		n, _ := slices.BinarySearchFunc(old.children, b.change.old.Start-start, func(a child, at int) int {
			return cmp.Compare(a.at+a.size, at)
		})
		if n > 0 && unbroken(old.children[:n]) {
			last := old.children[n-1]
			index := b.cursor.GoToFirstChildForByte(uint32(start + last.at + last.size + 1))
			if index == int64(last.index+1) {
				c.children = slices.Clone(old.children[:n])
				return int(index)
			}
			if index >= 0 {
				b.cursor.GoToParent()
			}
		}
	}
	b.cursor.GoToFirstChild()
	return 0
}

// adopt gives the chunk c the old chunk's children that follow the last one of
// c, which was kept and lies at the given place. It reports false if the rest
// must be looked at.
func (b *builder) adopt(c *chunk, at int, old *chunk) bool {
	if !old.alike(c) {
		return false
	}
	last, delta := &c.children[len(c.children)-1], b.change.new.Len()-b.change.old.Len()
	n, ok := slices.BinarySearchFunc(old.children, at-delta, func(a child, at int) int { return cmp.Compare(a.at, at) })
	if !ok || old.children[n].chunk != last.chunk || !unbroken(old.children[n:]) {
		return false
	}
	if c.count-last.index != old.count-old.children[n].index || c.broken && unbroken(c.children) {
		return false
	}
	for _, o := range old.children[n+1:] {
		c.children = append(c.children, child{o.at + delta, o.index + last.index - old.children[n].index, o.chunk})
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

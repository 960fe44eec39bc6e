package syntax

import (
	"cmp"
	"slices"

	sitter "github.com/smacker/go-tree-sitter"
)

const (
	// chunkSize is the number of bytes up to which a node is read as a whole.
	// After a key one chunk is read again, about 80 µs per KB, and all
	// children of the nodes above it are looked at, about 0.5 µs each: larger
	// chunks cost more of the one, smaller ones of the other.
	chunkSize = 1 << 10
	// chunkDepth bounds how deep chunks nest, so that a file of nothing but
	// opening brackets does not become a chain of chunks.
	chunkDepth = 64
)

// A chunk is a node of the tree and what was read from it. A large node has
// chunks for children and holds only what it is by itself; so after an edit
// only the chunks on the way down to the edit are read again, and the others
// taken over. A chunk never changes, and knows its place only from its parent.
type chunk struct {
	symbol   sitter.Symbol
	size     int
	broken   bool    // holds an error
	identity uintptr // of a broken chunk's first child, see same
	facts    *facts
	children []child
}

type child struct {
	at int // bytes from the start of the parent
	*chunk
}

// A builder makes the chunks of one tree, out of those of the tree before
// where there was one.
type builder struct {
	reader
	size   int   // chunkSize, smaller in tests
	old    child // the root of the tree before, at its offset in the text
	change change
}

func (b *builder) build(n *sitter.Node) child {
	cursor := sitter.NewTreeCursor(n)
	defer cursor.Close()
	return child{int(n.StartByte()), b.chunk(cursor, n, 0)}
}

// chunk makes the chunk of the node that the cursor is at, and leaves the
// cursor there.
func (b *builder) chunk(cursor *sitter.TreeCursor, n *sitter.Node, depth int) *chunk {
	span := spanOf(n)
	c := &chunk{symbol: n.Symbol(), size: span.Len(), broken: n.HasError()}
	if c.broken {
		c.identity = identity(n)
	}
	if c.size > b.size && depth < chunkDepth {
		c.facts = b.alone(n)
		if !c.facts.holds(ScopeString) && cursor.GoToFirstChild() {
			if n.IsError() {
				c.facts.defects = []Span{{0, c.size}}
			}
			b.divide(cursor, c, span.Start, depth)
			cursor.GoToParent()
			return c
		}
	}
	c.facts = b.within(n)
	if c.broken {
		c.facts.defects = defects(n)
	}
	return c
}

// divide makes chunks of the cursor's node and its later siblings, all of them
// children of c, which starts at the offset.
func (b *builder) divide(cursor *sitter.TreeCursor, c *chunk, start, depth int) {
	for more := true; more; more = cursor.GoToNextSibling() {
		n := cursor.CurrentNode()
		if !n.IsNamed() {
			if c.broken && n.IsMissing() {
				c.facts.defects = append(c.facts.defects, spanOf(n).moved(-start))
			}
			continue
		}
		kept := b.keep(n, c.broken)
		if kept == nil {
			kept = b.chunk(cursor, n, depth+1)
		}
		c.children = append(c.children, child{int(n.StartByte()) - start, kept})
	}
}

// keep finds the chunk that was made of the same node in the tree before. A
// node that holds no error is the same when the change did not touch it and
// its kind and length are what they were. How an error is parsed depends on
// what came before it, so a broken node must be the very same piece of memory,
// which is what tree-sitter does with the nodes that it takes over.
func (b *builder) keep(n *sitter.Node, suspect bool) *chunk {
	if b.old.chunk == nil {
		return nil
	}
	span := spanOf(n)
	at, ok := b.change.before(span)
	if !ok {
		return nil
	}
	c := b.old.find(at-b.old.at, span.Len(), n.Symbol())
	if c == nil || c.broken != (suspect && n.HasError()) {
		return nil
	}
	if c.broken && (c.identity == 0 || c.identity != identity(n)) {
		return nil
	}
	return c
}

// find looks for the chunk of that kind and size which starts the given number
// of bytes behind this one's start.
func (c *chunk) find(at, size int, symbol sitter.Symbol) *chunk {
	for {
		n, exact := slices.BinarySearchFunc(c.children, at, func(a child, at int) int { return cmp.Compare(a.at, at) })
		if !exact {
			n--
		}
		if n < 0 {
			return nil
		}
		next := c.children[n]
		if exact && next.size == size && next.symbol == symbol {
			return next.chunk
		}
		at, c = at-next.at, next.chunk
	}
}

// identity tells a node from all others for as long as its tree, or a tree
// that took it over, is open: it is where the list of its children lies.
func identity(n *sitter.Node) uintptr {
	if n.ChildCount() == 0 {
		return 0
	}
	return n.Child(0).ID()
}

// collect adds all that was read from the chunk, which starts at the offset.
func (c *chunk) collect(f *facts, at int) {
	f.add(c.facts, at)
	for _, child := range c.children {
		child.collect(f, at+child.at)
	}
}

func (f *facts) holds(kind ScopeKind) bool {
	return slices.ContainsFunc(f.scopes, func(s Scope) bool { return s.Kind == kind })
}

package syntax

import (
	sitter "github.com/smacker/go-tree-sitter"
)

const (
	// chunkSize is the number of bytes up to which a node is read as a whole.
	// Each key reads one chunk again, about 80 µs per KB; smaller chunks would
	// make the first reading slower, which costs some 2 µs per chunk.
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
	symbol    sitter.Symbol
	size      int
	broken    bool // is or holds an error
	erroneous bool // is an error
	facts     *facts
	count     int     // children of the node, unnamed ones too
	children  []child // those that may tell something, if the node was divided
}

type child struct {
	at    int // bytes behind the start of the parent
	index int // among all children of the parent's node
	*chunk
}

// A builder makes the chunks of one tree, out of those of the tree before
// where there was one.
type builder struct {
	reader
	size   int   // chunkSize, smaller in tests
	old    child // the root of the tree before, at its offset in the text
	change change
	cursor *sitter.TreeCursor // at the node whose chunk is made
	path   []sitter.Symbol    // kinds of the nodes around it, below the root
	astray bool               // one of them is an error
}

func (b *builder) build(n *sitter.Node) child {
	b.cursor = sitter.NewTreeCursor(n)
	defer b.cursor.Close()
	start := int(n.StartByte())
	var old *chunk
	if b.old.chunk != nil && b.old.at == start && b.old.symbol == n.Symbol() {
		old = b.old.chunk
	}
	return child{at: start, chunk: b.chunk(n, 0, old)}
}

// chunk makes the chunk of the node that the cursor is at, and leaves the
// cursor there. Old is the chunk of the same kind that started at the same
// offset before, or nil.
func (b *builder) chunk(n *sitter.Node, depth int, old *chunk) *chunk {
	span := spanOf(n)
	c := &chunk{symbol: n.Symbol(), size: span.Len(), erroneous: n.IsError()}
	c.broken = broken(n)
	if (c.size > b.size || aliased(n)) && depth < chunkDepth {
		if c.count = int(n.ChildCount()); c.count > 0 {
			c.facts = b.alone(n)
			if c.erroneous {
				c.facts.defects = []Span{{0, c.size}}
			}
			b.divideWithin(n, c, depth, old)
			return c
		}
	}
	c.facts = b.within(n)
	if c.broken {
		c.facts.defects = appendMoved(nil, defects(n), -span.Start)
	}
	return c
}

func (b *builder) divideWithin(n *sitter.Node, c *chunk, depth int, old *chunk) {
	if depth > 0 {
		defer func(path []sitter.Symbol, astray bool) { b.path, b.astray = path, astray }(b.path, b.astray)
		b.path, b.astray = append(b.path, c.symbol), b.astray || c.erroneous
	}
	b.divide(n, c, depth, old)
	b.cursor.GoToParent()
}

// divide makes chunks of the children of the node n, whose chunk is c, and
// leaves the cursor at one of them. Where the old chunk has the same children
// before and behind the change, it does not look at them.
func (b *builder) divide(n *sitter.Node, c *chunk, depth int, old *chunk) {
	start := int(n.StartByte())
	index := b.skip(c, start, old)
	for more := true; more; more = b.cursor.GoToNextSibling() {
		n := b.cursor.CurrentNode()
		index++
		if !b.grammar.tells(n) {
			if c.broken && broken(n) {
				c.facts.defects = appendMoved(c.facts.defects, defects(n), -start)
			}
			continue
		}
		span := spanOf(n)
		part := b.keep(n, span, c)
		kept := part != nil
		if !kept {
			part = b.chunk(n, depth+1, old.startingAt(span.Start-start, n.Symbol()))
		}
		c.children = append(c.children, child{span.Start - start, index - 1, part})
		if kept && span.Start > b.change.new.End && b.adopt(c, span.Start-start, old) {
			return
		}
	}
}

// keep finds the chunk that was made of the same node in the tree before. A
// node is taken for the same when the change did not touch it, its kind, size
// and the kinds of all nodes around it are what they were, and no error is in
// it or around it: how an error is parsed depends on what comes before. An
// error at the top level does not count, since declarations do not change
// when one among them is broken.
func (b *builder) keep(n *sitter.Node, span Span, parent *chunk) *chunk {
	if b.old.chunk == nil || b.astray || parent.broken && broken(n) {
		return nil
	}
	at, ok := b.change.before(span)
	if !ok {
		return nil
	}
	if c := b.old.find(at-b.old.at, span.Len(), n.Symbol(), b.path); c != nil && !c.broken {
		return c
	}
	return nil
}

// broken reports whether the node is or holds an error. A stretch that the
// parser skipped is an error that does not count as holding one.
func broken(n *sitter.Node) bool { return n.HasError() || n.IsError() }

// collect adds all that was read from the chunk, which starts at the offset.
func (c *chunk) collect(f *facts, at int) {
	f.add(c.facts, at)
	for _, child := range c.children {
		child.collect(f, at+child.at)
	}
}

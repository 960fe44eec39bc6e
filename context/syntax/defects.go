package syntax

import (
	"context"
	"time"

	sitter "github.com/smacker/go-tree-sitter"
)

// maxDefects bounds how many defects of one node are listed. A node with more
// is not source of its language, and nobody asks for the rest.
const maxDefects = 256

// defects lists the errors and the missing tokens in the node, by start.
func defects(n *sitter.Node) []Span {
	cursor := sitter.NewTreeCursor(n)
	defer cursor.Close()
	var found []Span
	for depth := 0; len(found) < maxDefects; {
		n := cursor.CurrentNode()
		if n.IsError() || n.IsMissing() {
			found = append(found, spanOf(n))
		}
		if n.HasError() && cursor.GoToFirstChild() {
			depth++
			continue
		}
		for !cursor.GoToNextSibling() {
			if depth--; depth < 0 || !cursor.GoToParent() {
				return found
			}
		}
	}
	return found
}

// defectsLimit ends the parse of a source that is asked for its defects, which
// has a few KB and takes a millisecond or two. It is a hundred times as much
// because the limit counts the clock's time on a busy machine.
const defectsLimit = 200 * time.Millisecond

// A Checker looks for defects in one source after another. It is for one
// goroutine, and has to be closed.
type Checker struct {
	language *Language
	parser   *sitter.Parser
}

// NewChecker makes a Checker. It reports false if the language has no grammar.
func NewChecker(l *Language) (c *Checker, ok bool) {
	if !l.Deep() {
		return nil, false
	}
	grammar, err := l.parsing()
	if err != nil {
		return nil, false
	}
	c = &Checker{l, grammar.parser()}
	c.parser.SetOperationLimit(int(defectsLimit.Microseconds()))
	return c, true
}

// Close frees what lies outside of Go's memory.
func (c *Checker) Close() { c.parser.Close() }

// Defects lists the errors and the missing tokens in a source, by start, or
// if there are none what is misplaced; a missing token's span is empty. It
// reports false if the source cannot be parsed in time.
func (c *Checker) Defects(source string) (found []Span, ok bool) {
	tree, err := c.parser.ParseCtx(context.Background(), nil, []byte(source))
	if err != nil {
		c.parser.Reset() // or it would go on with this source
		return nil, false
	}
	defer tree.Close()
	root := tree.RootNode()
	if broken(root) {
		return defects(root), true
	}
	return misplaced(c.language, root, source), true
}

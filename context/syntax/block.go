package syntax

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"time"

	sitter "github.com/smacker/go-tree-sitter"
)

const (
	// blockReach is the most of the prefix that BlockEnd parses: more than
	// nearly every function, and some 15 ms.
	blockReach = 64 << 10
	// blockNear is how much of the prefix BlockEnd parses if a declaration
	// starts before that: some 2 ms, and more than the text in a string that
	// could be taken for a declaration.
	blockNear = 8 << 10
)

// BlockEnd is the offset in the text, which continues the prefix, where the
// innermost block ends that is open at the end of the prefix: that of its
// closing brace, or of the first line that is indented less. It is len(text)
// if the block does not end in the text, or no block is open.
func BlockEnd(l *Language, prefix, text string) int {
	if !l.Deep() {
		return len(text)
	}
	tail := LastDeclarations(prefix)
	tokens := l.tokens(tail + text)
	if l.offside {
		return dedent(tail, text, tokens)
	}
	return closer(len(tail), tokens, len(text))
}

// LastDeclarations is the end of a prefix, from where a declaration starts at
// the top level, as well as lines without a grammar can tell; at least 8 KB of
// it, if there are so many.
func LastDeclarations(prefix string) string {
	if len(prefix) <= blockNear {
		return prefix
	}
	far := prefix[max(0, len(prefix)-blockReach):]
	for head := far[:len(far)-blockNear]; ; {
		n := strings.LastIndex(head, "\n\n")
		if n < 0 {
			break
		}
		if line := far[n+2:]; line[0] == '@' || 'a' <= line[0]|0x20 && line[0]|0x20 <= 'z' {
			return line
		}
		head = head[:n+1]
	}
	if len(far) == len(prefix) {
		return prefix
	}
	return far[strings.IndexByte(far, '\n')+1:]
}

// A token is a capture of blocks.scm.
type token struct {
	role string
	span Span
}

// tokens runs the block query over the source. Every token comes once, in the
// role of the first pattern that captures it, and none from within an inert
// node. There are none if the source cannot be parsed in time.
func (l *Language) tokens(source string) []token {
	grammar, err := l.parsing()
	if err != nil {
		return nil
	}
	tree := grammar.parseOnce(source, parseLimit)
	if tree == nil {
		return nil
	}
	defer tree.Close()
	cursor := sitter.NewQueryCursor()
	defer cursor.Close()
	type captured struct {
		token
		pattern uint16
	}
	var all []captured
	cursor.Exec(grammar.blocks, tree.RootNode())
	for m, ok := cursor.NextMatch(); ok; m, ok = cursor.NextMatch() {
		for _, c := range m.Captures {
			if span := spanOf(c.Node); span.Len() > 0 {
				all = append(all, captured{token{grammar.tokens[c.Index], span}, m.PatternIndex})
			}
		}
	}
	slices.SortFunc(all, func(a, b captured) int {
		return cmp.Or(outerFirst(a.span, b.span), cmp.Compare(a.pattern, b.pattern))
	})
	var tokens []token
	end := 0
	for _, c := range all {
		if c.span.Start >= end {
			tokens = append(tokens, c.token)
			end = c.span.End
		}
	}
	return tokens
}

// mostParsed is the size in bytes of what need not be begun, as it takes longer
// than any limit: a second parses some 5 MB.
const mostParsed = 32 << 20

// parseOnce parses a source that no later one follows from. It returns nil
// when that takes longer than the limit; the caller closes the tree.
func (g *grammar) parseOnce(source string, limit time.Duration) *sitter.Tree {
	if len(source) > mostParsed {
		return nil
	}
	parser := g.parser()
	defer parser.Close()
	parser.SetOperationLimit(int(limit.Microseconds()))
	tree, err := parser.ParseCtx(context.Background(), nil, []byte(source))
	if err != nil {
		return nil
	}
	return tree
}

// closer finds the token that closes the innermost block which is open at the
// offset, and returns how far behind the offset it stands; none if there is
// no such token.
func closer(offset int, tokens []token, none int) int {
	before, behind := 0, 0 // blocks that are open at the offset, and that open behind it
	for _, t := range tokens {
		switch past := t.span.Start >= offset; {
		case t.role == "open" && past:
			behind++
		case t.role == "open":
			before++
		case t.role == "close" && !past:
			before = max(0, before-1)
		case t.role == "close" && behind > 0:
			behind--
		case t.role == "close" && before == 0:
			return none
		case t.role == "close":
			return t.span.Start - offset
		}
	}
	return none
}

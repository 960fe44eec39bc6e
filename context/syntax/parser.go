package syntax

import (
	"context"
	"math"
	"time"

	sitter "github.com/smacker/go-tree-sitter"
)

// parseLimit ends a parse that has gone astray; the file is then read line by
// line until it is parsed from scratch. A megabyte takes 0.2 s of it, but the
// limit counts the clock's time and not the processor's, so that a busy
// machine needs some times as much.
const parseLimit = 2 * time.Second

// A Parser makes the outlines of one document, each new one out of what it
// knows of the last. It must be closed, and used by one goroutine at a time.
type Parser struct {
	language *Language
	grammar  *grammar // nil: there is none, lines only
	cursor   *sitter.QueryCursor
	size     int   // chunkSize, smaller in tests
	flat     facts // of the last parse, kept for its memory

	window Span // what the fields below speak of
	text   string
	parser *sitter.Parser
	tree   *sitter.Tree
	root   child
	narrow bool // the whole file took too long, so only a window is parsed
	lost   bool // the window took too long as well
}

// NewParser makes a Parser for documents of the language. One without a
// grammar gets a Parser that reads lines.
func NewParser(l *Language) *Parser {
	p := &Parser{language: l, size: chunkSize}
	if !l.Deep() {
		return p
	}
	grammar, err := l.parsing()
	if err != nil {
		return p
	}
	p.grammar = grammar
	p.cursor = sitter.NewQueryCursor()
	return p
}

// Close frees what lies outside of Go's memory. Closing twice does no harm.
func (p *Parser) Close() {
	p.forget()
	if p.grammar != nil {
		p.cursor.Close()
		p.grammar = nil
	}
}

// Parse makes the outline of the text. The edits are those that led from the
// text of the call before to this one; nil starts from scratch, which is
// slower and right even where error recovery went by the file's history.
// Focus is the offset that matters if the text is too large to be parsed as a
// whole; Outline.Span tells what was.
func (p *Parser) Parse(text string, edits []Edit, focus int) *Outline {
	if p.grammar == nil || len(text) > math.MaxInt32 {
		return p.lines(text)
	}
	if edits == nil {
		p.forget()
		p.narrow, p.lost = false, false
	}
	if p.lost {
		return p.lines(text)
	}
	window := p.place(text, edits, focus)
	if !p.parse(text[window.Start:window.End]) && window.Len() > 2*windowReach {
		p.narrow = true
		window = windowAround(text, focus, windowReach)
		p.parse(text[window.Start:window.End])
	}
	if p.tree == nil {
		p.lost = true
		return p.lines(text)
	}
	p.window = window
	p.flat.reset()
	p.root.collect(&p.flat, window.Start+p.root.at)
	return p.language.assemble(text, window, focus, &p.flat)
}

// place chooses what to parse: all of the text if it is small enough, else
// the window of the last parse if it still serves, else a new one.
func (p *Parser) place(text string, edits []Edit, focus int) Span {
	if len(text) <= wholeSize && !p.narrow {
		return Span{0, len(text)}
	}
	if p.tree != nil {
		if w, ok := p.window.follow(edits); ok && w.serves(focus, len(text)) {
			return w
		}
		p.forget()
	}
	return windowAround(text, focus, windowReach)
}

// parse brings tree and chunks up to the text. It reports false, and forgets
// what it knew, when that takes too long.
func (p *Parser) parse(text string) bool {
	b := builder{reader: reader{p.language, p.grammar, p.cursor, text}, size: p.size}
	if p.tree != nil {
		b.old, b.change = p.root, difference(p.text, text)
		if b.change.none() {
			return true
		}
		p.tree.Edit(b.change.input(p.text, text))
	}
	if p.parser == nil {
		p.parser = p.grammar.parser()
	}
	tree, err := p.parser.ParseCtx(context.Background(), p.tree, []byte(text))
	if err != nil {
		p.forget()
		return false
	}
	p.root = b.build(tree.RootNode())
	if p.tree != nil {
		p.tree.Close()
	}
	p.tree, p.text = tree, text
	return true
}

// forget makes the next parse one from scratch. The tree-sitter parser goes
// too, since one that was stopped by its limit resumes the old text.
func (p *Parser) forget() {
	if p.tree != nil {
		p.tree.Close()
	}
	if p.parser != nil {
		p.parser.Close()
	}
	p.parser, p.tree, p.root, p.text, p.window = nil, nil, child{}, "", Span{}
}

// lines is the outline of a text that is read line by line.
func (p *Parser) lines(text string) *Outline {
	return &Outline{Language: p.language, Span: Span{0, len(text)}, Style: lineStyle(text)}
}

package action

import (
	"context"
	"slices"
	"strings"

	"fimble/context/buffer"
	"fimble/context/syntax"
)

// codeLimit is how much of a declaration a model reads to find words for it:
// more than nearly every function has.
const codeLimit = 8 << 10

// offerDocs offers to document the declaration at the place. While the cursor
// only passes by, it must stand in the head: a light bulb at every statement
// helps nobody.
func offerDocs(p Place) []Offer {
	s, ok := documentable(p)
	if !ok {
		return nil
	}
	title := "Write the docs of " + s.Name
	if s.Doc.Len() > 0 {
		title = "Update the docs of " + s.Name
		if name, _ := flavourOf(p); flavours()[name].find == nil {
			return nil // there is nothing in them that the code tells
		}
	}
	return []Offer{{Kind: Docs, Title: title, At: s.NameSpan.Start}}
}

// documentable finds the innermost declaration at the place that may have a doc
// comment.
func documentable(p Place) (syntax.Symbol, bool) {
	if _, ok := flavourOf(p); !ok {
		return syntax.Symbol{}, false
	}
	for _, s := range slices.Backward(p.Outline.Symbols) {
		if !documents(p.Snapshot.Language(), s) {
			continue
		}
		if !reachOf(s).Contains(p.Span.Start) { // before more is asked of what may be one of thousands
			continue
		}
		var ok bool
		if s.Doc, ok = docsOf(p, s); !reachOf(s).Contains(p.Span.Start) {
			continue
		}
		if !ok {
			return syntax.Symbol{}, false
		}
		if p.Asked || s.Doc.Len() > 0 && s.Doc.Contains(p.Span.Start) {
			return s, true
		}
		inHead := s.Body == (syntax.Span{}) || p.Span.Start <= s.Body.Start
		return s, inHead
	}
	return syntax.Symbol{}, false
}

// reachOf is a declaration with its doc comment.
func reachOf(s syntax.Symbol) syntax.Span {
	if s.Doc.Len() == 0 {
		return s.Span
	}
	return syntax.Span{Start: min(s.Span.Start, s.Doc.Start), End: max(s.Span.End, s.Doc.End)}
}

func documents(l *syntax.Language, s syntax.Symbol) bool {
	switch {
	case l.ID == "rust" && s.Kind == syntax.Class: // an implementation; the type has the docs
		return false
	case s.Kind == syntax.Function, s.Kind == syntax.Method, typeKind(s.Kind):
		return s.Name != ""
	}
	return false
}

// writeDocs writes the doc comment of the declaration whose name stands at the
// offset, or adds to the one that is there.
func writeDocs(ctx context.Context, p Place, at int, tools Tools) (buffer.Edit, error) {
	p.survey = surveyOf(ctx, p, tools.Files)
	text := p.Snapshot.Text().String()
	n := slices.IndexFunc(p.Outline.Symbols, func(s syntax.Symbol) bool {
		return s.NameSpan.Start == at && documents(p.Snapshot.Language(), s)
	})
	if n < 0 || p.Outline.Symbols[n].Span.End > len(text) {
		return buffer.Edit{}, ErrGone
	}
	s, ok := p.Outline.Symbols[n], false
	if s.Doc, ok = docsOf(p, s); !ok {
		return buffer.Edit{}, ErrForeign
	}
	heads, ok := p.Snapshot.Language().Heads(text, []syntax.Symbol{s})
	if !ok {
		return buffer.Edit{}, ErrUnparsed
	}
	d, err := documentOf(p, text, s, heads[0])
	if err != nil {
		return buffer.Edit{}, err
	}
	if s.Doc.Len() > 0 {
		return d.update(ctx, tools.Ask)
	}
	return d.write(ctx, tools.Ask)
}

// A document is a declaration that is being documented.
type document struct {
	Place
	text    string
	symbol  syntax.Symbol
	head    syntax.Head
	flavour flavour
	makes   string // the type that a constructor makes
}

func documentOf(p Place, text string, s syntax.Symbol, h syntax.Head) (*document, error) {
	f, ok := flavourFor(p, text, s)
	if !ok {
		return nil, ErrForeign
	}
	d := &document{Place: p, text: text, symbol: s, head: h, flavour: f}
	d.constructs()
	d.flavour.width = d.width(syntax.IndentOf(text, s.NameSpan.Start))
	return d, nil
}

// constructs tells a constructor by its name.
func (d *document) constructs() {
	if name := d.symbol.Name; strings.Contains(d.symbol.Signature, name+"::"+name+"(") { // C++, outside of the class
		d.makes, d.head.Value = name, false
	}
	if d.symbol.Parent < 0 || d.symbol.Kind != syntax.Method {
		return
	}
	owner := d.Outline.Symbols[d.symbol.Parent].Name
	if d.symbol.Name == owner || d.symbol.Name == "__init__" || d.symbol.Name == "constructor" {
		d.makes, d.head.Value = owner, false
	}
}

// write puts a new doc comment in.
func (d *document) write(ctx context.Context, ask Ask) (buffer.Edit, error) {
	w, err := d.find(ctx, ask, entriesOf(d.flavour, d.head, nil))
	if err != nil {
		return buffer.Edit{}, err
	}
	summary := w["summary"]
	if summary == "" {
		summary = d.sentence()
	} else if first, _, _ := strings.Cut(summary, " "); d.flavour.voice == named && first != d.symbol.Name {
		summary = d.symbol.Name + " " + uncapitalized(summary)
	}
	lines := d.flavour.shape.wrap(d.flavour.lines(summary, entriesOf(d.flavour, d.head, w)))
	if d.flavour.shape.glued {
		return d.within(lines)
	}
	at := aboveOrders(d.text, d.symbol.Span.Start)
	if at < d.symbol.Span.Start && d.flavour.voice == named {
		lines = append(lines, d.flavour.shape.line("")) // as gofmt has it
	}
	indent, ok := indentAt(d.text, at)
	if !ok {
		return buffer.Edit{}, ErrUnclear
	}
	return d.edit(at, at, strings.Join(append(lines, ""), "\n"+indent)), nil
}

// within puts a docstring at the start of the body.
func (d *document) within(lines []string) (buffer.Edit, error) {
	body := d.symbol.Body.Start
	if d.symbol.Body == (syntax.Span{}) {
		return buffer.Edit{}, ErrUnparsed
	}
	gap := ""
	if typeKind(d.symbol.Kind) {
		gap = "\n" // as PEP 257 has it
	}
	if indent, ok := indentAt(d.text, body); ok {
		return d.edit(body, body, strings.Join(lines, "\n"+indent)+"\n"+gap+indent), nil
	}
	// The body stands on the line of the head.
	head := d.text[:body]
	start := len(strings.TrimRight(head, " \t"))
	indent := syntax.IndentOf(d.text, d.symbol.NameSpan.Start) + d.Outline.IndentUnit()
	return d.edit(start, body, "\n"+indent+strings.Join(lines, "\n"+indent)+"\n"+indent), nil
}

// update adds to the doc comment that is there.
func (d *document) update(ctx context.Context, ask Ask) (buffer.Edit, error) {
	doc := d.symbol.Doc
	indent, ok := indentAt(d.text, doc.Start)
	if !ok || d.flavour.find == nil {
		return buffer.Edit{}, ErrComplete
	}
	c, ok := readComment(d.text[doc.Start:doc.End], indent, d.Snapshot.Text().LineEnding())
	if !ok {
		return buffer.Edit{}, ErrForeign
	}
	claim := d.claim()
	if _, changed := c.updated(d.flavour, claim); !changed {
		return buffer.Edit{}, ErrComplete
	}
	w, err := d.find(ctx, ask, claim.entries)
	if err != nil {
		return buffer.Edit{}, err
	}
	claim.entries = entriesOf(d.flavour, d.head, w)
	lines, _ := c.updated(d.flavour, claim)
	after := d.Snapshot.Text().Splice(doc.Start, doc.End, strings.Join(lines, "\n"))
	return d.Snapshot.Text().Difference(after.String()), nil
}

// edit replaces a stretch by text, with the line ends of the file.
func (d *document) edit(start, end int, text string) buffer.Edit {
	var out []string
	for line := range strings.SplitSeq(text, "\n") {
		out = append(out, strings.TrimRight(line, " \t"))
	}
	last := text[strings.LastIndexByte(text, '\n')+1:]
	out[len(out)-1] = last // the indent of what follows
	return buffer.Edit{Span: syntax.Span{Start: start, End: end}, NewText: strings.Join(out, d.Snapshot.Text().LineEnding())}
}

// lines are the words of a doc comment: a sentence, then the entries in their
// sections.
func (f flavour) lines(summary string, entries []entry) []string {
	lines := []string{summary}
	if f.width > 0 {
		lines = fill(summary, 0, f.width, 0)
	}
	last := part(-1)
	for _, e := range entries {
		switch {
		case e.part == last && f.heading == nil, last >= 0 && f.heading == nil:
		case e.part == last:
		default:
			lines = append(lines, "")
			if f.heading != nil {
				lines = append(lines, f.head(e.part)...)
			}
		}
		last = e.part
		lines = append(lines, f.filled(e)...)
	}
	return lines
}

// head are the lines that begin a section.
func (f flavour) head(p part) []string {
	heading := f.heading[p]
	switch {
	case f.rule:
		return []string{heading, strings.Repeat("-", len(heading))}
	case strings.HasPrefix(heading, "#"):
		return []string{heading, ""}
	}
	return []string{heading}
}

// indentAt is what stands before an offset on its line. It is false if that is
// more than blanks.
func indentAt(text string, at int) (string, bool) {
	line := text[strings.LastIndexAny(text[:at], "\r\n")+1 : at]
	line = strings.TrimPrefix(line, "\ufeff")
	return line, strings.Trim(line, " \t") == ""
}

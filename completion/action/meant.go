package action

import (
	"strings"

	"fimble/context/syntax"
)

// docOf is the doc comment of a declaration: of the comments above it the last
// that is meant as one. Others stay what they are.
func docOf(p Place, s syntax.Symbol) syntax.Span {
	name, ok := flavourOf(p)
	if !ok || s.Doc.Len() == 0 {
		return syntax.Span{}
	}
	f := flavours()[name]
	if f.shape.glued || f.voice == named {
		if text := p.Snapshot.Text().Slice(s.Doc.Start, s.Doc.Start+1); f.shape.glued && text == "#" {
			return syntax.Span{}
		}
		return s.Doc
	}
	text := p.Snapshot.Text().Slice(s.Doc.Start, s.Doc.End)
	best := syntax.Span{}
	for _, shape := range f.shape.others() {
		if found, ok := shape.last(text); ok && s.Doc.Start+found.Start >= best.Start {
			best = syntax.Span{Start: s.Doc.Start + found.Start, End: s.Doc.Start + found.End}
		}
	}
	return best
}

// last finds the last comment of the shape in a run of comments.
func (s shape) last(text string) (found syntax.Span, ok bool) {
	at, run := 0, false // within a run of lines that are one comment
	for line := range strings.Lines(text) {
		start := at + depth(line)
		begins := s.begins(line[depth(line):])
		switch {
		case !begins:
			run = false
		case s.open != "":
			if end := strings.Index(text[start:], strings.TrimSpace(s.close)); end >= 0 {
				found, ok = syntax.Span{Start: start, End: start + end + len(strings.TrimSpace(s.close))}, true
			}
		case run:
			found.End = at + len(strings.TrimRight(line, " \t\r\n"))
		default:
			found, ok, run = syntax.Span{Start: start, End: at + len(strings.TrimRight(line, " \t\r\n"))}, true, true
		}
		at += len(line)
	}
	return found, ok
}

// begins reports whether a comment of the shape begins with the line. "/***" and
// "////" are drawn to be seen, not read.
func (s shape) begins(line string) bool {
	opener := s.open + s.each
	if s.open != "" {
		opener = s.open
	}
	return strings.HasPrefix(line, opener) && !strings.HasPrefix(line, opener+opener[len(opener)-1:])
}

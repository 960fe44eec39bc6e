package guard

import (
	"strings"

	"fimble/context/syntax"
)

// A surrounding is what the cursor stands in, and the beginning of a text with
// it.
type surrounding uint8

const (
	code    surrounding = iota
	comment             // up to the end of its line, or of several lines
	literal             // a string that holds the text, or ends in it
	broken              // a string that the text breaks by a line end
)

// inert is how much of a text nothing has to be parsed of: what belongs to the
// comment, the string or the leading blanks that the cursor stands in.
func (f *frame) inert(text string) (int, surrounding) {
	n, head := f.before, f.head
	if head != "" && n.comment == len(head) {
		line, _, _ := strings.Cut(text, "\n")
		return len(line), comment
	}
	if open := len(n.open); open > 0 && !n.open[open-1].Bracket {
		return inString(f.language, head, text, n.open[open-1].closer)
	}
	if strings.TrimLeft(lastLine(head), " \t") == "" {
		return len(text) - len(strings.TrimLeft(text, " \t")), code
	}
	return 0, code
}

func inString(l *syntax.Language, head, text, closer string) (int, surrounding) {
	in := literal
	if closer == "*/" {
		in = comment
	}
	end, within := l.Interpolation(lastLine(head), text)
	for _, m := range syntax.Marks(l, head+text) {
		switch at := m.Span.Start - len(head); {
		case m.Span.End <= len(head):
		case m.Kind == syntax.MarkBreak:
			return at, broken
		case m.Kind == syntax.MarkOpen && m.Bracket:
			return max(0, at), code // in a template
		case m.Kind == syntax.MarkClose && within && (end < 0 || end > at):
			return at, broken // before the code in it has ended
		case m.Kind == syntax.MarkClose:
			return m.Span.End - len(head), in
		}
	}
	return len(text), in
}

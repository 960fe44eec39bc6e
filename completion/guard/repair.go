package guard

import (
	"slices"
	"strings"
)

// mended is the text as it fits, with closers behind it if those are all that
// it lacks. Breaks tells whether the text may be one that goes on below.
func (g *gate) mended(text string, breaks bool) (string, bool) {
	closers := g.closers(text)
	off := g.breaksOff(text)
	switch {
	case off && breaks:
		if g.fits(text, true) {
			return text, true
		}
		_, ok := g.closed(text, closers) // a block that may be empty may be opened
		return text, ok
	case off && !g.endsWithOpener(text):
		return text, g.fits(text, false)
	case closers == "":
		return text, g.fits(text, false) || breaks && g.fits(text, true)
	}
	return g.closed(text, closers)
}

// closed is the text with the closers behind it, and the end of the statement
// where that alone is missing.
func (g *gate) closed(text, closers string) (string, bool) {
	if closers == "" {
		return "", false
	}
	text += closers
	switch {
	case g.fits(text, false):
		return text, true
	case !g.language.FreeEnd() && !controls(lastLine(g.head+text)) && g.fits(text+";", false):
		return text + ";", true
	}
	return "", false
}

// controls reports whether a line begins a statement that ends with another
// one.
func controls(line string) bool {
	switch firstWord(strings.TrimLeft(line, " \t}")) {
	case "if", "else", "for", "while", "switch", "catch", "do", "try":
		return true
	}
	return false
}

// breaksOff reports whether a text ends where no statement can, but goes on
// below.
func (g *gate) breaksOff(text string) bool {
	n := nestingOf(g.language, g.head+text)
	if open := len(n.open); open > 0 && n.open[open-1].lines {
		return true
	}
	code := n.codeBefore(len(n.text))
	return n.goesOn(code) || endsWithOpener(code) || g.language.Offside() && strings.HasSuffix(code, ":") || annotates(lastLine(code))
}

func (g *gate) endsWithOpener(text string) bool {
	n := nestingOf(g.language, g.head+text)
	return endsWithOpener(n.codeBefore(len(n.text)))
}

// closers is what closes the brackets and strings that the text opens, and
// those that the user has opened on the cursor's line, as far as nothing
// behind the cursor closes them.
func (g *gate) closers(text string) string {
	t := g.try(text, ending{})
	n := nestingOf(g.language, g.head+text)
	owed := g.lacks(t, text, false) - len(g.bare.gaps)
	line := strings.LastIndexByte(g.head, '\n') + 1
	ended := strings.HasSuffix(n.codeBefore(len(n.text)), ";")
	var b strings.Builder
	for i := len(n.open) - 1; i >= 0; i-- {
		o := n.open[i]
		if ended && b.Len() == 0 && o.closer != "}" {
			break // what ends a statement stands in no brackets
		}
		missing := slices.ContainsFunc(t.gaps, func(g gap) bool { return g.from == o.Span.Start })
		if o.lines || o.Span.Start < line || !missing && (o.Span.Start < len(g.head) || owed <= 0) {
			break
		}
		if o.block && o.closer == "}" {
			b.WriteString("\n" + leading(n.text[:o.Span.Start]))
		}
		b.WriteString(o.closer)
	}
	return b.String()
}

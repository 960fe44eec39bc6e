package guard

import (
	"slices"
	"strings"
)

// mended is the text as it fits, with closers behind it if those are all that
// it lacks. Breaks tells whether the text may be one that goes on below.
func (g *gate) mended(text string, breaks bool) (string, bool) {
	a := g.with(text)
	off := a.breaksOff()
	if off && breaks && g.fits(a, true) {
		return text, true
	}
	if off && !opens(a.code()) {
		return text, !breaks && g.fits(a, false)
	}
	closers := g.closers(a)
	if off && breaks && closers == "" && len(a.in.open) > 0 {
		closers = a.in.open[len(a.in.open)-1].closer
	}
	if closers == "" {
		return text, g.fits(a, breaks)
	}
	kept, ok := g.closed(text + closers)
	if off && breaks {
		return text, ok // a block that may be empty may be opened
	}
	if !ok && breaks {
		return text, g.fits(a, true)
	}
	return kept, ok
}

// closed is a text that closers have been put behind, and the end of the
// statement where that alone is missing.
func (g *gate) closed(text string) (string, bool) {
	a := g.with(text)
	if g.fits(a, false) {
		return text, true
	}
	if g.language.FreeEnd() || controls(lastLine(a.in.text)) {
		return "", false
	}
	return text + ";", g.fits(g.with(text+";"), false)
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

// closers is what closes the brackets and strings that the text opens, and
// those that the user has opened on the cursor's line, as far as nothing
// behind the cursor closes them.
func (g *gate) closers(a *attempt) string {
	if len(a.in.open) == 0 {
		return ""
	}
	t := a.try(ending{})
	owed := g.lacks(a, t, false) - g.lacking
	cursor := len(g.head) - len(lastLine(g.head))
	ended := strings.HasSuffix(a.code(), ";") // and what ends a statement stands in no parentheses
	var b strings.Builder
	for _, o := range slices.Backward(a.in.open) {
		missing := slices.ContainsFunc(t.gaps, func(g gap) bool { return g.from == o.Span.Start })
		wanted := missing || owed > 0 && o.Span.Start >= len(g.head)
		if o.lines || o.Span.Start < cursor || !wanted || ended && b.Len() == 0 && o.closer != "}" {
			break
		}
		if o.block && o.closer == "}" {
			b.WriteString("\n" + leading(a.in.text[:o.Span.Start]))
		}
		b.WriteString(o.closer)
	}
	return b.String()
}

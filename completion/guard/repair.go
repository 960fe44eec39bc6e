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
	switch {
	case off && breaks && g.fits(a, true):
		return text, true
	case off && !opens(a.code()) && !a.listed():
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
	switch {
	case off && breaks && opens(a.code()):
		return text, ok // a block that may be empty may be opened
	case !ok && breaks:
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

// mostClosers bounds how many brackets are closed behind a text.
const mostClosers = 8

// closers is what closes the brackets and strings that the text opens, and
// those that the user has opened on the cursor's line, as far as nothing
// behind the cursor closes them.
func (g *gate) closers(a *attempt) string {
	closers := ""
	for range mostClosers {
		next := g.closer(a)
		if next == "" {
			break
		}
		closers += next
		a = g.with(a.text + next)
	}
	return closers
}

// closer is what closes the innermost bracket or string that is open behind
// the text, if nothing else does.
func (g *gate) closer(a *attempt) string {
	if len(a.in.open) == 0 {
		return ""
	}
	o := a.in.open[len(a.in.open)-1]
	if o.lines || o.Span.Start < len(g.head)-len(lastLine(g.head)) {
		return ""
	}
	if o.closer != "}" && strings.HasSuffix(a.code(), ";") {
		return "" // what ends a statement stands in no parentheses
	}
	t := a.stands()
	if o.Span.Start >= len(g.head) {
		if g.lacks(a, t, false) <= g.lacking {
			return ""
		}
	} else if !slices.ContainsFunc(t.gaps, func(g gap) bool { return g.from == o.Span.Start }) {
		return ""
	}
	if o.block && o.closer == "}" {
		return "\n" + leading(a.in.text[:o.Span.Start]) + o.closer
	}
	return o.closer
}

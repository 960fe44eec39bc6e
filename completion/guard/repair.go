package guard

import (
	"slices"
	"strings"
)

// mended is the text as it fits, with closers behind it if those are all that
// it lacks. Breaks tells whether the text may be one that goes on below.
func (g *gate) mended(text string, breaks bool) (string, bool) {
	off := g.breaksOff(text)
	if breaks && off && g.fits(text, true) {
		return text, true
	}
	closers := g.closers(text)
	if closers == "" || off {
		if g.fits(text, false) || breaks && closers == "" && g.fits(text, true) {
			return text, true
		}
	}
	if closers == "" {
		return "", false
	}
	for _, end := range []string{"", ";"} {
		if closed := text + closers + end; g.fits(closed, false) {
			return closed, true
		}
		if g.language.FreeEnd() {
			break
		}
	}
	return "", false
}

// breaksOff reports whether a text ends where no statement can.
func (g *gate) breaksOff(text string) bool {
	code := nestingOf(g.language, g.head+text).codeBefore(len(g.head) + len(text))
	return goesOn(code) || endsWithOpener(code) || g.language.Offside() && strings.HasSuffix(code, ":")
}

// closers is what closes the brackets and strings that the text opens, and
// those that the user has opened on the cursor's line, as far as nothing
// behind the cursor closes them.
func (g *gate) closers(text string) string {
	t := g.try(text, ending{})
	n := nestingOf(g.language, g.head+text)
	owed := len(t.gaps) - len(g.bare.gaps)
	line := strings.LastIndexByte(g.head, '\n') + 1
	var b strings.Builder
	for i := len(n.open) - 1; i >= 0; i-- {
		o := n.open[i]
		missing := slices.ContainsFunc(t.gaps, func(g gap) bool { return g.from == o.Span.Start })
		if o.Span.Start < line || !missing && (o.Span.Start < len(g.head) || owed <= 0) {
			break
		}
		if o.block && o.closer == "}" {
			b.WriteString("\n" + leading(n.text[:o.Span.Start]))
		}
		b.WriteString(o.closer)
	}
	return b.String()
}

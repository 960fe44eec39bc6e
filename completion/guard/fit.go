package guard

import (
	"strings"

	"fimble/completion/trim"
	"fimble/context/syntax"
)

// A gate judges texts for one site. What it finds out about the site it keeps
// for the next text.
type gate struct {
	frame
	bare    trial // with nothing at the cursor
	open    bool  // nothing is written yet behind the cursor
	more    bool  // code follows behind the frame
	without int   // defects of the bare frame, -1 if nobody has asked yet
	tries   int   // how many texts may still be tried
}

// mostTries bounds what a wrong text costs: each try parses a KB or two.
const mostTries = 16

func gateOf(site trim.Site, head string) *gate {
	g := &gate{frame: frame{language: site.Language, head: head, suffix: site.Suffix}, without: -1, tries: mostTries}
	g.tail, g.far = tailOf(site.Language, head, site.Suffix)
	g.bare = g.try(g.placeholder(), ending{})
	g.open = g.unfinished()
	g.more = len(g.tail) < len(strings.TrimRight(site.Suffix, " \t\n"))
	return g
}

// fits reports whether the code around the cursor parses no worse with the
// text than without. A text that breaks off is judged as if it went on, if
// there is room for that.
func (g *gate) fits(text string, breaks bool) bool {
	if g.tries--; g.tries < 0 {
		return false
	}
	t := g.try(text, ending{})
	if g.parses(t, text, breaks) {
		return true
	}
	if !breaks {
		return false
	}
	if annotates(lastLine(g.head+text)) && g.balances(t, text, false) {
		return true // what it belongs to comes below
	}
	for _, e := range g.endings(text) {
		if g.parses(g.try(text, e), text, true) {
			return true
		}
	}
	return false
}

// parses reports whether a trial of the text has no more defects than nothing
// has.
func (g *gate) parses(t trial, text string, breaks bool) bool {
	if !g.balances(t, text, breaks) {
		return false
	}
	if g.comments(text) {
		return true
	}
	defects, ok := syntax.Defects(g.language, t.source)
	return !ok || len(defects) == 0 || len(defects) <= g.tolerated()
}

// balances reports whether the brackets of a trial match as well as without
// the text.
func (g *gate) balances(t trial, text string, breaks bool) bool {
	return t.surplus+t.misfits <= g.bare.surplus+g.bare.misfits && g.lacks(t, text, breaks) <= len(g.bare.gaps)
}

// lacks counts the closers that are missing with the text. Those of its last
// line may come below if the text breaks off, and those of all its openers
// behind what the frame shows.
func (g *gate) lacks(t trial, text string, breaks bool) (n int) {
	start, end := len(g.head), len(g.head)+len(text)
	line := max(start, strings.LastIndexByte(g.head+text, '\n')+1)
	lineStart := strings.LastIndexByte(g.head, '\n') + 1
	for _, missing := range t.gaps {
		below := breaks && missing.from >= line && missing.at >= end
		beyond := missing.at >= t.end && (g.far && missing.from >= start || g.more && missing.from < lineStart)
		if !below && !beyond {
			n++
		}
	}
	return n
}

// comments reports whether a text that nothing follows on its line is all
// comment, or for a preprocessor.
func (g *gate) comments(text string) bool {
	rest, _, _ := strings.Cut(g.tail, "\n")
	n := nestingOf(g.language, g.head+text)
	return strings.TrimSpace(rest) == "" && n.comment == len(n.text) && len(strings.TrimRight(n.codeBefore(len(n.text)), " \t\n")) <= len(g.head)
}

// tolerated is how many defects the code around the cursor has without any
// text, whatever may be due there.
func (g *gate) tolerated() int {
	if g.without >= 0 {
		return g.without
	}
	defects, _ := syntax.Defects(g.language, g.try("", ending{}).source)
	g.without = len(defects)
	for _, e := range append(g.endings(""), ending{behind: ";"}, ending{inside: " x", behind: ";"}) {
		if g.without == 0 {
			break
		}
		if defects, ok := syntax.Defects(g.language, g.try("", e).source); ok {
			g.without = min(g.without, len(defects))
		}
	}
	return g.without
}

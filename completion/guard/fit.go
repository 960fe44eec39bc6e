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
	without int   // defects of the bare frame, -1 if nobody has asked yet
	tries   int   // how many texts may still be tried
}

// mostTries bounds what a wrong text costs: each try parses a KB or two.
const mostTries = 16

func gateOf(site trim.Site, head string) *gate {
	g := &gate{frame: frame{language: site.Language, head: head, suffix: site.Suffix}, without: -1, tries: mostTries}
	g.tail, g.far = tailOf(site.Language, head, site.Suffix)
	g.bare = g.try("", ending{})
	g.open = g.unfinished()
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
	if t.surplus > g.bare.surplus || t.misfits > g.bare.misfits || !breaks && !g.far && len(t.gaps) > len(g.bare.gaps) {
		return false
	}
	defects, ok := syntax.Defects(g.language, t.source)
	if !ok || len(defects) == 0 || len(defects) <= g.tolerated() {
		return true
	}
	if !breaks {
		return false
	}
	if annotates(strings.TrimLeft(text, " \t")) {
		return true // what it belongs to comes below
	}
	for _, e := range g.endings(text) {
		defects, ok = syntax.Defects(g.language, g.try(text, e).source)
		if ok && len(defects) <= g.tolerated() {
			return true
		}
	}
	return false
}

// tolerated is how many defects the code around the cursor has without any
// text, whatever may be due there.
func (g *gate) tolerated() int {
	if g.without >= 0 {
		return g.without
	}
	defects, _ := syntax.Defects(g.language, g.bare.source)
	g.without = len(defects)
	for _, e := range g.endings("") {
		if g.without == 0 {
			break
		}
		if defects, ok := syntax.Defects(g.language, g.try("", e).source); ok {
			g.without = min(g.without, len(defects))
		}
	}
	return g.without
}

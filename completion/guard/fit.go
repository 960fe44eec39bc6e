package guard

import (
	"strings"

	"fimble/completion/trim"
	"fimble/context/syntax"
)

// A gate judges texts for one frame. What it finds out about the frame it
// keeps for the next text.
type gate struct {
	*frame
	faults  int  // what does not match with nothing at the cursor
	lacking int  // closers missing with nothing at the cursor
	open    bool // nothing is written yet behind the cursor
	more    bool // code follows behind the frame
	without int  // defects of the bare frame, -1 if nobody has asked yet

	// Of one text, from begin to end:
	tries   int             // how many parts of it may still be tried
	checker *syntax.Checker // nil if there is no grammar, or it took too long
}

// mostTries bounds what a wrong text costs: each try parses a KB or two, some
// of them a few times.
const mostTries = 16

func gateOf(site trim.Site, head string) *gate {
	g := &gate{frame: frameOf(site.Language, head, site.Suffix), without: -1}
	g.open = g.unfinished()
	g.more = len(g.tail) < len(strings.TrimRight(site.Suffix, " \t\n"))
	bare := g.with(g.placeholder())
	t := bare.stands()
	g.ends = map[int]bool{}
	for _, c := range t.closed {
		if c.end > len(head) {
			g.ends[c.from] = true
		}
	}
	g.faults, g.lacking = t.faults, g.lacks(bare, t, false)
	return g
}

// begin gets ready to try parts of a text, and end frees what that takes.
func (g *gate) begin() {
	g.tries = mostTries
	g.checker, _ = syntax.NewChecker(g.language)
}

func (g *gate) end() {
	if g.checker != nil {
		g.checker.Close()
		g.checker = nil
	}
}

// fits reports whether the code around the cursor parses no worse with the
// text than without. A text that breaks off is judged as if it went on, if
// there is room for that.
func (g *gate) fits(a *attempt, breaks bool) bool {
	if g.tries--; g.tries < 0 {
		return false
	}
	if g.parses(a, a.stands(), breaks) {
		return true
	}
	if !breaks {
		return false
	}
	for _, e := range a.endings() {
		if g.parses(a, a.try(e), true) {
			return true
		}
	}
	return false
}

// parses reports whether a trial of the text has no more defects than nothing
// has.
func (g *gate) parses(a *attempt, t trial, breaks bool) bool {
	if !g.balances(a, t, breaks) {
		return false
	}
	if a.comments() {
		return true
	}
	defects := g.defects(t)
	return defects == 0 || defects <= g.tolerated()
}

// balances reports whether the brackets of a trial match as well as without
// the text.
func (g *gate) balances(a *attempt, t trial, breaks bool) bool {
	return t.faults <= g.faults && g.lacks(a, t, breaks) <= g.lacking
}

// lacks counts the closers that are missing with the text. Those of its last
// line may come below if the text breaks off. Those of its openers and of the
// blocks around may stand behind the frame.
func (g *gate) lacks(a *attempt, t trial, breaks bool) (n int) {
	start, end := len(g.head), len(a.in.text)
	cursor := start - len(lastLine(g.head))
	last := max(start, end-len(lastLine(a.in.text)))
	for _, missing := range t.gaps {
		below := breaks && missing.from >= last && missing.at >= end
		beyond := missing.at >= t.end && (g.far && missing.from >= start || g.more && missing.from < cursor)
		if !below && !beyond {
			n++
		}
	}
	return n
}

// tolerated is how many defects the code around the cursor has without any
// text, whatever may be due there.
func (g *gate) tolerated() int {
	if g.without >= 0 {
		return g.without
	}
	none := g.with("")
	g.without = g.defects(none.stands())
	due := none.in.goesOn(none.code()) || opens(none.code())
	if g.without == 0 || g.blank() && !due {
		return g.without
	}
	for _, e := range append(none.endings(), ending{behind: ";"}, ending{inside: " x", behind: ";"}) {
		if g.without = min(g.without, g.defects(none.try(e))); g.without == 0 {
			break
		}
	}
	return g.without
}

// defects counts the errors and missing tokens of a trial; none if there is no
// grammar, or it took too long, and then nothing is parsed any more.
func (g *gate) defects(t trial) int {
	if g.checker == nil {
		return 0
	}
	found, ok := g.checker.Defects(t.source)
	if !ok {
		g.end()
	}
	return len(found)
}

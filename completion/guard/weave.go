package guard

import (
	"slices"
	"strings"

	"fimble/context/syntax"
)

// An ending is what might follow a text that breaks off: what is due within
// the brackets that its last line leaves open, and what behind them.
type ending struct{ inside, behind string }

// A trial is the frame with a text in it.
type trial struct {
	source  string // with every bracket closed where the lines show that it should have been
	gaps    []gap  // what had to be closed for that
	surplus int
	misfits int
	end     int // where the frame ends with the text in it, blanks left out
}

// try puts a text into the frame, as if the ending followed it.
func (f *frame) try(text string, e ending) trial {
	source := f.head + text
	if e.inside != "" && nestingOf(f.language, source).comment == len(source) {
		source += "\n"
	}
	source += e.inside
	here := len(strings.TrimRight(source, " \t\n"))
	source += f.tailBehind(source)
	n := nestingOf(f.language, source)
	end := len(strings.TrimRight(source, " \t\n"))
	for i := len(n.open) - 1; i >= 0; i-- {
		n.gaps = append(n.gaps, gap{end, n.open[i].Span.Start, n.open[i].closer})
	}
	w := weaver{source: source, comments: n.comments}
	if e.behind != "" {
		here = n.behind(here)
	}
	for _, p := range n.pieces(e.behind, here) {
		w.put(p.at, p.text)
	}
	return trial{w.b.String() + source[w.at:] + "\n", n.gaps, n.surplus, n.misfits, end}
}

// behind is the offset, or the end of what closes the parentheses around it.
func (n *nesting) behind(at int) int {
	open := nestingOf(n.language, n.text[:at]).open
	for i := len(open) - 1; i >= 0 && open[i].Bracket && open[i].closer != "}"; i-- {
		for _, c := range n.closed {
			if c.from == open[i].Span.Start {
				at = c.at
			}
		}
	}
	return at
}

// A piece is what is put into a text at an offset.
type piece struct {
	at   int
	text string
}

// pieces are what the text lacks, and what is put behind the brackets that
// are closed here.
func (n *nesting) pieces(behind string, here int) []piece {
	var all []piece
	for _, g := range n.gaps {
		if g.at > here || g.closer == "}" {
			all = append(all, piece{here, behind})
			behind = ""
		}
		all = append(all, piece{g.at, n.closing(g)})
	}
	all = append(all, piece{here, behind})
	for _, at := range n.branchless {
		all = append(all, piece{at, n.branch()})
	}
	slices.SortStableFunc(all, func(a, b piece) int { return a.at - b.at })
	return all
}

// tailBehind is what follows a source. Behind one that ends in a string or a
// comment of several lines that is not what follows the cursor in code.
func (f *frame) tailBehind(source string) string {
	if open := nestingOf(f.language, source).open; len(open) > 0 && open[len(open)-1].lines && open[len(open)-1].Span.Start >= len(f.head) {
		tail, _ := tailOf(f.language, source, f.suffix)
		return tail
	}
	return f.tail
}

// closing is what fills a gap.
func (n *nesting) closing(g gap) string {
	switch {
	case g.closer == "}" && n.tried(g.from):
		return "\n}" + n.branch()
	case g.closer == "}":
		return "\n}"
	}
	return g.closer
}

// branch is what a block that is tried needs behind it.
func (n *nesting) branch() string {
	if n.language.Directives() {
		return " catch (...) {}"
	}
	return " finally {}"
}

// tried reports whether the brace at the offset opens a block that is tried.
func (n *nesting) tried(at int) bool {
	before := strings.TrimRight(n.text[:at], " \t\n")
	return strings.HasSuffix(before, "try") && (len(before) == len("try") || !letter(before[len(before)-len("try")-1]))
}

// A weaver puts pieces into a text, from its start to its end.
type weaver struct {
	source   string
	comments []syntax.Span
	at       int
	b        strings.Builder
}

func (w *weaver) put(at int, piece string) {
	if piece == "" {
		return
	}
	at = max(at, w.at)
	w.b.WriteString(w.source[w.at:at])
	if slices.ContainsFunc(w.comments, func(c syntax.Span) bool { return c.End == at }) {
		w.b.WriteByte('\n')
	}
	w.b.WriteString(piece)
	w.at = at
}

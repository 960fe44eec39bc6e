package guard

import (
	"cmp"
	"slices"
	"strings"

	"fimble/context/syntax"
)

// A piece is what is put into a text at an offset.
type piece struct {
	at   int
	text string
}

// woven is the text with what it lacks, and with the ending behind the
// parentheses that are closed at the offset.
func (n *nesting) woven(e ending, here int) string {
	w := weaver{source: n.text, comments: n.comments}
	for _, p := range n.pieces(e, here) {
		w.put(p.at, p.text)
	}
	return w.b.String() + n.text[w.at:] + "\n"
}

func (n *nesting) pieces(e ending, here int) []piece {
	last := len(n.gaps)
	for i, g := range n.gaps {
		if g.at > here || g.closer == "}" && !(e.outer && n.encloses(i+1, here)) {
			last = i
			break
		}
	}
	var all []piece
	for i, g := range n.gaps {
		if i == last {
			all = append(all, piece{here, e.behind})
		}
		all = append(all, piece{g.at, n.closing(g)})
	}
	if last == len(n.gaps) {
		all = append(all, piece{here, e.behind})
	}
	for _, at := range n.branchless {
		all = append(all, piece{at, n.branch()})
	}
	slices.SortStableFunc(all, func(a, b piece) int { return cmp.Compare(a.at, b.at) })
	return all
}

// encloses reports whether one of the gaps from the given one, at the offset,
// is that of a parenthesis.
func (n *nesting) encloses(from, at int) bool {
	return slices.ContainsFunc(n.gaps[min(from, len(n.gaps)):], func(g gap) bool { return g.at <= at && g.closer != "}" })
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

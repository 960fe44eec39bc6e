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
}

// try puts a text into the frame, as if the ending followed it.
func (f *frame) try(text string, e ending) trial {
	source := f.head + text + e.inside
	here := len(strings.TrimRight(source, " \t\n"))
	source += f.tailBehind(source)
	n := nestingOf(f.language, source)
	end := len(strings.TrimRight(source, " \t\n"))
	for i := len(n.open) - 1; i >= 0; i-- {
		n.gaps = append(n.gaps, gap{end, n.open[i].Span.Start, n.open[i].closer})
	}
	w := weaver{source: source, comments: n.comments}
	behind := e.behind
	for _, g := range n.gaps {
		if g.at > here || g.closer == "}" {
			w.put(here, behind)
			behind = ""
		}
		w.put(g.at, closing(g.closer))
	}
	w.put(here, behind)
	return trial{w.b.String() + source[w.at:] + "\n", n.gaps, n.surplus, n.misfits}
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

func closing(closer string) string {
	if closer == "}" {
		return "\n}"
	}
	return closer
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

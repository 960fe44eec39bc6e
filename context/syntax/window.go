package syntax

import "strings"

const (
	// wholeSize is the number of bytes up to which a file is parsed as a whole.
	// Beyond it a key takes up to 0.3 s to reparse.
	wholeSize = 1 << 20
	// windowReach is how much of a larger file is parsed on each side of the
	// focus: a parse from scratch takes some 20 ms.
	windowReach = 64 << 10
	// windowMargin is how near the focus may come to an end of the window
	// before the window moves. Every move is a parse from scratch.
	windowMargin = 16 << 10
)

// windowAround is the part of the text to parse for the focus: all of it, or
// whole lines around the focus.
func windowAround(text string, focus, reach int) Span {
	focus = max(0, min(focus, len(text)))
	w := Span{max(0, focus-reach), min(len(text), focus+reach)}
	if w.Start > 0 {
		w.Start += declarationAfter(text[w.Start:focus])
	}
	if w.End < len(text) {
		if n := strings.LastIndexByte(text[focus:w.End], '\n'); n >= 0 {
			w.End = focus + n + 1
		}
	}
	return w
}

// declarationAfter finds a good place to start parsing in the first half of
// the text: the first unindented line after an empty one, else the first line.
func declarationAfter(text string) int {
	first := strings.IndexByte(text, '\n') + 1
	for at := first; at < len(text)/2; {
		n := strings.Index(text[at:], "\n\n")
		if n < 0 {
			break
		}
		at += n + 2
		if at < len(text) && !strings.ContainsRune(" \t\r\n}])", rune(text[at])) {
			return min(at, len(text))
		}
	}
	return first
}

// follow is where the window lies after the edits; ok is false if an edit
// reaches over one of its ends.
func (w Span) follow(edits []Edit) (next Span, ok bool) {
	for _, e := range edits {
		switch {
		case e.Start > w.End:
		case e.OldEnd < w.Start:
			w = w.moved(e.NewEnd - e.OldEnd)
		case e.Start >= w.Start && e.OldEnd <= w.End:
			w.End += e.NewEnd - e.OldEnd
		default:
			return w, false
		}
	}
	return w, true
}

// serves reports whether the window of a text of the given size still lies
// well around the focus and has not grown out of measure.
func (w Span) serves(focus, size int) bool {
	return w.Start >= 0 && w.End <= size && w.Start <= w.End && w.Len() <= 4*windowReach &&
		(w.Start == 0 || focus >= w.Start+windowMargin) &&
		(w.End == size || focus <= w.End-windowMargin)
}

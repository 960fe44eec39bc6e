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
// whole lines around the focus, and whole declarations as well as blank lines
// tell them.
func windowAround(text string, focus, reach int) Span {
	focus = max(0, min(focus, len(text)))
	w := Span{max(0, focus-reach), min(len(text), focus+reach)}
	if w.Start > 0 {
		w.Start += declarationAfter(text[w.Start:focus])
	}
	if w.End < len(text) {
		w.End = focus + declarationBefore(text[focus:w.End])
	}
	return w
}

// declarationAfter finds a good place to start parsing in the first half of
// the text: the first declaration, else the first line.
func declarationAfter(text string) int {
	for at := 0; at < len(text)/2; {
		n := strings.Index(text[at:], "\n\n")
		if n < 0 {
			break
		}
		at += n + 1
		if unindented(text[at+1:]) {
			return at + 1
		}
	}
	return strings.IndexByte(text, '\n') + 1
}

// declarationBefore finds a good place to stop in the second half of the
// text: before the last declaration, else before the last line.
func declarationBefore(text string) int {
	for end := len(text); end > len(text)/2; {
		n := strings.LastIndex(text[:end], "\n\n")
		if n < 0 {
			break
		}
		if unindented(text[n+2:]) {
			return n + 2
		}
		end = n + 1
	}
	if n := strings.LastIndexByte(text, '\n'); n >= 0 {
		return n + 1
	}
	return len(text)
}

// unindented reports whether a text starts like a declaration at the top level
// and not like the end of one.
func unindented(text string) bool {
	return text != "" && !strings.ContainsRune(" \t\r\n}])", rune(text[0]))
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

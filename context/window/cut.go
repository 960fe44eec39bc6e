package window

import (
	"slices"
	"unicode/utf8"

	"fimble/context/buffer"
	"fimble/context/syntax"
)

// jump is by how many lines the start of a prefix moves when no declaration
// gives a better place. A start that moved with every line typed would change
// the prompt's head and cost a local server its KV cache; larger jumps waste
// more of the budget.
const jump = 16

// loss is the share of the room, as its inverse, that may be given up to cut
// at a declaration: half a function says less than its place costs.
const loss = 3

// cutPrefix gives where a prefix of at most room bytes starts: whole says at
// the file's start or a declaration, else it is a line.
func cutPrefix(text *buffer.Text, outline *syntax.Outline, offset, room int) (start int, whole bool) {
	lowest := offset - room
	if lowest <= 0 {
		return 0, true
	}
	first, _ := slices.BinarySearchFunc(outline.Symbols, lowest, func(s syntax.Symbol, at int) int { return s.Span.Start - at })
	for _, s := range outline.Symbols[first:] {
		if s.Span.Start > lowest+room/loss {
			break
		}
		start = s.Span.Start
		if s.Doc.Len() > 0 && s.Doc.Start < start {
			start = s.Doc.Start
		}
		if start = lineStart(text, start); start >= lowest {
			return start, true
		}
	}
	next := text.LineAt(lowest-1) + 1
	for step := jump; step > 0; step /= 2 {
		line := (next + step - 1) / step * step
		if line >= text.Lines() {
			continue
		}
		if start := text.LineSpan(line).Start; start <= min(offset, lowest+room/loss) {
			return start, false
		}
	}
	return runeStart(text, lowest+utf8.UTFMax-1), false // within the room
}

// cutSuffix gives where a suffix of at most room bytes ends: at the file's
// end, behind a declaration, or behind a line.
func cutSuffix(text *buffer.Text, outline *syntax.Outline, offset, room int) int {
	highest := offset + room
	if highest >= text.Len() {
		return text.Len()
	}
	best := 0
	for _, s := range outline.Symbols {
		if s.Span.End <= highest {
			best = max(best, s.Span.End)
		}
	}
	if best >= highest-room/loss && best > offset {
		return best
	}
	line := text.LineSpan(text.LineAt(highest))
	if line.Start > offset {
		return line.Start
	}
	return runeStart(text, highest)
}

func lineStart(text *buffer.Text, offset int) int {
	return text.LineSpan(text.LineAt(offset)).Start
}

// runeStart moves an offset back to where its rune starts.
func runeStart(text *buffer.Text, offset int) int {
	for back := range utf8.UTFMax {
		if at := offset - back; at >= 0 && at < text.Len() && utf8.RuneStart(text.Slice(at, at+1)[0]) {
			return at
		}
	}
	return offset
}

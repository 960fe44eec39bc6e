package syntax

import (
	"strings"

	sitter "github.com/smacker/go-tree-sitter"
)

// A change is what made one text of another: the stretch old became the
// stretch new, both of which start at the same offset.
type change struct{ old, new Span }

// difference is the smallest change from one text to the other. Parsing goes
// by it and not by the edits that the editor sent, so an edit that does not
// fit its text can do no harm.
func difference(from, to string) change {
	shorter := min(len(from), len(to))
	start := commonPrefix(from[:shorter], to[:shorter])
	rest := shorter - start
	tail := commonSuffix(from[len(from)-rest:], to[len(to)-rest:])
	return change{Span{start, len(from) - tail}, Span{start, len(to) - tail}}
}

// compareBlock is how many bytes are compared at once before the differing
// byte is searched for.
const compareBlock = 1 << 10

// commonPrefix is how many bytes two texts of one length have in common at
// their start.
func commonPrefix(a, b string) int {
	at := 0
	for at+compareBlock <= len(a) && a[at:at+compareBlock] == b[at:at+compareBlock] {
		at += compareBlock
	}
	for at < len(a) && a[at] == b[at] {
		at++
	}
	return at
}

// commonSuffix is how many bytes two texts of one length have in common at
// their end.
func commonSuffix(a, b string) int {
	at := len(a)
	for at >= compareBlock && a[at-compareBlock:at] == b[at-compareBlock:at] {
		at -= compareBlock
	}
	for at > 0 && a[at-1] == b[at-1] {
		at--
	}
	return len(a) - at
}

// none reports whether the texts were equal.
func (c change) none() bool { return c.old.Len() == 0 && c.new.Len() == 0 }

// before gives the offset that the stretch at span had before the change, if
// the change did not touch it.
func (c change) before(span Span) (int, bool) {
	switch {
	case span.End < c.new.Start:
		return span.Start, true
	case span.Start > c.new.End:
		return span.Start - c.new.Len() + c.old.Len(), true
	}
	return 0, false
}

// input is the change in the words of tree-sitter.
func (c change) input(from, to string) sitter.EditInput {
	start := point(from, sitter.Point{}, 0, c.old.Start)
	return sitter.EditInput{
		StartIndex:  uint32(c.old.Start),
		OldEndIndex: uint32(c.old.End),
		NewEndIndex: uint32(c.new.End),
		StartPoint:  start,
		OldEndPoint: point(from, start, c.old.Start, c.old.End),
		NewEndPoint: point(to, start, c.new.Start, c.new.End),
	}
}

// point is where the offset lies when another one lies at the given point.
func point(text string, p sitter.Point, from, to int) sitter.Point {
	passed := text[from:to]
	if lines := strings.Count(passed, "\n"); lines > 0 {
		return sitter.Point{
			Row:    p.Row + uint32(lines),
			Column: uint32(len(passed) - strings.LastIndexByte(passed, '\n') - 1),
		}
	}
	return sitter.Point{Row: p.Row, Column: p.Column + uint32(len(passed))}
}

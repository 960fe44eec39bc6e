package server

import (
	"unicode/utf8"

	"go.lsp.dev/protocol"

	"fimble/context/buffer"
	"fimble/context/syntax"
)

// An encoding is the unit in which the client counts columns. Everything
// beyond this file counts bytes.
type encoding = protocol.PositionEncodingKind

// A place is a position as it comes in. It is wider than the protocol's, so
// that a column of -1 is a place outside of the text and not a message that
// cannot be read.
type place struct {
	Line      int64 `json:"line"`
	Character int64 `json:"character"`
}

// An extent is a range as it comes in.
type extent struct {
	Start place `json:"start"`
	End   place `json:"end"`
}

// offset is where a place lies in the text, in bytes. It is false for a place
// that does not exist: a line or column beyond the end, or inside of a
// character. The nearest one is returned then, never one after it.
func (p place) offset(t *buffer.Text, unit encoding) (int, bool) {
	switch {
	case p.Line < 0:
		return 0, false
	case p.Line >= int64(t.Lines()):
		return t.Len(), false
	}
	line := t.LineSpan(int(p.Line))
	if p.Character < 0 {
		return line.Start, false
	}
	// No unit takes more than four bytes, and lines may be megabytes long.
	reach := int64(line.Len())
	if p.Character < reach/utf8.UTFMax {
		reach = (p.Character + 1) * utf8.UTFMax
	}
	n, ok := bytesOf(t.Slice(line.Start, line.Start+int(reach)), p.Character, unit)
	return line.Start + n, ok
}

// reversed reports whether an extent ends before it starts.
func (e extent) reversed() bool {
	return e.End.Line < e.Start.Line || e.End.Line == e.Start.Line && e.End.Character < e.Start.Character
}

// span is the bytes that an extent of an edit stands for. What lies outside
// of the text is moved to its nearest end, as a stale client must not stop
// the server.
func (e extent) span(t *buffer.Text, unit encoding) syntax.Span {
	start, _ := e.Start.offset(t, unit)
	end, _ := e.End.offset(t, unit)
	return syntax.Span{Start: start, End: max(start, end)}
}

// position is the place of a byte offset, in the client's unit.
func position(t *buffer.Text, offset int, unit encoding) protocol.Position {
	n := t.LineAt(offset)
	line := t.LineSpan(n)
	return protocol.Position{
		Line:      uint32(n),
		Character: uint32(unitsOf(t.Slice(line.Start, min(offset, line.End)), unit)),
	}
}

// rangeOf is the place of a span, in the client's unit.
func rangeOf(t *buffer.Text, span syntax.Span, unit encoding) protocol.Range {
	return protocol.Range{Start: position(t, span.Start, unit), End: position(t, span.End, unit)}
}

// bytesOf is how many bytes of the line the first n units take. It is false if
// the line is shorter, or if they end inside of a character, which is then
// left out.
func bytesOf(line string, n int64, unit encoding) (int, bool) {
	if unit == protocol.PositionEncodingKindUTF8 {
		if n > int64(len(line)) {
			return len(line), false
		}
		at := runeStart(line, int(n))
		return at, int64(at) == n
	}
	for at, r := range line {
		if n <= 0 {
			return at, true
		}
		if n -= width(r, unit); n < 0 {
			return at, false
		}
	}
	return len(line), n == 0
}

// runeStart is the start of the character that the byte at offset is part of.
func runeStart(line string, offset int) int {
	for back := 1; back < utf8.UTFMax && back <= offset; back++ {
		if _, size := utf8.DecodeRuneInString(line[offset-back:]); size > back {
			return offset - back
		}
	}
	return offset
}

// unitsOf is how many units the text takes.
func unitsOf(text string, unit encoding) int64 {
	if unit == protocol.PositionEncodingKindUTF8 {
		return int64(len(text))
	}
	units := int64(0)
	for _, r := range text {
		units += width(r, unit)
	}
	return units
}

// width is how many units a character takes in UTF-16 or UTF-32. A byte that
// is not UTF-8 counts as one, like the U+FFFD that clients show in its place.
func width(r rune, unit encoding) int64 {
	if unit == protocol.PositionEncodingKindUTF16 && r > 0xFFFF {
		return 2
	}
	return 1
}

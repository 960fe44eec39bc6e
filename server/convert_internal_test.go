package server

import (
	"slices"
	"testing"
	"unicode/utf16"
	"unicode/utf8"

	"go.lsp.dev/protocol"

	"fimble/context/buffer"
)

// awkward are texts in which bytes, UTF-16 units and characters part ways.
var awkward = []string{
	"",
	"a",
	"one\ntwo\r\nthree\rfour",
	"\r\n\r\n\n\r",
	"\ufeffpackage a\n",
	"naïve 日本語 😀 é 👩‍👩‍👧\nz",
	"😀\r\n😀",
	"\x00\x01\xff\xfe binary \x80\n\xf0\x9f",
	"tab\tend ",
	"\ufffd a client has put this in place of a byte\n",
}

var encodings = []encoding{
	protocol.PositionEncodingKindUTF8, protocol.PositionEncodingKindUTF16, protocol.PositionEncodingKindUTF32,
}

// units are the naive twin: the columns of all characters of a line, and what
// they stand for.
func units(line string, unit encoding) (columns, offsets []int) {
	at, column := 0, 0
	for _, r := range []rune(line) {
		columns, offsets = append(columns, column), append(offsets, at)
		size := utf8.RuneLen(r)
		if _, n := utf8.DecodeRuneInString(line[at:]); n < size {
			size = n // a byte that is not UTF-8
		}
		at += size
		switch unit {
		case protocol.PositionEncodingKindUTF8:
			column += size
		case protocol.PositionEncodingKindUTF16:
			column += len(utf16.Encode([]rune{r}))
		default:
			column++
		}
	}
	return append(columns, column), append(offsets, at)
}

// splitLines is the naive twin of buffer.Text's lines.
func splitLines(text string) (lines []string, starts []int) {
	start := 0
	for i := 0; i < len(text); i++ {
		if text[i] == '\n' || text[i] == '\r' {
			lines, starts = append(lines, text[start:i]), append(starts, start)
			if text[i] == '\r' && i+1 < len(text) && text[i+1] == '\n' {
				i++
			}
			start = i + 1
		}
	}
	return append(lines, text[start:]), append(starts, start)
}

func checkPositions(t *testing.T, text string, line, column int64) {
	t.Helper()
	buffered := buffer.NewText(text)
	lines, starts := splitLines(text)
	for _, unit := range encodings {
		for n, content := range lines {
			columns, offsets := units(content, unit)
			for i := range columns {
				want := protocol.Position{Line: uint32(n), Character: uint32(columns[i])}
				if got := position(buffered, starts[n]+offsets[i], unit); got != want {
					t.Fatalf("%s: byte %d of %q is at %+v, want %+v", unit, starts[n]+offsets[i], text, got, want)
				}
				if got, ok := (place{int64(n), int64(columns[i])}).offset(buffered, unit); !ok || got != starts[n]+offsets[i] {
					t.Fatalf("%s: %d:%d of %q is byte %d (%t), want %d", unit, n, columns[i], text, got, ok, starts[n]+offsets[i])
				}
			}
		}
		got, ok := place{line, column}.offset(buffered, unit)
		want, exists := len(text), false
		if line < 0 {
			want = 0
		} else if line < int64(len(lines)) {
			columns, offsets := units(lines[line], unit)
			i := slices.IndexFunc(columns, func(c int) bool { return int64(c) > column })
			switch {
			case i < 0:
				i = len(columns) - 1
			case i > 0:
				i--
			}
			want, exists = starts[line]+offsets[i], int64(columns[i]) == column
		}
		if got != want || ok != exists {
			t.Fatalf("%s: %d:%d of %q is byte %d (%t), want %d (%t)", unit, line, column, text, got, ok, want, exists)
		}
	}
}

func TestPositionsAreThoseOfTheNaiveTwin(t *testing.T) {
	for _, text := range awkward {
		for line := int64(-1); line < 6; line++ {
			for column := int64(-1); column < 20; column++ {
				checkPositions(t, text, line, column)
			}
		}
	}
}

func FuzzPosition(f *testing.F) {
	for i, text := range awkward {
		f.Add(text, int64(i), int64(i))
	}
	f.Fuzz(func(t *testing.T, text string, line, column int64) {
		if !utf8.ValidString(text) {
			return // the JSON decoder has put U+FFFD in its place
		}
		checkPositions(t, text, line, column)
	})
}

package buffer

import (
	"encoding/binary"
	"strings"
	"testing"

	"fimble/context/syntax"
)

// naiveLines is what LSP 3.18 says of lines ("\n", "\r\n" and "\r" end one),
// written down with no regard to speed.
func naiveLines(s string) (spans []syntax.Span) {
	start := 0
	for i := 0; i < len(s); i++ {
		if s[i] != '\n' && s[i] != '\r' {
			continue
		}
		spans = append(spans, syntax.Span{Start: start, End: i})
		if s[i] == '\r' && i+1 < len(s) && s[i+1] == '\n' {
			i++
		}
		start = i + 1
	}
	return append(spans, syntax.Span{Start: start, End: len(s)})
}

func naiveSplice(s string, a, b int, with string) string {
	a = min(max(a, 0), len(s))
	b = min(max(a, b), len(s))
	return s[:a] + with + s[b:]
}

// checkText compares all that a Text says with what the plain string says. It
// looks at the lines around the borders between chunks and some others.
func checkText(t *testing.T, text *Text, want string) {
	t.Helper()
	if got := text.String(); got != want {
		t.Fatalf("text of %d bytes differs from the string of %d", len(got), len(want))
	}
	lines := naiveLines(want)
	if text.Len() != len(want) || text.Lines() != len(lines) {
		t.Fatalf("Len %d, Lines %d; want %d, %d", text.Len(), text.Lines(), len(want), len(lines))
	}
	near := map[int]bool{}
	for _, c := range text.chunks {
		for n := range 7 {
			near[c.before.breaks-3+n] = true
		}
	}
	for n, line := range lines {
		if n%(1+len(lines)/30) != 0 && !near[n] {
			continue
		}
		if got := text.LineSpan(n); got != line {
			t.Fatalf("LineSpan(%d) = %v, want %v", n, got, line)
		}
		next := len(want) + 1
		if n+1 < len(lines) {
			next = lines[n+1].Start
		}
		for _, offset := range []int{line.Start, line.End, next - 1} {
			if got := text.LineAt(offset); got != n {
				t.Fatalf("LineAt(%d) = %d, want %d", offset, got, n)
			}
		}
	}
	for i, c := range text.chunks {
		if c.text == "" {
			t.Fatalf("chunk %d is empty", i)
		}
		if i > 0 && parted(text.chunks[i-1].text, c.text) {
			t.Fatalf("the border before chunk %d parts a line end", i)
		}
		if len(c.text) > chunkMax+1 || len(c.text) < chunkMin && len(text.chunks) > 1 {
			t.Fatalf("chunk %d of %d has %d bytes", i, len(text.chunks), len(c.text))
		}
		a, b := c.before.bytes-3, c.before.bytes+3
		if got, want := text.Slice(a, b), want[max(a, 0):min(b, len(want))]; got != want {
			t.Fatalf("Slice(%d, %d) = %q, want %q", a, b, got, want)
		}
	}
}

func FuzzTextIsAString(f *testing.F) {
	f.Add("line\n", uint16(1), []byte{})
	f.Add("", uint16(0), []byte{0, 0, 0, 0, 0, 0, 1, 'x'})
	f.Add("\ufeffa\r\nb\rc\n\xff", uint16(9000), []byte{0, 0, 1, 0, 0xff, 0xff, 2, '\r', '\n', 0, 0, 0x40, 0, 0, 0, 1, '\n'})
	f.Add("\r\n", uint16(40000), []byte{0, 0, 0x40, 0x01, 0, 0, 0, 0, 0, 0x40, 0x01, 0, 0, 1, 'x'})
	f.Add("\r", uint16(60000), []byte{0, 0, 0x4e, 0x20, 0, 0, 1, '\n'})
	f.Fuzz(func(t *testing.T, piece string, repeat uint16, ops []byte) {
		plain := strings.Repeat(piece, min(int(repeat), (80<<10)/max(len(piece), 1)))
		text := NewText(plain)
		checkText(t, text, plain)
		for range 12 {
			var a, b int
			var with string
			if a, b, with, ops = splice(ops); ops == nil {
				break
			}
			before, was := text, plain
			text, plain = text.Splice(a, b, with), naiveSplice(plain, a, b, with)
			checkText(t, text, plain)
			checkText(t, before, was)
		}
	})
}

// splice reads a splice from fuzzed bytes: where, how many bytes, a count of
// repetitions and what is repeated. The rest is nil when there is none left.
func splice(ops []byte) (a, b int, with string, rest []byte) {
	if len(ops) < 8 {
		return 0, 0, "", nil
	}
	a = int(int32(binary.BigEndian.Uint32(ops[:4])))
	b = a + int(int16(binary.BigEndian.Uint16(ops[4:6])))
	n := min(int(ops[6])%16, len(ops)-7)
	with = string(ops[7 : 7+n])
	if ops[6] >= 128 {
		with = strings.Repeat(with, 1<<(ops[6]%13))
	}
	return a, b, with, ops[7+n:]
}

func TestTypingAtABorderKeepsChunksFair(t *testing.T) {
	plain := strings.Repeat("0123456789abcd\r\n", 8<<10)
	text := NewText(plain)
	for border := chunkSize - 2; border < chunkSize+2; border++ {
		typed, want := text, plain
		for range 40 {
			typed, want = typed.Splice(border, border+3, "\r\n"), naiveSplice(want, border, border+3, "\r\n")
		}
		checkText(t, typed, want)
	}
}

func TestLineEndTypedAcrossABorderIsOne(t *testing.T) {
	plain := strings.Repeat("x", 5*chunkSize)
	border := NewText(plain).chunks[2].before.bytes
	for name, ends := range map[string][2]string{
		"carriage return first": {"\r", "\n"},
		"line feed first":       {"\n", "\r"},
	} {
		text, want := NewText(plain), plain
		for _, end := range ends {
			at := border
			if end == "\r" {
				at = border - 1
			}
			text, want = text.Splice(at, at+1, end), naiveSplice(want, at, at+1, end)
		}
		if text.Lines() != 2 {
			t.Errorf("%s: %d lines", name, text.Lines())
		}
		checkText(t, text, want)
	}
}

func TestDeletingAllLeavesAnEmptyText(t *testing.T) {
	plain := strings.Repeat("some words\n", 20<<10)
	text := NewText(plain)
	for text.Len() > 0 {
		half := text.Len() / 2
		text, plain = text.Splice(half, text.Len(), ""), plain[:half]
		checkText(t, text, plain)
	}
	checkText(t, text.Splice(0, 0, "again\n"), "again\n")
}

func TestSpliceLeavesUntouchedChunksShared(t *testing.T) {
	text := NewText(strings.Repeat("x", 40*chunkSize))
	after := text.Splice(20*chunkSize+5, 20*chunkSize+6, "yy")
	shared := 0
	for i, c := range after.chunks {
		if i < len(text.chunks) && c.text == text.chunks[i].text {
			shared++
		}
	}
	if shared < len(text.chunks)-1 {
		t.Errorf("%d of %d chunks are the same", shared, len(text.chunks))
	}
}

func TestLinesOutsideOfTheTextAreItsEnds(t *testing.T) {
	text := NewText("one\ntwo")
	if got := text.LineSpan(-1); got != (syntax.Span{}) {
		t.Errorf("line before the first: %v", got)
	}
	if got, want := text.LineSpan(2), (syntax.Span{Start: 7, End: 7}); got != want {
		t.Errorf("line after the last: %v, want %v", got, want)
	}
	if got := text.LineAt(-5); got != 0 {
		t.Errorf("LineAt before the start: %d", got)
	}
	if got := text.LineAt(99); got != 1 {
		t.Errorf("LineAt after the end: %d", got)
	}
}

func TestLineEndingIsThatOfMostLines(t *testing.T) {
	for text, want := range map[string]string{
		"":                "\n",
		"no line end":     "\n",
		"a\r\n":           "\r\n",
		"a\r\nb\n":        "\n",
		"a\r\nb\r\nc\n":   "\r\n",
		"a\rb\rc\r\n":     "\n",
		"a\nb\nc\r\nd\re": "\n",
	} {
		if got := NewText(text).LineEnding(); got != want {
			t.Errorf("line ending of %q is %q, want %q", text, got, want)
		}
	}
}

package buffer_test

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"fimble/context/buffer"
)

func TestLineEndsAreThoseOfTheText(t *testing.T) {
	if got, want := buffer.LineEnds("a\r\nb\n\r\rc\n\r\n"), []string{"\r\n", "\n", "\r", "\r", "\n", "\r\n", ""}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	if got, want := buffer.LF("a\r\nb\n\r\rc"), "a\nb\n\n\nc"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestLinesAndTheirEndsMakeTheText(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := strings.Join(rapid.SliceOf(rapid.SampledFrom([]string{"a", "\r", "\n", "\r\n", "é"})).Draw(t, "text"), "")
		lines, ends := strings.Split(buffer.LF(text), "\n"), buffer.LineEnds(text)
		if n := buffer.NewText(text).Lines(); len(lines) != n || len(ends) != n {
			t.Fatalf("%q has %d lines, not %d with %d ends", text, n, len(lines), len(ends))
		}
		back := ""
		for i, line := range lines {
			back += line + ends[i]
		}
		if back != text {
			t.Fatalf("%q came from %q", back, text)
		}
	})
}

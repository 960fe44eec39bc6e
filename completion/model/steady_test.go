package model

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestPartThatStaysKeepsItsEnd(t *testing.T) {
	files := strings.Repeat("0123456789abcde\n", 512)
	half := files[:len(files)/2]
	var s steady
	for i, c := range []struct{ prompt, part string }{
		{files + "x", ""},
		{files + "xy", files},
		{files + "xyz\nmore\n", files},
		{files + "xyz\nmore\nyet", files}, // a little more stays, but the end keeps its place
		{half + "other" + files, half},
		{half + "other" + files + "y", half + "other" + files}, // much more stays
	} {
		part, rest := s.split(c.prompt)
		if part != c.part || part+rest != c.prompt {
			t.Errorf("prompt %d: %d bytes stay, want %d", i, len(part), len(c.part))
		}
	}
}

func TestPartAndRestAreThePrompt(t *testing.T) {
	line := rapid.SampledFrom([]string{"a\n", "b\n", "\n", "end", strings.Repeat("long\n", 1000)})
	rapid.Check(t, func(t *rapid.T) {
		var s steady
		for range rapid.IntRange(1, 6).Draw(t, "requests") {
			prompt := strings.Join(rapid.SliceOfN(line, 1, 8).Draw(t, "lines"), "")
			part, rest := s.split(prompt)
			if part+rest != prompt || rest == "" || part != "" && !strings.HasSuffix(part, "\n") || len(part) > 0 && len(part) < minSteadyBytes {
				t.Fatalf("%d bytes of %d stay", len(part), len(prompt))
			}
		}
	})
}

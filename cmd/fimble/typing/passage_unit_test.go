package typing

import (
	"slices"
	"strings"
	"testing"
)

// marked makes a passage of a text in which █ stands before and behind what is
// typed.
func marked(t *testing.T, text string) *passage {
	parts := strings.Split(text, "█")
	if len(parts) != 3 {
		t.Fatalf("%q has not two marks", text)
	}
	return &passage{
		path: "test", text: strings.Join(parts, ""),
		start: len(parts[0]), end: len(parts[0]) + len(parts[1]),
	}
}

func TestKeysTypeEveryByteOnce(t *testing.T) {
	for _, c := range []struct {
		text string
		how  indentation
		want []string
	}{
		{"if a {█\n\tb = é\n}█\n", byEnter, []string{"\n\t", "b", " ", "=", " ", "é", "\n", "}"}},
		{"if a {█\n\tb\n}█\n", byTab, []string{"\n", "\t", "b", "\n", "}"}},
		{"if a:\n    b█\n\n    if c:\n        d█\n", byTab, []string{"\n", "\n", "    ", "i", "f", " ", "c", ":", "\n", "    ", "    ", "d"}},
		{"f(a,\n  b)\n  c█\n     d█\n", byTab, []string{"\n", "  ", "  ", " ", "d"}},
	} {
		p := marked(t, c.text)
		var got []string
		at := p.start
		for _, k := range p.keys(c.how) {
			if k.start != at {
				t.Errorf("%q: a key starts at %d, the one before ended at %d", c.text, k.start, at)
			}
			at = k.end
			got = append(got, p.text[k.start:k.end])
		}
		if !slices.Equal(got, c.want) || at != p.end {
			t.Errorf("%q is typed as %q, want %q", c.text, got, c.want)
		}
	}
}

func TestTokensAreWordsAndSingleMarks(t *testing.T) {
	for text, want := range map[string][]string{
		"rse(a_b, 12)":   {"rse", "(", "a_b", ",", " 12", ")"},
		" := größe\n\tx": {" :", "=", " größe", "\n\t", "x"},
		"":               nil,
		"  ":             {"  "},
	} {
		if got := tokens(text); !slices.Equal(got, want) {
			t.Errorf("%q has the tokens %q, want %q", text, got, want)
		}
	}
}

func TestPassagesAreDrawnBySeedFromDifferentFiles(t *testing.T) {
	d := draw{seed: 7, languages: []string{"go", "python", "typescript", "java", "rust"}, files: 6, lines: 3}
	drawn, again := d.passages(t), d.passages(t)
	files := map[string]bool{}
	for i, p := range drawn {
		if *p != *again[i] {
			t.Errorf("%s is drawn first, then %s", p.path, again[i].path)
		}
		files[p.path[:strings.LastIndexByte(p.path, ':')]] = true
		lines := 0
		for line := range strings.Lines(p.text[p.start+1 : p.end]) {
			if strings.TrimSpace(line) != "" {
				lines++
			}
		}
		if lines != 3 || !strings.HasPrefix(p.text[p.start:], "\n") || !strings.HasPrefix(p.after(), "\n") {
			t.Errorf("%s has %d lines: %q", p.path, lines, p.text[p.start:p.end])
		}
	}
	if len(files) != 30 {
		t.Errorf("drawn from %d files, want 30", len(files))
	}
}

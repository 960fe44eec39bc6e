package secrets

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

func TestLiteralsFindWhatANaiveSearchFinds(t *testing.T) {
	words := []string{"a", "ab", "bab", "abc", "c-d", "-"}
	l := newLiterals(words)
	random := rand.New(rand.NewPCG(1, 1))
	for range 2000 {
		text := make([]byte, random.IntN(12))
		for i := range text {
			text[i] = "aAbBcCdD-x"[random.IntN(10)]
		}
		type hit struct{ word, end int }
		var got, want []hit
		l.each(string(text), func(word, end int) { got = append(got, hit{word, end}) })
		for end := range len(text) + 1 {
			for i, word := range words {
				if strings.HasSuffix(strings.ToLower(string(text[:end])), word) {
					want = append(want, hit{i, end})
				}
			}
		}
		order := func(a, b hit) int { return (a.end-b.end)*len(words) + a.word - b.word }
		slices.SortFunc(got, order)
		if !slices.Equal(got, want) {
			t.Fatalf("in %q: %v, want %v", text, got, want)
		}
	}
}

// Rules that look through the whole text are slow, and their keywords must be
// rare.
func TestFewRulesLookThroughTheWholeText(t *testing.T) {
	var slow []string
	for _, r := range loaded().Rules {
		if r.Regex != "" && r.reach == anywhere {
			slow = append(slow, r.ID)
			for _, word := range r.words {
				if len(word) < 4 && word != "q~" {
					t.Errorf("%s looks through the whole text wherever %q stands", r.ID, word)
				}
			}
		}
		if r.Regex != "" {
			r.compiled()
		}
	}
	if n := len(loaded().Rules); len(slow) > 18 || n < 200 {
		t.Errorf("%d of %d rules: %v", len(slow), n, slow)
	}
}

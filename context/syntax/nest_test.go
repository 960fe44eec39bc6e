package syntax

import (
	"math/rand"
	"slices"
	"testing"
)

// TestNestFindsWhatALookAtEverySpanFinds compares a nest with its naive twin, on
// spans as the nodes of a tree have them, some of them twice.
func TestNestFindsWhatALookAtEverySpanFinds(t *testing.T) {
	random := rand.New(rand.NewSource(1))
	for range 200 {
		var all []clue
		var split func(s Span)
		split = func(s Span) {
			for range random.Intn(3) {
				all = append(all, clue{map[string]Span{"a": s}})
			}
			if s.Len() > 1 {
				at := s.Start + 1 + random.Intn(s.Len()-1)
				split(Span{s.Start, at})
				split(Span{at, s.End})
			}
		}
		split(Span{0, 24})
		random.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
		n := nestOf(all, func(c clue) (Span, bool) { s, ok := c.spans["a"]; return s, ok })
		start := random.Intn(24)
		asked := Span{start, start + 1 + random.Intn(24-start)}
		var holding, within, wantHolding, wantWithin []int
		for i, s := range n.holding(asked) {
			if s != all[i].spans["a"] {
				t.Fatalf("the clue of %v is %v", s, all[i].spans)
			}
			holding = append(holding, i)
		}
		for _, i := range n.within(asked) {
			within = append(within, n.clues[i])
		}
		for i, c := range all {
			if c.spans["a"].holds(asked) {
				wantHolding = append(wantHolding, i)
			}
			if asked.holds(c.spans["a"]) {
				wantWithin = append(wantWithin, i)
			}
		}
		if !slices.IsSortedFunc(holding, func(a, b int) int { return all[a].spans["a"].Len() - all[b].spans["a"].Len() }) {
			t.Errorf("%v are held outside in", asked)
		}
		slices.Sort(holding)
		slices.Sort(within)
		if !slices.Equal(holding, wantHolding) || !slices.Equal(within, wantWithin) {
			t.Fatalf("%v is held by %v, want %v; it holds %v, want %v", asked, holding, wantHolding, within, wantWithin)
		}
	}
}

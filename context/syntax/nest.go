package syntax

import (
	"iter"
	"slices"
	"sort"
)

// A nest holds spans of which any two are apart or one holds the other, as
// those of a tree's nodes are, each with the clue that it is of. What it is
// asked takes time by how deep they lie, and not by how many they are.
type nest struct {
	spans  []Span // by their starts, those that hold others first
	clues  []int
	around []int // the place of the span that holds this one, or -1
}

// nestOf has the spans of the clues that have one.
func nestOf(clues []clue, span func(clue) (Span, bool)) nest {
	var n nest
	at := map[int]Span{}
	for i, c := range clues {
		if s, ok := span(c); ok {
			n.clues, at[i] = append(n.clues, i), s
		}
	}
	slices.SortStableFunc(n.clues, func(a, b int) int {
		if at[a].Start != at[b].Start {
			return at[a].Start - at[b].Start
		}
		return at[b].End - at[a].End
	})
	outer := -1
	for i, clue := range n.clues {
		s := at[clue]
		for outer >= 0 && !n.spans[outer].holds(s) {
			outer = n.around[outer]
		}
		n.spans, n.around = append(n.spans, s), append(n.around, outer)
		outer = i
	}
	return n
}

// holding yields the spans that hold another, and their clues, the innermost
// first.
func (n nest) holding(inner Span) iter.Seq2[int, Span] {
	return func(yield func(int, Span) bool) {
		i := sort.Search(len(n.spans), func(i int) bool { return n.spans[i].Start > inner.Start }) - 1
		for ; i >= 0; i = n.around[i] {
			if n.spans[i].holds(inner) && !yield(n.clues[i], n.spans[i]) {
				return
			}
		}
	}
}

// within are the places of the spans that lie in another.
func (n nest) within(outer Span) (all []int) {
	from := sort.Search(len(n.spans), func(i int) bool { return n.spans[i].Start >= outer.Start })
	to := from + sort.Search(len(n.spans)-from, func(i int) bool { return n.spans[from+i].Start >= outer.End })
	for i := from; i < to; i++ {
		if outer.holds(n.spans[i]) {
			all = append(all, i)
		}
	}
	return all
}

package syntax

import (
	"cmp"
	"slices"
)

// sort brings all facts in the order that an Outline has: by start, an outer
// one before the inner.
func (f *facts) sort() {
	f.sortSpans()
	f.sortOutline()
}

func (f *facts) sortSpans() {
	for _, spans := range [][]Span{f.wraps, f.comments, f.codes, f.attributes, f.defects} {
		inOrder(spans, outerFirst)
	}
	inOrder(f.docstrings, func(a, b docstring) int { return outerFirst(a.Span, b.Span) })
}

// Of several names for one stretch, those with a body come last, which makes
// them the parents of what is in it.
func (f *facts) sortOutline() {
	inOrder(f.symbols, func(a, b declared) int {
		return cmp.Or(outerFirst(a.Span, b.Span), cmp.Compare(min(1, a.Body.End), min(1, b.Body.End)),
			cmp.Compare(a.NameSpan.Start, b.NameSpan.Start))
	})
	inOrder(f.scopes, func(a, b Scope) int { return outerFirst(a.Span, b.Span) })
	inOrder(f.imports, func(a, b imported) int { return outerFirst(a.Span, b.Span) })
}

// inOrder sorts what is in order already most of the time.
func inOrder[T any](list []T, compare func(a, b T) int) {
	if !slices.IsSortedFunc(list, compare) {
		slices.SortStableFunc(list, compare)
	}
}

func outerFirst(a, b Span) int {
	if a.Start != b.Start {
		return a.Start - b.Start
	}
	return b.End - a.End
}

// settle keeps one declaration for every name: that of the outermost node, or
// of the first pattern when they start from the same node. Imports that name
// nothing get the names they bring.
func (f *facts) settle(l *Language) {
	for n, i := range f.imports {
		if !i.named && l.brings != nil {
			f.imports[n].Names = l.brings(i.Path)
		}
	}
	best := map[Span]declared{}
	for _, d := range f.symbols {
		if b, ok := best[d.NameSpan]; !ok || d.precedes(b) {
			best[d.NameSpan] = d
		}
	}
	f.symbols = slices.DeleteFunc(f.symbols, func(d declared) bool { return d != best[d.NameSpan] })
	f.symbols = slices.Compact(f.symbols)
}

func (d declared) precedes(o declared) bool {
	return cmp.Or(outerFirst(d.owner, o.owner), cmp.Compare(d.pattern, o.pattern), cmp.Compare(o.Body.Len(), d.Body.Len())) < 0
}

package syntax

import (
	"cmp"
	"slices"
	"sync"

	sitter "github.com/smacker/go-tree-sitter"
)

// A Risk is code that is known to be insecure by its form.
type Risk struct {
	Rule string // of insecure.scm: "sql", "shell", ...
	Span Span
	From []Span // statements that give local names the values that make it a risk
	Made bool   // all of it is made in From, and the span only hands it on
}

// Risks lists what is insecure in a text within reach of a place, by start and
// each rule once for the same code. There is nothing to list in languages
// without rules, and in what cannot be parsed in time.
func (l *Language) Risks(text string, place, reach int) []Risk {
	if !l.Deep() {
		return nil
	}
	grammar, err := l.parsing()
	if err != nil || grammar.risks == nil {
		return nil
	}
	window := windowAround(text, place, reach)
	source := text[window.Start:window.End]
	tree := grammar.parseOnce(source, defectsLimit)
	if tree == nil {
		return nil
	}
	defer tree.Close()
	var all []Risk
	for _, r := range grammar.risksIn(tree.RootNode(), source) {
		r.Span = r.Span.moved(window.Start)
		for i := range r.From {
			r.From[i] = r.From[i].moved(window.Start)
		}
		all = append(all, r)
	}
	return all
}

func (g *grammar) risksIn(root *sitter.Node, source string) []Risk {
	cursor := sitter.NewQueryCursor()
	defer cursor.Close()
	var all []Risk
	known := sync.OnceValue(func() *locals { return g.localsOf(root, source) })
	possible := g.risks.possible(source)
	cursor.Exec(g.risks.query, root)
	for m, ok := cursor.NextMatch(); ok; m, ok = cursor.NextMatch() {
		if !possible[m.PatternIndex] || !g.risks.passes(m, source) {
			continue
		}
		risk, ok := g.risks.stands(m, known)
		if !ok {
			continue
		}
		for _, c := range m.Captures {
			if name := g.risks.names[c.Index]; name[0] != '_' {
				risk.Rule, risk.Span = name, spanOf(c.Node)
				all = append(all, risk)
			}
		}
	}
	slices.SortStableFunc(all, func(a, b Risk) int {
		return cmp.Or(a.Span.Start-b.Span.Start, b.Span.End-a.Span.End, madeFirst(a, b))
	})
	var outer []Risk
	for _, r := range all { // a + b + c is one for the rule, not two
		if !slices.ContainsFunc(outer, func(o Risk) bool { return o.Rule == r.Rule && o.Span.holds(r.Span) }) {
			outer = append(outer, r)
		}
	}
	return outer
}

// madeFirst sorts what is handed on before the same code seen by another
// pattern, which cannot tell.
func madeFirst(a, b Risk) int {
	switch {
	case a.Made == b.Made:
		return 0
	case a.Made:
		return -1
	}
	return 1
}

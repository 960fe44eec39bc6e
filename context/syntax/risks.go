package syntax

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"

	sitter "github.com/smacker/go-tree-sitter"
)

// A Risk is code that is known to be insecure by its form.
type Risk struct {
	Rule string // of insecure.scm: "sql", "shell", ...
	Span Span
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
		all = append(all, r)
	}
	return all
}

func (g *grammar) risksIn(root *sitter.Node, source string) []Risk {
	cursor := sitter.NewQueryCursor()
	defer cursor.Close()
	var all []Risk
	cursor.Exec(g.risks.query, root)
	for m, ok := cursor.NextMatch(); ok; m, ok = cursor.NextMatch() {
		if !g.risks.passes(m, source) {
			continue
		}
		for _, c := range m.Captures {
			if name := g.risks.names[c.Index]; name[0] != '_' {
				all = append(all, Risk{name, spanOf(c.Node)})
			}
		}
	}
	slices.SortStableFunc(all, func(a, b Risk) int {
		return cmp.Or(a.Span.Start-b.Span.Start, b.Span.End-a.Span.End)
	})
	var outer []Risk
	for _, r := range all { // a + b + c is one for the rule, not two
		if !slices.ContainsFunc(outer, func(o Risk) bool { return o.Rule == r.Rule && o.Span.holds(r.Span) }) {
			outer = append(outer, r)
		}
	}
	return outer
}

// A riskQuery is insecure.scm with its predicates read once: the binding would
// compile every expression anew for every match.
type riskQuery struct {
	query *sitter.Query
	names []string    // by capture index
	tests [][]content // by pattern
}

// A content is what the text of a capture must be, or must not.
type content struct {
	capture uint32
	like    *regexp.Regexp
	not     bool
}

// newRiskQuery compiles a source; it is nil if that is empty.
func newRiskQuery(source []byte, language *sitter.Language) (*riskQuery, error) {
	if len(source) == 0 {
		return nil, nil
	}
	query, err := sitter.NewQuery(source, language)
	if err != nil {
		return nil, err
	}
	q := &riskQuery{query: query}
	for i := range query.CaptureCount() {
		q.names = append(q.names, query.CaptureNameForId(i))
	}
	for i := range query.PatternCount() {
		var tests []content
		for _, steps := range query.PredicatesForPattern(i) {
			text := query.StringValueForId(steps[2].ValueId)
			c := content{capture: steps[1].ValueId}
			switch operator := query.StringValueForId(steps[0].ValueId); operator {
			case "eq?":
				text = "^" + regexp.QuoteMeta(text) + "$"
			case "match?":
			case "not-match?":
				c.not = true
			default:
				return nil, fmt.Errorf("pattern %d: unknown predicate #%s", i, operator)
			}
			if c.like, err = expression(text); err != nil {
				return nil, fmt.Errorf("pattern %d: %w", i, err)
			}
			tests = append(tests, c)
		}
		q.tests = append(q.tests, tests)
	}
	return q, nil
}

// passes reports whether a match is what the predicates of its pattern want.
func (q *riskQuery) passes(m *sitter.QueryMatch, source string) bool {
	for _, t := range q.tests[m.PatternIndex] {
		for _, c := range m.Captures {
			if c.Index == t.capture && t.like.MatchString(source[c.Node.StartByte():c.Node.EndByte()]) == t.not {
				return false
			}
		}
	}
	return true
}

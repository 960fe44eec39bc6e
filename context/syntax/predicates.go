package syntax

import (
	"fmt"
	"regexp"
	"slices"

	sitter "github.com/smacker/go-tree-sitter"
)

// A riskQuery is insecure.scm or flows.scm with its predicates read once: the
// binding would compile every expression anew for every match.
type riskQuery struct {
	query *sitter.Query
	names []string         // by capture index
	tests [][]content      // by pattern
	near  []*regexp.Regexp // by pattern: what the text around must have, or nil
}

// A content is what the text of a capture must be, or must not.
type content struct {
	capture uint32
	like    *regexp.Regexp
	not     bool
	flows   bool // with its local names replaced by what they stand for
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
		var near *regexp.Regexp
		for _, steps := range query.PredicatesForPattern(i) {
			text := query.StringValueForId(steps[2].ValueId)
			c := content{capture: steps[1].ValueId}
			nearby := false
			switch operator := query.StringValueForId(steps[0].ValueId); operator {
			case "eq?":
				text = "^" + regexp.QuoteMeta(text) + "$"
			case "match?":
			case "not-match?":
				c.not = true
			case "stands-for?":
				c.flows = true
			case "not-stands-for?":
				c.not, c.flows = true, true
			case "nearby?":
				nearby = true
			default:
				return nil, fmt.Errorf("pattern %d: unknown predicate #%s", i, operator)
			}
			if c.like, err = expression(text); err != nil {
				return nil, fmt.Errorf("pattern %d: %w", i, err)
			}
			if nearby {
				near = c.like
				continue
			}
			tests = append(tests, c)
		}
		q.tests, q.near = append(q.tests, tests), append(q.near, near)
	}
	return q, nil
}

// possible reports for each pattern whether the text has what it asks for, so
// that most texts need not be read with what their names stand for.
func (q *riskQuery) possible(source string) []bool {
	known := map[string]bool{}
	all := make([]bool, len(q.near))
	for i, near := range q.near {
		if near == nil {
			all[i] = true
			continue
		}
		has, ok := known[near.String()]
		if !ok {
			has = near.MatchString(source)
			known[near.String()] = has
		}
		all[i] = has
	}
	return all
}

// passes reports whether a match is what the predicates of its pattern want of
// the text as it stands there.
func (q *riskQuery) passes(m *sitter.QueryMatch, source string) bool {
	for _, t := range q.tests[m.PatternIndex] {
		for _, c := range m.Captures {
			if !t.flows && c.Index == t.capture && t.like.MatchString(source[c.Node.StartByte():c.Node.EndByte()]) == t.not {
				return false
			}
		}
	}
	return true
}

// stands reports whether a match is what the other predicates of its pattern
// want of what its names stand for, and which statements that rests on.
func (q *riskQuery) stands(m *sitter.QueryMatch, known func() *locals) (Risk, bool) {
	var risk Risk
	for _, c := range m.Captures {
		var tests []content
		needed := false
		for _, t := range q.tests[m.PatternIndex] {
			if t.flows && t.capture == c.Index {
				tests, needed = append(tests, t), needed || !t.not
			}
		}
		if len(tests) == 0 {
			continue
		}
		readings := known().readings(c.Node)
		n := slices.IndexFunc(readings, func(r reading) bool {
			return !slices.ContainsFunc(tests, func(t content) bool { return t.like.MatchString(r.text) == t.not })
		})
		if n < 0 {
			return Risk{}, false
		}
		if needed {
			risk.From = append(risk.From, readings[n].from...)
			risk.Made = risk.Made || q.names[c.Index] == "_made" && c.Node.Type() == "identifier" && len(readings[n].from) > 0
		}
	}
	return risk, true
}

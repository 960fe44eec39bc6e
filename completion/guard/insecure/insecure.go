// Package insecure finds code that is known to be insecure by its form. Its
// law: what is found has been put in by the change that is judged, and what
// stood there before is nobody's fault.
package insecure

import (
	"slices"
	"strings"
	"sync"

	"fimble/context/syntax"
)

// A Finding is insecure code that a change puts in.
type Finding struct {
	Rule
	Span  syntax.Span // in the text as it is afterwards
	Usual bool        // the same stands around already, so that it seems to be meant
	Begun bool        // what is insecure stood there before, and the change only hands it on
}

const (
	near   = 2 << 10 // bytes on each side that are read first: most functions, in a millisecond or two
	around = 8 << 10 // that tell what is usual there, which is seldom asked
)

// String says what is wrong, and the safer way.
func (f Finding) String() string { return "the code " + f.What + "; " + f.Instead }

// Added lists what a change puts in that is insecure, the worst first and each
// rule once. The change has replaced the span of the text before by put.
func Added(l *syntax.Language, before string, span syntax.Span, put string) []Finding {
	return added(rules, l, before, span, put)
}

// AddsSevere reports whether a change puts in what Severe tells, at less cost
// than Added.
func AddsSevere(l *syntax.Language, before string, span syntax.Span, put string) bool {
	_, severe := Severe(added(severeRules, l, before, span, put))
	return severe
}

func added(rules []Rule, l *syntax.Language, before string, span syntax.Span, put string) []Finding {
	if !slices.ContainsFunc(rules, mentionedBy(before, span, put)) {
		return nil
	}
	after := before[:span.Start] + put + before[span.End:]
	change := syntax.Span{Start: span.Start, End: span.Start + len(put)}
	by := func(rule Rule) func(syntax.Risk) bool {
		return func(r syntax.Risk) bool { return r.Rule == rule.Name && touches(r, change) }
	}
	first := l.Risks(after, span.Start, near+len(put))
	if !slices.ContainsFunc(rules, func(rule Rule) bool { return slices.ContainsFunc(meant(after, first), by(rule)) }) {
		return nil
	}
	is, was := meant(after, l.Risks(after, span.Start, around+len(put))), meant(before, l.Risks(before, span.Start, around+span.Len()))
	var found []Finding
	for _, rule := range rules {
		n := slices.IndexFunc(is, by(rule))
		if n < 0 || count(is, rule) <= count(was, rule) {
			continue
		}
		begun := !slices.ContainsFunc(is, func(r syntax.Risk) bool { return by(rule)(r) && !begun(r, change) })
		found = append(found, Finding{Rule: rule, Span: is[n].Span, Usual: count(was, rule) > 0, Begun: begun})
	}
	return found
}

// mentionedBy tells whether a change can bring in what a rule finds, by the
// lines that it touches: a match may need what stands on the line around.
func mentionedBy(before string, span syntax.Span, put string) func(Rule) bool {
	start := strings.LastIndexByte(before[:span.Start], '\n') + 1
	rest, _, _ := strings.Cut(before[span.End:], "\n")
	said := strings.ToLower(before[start:span.Start] + put + rest)
	nearby := sync.OnceValue(func() string {
		return strings.ToLower(before[max(0, span.Start-near):min(len(before), span.End+near)])
	})
	return func(r Rule) bool {
		return hasAny(said, r.words) || hasAny(said, r.uses) && (hasAny(nearby(), r.given) || hasAny(said, r.given))
	}
}

func hasAny(text string, words []string) bool {
	return slices.ContainsFunc(words, func(word string) bool { return strings.Contains(text, word) })
}

// Severe is the worst that is severe, not usual where it stands and not begun
// before. It is false if nothing is.
func Severe(found []Finding) (Finding, bool) {
	for _, f := range found {
		if f.Severe && !f.Usual && !f.Begun {
			return f, true
		}
	}
	return Finding{}, false
}

// meant are the risks of a text without those whose rule asks for a word, behind
// a dot, that the text does not have: what it is from may be imported far above.
func meant(text string, all []syntax.Risk) (some []syntax.Risk) {
	for _, r := range all {
		name, word, _ := strings.Cut(r.Rule, ".")
		if strings.Contains(text, word) {
			r.Rule = name
			some = append(some, r)
		}
	}
	return some
}

// touches reports whether a byte of a risk, or of a statement that makes it
// one, is in the change.
func touches(r syntax.Risk, change syntax.Span) bool {
	return overlap(r.Span, change) || slices.ContainsFunc(r.From, func(s syntax.Span) bool { return overlap(s, change) })
}

// begun reports whether a change only hands on what was made before.
func begun(r syntax.Risk, change syntax.Span) bool {
	return r.Made && !slices.ContainsFunc(r.From, func(s syntax.Span) bool { return overlap(s, change) })
}

func overlap(a, b syntax.Span) bool { return a.Start < b.End && b.Start < a.End }

func count(all []syntax.Risk, rule Rule) (n int) {
	for _, r := range all {
		if r.Rule == rule.Name {
			n++
		}
	}
	return n
}

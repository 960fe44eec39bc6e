// Package insecure finds code that is known to be insecure by its form. Its
// law: what is found has been put in by the change that is judged, and what
// stood there before is nobody's fault.
package insecure

import (
	"slices"
	"strings"

	"fimble/context/syntax"
)

// A Finding is insecure code that a change puts in.
type Finding struct {
	Rule
	Span  syntax.Span // in the text as it is afterwards
	Usual bool        // the same stands around already, so that it seems to be meant
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
	// A match may need what stands on the line around.
	start := strings.LastIndexByte(before[:span.Start], '\n') + 1
	rest, _, _ := strings.Cut(before[span.End:], "\n")
	said := strings.ToLower(before[start:span.Start] + put + rest)
	if !slices.ContainsFunc(rules, func(r Rule) bool {
		return slices.ContainsFunc(r.words, func(word string) bool { return strings.Contains(said, word) })
	}) {
		return nil
	}
	after := before[:span.Start] + put + before[span.End:]
	change := syntax.Span{Start: span.Start, End: span.Start + len(put)}
	if !slices.ContainsFunc(l.Risks(after, span.Start, near+len(put)), func(r syntax.Risk) bool { return touches(r.Span, change) }) {
		return nil
	}
	is, was := meant(after, l.Risks(after, span.Start, around+len(put))), meant(before, l.Risks(before, span.Start, around+span.Len()))
	var found []Finding
	for _, rule := range rules {
		n := slices.IndexFunc(is, func(r syntax.Risk) bool { return r.Rule == rule.Name && touches(r.Span, change) })
		if n < 0 || count(is, rule) <= count(was, rule) {
			continue
		}
		found = append(found, Finding{Rule: rule, Span: is[n].Span, Usual: count(was, rule) > 0})
	}
	return found
}

// Severe is the worst that is severe and not usual where it stands. It is false
// if nothing is.
func Severe(found []Finding) (Finding, bool) {
	for _, f := range found {
		if f.Severe && !f.Usual {
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
			some = append(some, syntax.Risk{Rule: name, Span: r.Span})
		}
	}
	return some
}

// touches reports whether code has a byte of the change in it.
func touches(code, change syntax.Span) bool {
	return code.Start < change.End && change.Start < code.End
}

func count(all []syntax.Risk, rule Rule) (n int) {
	for _, r := range all {
		if r.Rule == rule.Name {
			n++
		}
	}
	return n
}

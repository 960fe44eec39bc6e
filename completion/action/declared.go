package action

import (
	"slices"
	"strings"

	"fimble/context/syntax"
)

const (
	declaredReach  = 2 << 10 // bytes of what is told of declarations elsewhere
	declaredWithin = 12      // members of a type
)

// declared are the heads of what a problem names and the region does not show:
// of this file, then of other open ones, a type with its members.
func (r region) declared(problem string) string {
	var names []string
	for _, word := range strings.FieldsFunc(problem, func(r rune) bool { return !syntax.WordRune(r) }) {
		if len(word) > 1 && !slices.Contains(names, word) {
			names = append(names, word)
		}
	}
	var lines []string
	size := 0
	say := func(line string) {
		if size += len(line) + 1; size <= declaredReach && !slices.Contains(lines, line) {
			lines = append(lines, line)
		}
	}
	for n, o := range append([]*syntax.Outline{r.Outline}, r.Others...) {
		for i, s := range o.Symbols {
			if !slices.Contains(names, s.Name) || s.Signature == "" || n == 0 && r.span.Start <= s.Span.Start && s.Span.End <= r.span.End {
				continue
			}
			say(s.Signature)
			members := 0
			for _, m := range o.Symbols[i+1:] {
				if m.Parent == i && m.Signature != "" && members < declaredWithin {
					members++
					say("\t" + m.Signature)
				}
			}
		}
	}
	return strings.Join(lines, "\n")
}

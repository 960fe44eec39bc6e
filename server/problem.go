package server

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// A Problem is something about the options that the user should know of.
type Problem struct {
	Text    string // the option, and what is wrong with it
	Option  string // that it is about, dotted as it was written
	Layer   string // the Name of the one that it is in, empty if that is not known
	Line    int    // in the file of the layer, 0 if that is not known
	Mistake Mistake
	Minor   bool // nothing is lost by it: worth a line in the log, not a message
}

// A Mistake is what sort of thing is wrong, which decides what to do about it.
type Mistake string

const (
	WrongValue    Mistake = "wrong value" // or one that does not fit the others
	UnknownOption Mistake = "unknown option"
	OddLanguage   Mistake = "odd language"  // taken, though no editor calls a language so
	UnknownModel  Mistake = "unknown model" // which the option names
	NotForProject Mistake = "not for a project"
)

// Place is where it is, as far as that is known.
func (p Problem) Place() string {
	if p.Line > 0 {
		return fmt.Sprintf("%s:%d", p.Layer, p.Line)
	}
	return p.Layer
}

// String is all that there is to tell, in a line.
func (p Problem) String() string {
	if p.Layer == "" {
		return p.Text
	}
	return p.Place() + ": " + p.Text
}

// InOrder sorts problems as their layers come, and as they stand in the file of
// each. Those that do not say where they are, as what is wrong with a model, are
// looked up. Of a rule it is not known which one of which layer it was; those
// come last.
func InOrder(problems []Problem, layers []Layer) []Problem {
	all := slices.Clone(problems)
	for i := range all {
		if p := &all[i]; p.Layer == "" && !strings.Contains(p.Option, "*") {
			best := ""
			for _, l := range layers { // the last one counts
				if found, line := l.find(p.Option); line > 0 && len(found) >= len(best) {
					p.Layer, p.Line, best = l.Name, line, found
				}
			}
		}
	}
	rank := func(p Problem) int {
		i := slices.IndexFunc(layers, func(l Layer) bool { return l.Name == p.Layer })
		if i < 0 {
			return len(layers)
		}
		return i
	}
	slices.SortStableFunc(all, func(a, b Problem) int {
		return cmp.Or(rank(a)-rank(b), a.Line-b.Line)
	})
	return all
}

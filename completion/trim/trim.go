// Package trim turns what a model wrote into what is worth showing. Its law:
// a pass only ever takes away; what is left is a stretch of the model's own
// text, so nothing is shown that no model said.
package trim

import (
	"strings"

	"fimble/context/syntax"
)

// A Site is the place that a text is meant for. It never changes.
type Site struct {
	Language *syntax.Language
	Prefix   string           // before the cursor, LF, at most a few tens of KB
	Suffix   string           // after the cursor, LF, likewise
	Markers  []string         // special tokens of the model's family
	Lines    bool             // more than one line is wanted, whatever the first line is
	Indent   string           // one level as the file has it: "\t" or blanks; empty if unknown
	Scope    syntax.ScopeKind // innermost at the cursor; empty if unknown
}

// A Pass takes away one kind of flaw.
type Pass struct {
	Name string
	Trim func(Site, string) string
}

// Passes in the order they run: what is no code at all goes first, then what
// stands too far, then what stands there already, blanks, and last of all what
// is left of a line that would not close.
var passes = [...]Pass{
	{"special tokens", SpecialTokens},
	{"fence", Fence},
	{"repetition", Repetition},
	{"block", Block},
	{"next line", NextLine},
	{"suffix", SuffixOverlap},
	{"blanks", Blanks},
	{"unclosed", Unclosed},
}

// All runs every pass until none takes anything more, and tells the names of
// those that did.
func All(site Site, text string) (string, []string) {
	var took []string
	for changed := true; changed; {
		changed = false
		for _, p := range passes {
			if t := p.Trim(site, text); t != text {
				text, changed = t, true
				took = append(took, p.Name)
			}
		}
	}
	return text, took
}

// lineRest is what follows the cursor on its line.
func (s Site) lineRest() string {
	line, _, _ := strings.Cut(s.Suffix, "\n")
	return line
}

// linePrefix is what stands before the cursor on its line.
func (s Site) linePrefix() string {
	return s.Prefix[strings.LastIndexByte(s.Prefix, '\n')+1:]
}

// nextLines are the lines below the cursor's, without leading blank ones.
func (s Site) nextLines() []string {
	_, below, _ := strings.Cut(s.Suffix, "\n")
	return strings.Split(strings.TrimLeft(below, "\n"), "\n")
}

// Package trim turns what a model wrote into what is worth showing. Its law: a
// pass takes away, or writes blanks and line ends as the file has them; blanks
// aside, what is left is a stretch of the model's own text, so nothing is
// shown that no model said.
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

// heads are the passes that find where the answer begins, in the order they
// run: what is no text at all goes first, then what is said around the code,
// then what stands before the cursor already.
var heads = [...]Pass{
	{"line ends", LineEnds},
	{"thoughts", Thoughts},
	{"preamble", Preamble},
	{"special tokens", SpecialTokens},
	{"tags", Tags},
	{"greeting", Greeting},
	{"fence", Fence},
	{"header", Header},
	{"standing", Standing},
	{"again", Again},
	{"word", Word},
	{"quote", Quote},
	{"lead", Lead},
}

// tails find where it ends: what is broken or no code goes first, then what
// stands too far, then what stands behind the cursor already, blanks, and last
// of all what is left of a line that would not close.
var tails = [...]Pass{
	{"glued", Glued},
	{"broken", Broken},
	{"explanation", Explanation},
	{"elision", Elision},
	{"one line", OneLine},
	{"tabs", Tabs},
	{"depth", Depth},
	{"repetition", Repetition},
	{"twice", Twice},
	{"commented", Commented},
	{"block", Block},
	{"next line", NextLine},
	{"suffix", SuffixOverlap},
	{"unfinished", Unfinished},
	{"bodiless", Bodiless},
	{"blanks", Blanks},
	{"unclosed", Unclosed},
}

// rounds bounds how often All begins anew without taking anything away; one is
// common.
const rounds = 4

// All runs every pass until none changes anything more, and tells the names of
// those that did.
func All(site Site, text string) (string, []string) {
	var took []string
	for still := 0; still < rounds; {
		before := text
		for _, passes := range [...][]Pass{heads[:], tails[:]} {
			for _, p := range passes {
				if t := p.Trim(site, text); t != text {
					text = t
					took = append(took, p.Name)
				}
			}
		}
		switch {
		case text == before:
			return text, took
		case len(text) < len(before):
			still = 0
		default:
			still++
		}
	}
	return text, took
}

// has reports whether the file says something near the cursor already.
func (s Site) has(text string) bool {
	return strings.Contains(s.Prefix, text) || strings.Contains(s.Suffix, text)
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

// nextLine is the first line below the cursor's that is not empty.
func (s Site) nextLine() string {
	_, below, _ := strings.Cut(s.Suffix, "\n")
	below = strings.TrimLeft(below, "\n")
	return below[:lineLength(below)]
}

// nextLines are the lines below the cursor's, without leading blank ones.
func (s Site) nextLines() []string {
	_, below, _ := strings.Cut(s.Suffix, "\n")
	return strings.Split(strings.TrimLeft(below, "\n"), "\n")
}

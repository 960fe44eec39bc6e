// Package guard decides what of a model's answer may be shown. Its law: what
// leaves it is the beginning of the answer, with nothing but closers behind
// it, and the code around the cursor parses no worse with it than without.
package guard

import (
	"strings"

	"fimble/completion/trim"
	"fimble/context/syntax"
)

// Syntax is the longest beginning of the text that parses no worse at the
// site than nothing does: all of it, its first lines, or nothing. A text that
// has not ended loses its last line first, since half of that may be missing.
func Syntax(site trim.Site, text string, ended bool) string {
	if n := strings.LastIndexByte(text, '\n'); !ended && n >= 0 {
		text = text[:n]
	}
	for Defects(site, text) > 0 {
		text = text[:max(0, strings.LastIndexByte(text, '\n'))]
	}
	return text
}

// Defects is how many errors and missing tokens the text brings to its site.
// Candidates with fewer of them are better.
func Defects(site trim.Site, text string) int {
	return syntax.Defects(site.Language, site.Prefix, text, site.Suffix)
}

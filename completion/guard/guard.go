// Package guard decides what of a model's answer may be shown. Its law: what
// leaves it is the beginning of the answer, with nothing but closers behind
// it, and the code around the cursor parses no worse with it than without.
package guard

import (
	"strings"

	"fimble/completion/trim"
)

// Syntax is the part of a text that fits the site: all of it if the code
// around the cursor parses no worse with it; the same with closers behind it
// if nothing else is missing; else its first lines, or the better half of a
// single one; else nothing. A text that has not ended, since its model was
// stopped, loses first what may be half of something. Of languages whose
// brackets need not match, every text fits.
//
// A line that is sure to go on below, like one that opens a block, is left as
// it is while nothing else is written there: the cursor comes to stand where
// the user writes on.
func Syntax(site trim.Site, text string, ended bool) string {
	if !site.Language.Balanced() || strings.TrimSpace(text) == "" {
		return text
	}
	head := headOf(site.Language, site.Prefix)
	said, in := inert(site.Language, head, text)
	g := gateOf(site, head+text[:said])
	kept := ""
	if in != broken && said < len(text) {
		kept = g.longest(text[said:], ended)
	}
	if kept == "" && in != comment && in != code && ended {
		kept = g.closers(g.with(""))
	}
	return text[:said] + kept
}

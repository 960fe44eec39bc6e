// Package guard decides what of a model's answer may be shown. Its law: what
// leaves it is the beginning of the answer, with nothing but closers behind
// it, and the code around the cursor parses no worse with it than without.
package guard

import (
	"strings"
	"sync"

	"fimble/completion/trim"
)

// A Place is where texts are judged. What it finds out about the code around
// the cursor it keeps for the next text.
type Place struct {
	site trim.Site

	mu   sync.Mutex
	head string // nearby code before the cursor
	gate *gate  // nil if nobody has read the code yet
}

// PlaceOf makes a Place of a site.
func PlaceOf(site trim.Site) *Place { return &Place{site: site} }

// Read reads the code around the cursor, so that the first text need not wait
// for that. A model takes longer to write one.
func (p *Place) Read() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.read()
}

func (p *Place) read() {
	if p.gate == nil && p.site.Language.Balanced() {
		p.head = headOf(p.site.Language, p.site.Prefix)
		p.gate = gateOf(p.site, p.head)
	}
}

// Syntax is the part of a text that fits the place: all of it if the code
// around the cursor parses no worse with it; the same with closers behind it
// if nothing else is missing; else its first lines, or the better half of a
// single one; else nothing. A text that has not ended, since its model was
// stopped, loses first what may be half of something. Of languages whose
// brackets need not match, every text fits.
//
// A line that is sure to go on below, like one that opens a block, is left as
// it is while nothing else is written there: the cursor comes to stand where
// the user writes on.
func (p *Place) Syntax(text string, ended bool) string {
	if !p.site.Language.Balanced() || strings.TrimSpace(text) == "" {
		return text
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.read()
	g := p.gate
	said, in := g.inert(text)
	if said > 0 {
		g = gateOf(p.site, p.head+text[:said])
	}
	g.begin()
	defer g.end()
	kept := ""
	if in != broken && said < len(text) {
		kept = g.longest(text[said:], ended)
	}
	if kept == "" && in != comment && in != code && ended {
		kept = g.closers(g.with(""))
	}
	return text[:said] + kept
}

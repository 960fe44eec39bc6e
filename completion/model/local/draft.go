package local

import (
	"math"
	"slices"
	"strings"

	"fimble/completion/model/local/token"
)

// A draft is a way in which the text may go on, token by token.
type draft struct {
	trail trail
	text  []byte
	steps []step
	logP  float64
	depth int     // brackets opened less those closed
	level int     // of indentation, against the line of the cursor
	lines int     // begun behind the one of the cursor
	line  step    // where the last of them begins
	first float64 // logP of the first line, once a second is begun
	ended bool
}

// A step is where a predicted token ends in the text of the draft.
type step struct {
	count int // of steps up to here
	end   int
	logP  float64 // of all up to here
	solid bool    // a name, a number, a string or a keyword
}

func (p *draft) fork() draft {
	c := *p
	c.trail = p.trail.fork()
	c.text = slices.Clone(p.text)
	c.steps = slices.Clone(p.steps)
	return c
}

// add appends a token with the text that it adds.
func (p *draft) add(what id, text string, probability float64, words lexicon) {
	p.trail.push(what, words)
	p.text = append(p.text, text...)
	p.logP += math.Log(probability)
	switch words.text(what) {
	case "(", "[", "{":
		p.depth++
	case ")", "]", "}":
		p.depth--
	}
	kind := words.kind(what)
	solid := kind == token.Word || kind == token.Keyword || kind == token.Number || kind == token.String
	p.steps = append(p.steps, step{count: len(p.steps) + 1, end: len(p.text), logP: p.logP, solid: solid})
}

// ofLine is the logP of the line of the cursor.
func (p *draft) ofLine() float64 {
	if p.lines > 0 {
		return p.first
	}
	return p.logP
}

// last is the last step, or that before any.
func (p *draft) last() step {
	if n := len(p.steps); n > 0 {
		return p.steps[n-1]
	}
	return step{}
}

// cut shortens the draft to end with a step.
func (p *draft) cut(s step) {
	p.steps, p.text, p.logP = p.steps[:s.count], p.text[:s.end], s.logP
}

// sure is the last step up to which the draft is that likely, or that before
// any. Brackets and commas alone are not worth a look, unless the line is done
// with them.
func (p *draft) sure(least float64) step {
	s, solid := step{}, false
	for _, next := range p.steps {
		if next.logP < math.Log(least) {
			break
		}
		s, solid = next, solid || next.solid
	}
	if !solid && !(p.ended && s.count == len(p.steps)) {
		return step{}
	}
	return s
}

// blanks are those before a token that no match shows the place of: as many
// behind an operator as before it, none inside a bracket.
func blanks(t *trail, what id, words lexicon) uint8 {
	before, kind := words.kind(t.last), words.kind(what)
	if before != token.Operator {
		if kind == token.Operator || before == token.Newline {
			return 0
		}
		return 1
	}
	switch text := words.text(t.last); {
	case text == "," || text == ";":
		return 1
	case strings.ContainsAny(text, "([{.@#!~") || kind == token.Operator:
		return 0
	}
	return t.lastGap
}

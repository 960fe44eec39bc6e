package local

import (
	"math"

	"fimble/completion/model/local/token"
)

// Features of a candidate: some for each layer, then some of its own.
const (
	perLayer     = 5
	ownFeatures  = fBack + 1
	featureCount = int(layerCount)*perLayer + ownFeatures
)

// features are numbers of about the size of one.
type features [featureCount]float32

// Own features, by place behind those of the layers.
const (
	fBias    = iota
	fKind    // one for each kind of token up to Operator
	fRecency = iota + int(token.Operator)
	fAfter
	fRepeat
	fCloses
	fMiscloses
	fOpenAtEnd
	fLength
	fColumn
	fNextLine
	fNone
	fFrequency
	fVotes
	fAfterWord
	fAfterOperator
	fLineStart
	fRest
	fBack
)

// A candidate is a token that may come next.
type candidate struct {
	id      id
	gap     uint8 // blanks before it where the longest match has it; for a Newline, empty lines
	matched bool  // gap is known
	back    int   // tokens since its longest match in the file before the cursor; 0 for none
	p       float64
	row     features
}

// A lineup is the set of candidates for one place. It is reused.
type lineup struct {
	matches    []match
	candidates []candidate
	none       candidate // no candidate is the right one
	tallies    [layerCount]tally
	shares     [maxCandidates + 1]float64
	index      map[id]int
	hidden     [hiddenUnits]float32
}

func newLineup() *lineup { return &lineup{index: map[id]int{}} }

// gather finds the candidates for the end of the trail and their features.
func (l *lineup) gather(s *scene, t *trail) {
	l.matches = s.search(t, l.matches[:0])
	l.candidates = l.candidates[:0]
	clear(l.index)
	for i := range l.tallies {
		l.tallies[i].reset()
	}
	l.nominate(s, t)
	n := len(l.candidates)
	for i := range l.matches {
		l.vote(&l.matches[i])
	}
	votes := [maxCandidates]int{}
	for i := range l.tallies {
		l.layerFeatures(layer(i), n)
		if b := l.tallies[i].best; b >= 0 {
			votes[b]++
		}
	}
	for i := range l.candidates {
		c := &l.candidates[i]
		s.ownFeatures(t, c.id, c.row[int(layerCount)*perLayer:])
		if c.back > 0 {
			c.row[int(layerCount)*perLayer+fBack] = float32(1 / (1 + math.Log1p(float64(c.back))))
		}
		c.row[int(layerCount)*perLayer+fVotes] = float32(votes[i]) / float32(layerCount)
	}
	own := l.none.row[int(layerCount)*perLayer:]
	clear(own)
	own[fNone] = 1
	t.placeFeatures(s, own)
}

// nominate lists the tokens that follow a match, longest matches first, and
// then the words used lately.
func (l *lineup) nominate(s *scene, t *trail) {
	var byOrder [longestMatch + 1][]int32
	for i, m := range l.matches {
		byOrder[m.order] = append(byOrder[m.order], int32(i))
	}
	for o := longestMatch; o > 0; o-- {
		for _, i := range byOrder[o] {
			m := &l.matches[i]
			l.add(candidate{id: m.next, gap: m.gap, matched: true}, maxMatched)
			if c, ok := l.index[key(m.next)]; ok && m.back > 0 && l.candidates[c].back == 0 {
				l.candidates[c].back = m.back
			}
		}
	}
	for _, w := range t.seen.words[:min(t.seen.n, lateWords)] {
		l.add(candidate{id: w}, maxMatched)
	}
	for _, w := range s.begun {
		l.add(candidate{id: w}, maxCandidates)
	}
}

// lateWords is how many of the latest words are candidates without a match.
const lateWords = 24

// key is what a token counts as: how far the next line is indented is no
// matter of where this one ends.
func key(t id) id {
	if isNewline(t) {
		return newlineID(0)
	}
	return t
}

func (l *lineup) add(c candidate, limit int) {
	if !predictable(c.id) || len(l.candidates) >= limit {
		return
	}
	if _, ok := l.index[key(c.id)]; ok {
		return
	}
	l.index[key(c.id)] = len(l.candidates)
	l.candidates = append(l.candidates, c)
}

func (l *lineup) vote(m *match) {
	n := len(l.candidates)
	i, ok := l.index[key(m.next)]
	if !ok {
		i = n
	}
	l.tallies[m.layer].add(m.order, i)
	if m.near && m.layer == projectLayer {
		l.tallies[nearLayer].add(m.order, i)
	}
}

func (l *lineup) layerFeatures(which layer, n int) {
	t := &l.tallies[which]
	t.best = -1
	t.sum(n)
	p := l.shares[:n+1]
	t.blend(n, p)
	base := int(which) * perLayer
	top, any := t.top()
	mass := float32(0)
	if any {
		mass = float32(math.Log1p(float64(t.total[top])))*0.2 + float32(top+1)/float32(orderCount)
	}
	longest, share := 0, 0.0
	for i := range l.candidates {
		row := &l.candidates[i].row
		o, q := t.longest(i)
		row[base] = logShare(p[i])
		row[base+1] = float32(o) / float32(orderCount)
		row[base+2] = float32(q)
		row[base+3] = mass
		if o > longest || o == longest && o > 0 && q > share {
			longest, share, t.best = o, q, i
		}
	}
	if t.best >= 0 {
		l.candidates[t.best].row[base+4] = 1
	}
	row := &l.none.row
	o, q := t.longest(n)
	row[base], row[base+1], row[base+2], row[base+3], row[base+4] = logShare(p[n]), float32(o)/float32(orderCount), float32(q), mass, 0
}

func (s *scene) ownFeatures(t *trail, what id, f []float32) {
	f[fBias] = 1
	kind := s.words.kind(what)
	f[fKind+int(min(kind, token.Operator))] = 1
	if at, ok := s.file.at[what]; ok {
		f[fRecency] = float32(1 / (1 + math.Log1p(float64(s.file.len()-at))))
	}
	if n := s.file.after[what]; n > 0 {
		f[fAfter] = float32(math.Log1p(float64(n))) * 0.3
	}
	if t.last == what {
		f[fRepeat] = 1
	}
	text := s.words.text(what)
	switch text {
	case ")", "]", "}":
		if n := len(t.open); n > 0 && t.open[n-1] == text[0] {
			f[fCloses] = 1
		} else {
			f[fMiscloses] = 1
		}
	}
	if kind == token.Newline {
		f[fOpenAtEnd] = float32(min(len(t.open), 6)) * 0.3
	}
	f[fLength] = float32(min(len(text), 20)) * 0.05
	if what == s.file.next {
		f[fNextLine] = 1
	}
	f[fFrequency] = float32(math.Log1p(float64(s.words.count(what)))) * 0.1
	t.placeFeatures(s, f)
}

// placeFeatures are those that all candidates of a place share.
func (t *trail) placeFeatures(s *scene, f []float32) {
	f[fColumn] = float32(min(t.length, 40)) * 0.05
	switch s.words.kind(t.last) {
	case token.Newline:
		f[fLineStart] = 1
	case token.Operator:
		f[fAfterOperator] = 1
	default:
		f[fAfterWord] = 1
	}
	if len(s.rest) > 0 {
		f[fRest] = 1
	}
}

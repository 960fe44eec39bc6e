package local

import (
	"math"
	"slices"
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
	sorted     []int32 // matches, the longest first
	candidates []candidate
	none       candidate // no candidate is the right one
	tallies    [layerCount]tally
	shares     [maxCandidates + 1]float64
	index      index
}

func newLineup() *lineup { return &lineup{} }

// gather finds the candidates for the end of the trail and their features.
func (l *lineup) gather(s *scene, t *trail) {
	l.matches = s.search(t, l.matches[:0])
	l.candidates = l.candidates[:0]
	l.index = index{}
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
	for _, i := range l.sort() {
		m := &l.matches[i]
		m.candidate = l.add(candidate{id: m.next, gap: m.gap, matched: true}, maxMatched)
		if m.candidate >= 0 && m.back > 0 && l.candidates[m.candidate].back == 0 {
			l.candidates[m.candidate].back = m.back
		}
	}
	for _, w := range t.seen.words[:min(t.seen.n, lateWords)] {
		l.add(candidate{id: w}, maxMatched)
	}
	for _, w := range s.begun {
		l.add(candidate{id: w}, maxCandidates)
	}
}

// sort lists the matches, the longest first, those of a length as they were
// found.
func (l *lineup) sort() []int32 {
	var starts [longestMatch + 2]int32
	for i := range l.matches {
		starts[longestMatch-l.matches[i].order+1]++
	}
	for o := range longestMatch + 1 {
		starts[o+1] += starts[o]
	}
	l.sorted = slices.Grow(l.sorted[:0], len(l.matches))[:len(l.matches)]
	for i := range l.matches {
		next := &starts[longestMatch-l.matches[i].order]
		l.sorted[*next] = int32(i)
		*next++
	}
	return l.sorted
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

// add lists the candidate unless it is or there are so many already, and gives
// its place in the list, or -1.
func (l *lineup) add(c candidate, limit int) int {
	if !predictable(c.id) {
		return -1
	}
	place := l.index.find(key(c.id))
	if place.candidate > 0 {
		return int(place.candidate) - 1
	}
	if len(l.candidates) >= limit {
		return -1
	}
	l.candidates = append(l.candidates, c)
	*place = indexed{key(c.id), int32(len(l.candidates))}
	return len(l.candidates) - 1
}

// An index finds candidates by their key: open addressing, at most half full.
type index [2 * 128]indexed

type indexed struct {
	id        id
	candidate int32 // place in the lineup from 1 on, 0 for a free entry
}

// find is the entry of the id, or the free one that it would take.
func (x *index) find(t id) *indexed {
	at := t * 0x9E3779B1 >> 24
	for x[at].candidate > 0 && x[at].id != t {
		at = (at + 1) % uint32(len(x))
	}
	return &x[at]
}

func (l *lineup) vote(m *match) {
	i := m.candidate
	if i < 0 {
		// Past the matches' share of the list, it may be there as a word begun.
		if i = int(l.index.find(key(m.next)).candidate) - 1; i < 0 {
			i = len(l.candidates)
		}
	}
	l.tallies[m.layer].add(m.order, i)
	if m.near && m.layer == projectLayer {
		l.tallies[nearLayer].add(m.order, i)
	}
}

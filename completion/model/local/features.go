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

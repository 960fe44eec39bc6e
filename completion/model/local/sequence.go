package local

import (
	"fimble/completion/model/local/token"
)

// A sequence is text as the engine keeps it: six bytes for each token.
type sequence struct {
	ids   []id
	gaps  []uint8 // blanks before the token; before a Newline, empty lines
	ranks []uint8 // how an abstract context knows the token
}

// Ranks. A word that an abstract context does not know by its name is known by
// its place among the latest different words, the latest being 0.
const (
	rankCount   = 32  // the older ones count as new
	rankNew     = 254 // a word not among them
	rankLiteral = 255 // a token that stands for itself
)

// abstractBit marks a rank in an abstract context.
const abstractBit id = 1 << 31

func (s *sequence) len() int { return len(s.ids) }

func (s *sequence) push(t id, gap, rank uint8) {
	s.ids = append(s.ids, t)
	s.gaps = append(s.gaps, gap)
	s.ranks = append(s.ranks, rank)
}

// abstract is the token at a place as an abstract context sees it.
func (s *sequence) abstract(at int) id {
	if r := s.ranks[at]; r != rankLiteral {
		return abstractBit | id(r)
	}
	return s.ids[at]
}

// A latest is the list of the latest different words, the latest first.
type latest struct {
	words [rankCount]id
	n     int
}

// see puts the word in front and says where it was.
func (l *latest) see(word id) (rank uint8) {
	for i, w := range l.words[:l.n] {
		if w == word {
			copy(l.words[1:i+1], l.words[:i])
			l.words[0] = word
			return uint8(i)
		}
	}
	l.n = min(l.n+1, rankCount)
	copy(l.words[1:l.n], l.words[:l.n-1])
	l.words[0] = word
	return rankNew
}

// at is the word of that rank, or noID.
func (l *latest) at(rank uint8) id {
	if int(rank) < l.n {
		return l.words[rank]
	}
	return noID
}

// rank is how an abstract context that has seen these words knows the token.
func (l *latest) rank(t id, words lexicon) uint8 {
	if !words.abstracted(t) {
		return rankLiteral
	}
	return l.see(t)
}

// identify is the id of a token of a text.
func identify(t token.Token, text string, name func(string, token.Kind) id) id {
	switch t.Kind {
	case token.Newline:
		return newlineID(t.Levels)
	case token.Opaque:
		return opaqueID
	}
	return name(text[t.Start:t.End], t.Kind)
}

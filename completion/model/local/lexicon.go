package local

import "fimble/completion/model/local/token"

// A lexicon names tokens for one request: by the project's vocabulary, which
// it only reads, and for words that the project does not have by its own.
type lexicon struct {
	shared *vocabulary
	own    *vocabulary
	drift  []int32 // by how much the counts of the project differ from those on disk
}

func (l lexicon) name(text string, kind token.Kind) id {
	if t, ok := l.shared.find(text); ok {
		return t
	}
	return l.own.add(text, kind) | ownBit
}

// find is the id of a text that is known.
func (l lexicon) find(text string) (id, bool) {
	if t, ok := l.shared.find(text); ok {
		return t, true
	}
	t, ok := l.own.find(text)
	return t | ownBit, ok
}

func (l lexicon) of(t id) (*vocabulary, int) {
	if t&ownBit != 0 {
		return l.own, int(t&^ownBit - firstText)
	}
	return l.shared, int(t - firstText)
}

// text is what the id stands for, empty for a Newline and for what cannot be
// told.
func (l lexicon) text(t id) string {
	if t < firstText || t == noID {
		return ""
	}
	v, _ := l.of(t)
	return v.text(t &^ ownBit)
}

func (l lexicon) kind(t id) token.Kind {
	switch {
	case isNewline(t):
		return token.Newline
	case !predictable(t):
		return token.Opaque
	}
	v, i := l.of(t)
	return v.kinds[i]
}

// count is how often the project has the token, as it stands in the editor.
func (l lexicon) count(t id) int {
	if t < firstText || t == noID {
		return 0
	}
	v, i := l.of(t)
	if v == l.own {
		return int(v.counts[i])
	}
	return int(v.counts[i]) + int(l.drift[i])
}

// tally counts n more of the token.
func (l lexicon) tally(t id, n int) {
	if t < firstText || t == noID {
		return
	}
	v, i := l.of(t)
	if v == l.own {
		v.counts[i] += uint32(n)
	} else {
		l.drift[i] += int32(n)
	}
}

// abstracted reports whether the token is a word that an abstract context
// knows by its recency and not by its name.
func (l lexicon) abstracted(t id) bool {
	if t < firstText || t == noID {
		return false
	}
	v, i := l.of(t)
	return v.kinds[i] == token.Word && !v.common[i]
}

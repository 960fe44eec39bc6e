package local

import "fimble/completion/model/local/token"

// A lexicon names tokens for one request: by the project's vocabulary, which
// it only reads, and for words that the project does not have by its own.
type lexicon struct {
	shared *vocabulary
	own    *vocabulary
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

// count is how often the project has the token.
func (l lexicon) count(t id) uint32 {
	if t < firstText || t&ownBit != 0 {
		return 0
	}
	return l.shared.counts[t-firstText]
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

package prompt

import "strings"

// A tokenSet are the texts that a family's vocabulary reads as something else
// than text.
type tokenSet struct {
	// byPair has them by their first byte and their second: few places in code
	// have such a pair, so that nearly all text is passed over unseen.
	byPair map[[2]byte][]string
	firsts string // their first bytes
}

func newTokenSet(tokens []string) tokenSet {
	s := tokenSet{byPair: map[[2]byte][]string{}}
	for _, t := range tokens {
		t = strings.TrimPrefix(t, "▁") // SentencePiece's blank, which a text may spell otherwise
		if strings.IndexByte(s.firsts, t[0]) < 0 {
			s.firsts += t[:1]
		}
		pair := [2]byte{t[0], t[1]}
		s.byPair[pair] = append(s.byPair[pair], t)
	}
	return s
}

// harmless breaks the tokens up with a blank behind their first letter
// wherever the user's text spells them. A visible change is the honest one: if
// the model copies it, the user sees it before accepting.
func (s tokenSet) harmless(text string) string {
	for i := range len(s.firsts) {
		text = s.breakUp(s.firsts[i], text)
	}
	return text
}

// breakUp breaks up the tokens that begin with a byte. It does not look for
// another one behind a whole token but behind its first byte, where a token
// may begin in a token.
func (s tokenSet) breakUp(first byte, text string) string {
	var b strings.Builder
	done := 0
	for at := 0; ; at++ {
		i := strings.IndexByte(text[at:], first)
		if i < 0 {
			break
		}
		if at += i; s.at(text[at:]) {
			b.WriteString(text[done : at+1])
			b.WriteByte(' ')
			done = at + 1
		}
	}
	if done == 0 {
		return text
	}
	b.WriteString(text[done:])
	return b.String()
}

// at reports whether a text begins with one of the tokens.
func (s tokenSet) at(text string) bool { return s.find(text) != "" }

// find is the token that a text begins with, empty if there is none.
func (s tokenSet) find(text string) string {
	if len(text) < 2 {
		return ""
	}
	for _, t := range s.byPair[[2]byte{text[0], text[1]}] {
		if strings.HasPrefix(text, t) {
			return t
		}
	}
	return ""
}

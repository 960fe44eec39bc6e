package completion

import "strings"

// shown is the suggestion that was answered last, which the user most likely
// has on the screen.
type shown struct {
	place      place
	text       string
	generation int // of the options
}

// rest is what is left of it at a place that the user came to by typing what
// it says.
func (s shown) rest(p place) (string, bool) {
	if s.text == "" {
		return "", false
	}
	typed, ok := p.typedSince(s.place)
	if !ok {
		return "", false
	}
	return strings.CutPrefix(s.text, typed)
}

// brings reports whether a text that is put in behind the start of a line is
// what the suggestion says there, as far as it goes.
func (s shown) brings(line, text string) bool {
	return s.text != "" && strings.HasPrefix(s.place.line+s.text, line+text)
}

// steady puts first what the user is reading: a suggestion that they have
// typed into stays as it is for as long as it fits, or is extended, whatever
// has come in meanwhile.
func (s shown) steady(p place, texts []string) []string {
	rest, ok := s.rest(p)
	if !ok || strings.TrimSpace(rest) == "" || p.line == s.place.line {
		return texts
	}
	for i, text := range texts {
		if strings.HasPrefix(text, rest) {
			return append(append([]string{text}, texts[:i]...), texts[i+1:]...)
		}
	}
	return append([]string{rest}, texts...)
}

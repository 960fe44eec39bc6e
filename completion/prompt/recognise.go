package prompt

import "strings"

// Detect finds the family of a model by its name, and Plain if the name says
// nothing or says that the model was not trained to fill in.
func Detect(model string) string {
	if isUntrained(model) {
		return Plain
	}
	for _, f := range families() {
		if f.fits(model) {
			return f.name
		}
	}
	return Plain
}

// Recognise finds the family of a model by its vocabulary, where known tells
// whether all markers are single tokens of it, and among families with the
// same markers by its name. A server that tells no vocabulary leaves the name;
// so does a model that is known to have the tokens and not their use. from
// says which it was: "vocabulary", "name", or "nothing" for a model that
// nobody knows.
func Recognise(model string, known func(markers ...string) bool) (name, from string) {
	if isUntrained(model) {
		return Plain, "name"
	}
	for _, named := range [...]bool{true, false} { // the name first: it saves asking for all
		for _, f := range families() {
			if len(f.markers) > 0 && f.fits(model) == named && known(append(f.markers[:len(f.markers):len(f.markers)], f.tells...)...) {
				return f.name, "vocabulary"
			}
		}
	}
	if name = Detect(model); name == Plain {
		return name, "nothing"
	}
	return name, "name"
}

func (f *family) fits(model string) bool {
	return f.named != nil && f.named.MatchString(strings.ToLower(model))
}

func isUntrained(model string) bool { return untrained.MatchString(strings.ToLower(model)) }

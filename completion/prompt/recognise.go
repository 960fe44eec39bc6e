package prompt

import "strings"

// Detect finds the family of a model by its name, and Plain if the name says
// nothing.
func Detect(model string) string {
	for _, f := range families() {
		if f.fits(model) {
			return f.name
		}
	}
	return Plain
}

// Recognise finds the family of a model by its vocabulary, where known tells
// whether all markers are single tokens of it, and among families with the
// same markers by its name. A server that tells no vocabulary leaves the name.
// from says which it was: "vocabulary", "name", or "nothing" for Plain.
func Recognise(model string, known func(markers ...string) bool) (name, from string) {
	var all []*family
	for _, f := range families() {
		if len(f.markers) > 0 && known(f.markers...) {
			all = append(all, f)
		}
	}
	for _, f := range all {
		if f.fits(model) {
			return f.name, "vocabulary"
		}
	}
	if len(all) > 0 {
		return all[0].name, "vocabulary"
	}
	if name = Detect(model); name == Plain {
		return name, "nothing"
	}
	return name, "name"
}

func (f *family) fits(model string) bool {
	return f.named != nil && f.named.MatchString(strings.ToLower(model))
}

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
func Recognise(model string, known func(markers ...string) bool) string {
	var fits []*family
	for _, f := range families() {
		if len(f.markers) > 0 && known(f.markers...) {
			fits = append(fits, f)
		}
	}
	for _, f := range fits {
		if f.fits(model) {
			return f.name
		}
	}
	if len(fits) > 0 {
		return fits[0].name
	}
	return Detect(model)
}

func (f *family) fits(model string) bool {
	return f.named != nil && f.named.MatchString(strings.ToLower(model))
}

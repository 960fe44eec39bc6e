package syntax

import (
	"regexp"
	"strings"
)

func godoc(string) string { return "godoc" }

var (
	googleSection = regexp.MustCompile(`(?m)^\s*(Args|Arguments|Returns|Yields|Raises|Attributes):\s*$`)
	numpySection  = regexp.MustCompile(`(?m)^\s*(Parameters|Returns|Yields|Raises|Attributes)\s*\n\s*---`)
	sphinxField   = regexp.MustCompile(`(?m)^\s*:(param|type|returns?|rtype|raises|ivar|cvar)\b`)
)

// pythonDocs tells the three conventions for sections apart. A docstring
// without sections fits them all.
func pythonDocs(doc string) string {
	switch {
	case sphinxField.MatchString(doc):
		return "sphinx"
	case numpySection.MatchString(doc):
		return "numpy"
	case googleSection.MatchString(doc):
		return "google"
	}
	return ""
}

// starred is the flavour of comments that open with two stars.
func starred(flavour string) func(string) string {
	return func(doc string) string {
		if strings.HasPrefix(doc, "/**") {
			return flavour
		}
		return ""
	}
}

func rustdoc(doc string) string {
	if strings.HasPrefix(doc, "///") || strings.HasPrefix(doc, "/**") {
		return "rustdoc"
	}
	return ""
}

func doxygen(doc string) string {
	for _, opener := range []string{"/**", "/*!", "///", "//!"} {
		if strings.HasPrefix(doc, opener) {
			return "doxygen"
		}
	}
	return ""
}

// A tally counts words. Empty ones do not count.
type tally map[string]int

func (t tally) add(word string) {
	if word != "" {
		t[word]++
	}
}

// most is the most frequent word, the first of the alphabet among equals.
func (t tally) most() string {
	best := ""
	for word, n := range t {
		if n > t[best] || n == t[best] && word < best {
			best = word
		}
	}
	return best
}

package secrets

import (
	"math"
	"regexp"
	"strings"
	"sync"
)

// An allowlist tells what looks like a secret and is none.
type allowlist struct {
	Condition   string
	Paths       []string
	RegexTarget string // "match", "line", or empty for the secret
	Regexes     []string
	StopWords   []string

	regexes func() []*regexp.Regexp
	words   func() *literals
}

func (a *allowlist) prepare() {
	a.regexes = sync.OnceValue(func() []*regexp.Regexp {
		all := make([]*regexp.Regexp, len(a.Regexes))
		for i, source := range a.Regexes {
			all[i] = regexp.MustCompile(source)
		}
		return all
	})
	a.words = sync.OnceValue(func() *literals {
		lower := make([]string, len(a.StopWords))
		for i, word := range a.StopWords {
			lower[i] = strings.ToLower(word)
		}
		return newLiterals(lower)
	})
}

// allows reports whether a secret is none. What is allowed by the name of its
// file, in vendored code and the like, is hidden all the same: that tells
// whose secret it is, not that it is none.
func (a *allowlist) allows(secret, match string, line func() string) bool {
	if a.Condition == "AND" && len(a.Paths) > 0 {
		return false
	}
	target := secret
	switch a.RegexTarget {
	case "match":
		target = match
	case "line":
		target = line()
	}
	for _, re := range a.regexes() {
		if re.MatchString(target) {
			return true
		}
	}
	stopped := false
	if len(a.StopWords) > 0 {
		a.words().each(secret, func(int, int) { stopped = true })
	}
	return stopped
}

// entropy is Shannon's, in bits of a byte.
func entropy(text string) float64 {
	var counts [256]int
	for i := range len(text) {
		counts[text[i]]++
	}
	sum := 0.0
	for _, n := range counts {
		if n > 0 {
			f := float64(n) / float64(len(text))
			sum -= f * math.Log2(f)
		}
	}
	return sum
}

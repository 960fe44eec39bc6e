package syntax

import "strings"

const (
	camelCase  = "camelCase"
	pascalCase = "PascalCase"
	snakeCase  = "snake_case"
	oneWord    = "word" // lower case: fits every convention but PascalCase
)

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

// convention is the way of naming that most of the names follow.
func (t tally) convention() string {
	switch {
	case t[pascalCase] > 0 && t[pascalCase] >= t[camelCase]+t[snakeCase]+t[oneWord]:
		return pascalCase
	case t[camelCase] == 0 && t[snakeCase] == 0:
		return ""
	case t[snakeCase] > t[camelCase]:
		return snakeCase
	}
	return camelCase
}

// caseOf tells how a name joins its words. It is empty for names that follow
// no convention, such as those in capitals.
func caseOf(name string) string {
	name = strings.Trim(name, "_$#")
	if name == "" {
		return ""
	}
	joined, lower, upper := strings.Contains(name, "_"), strings.ToLower(name) == name, strings.ToUpper(name) == name
	switch first := name[:1]; {
	case joined && lower:
		return snakeCase
	case joined || upper:
		return ""
	case lower:
		return oneWord
	case first != strings.ToLower(first):
		return pascalCase
	}
	return camelCase
}

package secrets

import (
	"regexp/syntax"
	"strings"
)

// A reach tells where a match may begin, when one of its rule's keywords has
// been found. It is what keeps a scan from running every rule over the whole
// text.
type reach int

const (
	anywhere   reach = iota // in the whole text
	atKeyword               // at the keyword
	assignment              // at the beginning of a name that the keyword is in, which is given a value
)

// connector is how gitleaks writes what stands between a name and its value.
const connector = `(?:=|>|:{1,3}=|\|\||:|=>|\?=|,)[\x60'"\s=]{0,5}`

// nameReach is how much of the name gitleaks has before the keyword.
const nameReach = 50

// reachOf is the reach of a rule, and the words to look for.
func reachOf(source string, keywords []string) (reach, []string) {
	for _, prefix := range []string{`(?i)[\w.-]{0,50}?`, `[\w.-]{0,50}?(?i:[\w.-]{0,50}?`} {
		name, after, ok := strings.Cut(strings.TrimPrefix(source, prefix), `(?:[ \t\w.-]{0,20})[\s'"]{0,3}`)
		if !ok || !strings.HasPrefix(source, prefix) {
			continue
		}
		value, ok := strings.CutPrefix(strings.TrimPrefix(after, ")"), connector)
		if words := namesOf(name); ok && !alternates(value) && words != nil {
			return assignment, words
		}
	}
	re, err := syntax.Parse(source, syntax.Perl)
	if err != nil {
		return anywhere, keywords
	}
	for _, begin := range beginnings(re, "") {
		if !startsWithAny(begin.text, keywords) {
			return anywhere, keywords
		}
	}
	return atKeyword, keywords
}

// shortestName is the shortest keyword of an assignment: a shorter one would
// be everywhere.
const shortestName = 3

// namesOf are the words that a name has one of, or nil if they cannot be told.
func namesOf(source string) []string {
	re, err := syntax.Parse(source, syntax.Perl)
	if err != nil {
		return nil
	}
	var words []string
	for _, begin := range beginnings(re, "") {
		if len(begin.text) < shortestName {
			return nil
		}
		words = append(words, begin.text)
	}
	return words
}

// alternates reports whether a pattern has a choice outside of all groups, of
// which only the first follows the name.
func alternates(source string) bool {
	depth, class := 0, false
	for i := 0; i < len(source); i++ {
		switch c := source[i]; {
		case c == '\\':
			i++
		case class:
			class = c != ']'
		case c == '[':
			class = true
		case c == '(':
			depth++
		case c == ')':
			depth--
		case c == '|' && depth == 0:
			return true
		}
	}
	return false
}

func startsWithAny(text string, words []string) bool {
	for _, word := range words {
		if strings.HasPrefix(text, strings.ToLower(word)) {
			return true
		}
	}
	return false
}

// A beginning is text that a match may begin with, in lower case; open if
// more of the match's text is known to follow directly.
type beginning struct {
	text string
	open bool
}

const (
	mostBeginnings  = 64 // more than any rule has that begins with its keywords
	longestSpelled  = 24 // a longer beginning tells nothing more
	smallestToSpell = 4  // members of a class that is spelled out
)

// beginnings are all texts that a match of re behind before may begin with,
// as far as they can be spelled out.
func beginnings(re *syntax.Regexp, before string) []beginning {
	switch re.Op {
	case syntax.OpEmptyMatch, syntax.OpWordBoundary, syntax.OpNoWordBoundary, syntax.OpBeginLine, syntax.OpBeginText:
		return []beginning{{before, true}}
	case syntax.OpLiteral:
		return []beginning{{before + strings.ToLower(string(re.Rune)), true}}
	case syntax.OpCapture:
		return beginnings(re.Sub[0], before)
	case syntax.OpCharClass:
		return spelled(re.Rune, before)
	case syntax.OpAlternate:
		var all []beginning
		for _, sub := range re.Sub {
			all = append(all, beginnings(sub, before)...)
		}
		return all
	case syntax.OpQuest:
		return append(beginnings(re.Sub[0], before), beginning{before, true})
	case syntax.OpConcat:
		all := []beginning{{before, true}}
		for _, sub := range re.Sub {
			var longer []beginning
			for _, b := range all {
				if !b.open || len(b.text) > longestSpelled || len(all) > mostBeginnings {
					longer = append(longer, beginning{b.text, false})
				} else {
					longer = append(longer, beginnings(sub, b.text)...)
				}
			}
			all = longer
		}
		return all
	}
	return []beginning{{before, false}}
}

// spelled are the beginnings of a class of few characters.
func spelled(ranges []rune, before string) []beginning {
	var all []beginning
	for i := 0; i < len(ranges); i += 2 {
		if ranges[i+1]-ranges[i] >= smallestToSpell {
			return []beginning{{before, false}}
		}
		for r := ranges[i]; r <= ranges[i+1]; r++ {
			all = append(all, beginning{before + strings.ToLower(string(r)), true})
		}
	}
	return all
}

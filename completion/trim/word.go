package trim

import (
	"strings"
	"unicode"

	"fimble/context/syntax"
)

// wordReach is how many bytes on either side of the cursor are searched for a
// word: some screens, in microseconds.
const wordReach = 8 << 10

// Word takes from the head of the text the letters that are typed of a word
// already. That few letters may well be doubled, as in `ssize_t`, so they must
// be doubled nowhere near, and the word known; two of them are rarely doubled
// where they begin a word of code.
func Word(site Site, text string) string {
	line := site.linePrefix()
	typed := line[len(strings.TrimRightFunc(line, syntax.WordRune)):]
	if typed == "" || len(typed) >= aloneReach || !strings.HasPrefix(text, typed) || !strings.ContainsFunc(typed, unicode.IsLetter) {
		return text
	}
	if r := site.lineRest(); r != "" && wordByte(r[0]) {
		return text
	}
	word, _ := cutWord(text)
	owner := ""
	if before := strings.TrimSuffix(line, typed); strings.HasSuffix(before, ".") {
		owner = before[len(strings.TrimRightFunc(before[:len(before)-1], syntax.WordRune)):]
	}
	switch {
	case site.Language.Keyword(typed+word) || site.knows(typed+word, typed):
	case site.Language.Keyword(word) && len(word) > len(typed) && owner == "", site.knows(owner+word, typed):
		return text[len(typed):]
	case len(typed) == 2 && typed[0] != typed[1] && len(word) > len(typed) && site.Language.Balanced() && !site.comments() && site.within() == "":
		return text[len(typed):]
	}
	return text
}

// knows reports whether a word stands near the cursor, apart from what is
// typed of it there.
func (s Site) knows(word, typed string) bool {
	above := s.Prefix[max(0, len(s.Prefix)-wordReach) : len(s.Prefix)-len(typed)]
	return hasWord(above, word) || hasWord(s.Suffix[:min(len(s.Suffix), wordReach)], word)
}

// hasWord reports whether a text has a word with no letters around it.
func hasWord(text, word string) bool {
	for at := 0; ; {
		n := strings.Index(text[at:], word)
		if n < 0 {
			return false
		}
		start, end := at+n, at+n+len(word)
		if (start == 0 || !wordByte(text[start-1])) && (end == len(text) || !wordByte(text[end])) {
			return true
		}
		at = end
	}
}

package trim

import (
	"strings"
	"unicode"

	"fimble/context/syntax"
)

// Chat models talk: before the code, and behind it. A line is talk if it is a
// sentence, and code does not look like that.

// Greeting takes the sentences that introduce an answer. In text for people
// they could be what is asked for.
func Greeting(site Site, text string) string {
	rest := greeted(site, text)
	switch {
	case len(rest) == len(text) || !site.Language.Balanced():
		return text
	case site.writesText() && !introduces(text[:len(text)-len(rest)], rest):
		return text
	case strings.TrimSpace(rest) == "" && (site.within() != "" || !strings.Contains(text, "\n")):
		return text
	}
	return site.inLine(rest)
}

// greeted is what follows the sentences that a text begins with. In the middle
// of a line they need more words.
func greeted(site Site, text string) string {
	rest, words := text, 2
	if strings.TrimSpace(site.linePrefix()) != "" {
		words = 3
	}
	for {
		lead := strings.TrimLeft(rest, "\n")
		n := lineLength(lead)
		if !sentence(lead[:n], 2) || !speaks(site.Language, lead[:n], words) {
			break
		}
		rest = lead[n:]
	}
	if len(rest) == len(text) {
		return text
	}
	return withoutBlankLines(rest)
}

// speaks reports whether a line has so many words that are none of the
// language's, so that it is no line of code that reads like a sentence: `A or
// B:`. A single word may do for one.
func speaks(l *syntax.Language, line string, least int) bool {
	words := 0
	for word := range strings.FieldsSeq(line) {
		word = strings.Trim(word, ",.:;!?…。：！？")
		if !l.Keyword(word) && word != "" && !strings.ContainsFunc(word, unicode.IsDigit) && strings.ContainsFunc(word, func(r rune) bool { return !unicode.IsUpper(r) }) {
			words++
		}
	}
	return words >= least || words > 0 && !strings.ContainsAny(line, " ")
}

// writesText reports whether sentences belong where the cursor is.
func (s Site) writesText() bool {
	closer := s.within()
	return s.comments() || closer != "" && !strings.Contains(s.lineRest(), closer)
}

// introduces reports whether sentences can only be what is said before an
// answer: they end in a colon, and a fence follows.
func introduces(said, rest string) bool {
	mark, _ := fence(rest[:lineLength(rest)])
	return mark != "" && strings.HasSuffix(strings.TrimRight(said, " \t\n*"), ":")
}

// Explanation takes what a chat model says behind its answer: from the first
// sentence on that stands by itself, and not in a comment or string.
func Explanation(site Site, text string) string {
	if !site.Language.Balanced() || !strings.Contains(text, "\n\n") {
		return text
	}
	rows := site.rows(text)
	for i := 2; i < len(rows); i++ {
		r := rows[i]
		if !rows[i-1].blank || r.blank || r.inside || r.indent > 0 {
			continue
		}
		line := text[r.start:r.end]
		if sentence(line, 4) || headline(line, text[min(len(text), r.end+1):]) {
			return strings.TrimRight(text[:r.start], " \t\n")
		}
	}
	return text
}

// headline reports whether a line is the headline of a list or of sentences.
func headline(line, below string) bool {
	line = strings.Trim(line, "*# ")
	if !strings.HasSuffix(line, ":") && !strings.HasSuffix(line, "**") || !sentence(strings.TrimRight(line, "*"), 1) {
		return false
	}
	below = strings.TrimLeft(below, "\n")
	next := below[:lineLength(below)]
	item := strings.TrimLeft(next, "-*•0123456789. ")
	return len(item) < len(next) && sentence(item+".", 3) || sentence(next, 3)
}

// sentence reports whether a line is one, of at least so many words: it begins
// with a capital or as chat does, consists of words, and ends as sentences do.
func sentence(line string, words int) bool {
	line = strings.Trim(strings.TrimSpace(line), "*_")
	if strings.Count(line, "(") != strings.Count(line, ")") {
		return false
	}
	last := strings.LastIndexFunc(line, func(r rune) bool { return !strings.ContainsRune(`")*_`, r) })
	if last < 0 || !strings.ContainsRune(".:!?…。：！？", lastRune(line[:last+runeLength(line[last:])])) {
		return false
	}
	n, ideographs := 0, 0
	for word := range strings.FieldsSeq(line) {
		switch kind := wordKind(word); {
		case kind < 0:
			return false
		case kind == 0:
			ideographs += len(word)
			n++
		default:
			n++
		}
	}
	if ideographs >= 9 {
		return true
	}
	first := []rune(line)[0]
	return n >= words && (unicode.IsUpper(first) || chatters(line))
}

// wordKind tells a word of a sentence, 1, from code, -1; 0 is a word in a script
// that does not part words by blanks.
func wordKind(word string) int {
	if quoted := strings.Trim(word, ",.:;!?)("); len(quoted) > 2 && quoted[0] == '`' && quoted[len(quoted)-1] == '`' {
		return 1
	}
	bare := strings.Trim(word, `,.:;!?"'()*…。：！？，、“”‘’–—-`)
	kind := 1
	for _, r := range bare {
		switch {
		case unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul, unicode.Thai):
			kind = 0
		case unicode.IsLetter(r), unicode.IsMark(r), unicode.IsDigit(r), strings.ContainsRune("'’-/+#.，、", r):
		default:
			return -1
		}
	}
	if strings.ContainsAny(bare, ".") && strings.ContainsAny(word, "()") || strings.HasSuffix(word, ");") {
		return -1
	}
	return kind
}

// chatters reports whether a line begins as chat models do when they do not
// mind capitals.
func chatters(line string) bool {
	word, _, _ := strings.Cut(strings.ToLower(line), " ")
	switch strings.Trim(word, ",.!") {
	case "sure", "okay", "ok", "certainly", "here", "here's", "below", "of", "yes", "great", "absolutely", "the", "this", "to":
		return true
	}
	return false
}

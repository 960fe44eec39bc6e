package trim

import (
	"strings"
	"unicode/utf8"

	"fimble/context/syntax"
)

// Quote takes the quote from the head of the text that begins a string anew in
// an empty one: in `open("█")` the answer `"a.txt"`. An answer may also end the
// empty string, but then a blank, an operator or a closer comes next.
func Quote(site Site, text string) string {
	line := site.linePrefix()
	quote := closerOfLine(site.within())
	if quote == "" || !strings.HasSuffix(line, quote) || !strings.HasPrefix(site.Suffix, quote) {
		return text
	}
	own := strings.TrimLeft(line, " \t")
	inner, ok := strings.CutPrefix(strings.TrimLeft(text, " \t"), own)
	if !ok || strings.Trim(own, "bBfFrRuU"+quote) != "" {
		inner, ok = strings.CutPrefix(text, quote)
	}
	if first := inner[:lineLength(inner)]; !ok || first == "" || !strings.Contains(first, quote) {
		return text
	}
	if r, _ := utf8.DecodeRuneInString(inner); !syntax.WordRune(r) && !strings.ContainsRune("/@%<{~[(\\", r) {
		return text
	}
	return inner
}

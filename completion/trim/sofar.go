package trim

import (
	"strings"
	"unicode/utf8"

	"fimble/context/syntax"
)

// SoFar is what of a text that a deadline has cut off is worth judging: its
// whole lines, or as much of its only line as is complete, that is no half word,
// no half string, and nothing that waits for more.
func SoFar(site Site, text string) string {
	text = LineEnds(site, text)
	start, body, ended, begun := head(site, text)
	if !begun {
		return ""
	}
	if ended {
		return text[:start+len(body)]
	}
	if end := strings.LastIndexByte(body, '\n'); strings.TrimSpace(body[:max(end, 0)]) != "" {
		return text[:start+end]
	}
	return text[:start+len(wholeTokens(site, body))]
}

// wholeTokens is a line without what may be half of a token at its end.
func wholeTokens(site Site, text string) string {
	if closer := site.within(); closer == "" && !site.comments() {
		if open := openString(site, text); open >= 0 {
			text = text[:open]
		}
	}
	for text != "" {
		r, n := utf8.DecodeLastRuneInString(text)
		if !syntax.WordRune(r) {
			break
		}
		text = text[:len(text)-n]
	}
	return strings.TrimRight(text, " \t.:=+-*/%&|<>!?^~,@#$\\")
}

// openString is where the string begins that a line leaves open, or -1.
func openString(site Site, text string) int {
	line := site.linePrefix()
	open := -1
	for _, m := range syntax.Marks(site.Language, line+text) {
		switch {
		case m.Bracket:
		case m.Kind == syntax.MarkOpen:
			open = m.Span.Start - len(line)
		case m.Kind == syntax.MarkClose:
			open = -1
		}
	}
	return open
}

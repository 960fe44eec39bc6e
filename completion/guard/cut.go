package guard

import (
	"sort"
	"strings"
	"unicode/utf8"

	"fimble/context/syntax"
)

// longest is the longest part of the text, from its start, that fits.
func (g *gate) longest(text string, ended bool) string {
	whole := text
	if !ended {
		text = text[:max(0, strings.LastIndexByte(text, '\n'))]
	}
	if text = strings.TrimRight(text, " \t\n"); text != "" {
		breaks := g.open && (ended || !strings.Contains(text, "\n"))
		if kept, ok := g.mended(text, breaks); ok && (breaks || ended || !g.with(text).breaksOff()) {
			return kept
		}
		if kept := g.lines(text); kept != "" {
			return kept
		}
	}
	line, _, more := strings.Cut(strings.TrimLeft(whole, "\n"), "\n")
	if whole[0] == '\n' {
		return ""
	}
	return g.stretch(line, ended || more)
}

// lines is the most lines of the text, fewer than all, that fit.
func (g *gate) lines(text string) string {
	whole := g.with(text).in
	var ends []int
	for _, l := range whole.lines {
		at := l.at - len(g.head)
		if at <= 0 {
			continue
		}
		part := strings.TrimRight(text[:at], " \t\n")
		if single := !strings.Contains(part, "\n"); single && g.open || !whole.breaksOff(l.at) {
			ends = append(ends, len(part))
		}
	}
	best := ""
	sort.Search(len(ends), func(i int) bool {
		part := text[:ends[i]]
		kept, ok := g.mended(part, g.open && !strings.Contains(part, "\n"))
		if ok {
			best = kept
		}
		return !ok
	})
	return best
}

// mostTokens bounds how many ends of a line's beginning are looked at.
const mostTokens = 32

// stretch is the longest beginning of a line that fits and says something:
// whole statements or more than a word, and of a line that the model has ended
// at least half. Of one that it has not ended, nothing is closed.
func (g *gate) stretch(line string, ended bool) string {
	ends := tokens(line)
	for i := len(ends) - 2; i >= max(0, len(ends)-mostTokens); i-- {
		part := line[:ends[i]]
		if part == "" || !strings.HasSuffix(part, ";") && (ended && 2*len(part) < len(line) || i == 0 && !g.spells(part)) {
			break
		}
		a := g.with(part)
		if a.breaksOff() || a.inString() {
			continue
		}
		if kept, ok := g.mended(part, false); ok && (ended || kept == part) {
			return kept
		}
	}
	return ""
}

// spells reports whether the text goes on with a word that the head ends in,
// and does not begin a statement of its own there.
func (g *gate) spells(text string) bool {
	last, _ := utf8.DecodeLastRuneInString(g.head)
	first, _ := utf8.DecodeRuneInString(text)
	return g.head != "" && syntax.WordRune(last) && syntax.WordRune(first) && !g.language.Keyword(text)
}

// tokens are the ends of the words and signs of a line.
func tokens(line string) (ends []int) {
	before := ' '
	for i, r := range line {
		if before != ' ' && before != '\t' && !(syntax.WordRune(before) && syntax.WordRune(r)) {
			ends = append(ends, i)
		}
		before = r
	}
	return append(ends, len(strings.TrimRight(line, " \t")))
}

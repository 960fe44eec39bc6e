package guard

import (
	"sort"
	"strings"

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
	var ends []int
	for _, l := range g.with(text).in.lines {
		if at := l.at - len(g.head); at > 0 {
			part := strings.TrimRight(text[:at], " \t\n")
			if single := !strings.Contains(part, "\n"); single && g.open || !g.with(part).breaksOff() {
				ends = append(ends, len(part))
			}
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

// stretch is the longest beginning of a line that fits and says something:
// more than a word, and of a line that the model has ended at least half.
func (g *gate) stretch(line string, ended bool) string {
	ends := tokens(line)
	for i := len(ends) - 2; i >= 0; i-- {
		part := line[:ends[i]]
		if part == "" {
			break
		}
		if strings.HasSuffix(part, ";") {
			// a whole statement
		} else if ended && 2*len(part) < len(line) || i == 0 && !wordByte(g.head, part) {
			break
		}
		if g.with(part).breaksOff() {
			continue
		}
		if kept, ok := g.mended(part, false); ok {
			return kept
		}
	}
	return ""
}

// wordByte reports whether the text goes on with a word that the head ends in.
func wordByte(head, text string) bool {
	return head != "" && syntax.WordRune(rune(head[len(head)-1])) && syntax.WordRune(rune(text[0]))
}

// tokens are the ends of the words and signs of a line.
func tokens(line string) []int {
	var ends []int
	for i, r := range line {
		switch {
		case i == 0 || r == ' ' || r == '\t':
		case line[i-1] == ' ' || line[i-1] == '\t':
			ends = append(ends, len(strings.TrimRight(line[:i], " \t")))
		case !syntax.WordRune(r) || !syntax.WordRune(rune(line[i-1])):
			ends = append(ends, i)
		}
	}
	return append(ends, len(strings.TrimRight(line, " \t")))
}

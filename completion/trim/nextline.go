package trim

import (
	"strings"

	"fimble/context/syntax"
)

// shortLine is how many bytes a line must have to count as repeated on its
// own; closers and `return` alone stand in every other block. A shorter one must
// say something, and be written once in its block.
const shortLine = 4

// NextLine cuts the text where it begins to repeat the lines that already
// follow the cursor.
func NextLine(site Site, text string) string {
	first := strings.TrimSpace(site.nextLine())
	short := len(first) < shortLine
	if first == "" || short && !lettered([]string{first}) || !strings.Contains(site.linePrefix()+text, first) {
		return text
	}
	next := site.nextLines()
	alone := distinct([]string{first})
	lines := strings.SplitAfter(text, "\n")
	for i, line := range lines {
		shown := strings.TrimRight(line, "\n")
		if i == 0 {
			shown = site.linePrefix() + shown
		}
		if strings.TrimSpace(shown) != first || (short || !follows(lines[i+1:], next[1:])) && !(i > 0 && site.only(shown, next)) {
			continue
		}
		if indentOf(shown) != indentOf(next[0]) && (!alone || len(lines)-i < 2) || i == 0 && !alone {
			continue // it could be written there, too
		}
		return strings.TrimRight(strings.Join(lines[:i], ""), "\n")
	}
	return text
}

// only reports whether a line, which follows the cursor next, is written once
// in its block: it names something, stands as deep as there, and nothing near
// is like it.
func (s Site) only(line string, next []string) bool {
	own := strings.TrimSpace(line)
	word, _, _ := strings.Cut(own, " ")
	if indentOf(line) != indentOf(next[0]) || jumps(strings.TrimRight(word, ":;(")) || !strings.ContainsFunc(own, syntax.WordRune) {
		return false
	}
	above := codeLines(s.Prefix)
	for _, near := range append(above[max(0, len(above)-nearLines):], next[1:min(len(next), nearLines)]...) {
		if strings.TrimSpace(near) == own {
			return false
		}
	}
	return true
}

// jumps reports whether a word ends what its block does, as every other block
// does.
func jumps(word string) bool {
	switch word {
	case "return", "break", "continue", "pass", "throw", "raise", "yield", "goto":
		return true
	}
	return false
}

// follows reports whether the rest of the answer goes on like the file does,
// as far as both reach.
func follows(rest, next []string) bool {
	for i := range min(len(rest), len(next)) {
		last := i == len(rest)-1
		a, b := strings.TrimSpace(rest[i]), strings.TrimSpace(next[i])
		if a != b && !(last && strings.HasPrefix(b, a)) {
			return false
		}
	}
	return true
}

package trim

import "strings"

// shortLine is how many bytes a line must have to count as repeated on its
// own; closers and `return` alone stand in every other block.
const shortLine = 4

// NextLine cuts the text where it begins to repeat the lines that already
// follow the cursor.
func NextLine(site Site, text string) string {
	first := strings.TrimSpace(site.nextLine())
	if len(first) < shortLine || !strings.Contains(site.linePrefix()+text, first) {
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
		if strings.TrimSpace(shown) != first || !follows(lines[i+1:], next[1:]) {
			continue
		}
		if indentOf(shown) != indentOf(next[0]) && (!alone || len(lines)-i < 2) || i == 0 && !alone {
			continue // it could be written there, too
		}
		return strings.TrimRight(strings.Join(lines[:i], ""), "\n")
	}
	return text
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

package trim

import "strings"

// Standing drops a text that says nothing but what follows the cursor.
func Standing(site Site, text string) string {
	if all, lines := standing(site, text); all && (lines > 1 || site.standsBelow(text)) {
		return ""
	}
	return text
}

// standing reports whether the lines of a text are those below the cursor, but
// for blanks, and counts them. The last one may be begun only.
func standing(site Site, text string) (all bool, lines int) {
	_, rest, _ := strings.Cut(site.Suffix, "\n")
	first := strings.TrimLeft(text, " \t\n")
	if first = strings.TrimRight(first[:lineLength(first)], " \t"); first == "" || !strings.HasPrefix(strings.TrimLeft(rest, " \t\n"), first) {
		return false, 0
	}
	below, own := codeLines(rest), codeLines(text)
	if len(own) == 0 || len(own) > len(below) {
		return false, 0
	}
	for i, line := range own {
		if line != below[i] && (i+1 < len(own) || !strings.HasPrefix(below[i], line)) {
			return false, 0
		}
	}
	return true, len(own)
}

// standsBelow reports whether a single line is the next one, to the blank or
// as nothing that is written twice in a row.
func (s Site) standsBelow(text string) bool {
	if strings.TrimSpace(s.linePrefix()) != "" {
		return false
	}
	next := s.nextLine()
	if lastByte(next) == ',' {
		return false // rows of data may be the same
	}
	return strings.TrimRight(s.linePrefix()+text, " \t\n") == strings.TrimRight(next, " \t") ||
		strings.TrimSpace(text) == strings.TrimSpace(next) && distinct([]string{strings.TrimSpace(next)})
}

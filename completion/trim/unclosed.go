package trim

import "strings"

// Unclosed takes a text that opens brackets within a line that only closes
// behind the cursor: `foo(█)` with `bar(` would be left broken.
func Unclosed(site Site, text string) string {
	if strings.Contains(text, "\n") || !closersOnly(site.lineRest()) {
		return text
	}
	open, closed := 0, 0 // closed are those that the line has opened
	for i := range len(text) {
		switch text[i] {
		case '"', '\'', '`':
			return text // brackets in strings close nothing
		case '(', '[', '{':
			open++
		case ')', ']', '}':
			if open--; open < 0 {
				open, closed = 0, closed+1
			}
		}
	}
	if open > closed {
		return ""
	}
	return text
}

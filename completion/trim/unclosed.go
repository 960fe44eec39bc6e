package trim

import "strings"

// Unclosed takes a text that opens brackets within a line that only closes
// behind the cursor: `foo(█)` with `bar(` would be left broken.
func Unclosed(site Site, text string) string {
	if strings.Contains(text, "\n") || !closersOnly(site.lineRest()) {
		return text
	}
	open := 0
	for i := range len(text) {
		switch text[i] {
		case '"', '\'', '`':
			return text // brackets in strings close nothing
		case '(', '[', '{':
			open++
		case ')', ']', '}':
			open = max(0, open-1)
		}
	}
	if open > 0 {
		return ""
	}
	return text
}

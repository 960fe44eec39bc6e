package trim

import (
	"strings"
	"unicode/utf8"
)

// Blanks takes trailing blanks, half a rune at the end, and answers that are
// nothing but blanks.
func Blanks(_ Site, text string) string {
	for len(text) > 0 {
		if r, n := utf8.DecodeLastRuneInString(text); r == utf8.RuneError {
			text = text[:len(text)-n] // an invalid byte, or the U+FFFD that a server made of one
			continue
		}
		break
	}
	return strings.TrimRight(text, " \t\n\r")
}

package syntax

import "unicode"

// WordRune reports whether a rune may stand in an identifier. Combining marks
// count, so that a word in any script is one word.
func WordRune(r rune) bool {
	return r == '_' || r == '$' || unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r)
}

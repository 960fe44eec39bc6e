// Package token cuts source text of any language into tokens. Its law: what
// lies between two tokens is blanks and comments and nothing else, and every
// text, broken or not, has tokens.
package token

// Kind is the sort of a token.
type Kind uint8

const (
	Newline  Kind = iota // stands before the first token of each line
	Word                 // identifier
	Keyword              // word that the language keeps for itself
	Number               // begins with a digit
	String               // with its quotes, on one line and not long
	Operator             // all other characters
	Opaque               // long or many-lined literal, of which only the place is of interest
)

// MaxString is the longest string literal, in bytes, that counts as one
// token. Import paths and messages fit; what is longer is never written twice.
const MaxString = 100

// A Token is a stretch of the text.
type Token struct {
	Kind   Kind
	Gap    uint8 // blanks before it on its line; for a Newline, empty lines before the line
	Levels int8  // for a Newline: by how many levels the line is indented more than the one before
	Start  int
	End    int
}

// Deepest is the least value of Levels; what closes more levels at once counts
// as that.
const Deepest = -4

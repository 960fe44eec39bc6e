package trim

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"fimble/context/syntax"
)

// Glued takes a text that begins a statement right behind the brace that ends
// the one before. The grammars allow it, and nobody writes it: the model has
// left out the line end.
func Glued(site Site, text string) string {
	line := strings.TrimRight(site.linePrefix(), " \t")
	if !strings.HasSuffix(line, "}") || strings.Trim(line, " \t}") != "" || site.Scope == syntax.ScopeString || site.Scope == syntax.ScopeComment {
		return text
	}
	first, _ := utf8.DecodeRuneInString(strings.TrimLeft(text, " \t"))
	if !syntax.WordRune(first) || unicode.IsDigit(first) {
		return text
	}
	word, rest := cutWord(strings.TrimLeft(text, " \t"))
	if site.Language.Offside() {
		return text // the brace ends a dict
	}
	switch word {
	case "else", "catch", "finally", "while", "until", "as", "satisfies", "from", "in", "of", "instanceof", "is", "and", "or", "where":
		return text
	}
	if declarator(rest) {
		return text
	}
	return ""
}

// cutWord cuts a text behind its first word.
func cutWord(text string) (word, rest string) {
	end := strings.IndexFunc(text, func(r rune) bool { return !syntax.WordRune(r) })
	if end < 0 {
		return text, ""
	}
	return text[:end], text[end:]
}

// declarator reports whether a word with that behind it names what the braces
// before it declare, as in C: `} point, *ptr;`, `} table[] = {`.
func declarator(rest string) bool {
	rest = strings.TrimLeft(rest, " \t")
	return rest != "" && strings.IndexByte(";,[", rest[0]) >= 0
}

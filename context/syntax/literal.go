package syntax

import "strings"

// A literal is one way to write a string or a character.
type literal struct {
	open, close string
	escapes     bool // a backslash takes the byte behind it along
	lines       bool // it may hold line ends
	code        bool // "${" begins code in it
	single      bool // it holds one character, and its quote means something else elsewhere
}

var (
	doubleQuoted  = literal{open: `"`, close: `"`, escapes: true}
	singleQuoted  = literal{open: `'`, close: `'`, escapes: true}
	threeDoubles  = literal{open: `"""`, close: `"""`, escapes: true, lines: true}
	threeSingles  = literal{open: `'''`, close: `'''`, escapes: true, lines: true}
	doubleOfLines = literal{open: `"`, close: `"`, escapes: true, lines: true}
	singleOfLines = literal{open: `'`, close: `'`, escapes: true, lines: true}
	character     = literal{open: `'`, close: `'`, escapes: true, single: true}
	backquoted    = literal{open: "`", close: "`", lines: true}
	template      = literal{open: "`", close: "`", escapes: true, lines: true, code: true}
	rawOfRust     = literal{open: `r#`, lines: true}
	rawOfCpp      = literal{open: `R"`, lines: true}
)

// longestPrefix is how many letters may stand in front of a quote: the rb of
// Python, the u8 of C++.
const longestPrefix = 2

// literalAt is the literal that begins at the offset, with the closer that
// ends this very one.
func (l *Language) literalAt(text string, at int) (literal, bool) {
	for _, lit := range l.literals {
		if !strings.HasPrefix(text[at:], lit.open) {
			continue
		}
		switch {
		case lit.open == rawOfRust.open:
			n := at + 1
			for n < len(text) && text[n] == '#' {
				n++
			}
			if n == len(text) || text[n] != '"' || at > 0 && WordRune(rune(text[at-1])) && text[at-1] != 'b' {
				continue
			}
			lit.open, lit.close = text[at:n+1], `"`+text[at+1:n]
		case lit.open == rawOfCpp.open:
			n := strings.IndexByte(text[at:min(len(text), at+len(`R"`)+16+1)], '(') // the standard allows 16 characters
			if n < 0 {
				continue
			}
			lit.open, lit.close = text[at:at+n+1], ")"+text[at+2:at+n]+`"`
		case lit.single && !isCharacter(text, at):
			continue
		case lit.open == "'" && !lit.single && !l.opensWithApostrophe(text[max(0, at-longestPrefix-1):at]):
			continue // 1'000, or a word in the text between tags
		}
		return lit, true
	}
	return literal{}, false
}

// isCharacter tells 'a' and '\n' from the lifetime 'a.
func isCharacter(text string, at int) bool {
	rest := text[at+1:]
	if strings.HasPrefix(rest, `\`) {
		return true
	}
	for n, r := range rest {
		if n > 0 {
			return r == '\''
		}
		if r == '\n' || r == '\'' {
			return false
		}
	}
	return false
}

package token

import (
	"slices"
	"strings"

	"fimble/context/syntax"
)

// A dialect is what the lexer must know of a language beside its comments and
// keywords: which quotes hold strings.
type dialect struct {
	lineComments []string
	single       quoteRule
	double       quoteRule
	backtick     quoteRule
	prefixes     bool // r"...", f'...'
	regexps      bool // /.../
}

// A quoteRule says what a quote character begins.
type quoteRule uint8

const (
	noString    quoteRule = iota
	oneLine               // a string that ends on its line, or the character alone
	manyLines             // a string that may go over lines
	oneRune               // 'x' or '\n'; anything else is the character alone, as in 'lifetime
	rawManyLine           // like manyLines, a backslash being nothing special
)

var (
	proseLanguages = []string{"plaintext", "markdown", "latex", "restructuredtext", "asciidoc"}
	runeLanguages  = []string{"rust", "haskell", "ocaml", "fsharp", "lisp", "clojure", "scheme", "verilog", "systemverilog", "vhdl", "ada", "elm"}
	ecmaLanguages  = []string{"javascript", "javascriptreact", "typescript", "typescriptreact", "vue", "svelte"}
)

func dialectOf(lang *syntax.Language) dialect {
	d := dialect{single: oneLine, double: oneLine, backtick: oneLine}
	if lang.LineComment != "" {
		d.lineComments = append(d.lineComments, lang.LineComment)
	}
	switch {
	case slices.Contains(proseLanguages, lang.ID):
		d.single, d.double, d.backtick = noString, noString, noString
	case slices.Contains(runeLanguages, lang.ID):
		d.single, d.double, d.backtick = oneRune, manyLines, noString
	case slices.Contains(ecmaLanguages, lang.ID):
		d.backtick, d.regexps = manyLines, true
	case lang.ID == "go":
		d.backtick = rawManyLine
	case lang.ID == "python":
		d.prefixes = true
	case lang.ID == "php":
		d.lineComments = append(d.lineComments, "#")
	}
	return d
}

func (d *dialect) rule(c byte) quoteRule {
	switch c {
	case '\'':
		return d.single
	case '"':
		return d.double
	case '`':
		return d.backtick
	}
	return noString
}

func (d *dialect) quotes(c byte) bool { return d.rule(c) != noString }

// quoted reads a string whose quote stands at quote, perhaps behind a prefix
// that begins at l.at. It reports false when the quote begins none.
func (l *lexer) quoted(quote int) bool {
	q := l.text[quote]
	rule := l.dialect.rule(q)
	if rest := l.text[quote:]; (rule == oneLine || rule == manyLines) && q != '`' && len(rest) >= 3 && rest[1] == q && rest[2] == q {
		return l.triple(quote)
	}
	if rule == oneRune {
		return l.runeLiteral(quote)
	}
	for end := quote + 1; end < len(l.text); end++ {
		switch c := l.text[end]; {
		case c == q:
			l.literal(end + 1)
			return true
		case c == '\\' && rule != rawManyLine:
			end++
		case c == '\n' && rule == oneLine:
			return false
		}
	}
	return l.unclosed(quote)
}

// unclosed handles a quote without its fellow: at a cursor it is a string that
// is being written, elsewhere the character alone.
func (l *lexer) unclosed(quote int) bool {
	if !l.open {
		return false
	}
	if strings.IndexByte(l.text[quote:], '\n') >= 0 {
		l.emit(Opaque, l.at, len(l.text))
		l.tail = Comment
		return true
	}
	l.emit(String, l.at, len(l.text))
	l.tail = Quote
	return true
}

func (l *lexer) triple(quote int) bool {
	closer := l.text[quote : quote+3]
	for end := quote + 3; end < len(l.text); end++ {
		if l.text[end] == '\\' {
			end++
			continue
		}
		if strings.HasPrefix(l.text[end:], closer) {
			l.literal(end + 3)
			return true
		}
	}
	l.emit(Opaque, l.at, len(l.text))
	l.tail = Comment
	return true
}

func (l *lexer) runeLiteral(quote int) bool {
	const longest = len(`'\u{10FFFF}'`)
	rest := l.text[quote+1 : min(quote+longest, len(l.text))]
	end := strings.IndexByte(rest, '\'')
	if end == 0 && len(rest) > 1 && rest[1] == '\'' {
		end = 1
	}
	if end <= 0 || rest[0] != '\\' && end > 4 || rest[0] != '\\' && rest[0] < 0x80 && end != 1 {
		return false
	}
	if rest[0] == '\\' && end == 1 && len(rest) > 2 && rest[2] == '\'' {
		end = 2
	}
	l.literal(quote + 1 + end + 1)
	return true
}

// literal emits what goes from l.at to end as one String, or as Opaque.
func (l *lexer) literal(end int) {
	kind := String
	if end-l.at > MaxString || strings.IndexByte(l.text[l.at:end], '\n') >= 0 {
		kind = Opaque
	}
	l.emit(kind, l.at, end)
}

// regexp reads a regular expression literal, if the token before allows one.
func (l *lexer) regexp() bool {
	if n := len(l.tokens); n > 0 && !l.lineStart {
		before := l.tokens[n-1]
		text := l.text[before.Start:before.End]
		if before.Kind != Operator && text != "return" || text == ")" || text == "]" || text == "}" || text == "<" {
			return false
		}
	}
	class := false
	for end := l.at + 1; end < len(l.text) && l.text[end] != '\n'; end++ {
		switch c := l.text[end]; {
		case c == '\\':
			end++
		case c == '[':
			class = true
		case c == ']':
			class = false
		case c == '/' && !class && end > l.at+1:
			end++
			for end < len(l.text) && wordPart(l.text[end]) {
				end++
			}
			l.emit(Opaque, l.at, end)
			return true
		}
	}
	return false
}

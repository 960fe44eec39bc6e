package token

import (
	"strings"

	"fimble/context/syntax"
)

// A Tail says what the end of the text stands in.
type Tail uint8

const (
	Code    Tail = iota
	Comment      // also a literal of several lines: prose, or what no copy continues
	Quote        // a string literal of one line, open at the end: the last token
)

// Lex cuts the text, appending to dst. With open set, the text ends at a
// cursor: a last line that is empty but for its indentation has its Newline
// too, and a quote that does not close may do so later.
func Lex(lang *syntax.Language, text string, open bool, dst []Token) ([]Token, Tail) {
	l := lexer{text: text, lang: lang, dialect: dialectOf(lang), open: open, tokens: dst, lineStart: true, indents: []int{0}}
	for l.at < len(text) {
		l.next()
	}
	if open && l.lineStart && l.tail == Code {
		l.newline(l.at)
	}
	return l.tokens, l.tail
}

// A lexer is the state between two tokens.
type lexer struct {
	text    string
	lang    *syntax.Language
	dialect dialect
	open    bool
	tokens  []Token
	tail    Tail

	at        int
	last      int  // end of the last token or Newline
	lineStart bool // no token on this line yet
	column    int  // of indentation, a tab counting four
	empty     int  // lines without a token since the last one
	indents   []int
}

func (l *lexer) next() {
	c := l.text[l.at]
	switch {
	case c == '\n':
		if l.lineStart {
			l.empty++
		}
		l.lineStart, l.column = true, 0
		l.at++
	case c == ' ' || c == '\t' || c == '\r' || c == '\f' || c == '\v':
		if l.lineStart {
			l.column++
			if c == '\t' {
				l.column += 3
			}
		}
		l.at++
	case l.comment():
	case wordStart(c):
		l.word()
	case c >= '0' && c <= '9':
		l.number()
	case l.dialect.quotes(c) && l.quoted(l.at):
	case c == '/' && l.dialect.regexps && l.regexp():
	default:
		l.emit(Operator, l.at, l.at+operator(l.text[l.at:]))
	}
}

// emit appends the token and, at the start of a line, the Newline before it.
func (l *lexer) emit(kind Kind, start, end int) {
	gap := 0
	if l.lineStart {
		l.newline(start)
	} else {
		gap = start - l.last
	}
	l.tokens = append(l.tokens, Token{Kind: kind, Gap: uint8(min(gap, 255)), Start: start, End: end})
	l.at, l.last = end, end
}

func (l *lexer) newline(at int) {
	levels := 0
	for len(l.indents) > 1 && l.column < l.indents[len(l.indents)-1] {
		l.indents = l.indents[:len(l.indents)-1]
		levels--
	}
	if l.column > l.indents[len(l.indents)-1] {
		l.indents = append(l.indents, l.column)
		levels = min(levels+1, 1)
	}
	l.tokens = append(l.tokens, Token{
		Kind: Newline, Levels: int8(max(levels, Deepest)), Gap: uint8(min(max(l.empty-1, 0), 255)), Start: at, End: at,
	})
	l.lineStart, l.empty = false, 1
	l.last = at
}

// comment passes over a comment that begins here.
func (l *lexer) comment() bool {
	rest := l.text[l.at:]
	begin, closer := l.lang.BlockComment[0], l.lang.BlockComment[1]
	if begin != "" && strings.HasPrefix(rest, begin) {
		end := strings.Index(rest[len(begin):], closer)
		if end < 0 {
			l.at, l.tail = len(l.text), Comment
			return true
		}
		l.at += len(begin) + end + len(closer)
		return true
	}
	for _, marker := range l.dialect.lineComments {
		if strings.HasPrefix(rest, marker) {
			end := strings.IndexByte(rest, '\n')
			if end < 0 {
				end, l.tail = len(rest), Comment
			}
			l.at += end
			return true
		}
	}
	return false
}

func (l *lexer) word() {
	end := l.at
	for end < len(l.text) && wordPart(l.text[end]) {
		end++
	}
	if l.dialect.prefixes && end-l.at <= 2 && end < len(l.text) && (l.text[end] == '"' || l.text[end] == '\'') && l.quoted(end) {
		return
	}
	kind := Word
	if l.lang.Keyword(l.text[l.at:end]) {
		kind = Keyword
	}
	l.emit(kind, l.at, end)
}

func (l *lexer) number() {
	end := l.at
	for end < len(l.text) {
		c := l.text[end]
		fraction := c == '.' && end+1 < len(l.text) && l.text[end+1] >= '0' && l.text[end+1] <= '9'
		if !wordPart(c) && !fraction {
			break
		}
		end++
	}
	l.emit(Number, l.at, end)
}

func wordStart(c byte) bool {
	return c == '_' || c == '$' || 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || c >= 0x80
}

func wordPart(c byte) bool { return wordStart(c) || '0' <= c && c <= '9' }

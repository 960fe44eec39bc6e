package syntax

import "strings"

// A MarkKind is what a Mark marks.
type MarkKind uint8

const (
	MarkLine    MarkKind = iota // the first byte of a line's code that is no blank
	MarkOpen                    // a bracket, or what begins a string or a comment of several lines
	MarkClose                   // what ends the same
	MarkBreak                   // the line end that a string ran into
	MarkComment                 // a comment up to the end of its line
)

// A Mark is a place in a text that matters to how it is nested.
type Mark struct {
	Kind    MarkKind
	First   bool // nothing but blanks, and closers before a closer, precedes it on its line
	Bracket bool // an opener or closer of code, not of a string or a comment
	Span    Span
	Indent  int // columns of blanks that its line begins with, tabs to eights
}

// Balanced reports whether the brackets of a language can be told from the
// rest of its text without a grammar, so that Marks is worth asking.
func (l *Language) Balanced() bool { return len(l.literals) > 0 }

// Closer is what closes an opener that Marks found: "*/" for "/*", ")" for "(".
func (l *Language) Closer(opener string) string {
	switch opener {
	case l.BlockComment[0]:
		return l.BlockComment[1]
	case "(":
		return ")"
	case "[":
		return "]"
	case "{", "${":
		return "}"
	}
	return l.literalOf(opener).close
}

// HoldsLines reports whether what an opener begins that Marks found may hold
// line ends: a comment, or one of some kinds of strings.
func (l *Language) HoldsLines(opener string) bool {
	return opener == l.BlockComment[0] || l.literalOf(opener).lines
}

// Quotes are what begins, and ends as well, strings that are meant to have
// several lines.
func (l *Language) Quotes() (quotes []string) {
	for _, lit := range l.literals {
		if lit.lines && lit.open == lit.close && lit.open != `"` && lit.open != `'` {
			quotes = append(quotes, lit.open)
		}
	}
	return quotes
}

func (l *Language) literalOf(opener string) literal {
	for _, lit := range l.literals {
		if lit.open == opener {
			return lit
		}
	}
	lit, _ := l.literalAt(opener, 0)
	return lit
}

// Marks reads a text without a grammar and marks how it is nested: brackets,
// strings and comments, whether or not they belong together. It takes some
// 5 µs per KB, and is as right about broken code as about any other. Lines of
// the C preprocessor hold no marks.
func Marks(l *Language, text string) []Mark {
	x := lexer{language: l, text: text, special: l.special(), fresh: true, marks: make([]Mark, 0, len(text)/8)}
	for x.at < len(text) {
		if x.plain(); x.at < len(text) {
			x.step()
		}
	}
	return x.marks
}

// special are the bytes that can begin a mark, or end a line.
func (l *Language) special() (bytes [256]bool) {
	for _, c := range []byte("\n()[]{}\"'`/" + l.LineComment + l.BlockComment[0]) {
		bytes[c] = true
	}
	for _, lit := range l.literals {
		bytes[lit.open[0]] = true
	}
	bytes['#'] = bytes['#'] || l.directives
	return bytes
}

type lexer struct {
	language *Language
	text     string
	special  [256]bool
	marks    []Mark
	at       int
	indent   int
	fresh    bool  // only blanks so far on this line
	closing  bool  // only closers, and at least one
	sense    byte  // the last byte that was neither blank nor comment
	code     []int // how many braces are open in each "${" around the place
}

// plain goes over what marks nothing but the beginning of a line.
func (x *lexer) plain() {
	for ; x.at < len(x.text); x.at++ {
		switch c := x.text[x.at]; {
		case x.special[c]:
			return
		case c == ' ' || c == '\t' || c == '\r':
			if x.fresh {
				x.indent = blanks(x.indent, c)
			}
		default:
			if x.fresh {
				x.mark(MarkLine, 1, true)
				x.fresh = false
			}
			x.sense, x.closing = c, false
		}
	}
}

// blanks is the column behind a blank.
func blanks(column int, c byte) int {
	if c == '\t' {
		return column&^7 + 8
	}
	return column + 1
}

func (x *lexer) step() {
	c := x.text[x.at]
	if c == '\n' {
		x.fresh, x.closing, x.indent = true, false, 0
		x.at++
		return
	}
	if x.comment(c) {
		return
	}
	closer := c == ')' || c == ']' || c == '}'
	x.closing = closer && (x.fresh || x.closing)
	first := x.fresh
	if first {
		x.mark(MarkLine, 1, true)
		if c == '#' && x.language.directives {
			x.fresh = false
			x.directive()
			return
		}
	}
	x.fresh = false
	switch c {
	case '(', '[', '{':
		x.open(c, first)
	case ')', ']', '}':
		x.close(c, x.closing)
	case '"', '\'', '`', 'r', 'R':
		if lit, ok := x.language.literalAt(x.text, x.at); ok {
			x.mark(MarkOpen, len(lit.open), first)
			x.at += len(lit.open)
			x.literal(lit)
			x.sense = '"'
			return
		}
	case '/':
		if n := x.pattern(); n > 0 {
			x.at += n
			x.sense = '"'
			return
		}
	}
	x.sense = c
	x.at++
}

func (x *lexer) mark(kind MarkKind, length int, first bool) {
	x.marks = append(x.marks, Mark{kind, first, false, Span{x.at, x.at + length}, x.indent})
}

func (x *lexer) bracket(kind MarkKind, length int, first bool) {
	x.marks = append(x.marks, Mark{kind, first, true, Span{x.at, x.at + length}, x.indent})
}

func (x *lexer) open(c byte, first bool) {
	x.bracket(MarkOpen, 1, first)
	if n := len(x.code); n > 0 && c == '{' {
		x.code[n-1]++
	}
}

func (x *lexer) close(c byte, first bool) {
	x.bracket(MarkClose, 1, first)
	n := len(x.code)
	if n == 0 || c != '}' {
		return
	}
	if x.code[n-1]--; x.code[n-1] < 0 {
		x.code = x.code[:n-1]
		x.at++
		x.literal(template)
		x.at-- // step goes on behind the brace
	}
}

// comment reads the comment that begins here, if one does.
func (x *lexer) comment(c byte) bool {
	l, rest := x.language, x.text[x.at:]
	if l.LineComment != "" && c == l.LineComment[0] && strings.HasPrefix(rest, l.LineComment) {
		if l.BlockComment[0] == "" || !strings.HasPrefix(rest, l.BlockComment[0]) {
			n := lineLength(rest)
			x.mark(MarkComment, n, x.fresh)
			x.at += n
			return true
		}
	}
	opener, closer := l.BlockComment[0], l.BlockComment[1]
	if opener == "" || c != opener[0] || !strings.HasPrefix(rest, opener) {
		return false
	}
	x.mark(MarkOpen, len(opener), x.fresh)
	x.at += len(opener)
	if n := strings.Index(x.text[x.at:], closer); n >= 0 {
		x.passed(n)
		x.mark(MarkClose, len(closer), false)
		x.at += len(closer)
	} else {
		x.at = len(x.text)
	}
	return true
}

// passed goes over n bytes that hold no code.
func (x *lexer) passed(n int) {
	skipped := x.text[x.at : x.at+n]
	if newline := strings.LastIndexByte(skipped, '\n'); newline >= 0 {
		x.indent = 0
		for _, c := range []byte(skipped[newline+1:]) {
			if c != ' ' && c != '\t' {
				break
			}
			x.indent = blanks(x.indent, c)
		}
	}
	x.at += n
}

// literal reads the rest of a literal, from behind its opener or the brace
// that closes code in it.
func (x *lexer) literal(lit literal) {
	for start := x.at; x.at < len(x.text); x.at++ {
		switch c := x.text[x.at]; {
		case c == '\\' && lit.escapes:
			x.at++
		case c == '\n' && !lit.lines:
			x.mark(MarkBreak, 1, false)
			return
		case lit.code && c == '$' && strings.HasPrefix(x.text[x.at:], "${"):
			x.skippedTo(start)
			x.bracket(MarkOpen, len("${"), false)
			x.at += 2
			x.code = append(x.code, 0)
			return
		case c == lit.close[0] && strings.HasPrefix(x.text[x.at:], lit.close):
			x.skippedTo(start)
			x.mark(MarkClose, len(lit.close), false)
			x.at += len(lit.close)
			return
		}
	}
	x.at = min(x.at, len(x.text))
}

func (x *lexer) skippedTo(start int) {
	n := x.at - start
	x.at = start
	x.passed(n)
}

// directive goes over a line of the preprocessor, and those it continues on.
func (x *lexer) directive() {
	start := x.at
	defer func() {
		x.marks = append(x.marks, Mark{MarkComment, true, false, Span{start, x.at}, x.indent})
	}()
	for x.at < len(x.text) {
		n := lineLength(x.text[x.at:])
		line := x.text[x.at : x.at+n]
		x.at += n
		if !strings.HasSuffix(line, `\`) || x.at == len(x.text) {
			return
		}
		x.at++
	}
}

// pattern is the length of the regular expression that begins here, or 0.
func (x *lexer) pattern() int {
	if !x.language.freeEnd || !x.expects() {
		return 0
	}
	class := false
	for i := x.at + 1; i < len(x.text); i++ {
		switch c := x.text[i]; {
		case c == '\n':
			return 0
		case c == '\\':
			i++
		case c == '[':
			class = true
		case c == ']':
			class = false
		case c == '/' && !class:
			return i + 1 - x.at
		}
	}
	return 0
}

// expects reports whether a value is due here, so that a slash does not divide.
func (x *lexer) expects() bool {
	if strings.IndexByte("(,=:[!&|?{;+-*%~^>", x.sense) >= 0 {
		return x.sense != 0
	}
	before := strings.TrimRight(x.text[:x.at], " \t")
	word := before[len(strings.TrimRight(before, "abcdefghijklmnopqrstuvwxyz")):]
	switch word {
	case "return", "typeof", "case", "in", "of", "delete", "void", "throw", "do", "else", "await", "yield":
		return true
	}
	return x.sense == 0
}

func lineLength(s string) int {
	if n := strings.IndexByte(s, '\n'); n >= 0 {
		return n
	}
	return len(s)
}

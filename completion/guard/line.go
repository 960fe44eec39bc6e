package guard

import (
	"slices"
	"strings"

	"fimble/context/syntax"
)

// A line is one that begins in code, up to where the next one of them begins.
type line struct {
	at     int // offset of its first byte, blanks included
	code   int // offset of the first byte that is no blank
	indent int
	depth  int  // how many openers are open around its beginning
	low    int  // the fewest that are open around any place on it
	starts bool // it may be the first line of a statement
	item   bool // it may be an item of a list, and follows another one
	tag    bool // it begins with a tag of markup
}

func (n *nesting) newLine(m syntax.Mark, starts, item bool) line {
	code := n.text[m.Span.Start:]
	return line{
		at: strings.LastIndexByte(n.text[:m.Span.Start], '\n') + 1, code: m.Span.Start, indent: m.Indent,
		depth: len(n.open), low: len(n.open), starts: starts, item: item,
		tag: len(code) > 1 && code[0] == '<' && (code[1] == '/' || code[1] == '>' || letter(code[1])),
	}
}

func letter(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }

// label reports whether the line of code at the offset is one that stands
// further left than what it belongs to.
func (n *nesting) label(at int) bool {
	if n.language.Offside() {
		return false
	}
	code, _, _ := strings.Cut(n.text[at:], "\n")
	code = strings.TrimRight(code, " \t\r")
	if rest, ok := strings.CutPrefix(code, "default"); ok {
		rest = strings.TrimLeft(rest, " ")
		return strings.HasPrefix(rest, ":") || strings.HasPrefix(rest, "->")
	}
	return strings.HasSuffix(code, ":") || strings.HasPrefix(code, "case ")
}

// leads reports whether a line of code at the offset can by itself be the
// first of a statement.
func (n *nesting) leads(at int) bool {
	code := n.text[at:]
	return strings.IndexByte(")]}{.,:?&|+-=<>%^", code[0]) < 0 && !continues(code)
}

// belongs reports whether the line behind such code is part of a declaration
// that began above: below an annotation or, in C, a type.
func (n *nesting) belongs(before string) bool {
	if i := len(n.lines) - 1; i >= 0 && n.lines[i].starts && annotates(n.text[n.lines[i].code:]) {
		return true
	}
	if !n.language.Directives() || before == "" {
		return false
	}
	last := before[len(before)-1]
	return last == '_' || letter(last)
}

// breaksOff reports whether the code before the offset ends where no statement
// can.
func (n *nesting) breaksOff(at int) bool {
	code := n.codeBefore(at)
	return n.goesOn(code) || opens(code) || n.language.Offside() && strings.HasSuffix(code, ":") || annotates(lastLine(code))
}

// annotates reports whether a line of code belongs to the statement below it.
func annotates(code string) bool {
	code = strings.TrimLeft(code, " \t")
	return strings.HasPrefix(code, "@") || strings.HasPrefix(code, "#[") || strings.HasPrefix(code, "[[") || strings.HasPrefix(code, "template")
}

// codeBefore is the text up to the last code before the offset.
func (n *nesting) codeBefore(at int) string {
	before := unspaced(n.text[:at])
	i, _ := slices.BinarySearchFunc(n.comments, len(before)+1, func(c syntax.Span, end int) int { return c.End - end })
	for i--; i >= 0 && n.comments[i].End == len(before); i-- {
		before = unspaced(before[:n.comments[i].Start])
	}
	return before
}

// unspaced is the text without the blanks at its end. It is asked for at every
// line, which strings.TrimRight is too slow for.
func unspaced(text string) string {
	n := len(text)
	for n > 0 && (text[n-1] == ' ' || text[n-1] == '\t' || text[n-1] == '\n' || text[n-1] == '\r') {
		n--
	}
	return text[:n]
}

// continues reports whether a line of code carries on the statement before it.
func continues(code string) bool {
	switch firstWord(code) {
	case "else", "elif", "catch", "except", "finally", "where", "extends", "implements", "throws":
		return true
	}
	return false
}

// firstWord is what a line of code begins with, as far as that is a keyword.
func firstWord(code string) string {
	for i := range len(code) {
		if code[i] < 'a' || code[i] > 'z' {
			return code[:i]
		}
	}
	return code
}

// goesOn reports whether a line that ends like this is carried on by the next.
func (n *nesting) goesOn(line string) bool {
	line = strings.TrimRight(line, " \t")
	if line == "" {
		return false
	}
	switch line[len(line)-1] {
	case ',', '=', '+', '-', '*', '/', '%', '&', '|', '<', '?', '.', '\\', '^':
		return !strings.HasSuffix(line, "++") && !strings.HasSuffix(line, "--") && !strings.HasSuffix(line, "*/")
	case '>':
		return strings.HasSuffix(line, "=>") || strings.HasSuffix(line, "->")
	case ':':
		return !n.language.Offside() && strings.HasSuffix(line, " :")
	}
	return strings.HasSuffix(line, "where")
}

package trim

import (
	"strings"

	"fimble/context/syntax"
)

// wantsBody reports whether all to the end of the block is wanted: the site
// asks for it, or the block is empty so far but for comments.
func (s Site) wantsBody() bool {
	if s.Lines {
		return true
	}
	if strings.TrimSpace(s.linePrefix()) != "" || s.Scope == syntax.ScopeMembers {
		return false
	}
	above, ok := s.opener()
	if !ok {
		return false
	}
	rest := s.lineRest()
	if strings.TrimSpace(rest) == "" {
		rest = s.nextLine()
	}
	below := strings.TrimLeft(rest, " \t")
	switch {
	case below == "", strings.IndexByte(")]}", below[0]) >= 0:
		return true
	case s.Language.Offside():
		return indentOf(rest) <= indentOf(above)
	}
	return false
}

// opener is the line that opens the block which the cursor stands at the head
// of: nothing but comments and blanks are between them.
func (s Site) opener() (line string, ok bool) {
	above := s.Prefix[:len(s.Prefix)-len(s.linePrefix())]
	for above != "" {
		above = strings.TrimRight(above, " \t\n")
		start := strings.LastIndexByte(above, '\n') + 1
		line = above[start:]
		switch {
		case opens(s.Language, line):
			return line, true
		case s.Language.Offside() && docstring(above) >= 0:
			above = above[:docstring(above)]
			continue
		case !s.startsComment(strings.TrimLeft(line, " \t")):
			return "", false
		}
		above = above[:start]
	}
	return "", false
}

// docstring is where the string of several lines begins that a text ends with
// and that stands by itself, or -1.
func docstring(text string) int {
	for _, quotes := range [...]string{`"""`, "'''"} {
		head, ok := strings.CutSuffix(text, quotes)
		if !ok {
			continue
		}
		start := strings.LastIndex(head, quotes)
		if start < 0 {
			return -1
		}
		line := strings.LastIndexByte(text[:start], '\n') + 1
		if strings.TrimLeft(text[line:start], " \trRuUbB") == "" {
			return line
		}
	}
	return -1
}

// opens reports whether a line leaves a block open behind it.
func opens(l *syntax.Language, line string) bool {
	if i := strings.LastIndex(line, l.LineComment); l.LineComment != "" && i >= 0 && !strings.ContainsAny(line[i:], "\"'`") {
		line = line[:i]
	}
	line = strings.TrimRight(line, " \t")
	switch lastByte(line) {
	case '{', '(', '[':
		return true
	case ':':
		return l.Offside()
	}
	return strings.HasSuffix(line, "=>")
}

// closersOnly reports whether a line only closes: `})`, `];`.
func closersOnly(line string) bool {
	line = strings.TrimSpace(line)
	return line != "" && strings.Trim(line, ")]};,") == ""
}

// indentOf is how many bytes of blanks a line begins with.
func indentOf(line string) int { return len(line) - len(strings.TrimLeft(line, " \t")) }

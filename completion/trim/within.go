package trim

import (
	"strings"

	"fimble/context/syntax"
)

// contextReach is how many bytes before the cursor are read to know whether it
// stands in a string or a comment. It is a screen of code and more, and is
// read in 20 µs.
const contextReach = 4 << 10

// context is as much of the prefix as tells what the cursor stands in. It
// begins with a line.
func (s Site) context() string {
	switch {
	case s.Scope != "" && s.Scope != syntax.ScopeString && s.Scope != syntax.ScopeComment:
		return s.linePrefix()
	case len(s.Prefix) <= contextReach:
		return s.Prefix
	}
	tail := s.Prefix[len(s.Prefix)-contextReach:]
	return tail[strings.IndexByte(tail, '\n')+1:]
}

// within is what closes the string or the comment of several lines that the
// cursor is in, or empty.
func (s Site) within() string {
	var open []nest
	before := s.context()
	for _, m := range syntax.Marks(s.Language, before) {
		open = follow(open, m, s.closer(m, before), 0)
	}
	return inside(open)
}

// comments reports whether the cursor stands in a comment.
func (s Site) comments() bool {
	if s.Scope != "" && s.Scope != syntax.ScopeString {
		return s.Scope == syntax.ScopeComment
	}
	if closer := s.within(); closer != "" {
		return closer == s.Language.BlockComment[1]
	}
	line := s.linePrefix()
	for _, m := range syntax.Marks(s.Language, line) {
		if m.Kind == syntax.MarkComment {
			return true
		}
	}
	return strings.HasPrefix(strings.TrimLeft(line, " \t"), "#") && s.Language.LineComment != "" && strings.Contains(line, s.Language.LineComment+" ")
}

func (s Site) closer(m syntax.Mark, text string) string {
	if m.Kind != syntax.MarkOpen || m.Bracket {
		return ""
	}
	return s.Language.Closer(text[m.Span.Start:m.Span.End])
}

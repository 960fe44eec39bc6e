package trim

import (
	"strings"

	"fimble/context/syntax"
)

// closedBehind cuts a text where its first line closes what the rest of the
// user's line closes, and goes on as if that were not there: in `{a: [█] }` the
// answer `1], b: [2]}`. Where it opens the like again, as `a) + f(b` does in
// `f(█) + c`, the rest closes that. A rest of closers alone can be replaced.
func (s Site) closedBehind(text, rest string) string {
	if !s.Language.Balanced() || strings.IndexByte(")]}", rest[0]) < 0 || strings.Trim(rest, ")]}\"'`;,") == "" {
		return text
	}
	if end, ok := s.Language.Interpolation(s.linePrefix(), text); ok {
		if end < 0 || rest[0] != '}' || strings.HasSuffix(strings.TrimRight(text[:lineLength(text)], " \t"), rest) {
			return text
		}
		return text[:end]
	}
	before := s.context()
	var open []string // what closes the brackets that the text has opened
	closed := -1
	for _, m := range syntax.Marks(s.Language, before+text[:lineLength(text)]) {
		at := m.Span.Start - len(before)
		switch {
		case at < 0 || !m.Bracket:
		case m.Kind == syntax.MarkOpen:
			open = append(open, s.Language.Closer(text[at:m.Span.End-len(before)]))
		case len(open) > 0:
			open = open[:len(open)-1]
		case closed >= 0:
			return text[:closed] // and the brackets around that, too
		case text[at] != rest[0]:
			return text
		default:
			closed = at
		}
	}
	if closed < 0 || len(open) == 1 && open[0] == rest[:1] {
		return text
	}
	return text[:closed]
}

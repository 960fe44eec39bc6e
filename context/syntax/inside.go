package syntax

import "strings"

// inside is the stretch of a node in which a cursor is in the scope: without
// the quotes, brackets or markers around it, as far as they are there.
func (l *Language) inside(kind ScopeKind, text string, span Span) Span {
	s := text[span.Start:span.End]
	switch kind {
	case ScopeComment:
		return insideComment(s, span)
	case ScopeString:
		return insideString(s, span)
	case ScopeImport:
		return withoutLineEnd(text, span)
	case ScopeArguments, ScopeParameters:
		return insideBrackets(s, span)
	case ScopeBody, ScopeMembers:
		if !l.offside {
			return insideBrackets(s, span)
		}
	}
	return span
}

func insideComment(s string, span Span) Span {
	if strings.HasPrefix(s, "/*") {
		if len(s) >= len("/**/") && strings.HasSuffix(s, "*/") {
			span.End -= len("*/")
		}
		return Span{span.Start + len("/*"), span.End}
	}
	span.End = span.Start + len(strings.TrimRight(s, "\r\n"))
	span.Start += len(s) - len(strings.TrimLeft(s, "/#"))
	return Span{min(span.Start, span.End), span.End}
}

// insideString cuts off a prefix (r, f, b, R, L, #) and the run of quotes that
// opens the string, and the same run at its end.
func insideString(s string, span Span) Span {
	open := strings.IndexAny(s, "\"'`")
	if open < 0 {
		return span
	}
	quote := s[open : open+1]
	if three := strings.Repeat(quote, 3); quote != "`" && strings.HasPrefix(s[open:], three) && len(s) > open+3 {
		quote = three
	}
	hashes := strings.Repeat("#", strings.Count(s[:open], "#"))
	span.Start += open + len(quote)
	if len(s) >= open+2*len(quote)+len(hashes) && strings.HasSuffix(s, quote+hashes) {
		span.End -= len(quote) + len(hashes)
	}
	return span
}

// insideBrackets cuts off the first bracket, with what stands before it, and
// its closer. Without brackets the inside is all of it.
func insideBrackets(s string, span Span) Span {
	open := bracket(s)
	if open < 0 {
		return span
	}
	if closer := closers[s[open]]; len(s) > open+1 && s[len(s)-1] == closer {
		span.End--
	}
	return Span{span.Start + open + 1, span.End}
}

// bracket finds the bracket that opens s: its first byte, or the brace in
// "interface {…}". It is -1 if s stands in no brackets.
func bracket(s string) int {
	switch {
	case s == "":
		return -1
	case closers[s[0]] != 0:
		return 0
	case s[len(s)-1] == '}':
		return strings.IndexByte(s, '{')
	}
	return -1
}

var closers = map[byte]byte{'{': '}', '(': ')', '[': ']', '<': '>', '|': '|'}

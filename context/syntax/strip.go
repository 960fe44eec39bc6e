package syntax

import "strings"

// withoutAnnotations drops what is written in front of a declaration as
// "@Name(…)", "#[…]" or "[[…]]".
func withoutAnnotations(s string) string {
	for {
		s = strings.TrimLeft(s, " \t\r\n")
		rest := s
		switch {
		case strings.HasPrefix(s, "@") && !strings.HasPrefix(s, "@interface"):
			rest = strings.TrimLeft(s[1:], "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.$")
			if strings.HasPrefix(rest, "(") {
				rest = afterBrackets(rest)
			}
		case strings.HasPrefix(s, "#["), strings.HasPrefix(s, "[["):
			rest = afterBrackets(strings.TrimPrefix(s, "#"))
		}
		if rest == s {
			return s
		}
		s = rest
	}
}

// afterBrackets is what follows the bracketed stretch that s starts with.
// Brackets within quotes do not count.
func afterBrackets(s string) string {
	depth, quote := 0, byte(0)
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case quote != 0 && c == '\\':
			i++
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case c == '"' || c == '\'' || c == '`':
			quote = c
		case c == '(' || c == '[' || c == '{':
			depth++
		case c == ')' || c == ']' || c == '}':
			if depth--; depth == 0 {
				return s[i+1:]
			}
		}
	}
	return ""
}

// withoutComments blanks out the comments of a stretch of code. Comment
// markers within quotes do not count.
func (l *Language) withoutComments(s string) string {
	var out strings.Builder
	quote := byte(0)
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case quote != 0 && c == '\\' && i+1 < len(s):
			out.WriteByte(c)
			i++
		case quote != 0 && c == quote:
			quote = 0
		case quote != 0:
		case c == '"' || c == '\'' && l.quotes || c == '`':
			quote = c
		case l.LineComment != "" && strings.HasPrefix(s[i:], l.LineComment):
			end := strings.IndexByte(s[i:], '\n')
			if end < 0 {
				return out.String()
			}
			i += end
		case l.BlockComment[0] != "" && strings.HasPrefix(s[i:], l.BlockComment[0]):
			out.WriteByte(' ')
			end := strings.Index(s[i:], l.BlockComment[1])
			if end < 0 {
				return out.String()
			}
			i += end + len(l.BlockComment[1]) - 1
			continue
		}
		out.WriteByte(s[i])
	}
	return out.String()
}

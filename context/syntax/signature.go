package syntax

import "strings"

// maxSignature is the most bytes of a signature: enough for all but a few in a
// thousand, and short enough that fifty of them fit a prompt.
const maxSignature = 240

// signature is the declaration from the offset on, without its body and its
// annotations, with blanks folded to one.
func signature(text string, s Symbol, from int) string {
	head, tail := text[from:s.Span.End], ""
	if s.Body != (Span{}) && s.Body.Start >= from {
		head, tail = text[from:s.Body.Start], text[min(s.Body.End, s.Span.End):s.Span.End]
	}
	head = withoutAnnotations(head)
	if holdsValue(s.Kind) {
		if first, _, more := strings.Cut(head, "\n"); more {
			head = strings.TrimRight(first, " \t\r{[(=")
		}
	}
	folded := fold(head)
	folded = strings.TrimRight(folded, " ;:{")
	if tail = strings.Trim(fold(tail), " ;,"); tail != "" {
		folded += " " + tail
	}
	if len(folded) > maxSignature {
		folded = strings.ToValidUTF8(folded[:maxSignature], "") + "…"
	}
	return folded
}

// holdsValue tells the kinds whose declaration may run on in a long value,
// which is no part of the signature.
func holdsValue(kind SymbolKind) bool {
	switch kind {
	case Variable, Constant, Field, Macro:
		return true
	}
	return false
}

func fold(s string) string { return strings.Join(strings.Fields(s), " ") }

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
		if rest == s || rest == "" {
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

// unquoted is the path of an import without the quotes it is written in.
func unquoted(path string) string {
	return strings.Trim(path, "\"'`")
}

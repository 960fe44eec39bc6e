package syntax

import "strings"

// maxSignature is the most bytes of a signature: enough for all but a few in a
// thousand, and short enough that fifty of them fit a prompt.
const maxSignature = 240

// signature is the declaration without its body, annotations and comments,
// with blanks folded to one.
func (l *Language) signature(text string, s Symbol) string {
	head, tail := text[s.Span.Start:s.Span.End], ""
	if s.Body != (Span{}) {
		head, tail = text[s.Span.Start:s.Body.Start], text[min(s.Body.End, s.Span.End):s.Span.End]
	}
	head = withoutAnnotations(l.withoutComments(head))
	if holdsValue(s.Kind) {
		if first, _, more := strings.Cut(head, "\n"); more {
			head = strings.TrimRight(first, " \t\r{[(=\\")
		}
	}
	folded := strings.TrimRight(fold(head), " ;:,{")
	if tail = strings.Trim(fold(l.withoutComments(tail)), " ;,"); tail != "" {
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

// unquoted is a path or name without the quotes it is written in.
func unquoted(s string) string { return strings.Trim(s, "\"'`") }

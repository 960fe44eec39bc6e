package syntax

import "strings"

// Interpolation tells whether a line ends in code within a string, behind the
// "${" of a template or the "{" of a string with a letter for that, and where
// in the text that goes on there the code ends: at its closing brace, -1 if
// that does not come.
func (l *Language) Interpolation(line, text string) (end int, ok bool) {
	in := interpolated{language: l}
	for i := 0; i < len(line); i++ {
		i += in.step(line, i)
	}
	depth := len(in.strings)
	if depth == 0 || !in.strings[depth-1].code {
		return -1, false
	}
	first, _, _ := strings.Cut(text, "\n")
	for i := 0; i < len(first); i++ {
		i += in.step(first, i)
		if len(in.strings) <= depth && !in.strings[depth-1].code {
			return i, true
		}
	}
	return -1, true
}

// interpolated is what a place in a line is in: strings, and code in them.
type interpolated struct {
	language *Language
	strings  []quoted
}

type quoted struct {
	quote  byte
	opener string // of code; empty if the string holds none
	code   bool   // the place is in that
	braces int    // open in the code
}

// step reads the byte at an offset, and tells how many of those behind it
// belong to it.
func (in *interpolated) step(text string, at int) int {
	c := text[at]
	top := len(in.strings) - 1
	if top < 0 || in.strings[top].code {
		switch {
		case c == '"' || c == '\'' && in.language.quotes || c == '`':
			in.strings = append(in.strings, quoted{quote: c, opener: in.language.codeOpener(text, at)})
		case top >= 0 && c == '{':
			in.strings[top].braces++
		case top >= 0 && c == '}':
			if in.strings[top].braces--; in.strings[top].braces < 0 {
				in.strings[top].code = false
			}
		}
		return 0
	}
	s := &in.strings[top]
	switch {
	case c == '\\', s.opener == "{" && strings.HasPrefix(text[at:], "{{"):
		return 1
	case s.opener != "" && strings.HasPrefix(text[at:], s.opener):
		s.code, s.braces = true, 0
		return len(s.opener) - 1
	case c == s.quote:
		in.strings = in.strings[:top]
	}
	return 0
}

// codeOpener is what begins code in the string that begins at the offset.
func (l *Language) codeOpener(text string, at int) string {
	if lit, ok := l.literalAt(text, at); ok && lit.code {
		return "${"
	}
	prefix := text[:at]
	letters := prefix[len(strings.TrimRightFunc(prefix, WordRune)):]
	if l.formats != "" && len(letters) <= longestPrefix && strings.ContainsAny(letters, l.formats) {
		return "{"
	}
	return ""
}

package syntax

import (
	"slices"
	"strings"
)

// unclosedLimit bounds how many defects are searched for open strings. A file
// with more is in such disorder that one string more or less is no matter.
const unclosedLimit = 32

// addUnclosed adds the strings that are being typed: opened on the line of the
// focus or of a defect, and not closed on it. The grammars take such a line
// apart as code, or see a single error from the start of the file to its end.
func (l *Language) addUnclosed(text string, window Span, focus int, f *facts) {
	if len(f.defects) == 0 {
		return
	}
	lines := []Span{lineAround(text, window, max(window.Start, min(focus, window.End)))}
	for _, defect := range f.defects[:min(len(f.defects), unclosedLimit)] {
		lines = append(lines, lineAround(text, window, defect.Start))
	}
	slices.SortFunc(lines, outerFirst)
	for _, line := range slices.Compact(lines) {
		open, ok := l.openString(text, Span{f.afterText(line.Start), line.End})
		if !ok || !f.nearDefect(line) {
			continue
		}
		f.scopes = slices.DeleteFunc(f.scopes, func(s Scope) bool { return s.Span.Start >= open.Start && s.Span.Start <= open.End })
		f.scopes = append(f.scopes, Scope{ScopeString, open})
	}
}

func (f *facts) nearDefect(line Span) bool {
	return slices.ContainsFunc(f.defects, func(d Span) bool { return d.Start <= line.End && line.Start <= d.End })
}

func lineAround(text string, window Span, offset int) Span {
	start := window.Start + strings.LastIndexByte(text[window.Start:offset], '\n') + 1
	if n := strings.IndexByte(text[offset:window.End], '\n'); n >= 0 {
		return Span{start, offset + n}
	}
	return Span{start, window.End}
}

// afterText is the end of the comment or string that the offset lies in, or
// the offset.
func (f *facts) afterText(offset int) int {
	for _, s := range f.scopes {
		if (s.Kind == ScopeString || s.Kind == ScopeComment) && s.Span.Start <= offset && s.Span.End > offset {
			return s.Span.End
		}
	}
	return offset
}

// openString finds the inside of the string that is open at the end of a line.
func (l *Language) openString(text string, line Span) (Span, bool) {
	for at := line.Start; at < line.End; at++ {
		rest := text[at:line.End]
		switch c := rest[0]; {
		case l.LineComment != "" && strings.HasPrefix(rest, l.LineComment):
			return Span{}, false
		case l.BlockComment[0] != "" && strings.HasPrefix(rest, l.BlockComment[0]):
			n := strings.Index(rest, l.BlockComment[1])
			if n < 0 {
				return Span{}, false
			}
			at += n + len(l.BlockComment[1]) - 1
		case c == '"' || c == '\'' && l.opensWithApostrophe(text[line.Start:at]):
			quote := rest[:1]
			if l.offside && len(rest) >= 3 && rest[1:3] == quote+quote {
				quote = rest[:3]
			}
			n := closing(rest[len(quote):], quote)
			if n < 0 {
				return Span{at + len(quote), at + len(quote) + code(text[line.Start:at], rest[len(quote):])}, true
			}
			at += len(quote) + n + len(quote) - 1
		}
	}
	return Span{}, false
}

// opensWithApostrophe reports whether an apostrophe behind the text can open a
// string: it cannot within a word or before a lifetime.
func (l *Language) opensWithApostrophe(before string) bool {
	if l.ID == "rust" {
		return false
	}
	word := before[len(strings.TrimRight(before, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_")):]
	return word == "" || len(word) <= 2 && strings.Trim(word, "rRbBfFuUL") == ""
}

// closing is where the quote closes a string that s is the rest of, or -1.
func closing(s, quote string) int {
	for i := 0; i < len(s); i++ {
		if s[i] == '\\' {
			i++
		} else if strings.HasPrefix(s[i:], quote) {
			return i
		}
	}
	return -1
}

// code is how much of an open string's rest comes before code that is being
// typed in it: all of it, or what precedes the open brace of an f-string.
func code(before, rest string) int {
	brace := strings.LastIndexByte(rest, '{')
	formatted := strings.HasSuffix(strings.TrimRight(strings.ToLower(before), "r"), "f")
	if formatted && brace >= 0 && !strings.Contains(rest[brace:], "}") {
		return brace
	}
	return len(rest)
}

package syntax

import (
	"slices"
	"strings"
)

// In a language where indentation closes blocks, a block's node ends with its
// last statement. A cursor in the blank lines below still stands in the block
// if it is indented deeper than the line that opened it, and so does one
// between the colon and the first statement.

// offside stretches bodies, and the declarations that end with them.
func (f *facts) offside(text string, window Span) {
	ends := map[Span]int{}
	for i, s := range f.scopes {
		if s.Kind != ScopeBody && s.Kind != ScopeMembers {
			continue
		}
		start, indent := f.opener(text, s.Span.Start)
		end := stretched(text[:window.End], s.Span.End, indent)
		ends[s.Span] = end
		f.scopes[i].Span = Span{start, end}
	}
	for i, w := range f.wraps {
		f.wraps[i].End = stretched(text[:window.End], w.End, indentation(text, w.Start))
	}
	for i, s := range f.symbols {
		if end, ok := ends[s.Body]; ok {
			if s.Span.End == s.Body.End {
				f.symbols[i].Span.End = end
			}
			f.symbols[i].Body.End = end
		}
	}
}

// opener finds the end of the colon in front of a block that starts at the
// offset, and the indentation of its line, in bytes.
func (f *facts) opener(text string, start int) (colon, indent int) {
	at := start
	for {
		at = len(strings.TrimRight(text[:at], " \t\r\n"))
		n, _ := slices.BinarySearchFunc(f.comments, at, func(s Span, at int) int { return s.Start - at })
		if n == 0 || f.comments[n-1].End != at {
			break
		}
		at = f.comments[n-1].Start
	}
	if at > 0 && text[at-1] == ':' {
		return at, indentation(text, at)
	}
	return start, indentation(text, start) - 1
}

// indentation is the number of blanks that the line of the offset starts with.
func indentation(text string, offset int) int {
	line := text[strings.LastIndexByte(text[:offset], '\n')+1:]
	return len(line) - len(strings.TrimLeft(line, " \t"))
}

// stretched is the end of a block moved over the blanks behind it, as far as
// they are indented deeper than the given number of bytes.
func stretched(text string, end, indent int) int {
	line, rest, more := strings.Cut(text[end:], "\n")
	if strings.Trim(line, " \t\r") == "" {
		end += len(strings.TrimRight(line, "\r"))
	}
	for at := len(text) - len(rest); more; at = len(text) - len(rest) {
		line, rest, more = strings.Cut(rest, "\n")
		line = strings.TrimRight(line, "\r")
		if strings.Trim(line, " \t") != "" {
			break
		}
		if len(line) > indent {
			end = at + len(line)
		}
	}
	return end
}

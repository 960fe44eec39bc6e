package syntax

import (
	"sort"
	"strings"
)

// document finds the docs of the symbols: the docstring that opens the body,
// else the comments right above, with no blank line in between. Attributes
// between the comments and the declaration become part of the declaration.
func (f *facts) document(text string, symbols []Symbol) {
	for i := range symbols {
		s := &symbols[i]
		s.Span.Start = above(text, f.attributes, s.Span.Start)
		if s.Body != (Span{}) {
			n := sort.Search(len(f.docstrings), func(n int) bool { return f.docstrings[n].Start >= s.Body.Start })
			if n < len(f.docstrings) && f.docstrings[n].Start == s.Body.Start {
				s.Doc = f.docstrings[n]
				continue
			}
		}
		if start := above(text, f.comments, s.Span.Start); start < s.Span.Start {
			end := strings.TrimRight(text[start:s.Span.Start], " \t\r\n")
			s.Doc = Span{start, start + len(end)}
		}
	}
}

// above is where the run of spans starts that ends right above the offset. It
// is the offset if there is no such run.
func above(text string, spans []Span, offset int) int {
	n := sort.Search(len(spans), func(n int) bool { return spans[n].Start >= offset })
	for n--; n >= 0 && spans[n].End <= offset; n-- {
		gap := text[spans[n].End:offset]
		if strings.Trim(gap, " \t\r\n") != "" || strings.Count(gap, "\n") > 1 || !opensLine(text, spans[n].Start) {
			break
		}
		offset = spans[n].Start
	}
	return offset
}

// opensLine reports whether only blanks stand before the offset on its line.
func opensLine(text string, offset int) bool {
	line := text[strings.LastIndexByte(text[:offset], '\n')+1 : offset]
	return strings.Trim(line, " \t") == ""
}

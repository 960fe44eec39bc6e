package syntax

import (
	"slices"
	"sort"
	"strings"
)

// document finds the docs of the symbols: the docstring that opens the body,
// else the comments right above. Attributes between the comments and the
// declaration become part of the declaration.
func (f *facts) document(text string, symbols []Symbol) {
	comments := f.outerComments()
	for i := range symbols {
		s := &symbols[i]
		s.Span.Start = above(text, f.attributes, s.Span.Start)
		if doc, ok := docstring(text, f.docstrings, s.Body); ok {
			s.Doc = doc
		} else if start := above(text, comments, s.Span.Start); start < s.Span.Start {
			end := strings.TrimRight(text[start:s.Span.Start], " \t\r\n")
			s.Doc = Span{start, start + len(end)}
		}
	}
}

// docstring finds the docs that the body opens with: a string, or a run of
// comments.
func docstring(text string, docstrings []Span, body Span) (Span, bool) {
	if body == (Span{}) {
		return body, false
	}
	start := body.Start
	if text[start:body.End] != "" && text[start] == '{' {
		start++
	}
	n := sort.Search(len(docstrings), func(n int) bool { return docstrings[n].Start >= start })
	if n == len(docstrings) || docstrings[n].End > body.End || strings.TrimSpace(text[start:docstrings[n].Start]) != "" {
		return Span{}, false
	}
	doc := docstrings[n]
	for _, next := range docstrings[n+1:] {
		gap := text[doc.End:next.Start]
		if !strings.HasPrefix(text[next.Start:], "//") || strings.TrimSpace(gap) != "" || strings.Contains(gap, "\n") {
			break
		}
		doc.End = next.End
	}
	return withoutLineEnd(text, doc), true
}

// outerComments are the comments that do not document what they stand in.
func (f *facts) outerComments() []Span {
	return slices.DeleteFunc(slices.Clone(f.comments), func(s Span) bool {
		_, inner := slices.BinarySearchFunc(f.docstrings, s, outerFirst)
		return inner
	})
}

// above is where the run of spans starts that ends right above the offset. It
// is the offset if there is no such run. No blank line may be in between, but
// for one below a comment that opens with two stars, which can have no other
// purpose than to document what follows.
func above(text string, spans []Span, offset int) int {
	n := sort.Search(len(spans), func(n int) bool { return spans[n].Start >= offset })
	for n--; n >= 0 && spans[n].End <= offset; n-- {
		gap, lines := text[spans[n].End:offset], 1
		if strings.HasPrefix(text[spans[n].Start:spans[n].End], "/**") {
			lines = 2
		}
		if strings.Trim(gap, " \t\r\n") != "" || strings.Count(gap, "\n") > lines || !opensLine(text, spans[n].Start) {
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

package syntax

import (
	"slices"
	"sort"
	"strings"
)

// docSample is how many doc comments decide on the flavour. Reading all of a
// large file would cost more than parsing a key does.
const docSample = 64

// document finds the docs of the symbols: the docstring that opens the body,
// else the comments right above. Attributes between the comments and the
// declaration become part of the declaration.
func (l *Language) document(text string, f *facts, symbols []Symbol) {
	comments := f.outerComments()
	f.flavours = tally{}
	left := docSample
	for i := range symbols {
		s := &symbols[i]
		s.Span.Start = above(text, f.attributes, s.Span.Start)
		if doc, ok := f.docstring(text, s.Body); ok {
			s.Doc = doc.Span
			f.flavours.add(doc.flavour)
			continue
		}
		if start := above(text, comments, s.Span.Start); start < s.Span.Start {
			s.Doc = Span{start, start + len(strings.TrimRight(text[start:s.Span.Start], " \t\r\n"))}
		} else if doc, ok := behind(text, comments, s.Span.End); ok {
			s.Doc = doc
		}
		if s.Doc.Len() > 0 && left > 0 {
			left--
			f.flavours.add(l.docs(text[s.Doc.Start:s.Doc.End]))
		}
	}
}

// docstring finds the docs that the body opens with: a string, or a run of
// comments.
func (f *facts) docstring(text string, body Span) (docstring, bool) {
	if body == (Span{}) {
		return docstring{}, false
	}
	start := body.Start
	if start < body.End && text[start] == '{' {
		start++
	}
	n := sort.Search(len(f.docstrings), func(n int) bool { return f.docstrings[n].Start >= start })
	if n == len(f.docstrings) || f.docstrings[n].End > body.End || !blank(text[start:f.docstrings[n].Start]) {
		return docstring{}, false
	}
	doc := f.docstrings[n]
	for _, next := range f.docstrings[n+1:] {
		gap := text[doc.End:next.Start]
		if !strings.HasPrefix(text[next.Start:], "//") || !blank(gap) || strings.Contains(gap, "\n") {
			break
		}
		doc.End = next.End
	}
	doc.Span = withoutLineEnd(text, doc.Span)
	return doc, true
}

// outerComments are the comments that do not document what they stand in.
func (f *facts) outerComments() []Span {
	if len(f.docstrings) == 0 {
		return f.comments
	}
	return slices.DeleteFunc(slices.Clone(f.comments), func(s Span) bool {
		_, inner := slices.BinarySearchFunc(f.docstrings, s, func(d docstring, s Span) int { return outerFirst(d.Span, s) })
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
		if !blank(gap) || strings.Count(gap, "\n") > lines || !opensLine(text, spans[n].Start) {
			break
		}
		offset = spans[n].Start
	}
	return offset
}

// opensLine reports whether only blanks stand before the offset on its line.
func opensLine(text string, offset int) bool {
	line := text[strings.LastIndexByte(text[:offset], '\n')+1 : offset]
	return blank(line)
}

func blank(s string) bool {
	for i := range len(s) {
		if s[i] != ' ' && s[i] != '\t' && s[i] != '\r' && s[i] != '\n' {
			return false
		}
	}
	return true
}

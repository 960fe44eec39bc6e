package buffer

import (
	"sort"
	"strings"

	"fimble/context/syntax"
)

// A Text is the content of one version of a document, byte for byte as the
// client sent it: a byte order mark, mixed line ends and invalid UTF-8
// included. It never changes; Splice makes another one that shares what was
// not touched. A line ends at "\n", "\r\n" or a lone "\r". The zero Text is
// empty.
type Text struct {
	chunks []chunk
	total  tally
}

// NewText makes a Text of the whole content. It keeps s.
func NewText(s string) *Text {
	return assemble(cut(nil, s))
}

// Len is the number of bytes.
func (t *Text) Len() int { return t.total.bytes }

// Lines is the number of lines: one more than there are line ends.
func (t *Text) Lines() int { return t.total.breaks + 1 }

// LineEnding is "\r\n" if more lines end so than otherwise, else "\n".
func (t *Text) LineEnding() string {
	if 2*t.total.crlf > t.total.breaks {
		return "\r\n"
	}
	return "\n"
}

// String is the whole content. It copies unless the text is short.
func (t *Text) String() string { return t.Slice(0, t.Len()) }

// Slice is the content from byte a to byte b. Offsets outside of the text are
// moved to its nearest end. It copies only what lies in more than one chunk.
func (t *Text) Slice(a, b int) string {
	a, b = t.clamp(a, b)
	if a == b {
		return ""
	}
	i, j := t.chunkOf(a), t.chunkOf(b-1)
	a, b = a-t.chunks[i].before.bytes, b-t.chunks[j].before.bytes
	if i == j {
		return t.chunks[i].text[a:b]
	}
	var s strings.Builder
	s.Grow(t.chunks[j].before.bytes - t.chunks[i].before.bytes - a + b)
	s.WriteString(t.chunks[i].text[a:])
	for _, c := range t.chunks[i+1 : j] {
		s.WriteString(c.text)
	}
	s.WriteString(t.chunks[j].text[:b])
	return s.String()
}

// Splice returns the text with the bytes from a to b replaced by s. Offsets
// outside of the text are moved to its nearest end, and a b before a to a.
func (t *Text) Splice(a, b int, s string) *Text {
	a, b = t.clamp(a, b)
	if a == b && s == "" {
		return t
	}
	if len(t.chunks) == 0 {
		return NewText(s)
	}
	i, j := t.chunkOf(a), t.chunkOf(max(a, b-1))+1
	middle := t.chunks[i].text[:a-t.chunks[i].before.bytes] + s +
		t.chunks[j-1].text[b-t.chunks[j-1].before.bytes:]
	// Neighbours are taken in until the piece is of a fair size and its
	// borders part no "\r\n".
	for i > 0 && (len(middle) < chunkMin || parted(t.chunks[i-1].text, middle)) {
		i--
		middle = t.chunks[i].text + middle
	}
	for j < len(t.chunks) && (len(middle) < chunkMin || parted(middle, t.chunks[j].text)) {
		middle += t.chunks[j].text
		j++
	}
	chunks := make([]chunk, 0, len(t.chunks)-(j-i)+1+len(middle)/chunkSize)
	chunks = append(chunks, t.chunks[:i]...)
	chunks = cut(chunks, middle)
	return assemble(append(chunks, t.chunks[j:]...))
}

// LineSpan is the span of line n, counted from 0, without its line end. A
// line before the first is the start of the text, one after the last its end.
func (t *Text) LineSpan(n int) syntax.Span {
	switch {
	case n < 0:
		return syntax.Span{}
	case n >= t.Lines():
		return syntax.Span{Start: t.Len(), End: t.Len()}
	}
	span := syntax.Span{End: t.Len()}
	if n > 0 {
		_, span.Start = t.lineBreak(n - 1)
	}
	if n < t.total.breaks {
		span.End, _ = t.lineBreak(n)
	}
	return span
}

// LineAt is the number of the line, from 0, in which the offset lies. Between
// "\r" and "\n" it is still the line that they end.
func (t *Text) LineAt(offset int) int {
	offset, _ = t.clamp(offset, offset)
	if len(t.chunks) == 0 {
		return 0
	}
	c := t.chunks[t.chunkOf(offset)]
	k := offset - c.before.bytes
	n := c.before.breaks + count(c.text[:k]).breaks
	if k < len(c.text) && parted(c.text[:k], c.text[k:]) {
		n--
	}
	return n
}

// lineBreak is where the n-th line end, from 0, starts and ends.
func (t *Text) lineBreak(n int) (start, end int) {
	i := sort.Search(len(t.chunks), func(i int) bool {
		return n < t.chunks[i].before.breaks+t.chunks[i].breaks
	})
	c := t.chunks[i]
	lines := breaks{text: c.text}
	for range n - c.before.breaks + 1 {
		start, end = lines.next()
	}
	return c.before.bytes + start, c.before.bytes + end
}

// chunkOf is the index of the chunk that holds the byte at offset; the last
// one for the end of the text.
func (t *Text) chunkOf(offset int) int {
	i := sort.Search(len(t.chunks), func(i int) bool {
		return offset < t.chunks[i].before.bytes+t.chunks[i].bytes
	})
	return min(i, len(t.chunks)-1)
}

func (t *Text) clamp(a, b int) (int, int) {
	a = min(max(a, 0), t.Len())
	return a, min(max(a, b), t.Len())
}

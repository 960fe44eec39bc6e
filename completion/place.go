package completion

import (
	"hash/maphash"
	"strings"

	"fimble/completion/trim"
)

// placeReach is how many bytes on either side say where the cursor is. Two
// places that agree on so much want the same suggestion; an edit further away
// than this does not make a suggestion wrong.
const placeReach = 4 << 10

// A place is where a suggestion fits: the text around the cursor's line, and
// the line up to the cursor, which grows as the user types. The closers right
// behind the cursor are told apart from the text below, because editors put
// them in unasked while the user types what was suggested.
type place struct {
	head    string // before the cursor's line
	line    string // the line up to the cursor
	closers string // brackets and quotes behind the cursor, blanks between them left out
	tail    string // what follows the closers
	opened  string // closers that the editor may have put in on the lines between the suggestion's start and this place, innermost first
}

func placeOf(s trim.Site) place {
	start := strings.LastIndexByte(s.Prefix, '\n') + 1
	after := s.Suffix[:min(len(s.Suffix), placeReach)]
	tail := strings.TrimLeft(after, closing+" \t\n")
	return place{
		head:    s.Prefix[max(0, start-placeReach):start],
		line:    s.Prefix[start:],
		closers: onlyClosers(after[:len(after)-len(tail)]),
		tail:    tail,
	}
}

// closing are the characters that editors put in behind the cursor.
const closing = ")]}\"'`"

// onlyClosers leaves out the blanks.
func onlyClosers(text string) string {
	return strings.Map(func(r rune) rune {
		if strings.ContainsRune(closing, r) {
			return r
		}
		return -1
	}, text)
}

// after is the place where the first n bytes of a text, which end in a
// newline, have been typed.
func (p place) after(text string, n int) place {
	head := p.head + p.line + text[:n]
	return place{
		head: head[max(0, len(head)-placeReach):], closers: p.closers, tail: p.tail,
		opened: openedBy(p.opened, p.line+text[:n]),
	}
}

// sum is the hash of what does not change while the user types on the line.
func (p place) sum(seed maphash.Seed) uint64 {
	var h maphash.Hash
	h.SetSeed(seed)
	h.WriteString(p.head)
	h.WriteByte(0)
	h.WriteString(p.tail)
	return h.Sum64()
}

// typedSince tells what the user typed to come from one place to another on
// the same line; false when they did anything else.
func (p place) typedSince(was place) (string, bool) {
	if p.head != was.head || p.tail != was.tail {
		return "", false
	}
	typed, ok := strings.CutPrefix(p.line, was.line)
	return typed, ok && p.closedSince(was)
}

// closedSince reports whether the closers behind the cursor are those of the
// earlier place, but for some that an editor puts in when what was typed
// since opens a bracket or a quote.
func (p place) closedSince(was place) bool {
	if p.closers == was.closers {
		return true
	}
	put, ok := strings.CutSuffix(p.closers, was.closers)
	if !ok {
		return false
	}
	expected := openedBy(was.opened, p.line)
	for i := range len(put) {
		at := strings.IndexByte(expected, put[i])
		if at < 0 {
			return false
		}
		expected = expected[at+1:]
	}
	return true
}

// openedBy gives the closers of the brackets and quotes that a text leaves
// open, innermost first, when those before are open already.
func openedBy(before, text string) string {
	open := []byte(before) // innermost first
	push := func(c byte) { open = append([]byte{c}, open...) }
	for i := range len(text) {
		c := text[i]
		inQuote := len(open) > 0 && strings.IndexByte("\"'`", open[0]) >= 0
		switch {
		case len(open) > 0 && c == open[0] && (i == 0 || text[i-1] != '\\'):
			open = open[1:]
		case inQuote:
			if c == '\n' && open[0] != '`' {
				open = open[1:] // an apostrophe
			}
		case c == '(':
			push(')')
		case c == '[':
			push(']')
		case c == '{':
			push('}')
		case c == '"' || c == '\'' || c == '`':
			push(c)
		}
	}
	return string(open)
}

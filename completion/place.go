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
// the line up to the cursor, which grows as the user types.
type place struct {
	head string // before the cursor's line
	line string // the line up to the cursor
	tail string // after the cursor
}

func placeOf(s trim.Site) place {
	start := strings.LastIndexByte(s.Prefix, '\n') + 1
	return place{
		head: s.Prefix[max(0, start-placeReach):start],
		line: s.Prefix[start:],
		tail: s.Suffix[:min(len(s.Suffix), placeReach)],
	}
}

// after is the place where the first n bytes of a text, which end in a
// newline, have been typed.
func (p place) after(text string, n int) place {
	head := p.head + p.line + text[:n]
	return place{head: head[max(0, len(head)-placeReach):], tail: p.tail}
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
	return strings.CutPrefix(p.line, was.line)
}

package buffer

import "strings"

const (
	// chunkSize is how long a freshly cut chunk is, in bytes. A splice copies
	// and counts one chunk, and copies the list of all of them: larger chunks
	// make the first dear, smaller ones the second. At 8 KiB each takes a few
	// microseconds from 100 KB to 10 MB of text; 16 KiB was half as fast at
	// 130 KB and no faster at 5 MB.
	chunkSize = 8 << 10
	// chunkMax is the length above which a chunk is cut up, chunkMin the one
	// below which it is joined with a neighbour. The room between them keeps
	// a key at a border from cutting and joining in turns.
	chunkMax = 2 * chunkSize
	chunkMin = chunkSize / 4
)

// A chunk is a stretch of a Text. It is never empty, and a border never parts
// "\r" from "\n", so that each chunk's line ends can be counted by themselves.
type chunk struct {
	text string
	tally
	before tally // of all the chunks before this one
}

// A tally counts what lies in a stretch of text.
type tally struct{ bytes, breaks, crlf int }

func (t tally) plus(o tally) tally {
	return tally{t.bytes + o.bytes, t.breaks + o.breaks, t.crlf + o.crlf}
}

// cut appends s to the chunks, in pieces of a fair size.
func cut(chunks []chunk, s string) []chunk {
	if len(s) > chunkMax {
		pieces := len(s) / chunkSize
		for ; pieces > 1; pieces-- {
			n := len(s) / pieces
			if parted(s[:n], s[n:]) {
				n++
			}
			chunks = append(chunks, chunk{text: s[:n], tally: count(s[:n])})
			s = s[n:]
		}
	}
	if s != "" {
		chunks = append(chunks, chunk{text: s, tally: count(s)})
	}
	return chunks
}

// assemble makes a Text of the chunks, which it keeps.
func assemble(chunks []chunk) *Text {
	t := &Text{chunks: chunks}
	for i := range chunks {
		chunks[i].before = t.total
		t.total = t.total.plus(chunks[i].tally)
	}
	return t
}

// parted reports whether the border between a and b parts "\r" from "\n".
func parted(a, b string) bool {
	return strings.HasSuffix(a, "\r") && strings.HasPrefix(b, "\n")
}

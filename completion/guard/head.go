package guard

import (
	"strings"

	"fimble/context/syntax"
)

// A head gathers the lines of a frame before the cursor, last ones first.
type head struct {
	*nesting
	pieces []string
}

func headOf(l *syntax.Language, prefix string) string {
	h := &head{nesting: likeliest(l, prefix, syntax.LastDeclarations(prefix))}
	if l.Offside() {
		h.dedents()
	} else {
		h.blocks()
	}
	var b strings.Builder
	for i := len(h.pieces) - 1; i >= 0; i-- {
		b.WriteString(h.pieces[i])
	}
	head := b.String()
	if len(head) > mostHead {
		head = head[len(head)-mostHead:]
		head = head[strings.IndexByte(head, '\n')+1:]
	}
	return head
}

// farBefore is how long a prefix is that may not be all of what precedes the
// cursor, so that it may begin within a string.
const farBefore = 30 << 10

// likeliest reads the end of a prefix, from within a string if it makes more
// sense so: it matches better or, where that tells nothing, holds more code.
func likeliest(l *syntax.Language, prefix, end string) *nesting {
	best := nestingOf(l, end)
	if len(end) == len(prefix) && len(prefix) < farBefore {
		return best
	}
	for _, quote := range l.Quotes() {
		if !strings.Contains(end, quote) {
			continue
		}
		n := nestingOf(l, quote+end)
		if less := best.faults() - n.faults(); less > likely || less >= -likely && len(n.lines) > len(best.lines) {
			best = n
		}
	}
	return best
}

// likely is how many faults one reading of a text must have more than another
// to be less likely. Wrong readings of prose have dozens.
const likely = 3

func (h *head) keep(from, to int) { h.pieces = append(h.pieces, h.text[from:to]) }

// blocks keeps the lines of the innermost block within reach, then those of
// the lines above that open what is open below them.
func (h *head) blocks() {
	want := len(h.open)
	i, end := h.content(want)
	kept := end // where the pieces start
	carry, labelled, tags := false, false, false
	for ; i >= 0 && (want > 0 || carry); i-- {
		l := h.lines[i]
		label := !labelled && l.depth == want && (i+1 == len(h.lines) || h.lines[i+1].depth == want) && h.label(l.code)
		if l.low < want || carry && l.low <= want || label {
			if tags {
				end = kept
			}
			h.keep(l.at, end)
			kept = l.at
			carry = !l.starts && l.depth == l.low
			labelled = l.depth == want && (labelled || label)
			want, tags = l.depth, false
		} else if l.tag && l.depth == want {
			tags = true
		}
		end = l.at
	}
}

// content keeps the lines upwards from the cursor that lie in the innermost
// block, as far as the reach goes, and returns the next line and its end.
func (h *head) content(level int) (next, end int) {
	size := len(h.text)
	end, next = 0, -1
	least, reach := -1, headReach
	for i := len(h.lines) - 1; i >= 0; i-- {
		l := h.lines[i]
		if next >= 0 && size-l.at > reach {
			break
		}
		if l.low < level {
			end, next = h.begin(i+1), i
			break
		}
		if l.depth > level || !l.starts && !l.item {
			continue
		}
		if l.tag {
			reach = tagReach
		}
		if least < 0 || l.indent <= least || size-l.at > reach {
			end, next, least = l.at, i-1, l.indent
		}
	}
	h.keep(end, size)
	return next, end
}

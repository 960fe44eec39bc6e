package guard

import (
	"strings"

	"fimble/context/syntax"
)

const (
	// headReach is how much of the innermost block is parsed before the cursor,
	// and tailReach how much behind it: enough for nearly every statement. A
	// parse takes about 0.2 ms per KB.
	headReach = 1 << 10
	tailReach = 1 << 9
	// tagReach stands for both where tags of markup nest, of which none can be
	// left out.
	tagReach = 4 << 10
)

// A frame is the code around the cursor that says what may stand there: the
// statements near by, and of each block around them the lines that open it.
type frame struct {
	language *syntax.Language
	head     string
	tail     string
	suffix   string
	far      bool // what is opened at the cursor may be closed behind the tail
}

// A head gathers the lines of a frame before the cursor, last ones first.
type head struct {
	*nesting
	pieces []string
}

func headOf(l *syntax.Language, prefix string) string {
	h := &head{nesting: nestingOf(l, prefix)}
	if l.Offside() {
		h.dedents()
	} else {
		h.blocks()
	}
	var b strings.Builder
	for i := len(h.pieces) - 1; i >= 0; i-- {
		b.WriteString(h.pieces[i])
	}
	return b.String()
}

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

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
	// mostHead bounds what is parsed before the cursor in any case: some 2 ms.
	mostHead = 12 << 10
)

// A frame is the code around the cursor that says what may stand there: the
// statements near by, and of each block around them the lines that open it.
type frame struct {
	language *syntax.Language
	head     string
	before   *nesting // of the head
	tail     string
	far      bool         // what is opened at the cursor may be closed behind the tail
	suffix   string       // all that the tail was made of
	ends     map[int]bool // openers in the head that the tail closes
}

// suffixReach is how much of a suffix is read for the lines that close the
// blocks around the cursor: the rest of nearly every block.
const suffixReach = 4 << 10

func frameOf(l *syntax.Language, head, suffix string) *frame {
	if len(suffix) > suffixReach {
		suffix = suffix[:strings.LastIndexByte(suffix[:suffixReach], '\n')+1]
	}
	f := &frame{language: l, head: head, before: nestingOf(l, head), suffix: suffix}
	f.tail, f.far = f.tailOf()
	return f
}

// placeholder stands for a text at the cursor, where the code before it has
// not said all: at the beginning of a line it tells how deep the block is
// indented, and behind an operator that the statement goes on.
func (f *frame) placeholder() string {
	switch {
	case f.blank():
		return "x"
	case f.before.comment < len(f.head) && f.before.goesOn(f.head):
		return " x"
	}
	return ""
}

// blank reports whether the cursor's line is blank up to the cursor.
func (f *frame) blank() bool { return strings.TrimLeft(lastLine(f.head), " \t") == "" }

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

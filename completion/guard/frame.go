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

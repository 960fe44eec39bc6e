package guard

import "strings"

// A tail gathers the lines of a frame behind the cursor.
type tail struct {
	*nesting     // of the head and all of the suffix
	i        int // the next line
	at       int // where the suffix begins
	indent   int // of the cursor's line
	b        strings.Builder
}

// tailOf is what follows the head within reach, then the lines that close what
// is still open there. Far is set if lines that only an opener at the cursor
// can explain go on out of reach.
func (f *frame) tailOf() (text string, far bool) {
	head := f.head + f.placeholder()
	t := &tail{nesting: nestingOf(f.language, head+f.suffix), at: len(head), indent: columns(lastLine(head))}
	for t.i < len(t.lines) && t.lines[t.i].at <= t.at {
		t.i++
	}
	switch {
	case t.inert():
		rest, _, _ := strings.Cut(f.suffix, "\n")
		return rest + "\n", false
	case f.language.Offside():
		t.dedents()
	default:
		level := len(f.before.open)
		for level > 0 && f.before.open[level-1].closer != "}" {
			level--
		}
		far = t.blocks(level)
	}
	return t.b.String(), far
}

// inert reports whether the cursor is in a string or comment that never ends.
func (t *tail) inert() bool {
	for i := len(t.open) - 1; i >= 0; i-- {
		if o := t.open[i]; !o.Bracket && o.Span.Start < t.at {
			return true
		}
	}
	return false
}

// blocks keeps the rest of the innermost block within reach, then the lines
// that close the blocks around it. Want is how many openers the block is in,
// its own brace included.
func (t *tail) blocks(want int) (far bool) {
	deep := t.content(want)
	carry := false
	for ; t.i < len(t.lines) && (want > 0 || carry || deep); t.i++ {
		l := t.lines[t.i]
		switch {
		case deep && l.indent > t.indent:
		case l.depth < want && l.starts:
			want, carry, deep = l.depth, false, false
		case l.low < want || (carry || deep) && !l.starts && l.low <= want:
			t.b.WriteString(t.text[l.at:t.begin(t.i+1)])
			carry, deep = true, false
			if t.i+1 < len(t.lines) {
				want = t.lines[t.i+1].depth
			}
		default:
			carry, deep = false, false
		}
	}
	return deep
}

// content keeps the lines down from the cursor that lie in the block of the
// level, as far as the reach goes. Deep is set if it stops among lines that
// are indented deeper than the cursor's.
func (t *tail) content(level int) (deep bool) {
	reach := tailReach
	for ; t.i < len(t.lines); t.i++ {
		l := t.lines[t.i]
		if l.depth < level && l.starts || l.low < level {
			break
		}
		if l.tag {
			reach = tagReach
		}
		size := l.at - t.at
		if l.depth > level || !l.starts && !l.item || size <= reach {
			continue
		}
		if deep = l.indent > t.indent; !deep || size > 4*reach {
			break
		}
	}
	t.b.WriteString(t.text[t.at:t.begin(t.i)])
	return deep
}

// begin is where the line begins, the end of the text if there is none.
func (n *nesting) begin(i int) int {
	if i < len(n.lines) {
		return n.lines[i].at
	}
	return len(n.text)
}

func lastLine(text string) string { return text[strings.LastIndexByte(text, '\n')+1:] }

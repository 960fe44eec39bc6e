package guard

import "strings"

// dedents keeps the statements around the cursor within reach, then the lines
// that open the blocks around them, each less indented than the one below.
func (h *head) dedents() {
	end := len(h.text)
	i := len(h.lines) - 1
	indent, blank := h.blankLine()
	if !blank {
		for i > 0 && h.lines[i].depth > 0 {
			i--
		}
		indent = 0
		if i >= 0 {
			indent = h.lines[i].indent
		}
	}
	from, next := strings.LastIndexByte(h.text, '\n')+1, i
	for found := blank; i >= 0; i-- {
		l := h.lines[i]
		if l.depth > 0 || l.indent > indent {
			continue
		}
		if found && end-h.begin(i) > headReach {
			break
		}
		if l.indent < indent {
			from, next = h.begin(i+1), i
			break
		}
		if !continues(h.text[l.code:]) {
			from, next, found = l.at, i-1, true
		}
	}
	h.keep(from, end)
	h.headers(next, from, indent)
}

// headers keeps the first lines of the blocks that a line of that indent is
// in, from line i upwards.
func (h *head) headers(i, end, indent int) {
	carried := false
	for ; i >= 0; i-- {
		l := h.lines[i]
		if l.depth > 0 {
			continue // the statement began further up
		}
		if l.indent < indent || carried && l.indent == indent {
			if carried {
				h.pieces = append(h.pieces, h.text[l.at:l.code]+" pass\n")
			}
			h.keep(l.at, end)
			indent, carried = l.indent, continues(h.text[l.code:])
		}
		if end = l.at; indent == 0 && !carried {
			break
		}
	}
}

// blankLine is the indent of the cursor's line if nothing else is on it.
func (h *head) blankLine() (indent int, ok bool) {
	line := h.text[strings.LastIndexByte(h.text, '\n')+1:]
	return columns(line), strings.TrimLeft(line, " \t") == "" && len(h.open) == 0
}

// dedents keeps the text up to the first line that is indented less than the
// block around the cursor, and behind that the branches that the blocks around
// must have.
func (t *tail) dedents() {
	tries := t.tries()
	for ; t.i < len(t.lines); t.i++ {
		l := t.lines[t.i]
		if l.depth == 0 && (l.indent < t.indent || l.at-t.at > tailReach && l.starts && !strings.HasSuffix(t.codeBefore(l.at), ":")) {
			break
		}
	}
	t.b.WriteString(t.text[t.at:t.begin(t.i)])
	if code := t.codeBefore(t.begin(t.i)); t.i == len(t.lines) && strings.HasSuffix(code, ":") && len(code) > t.at {
		t.b.WriteString(leading(code) + " pass\n") // the suffix goes on
	}
	due := false
	for ; t.i < len(t.lines); t.i++ {
		l := t.lines[t.i]
		if l.depth > 0 || l.indent > t.indent {
			continue
		}
		code := t.text[l.code:]
		if due = continues(code) && (due || l.indent < t.indent); due {
			tries = t.finish(tries, l.indent+1)
			if len(tries) > 0 && columns(tries[len(tries)-1]) == l.indent {
				tries = tries[:len(tries)-1]
			}
			first, _, _ := strings.Cut(code, "\n")
			blanks := t.text[l.at:l.code]
			t.b.WriteString(blanks + first + "\n" + blanks + " pass\n")
		}
		t.indent = l.indent
	}
	t.finish(tries, 0)
}

// tries are the blanks in front of each try that the cursor is in the body
// of, outermost first, and the indent of the cursor's block.
func (t *tail) tries() (blanks []string) {
	i := t.i - 1
	for i > 0 && t.lines[i].depth > 0 {
		i--
	}
	if t.indent = 0; i >= 0 {
		t.indent = t.lines[i].indent
	}
	for indent := t.indent; i >= 0; i-- {
		if l := t.lines[i]; l.depth == 0 && l.indent < indent {
			indent = l.indent
			if strings.HasPrefix(t.text[l.code:], "try:") {
				blanks = append([]string{t.text[l.at:l.code]}, blanks...)
			}
		}
	}
	return blanks
}

// finish gives every try that is indented at least that deep a branch.
func (t *tail) finish(tries []string, indent int) []string {
	for len(tries) > 0 && columns(tries[len(tries)-1]) >= indent {
		blanks := tries[len(tries)-1]
		tries = tries[:len(tries)-1]
		if t.b.Len() == 0 || !strings.HasSuffix(t.b.String(), "\n") {
			t.b.WriteByte('\n')
		}
		t.b.WriteString(blanks + "finally:\n" + blanks + " pass\n")
	}
	return tries
}

// dents counts the lines that are indented as no line can be there: deeper
// than the one before, which opens no block, not deeper than one that does, or
// like no block around.
func (n *nesting) dents() (count int) {
	var blocks []int
	due := false
	for _, l := range n.lines {
		if l.depth > 0 {
			continue
		}
		code := n.codeBefore(l.at)
		if strings.HasSuffix(code, `\`) {
			continue
		}
		if due = len(blocks) == 0 || strings.HasSuffix(code, ":"); due && len(blocks) > 0 && l.indent <= blocks[len(blocks)-1] {
			count++
		}
		for len(blocks) > 0 && l.indent < blocks[len(blocks)-1] {
			blocks = blocks[:len(blocks)-1]
		}
		if len(blocks) == 0 || l.indent > blocks[len(blocks)-1] {
			if !due {
				count++
			}
			blocks = append(blocks, l.indent)
		}
	}
	if strings.HasSuffix(n.codeBefore(len(n.text)), ":") {
		count++
	}
	return count
}

// columns is the width of a line's leading blanks, tabs to eights.
func columns(line string) int {
	width := 0
	for _, c := range []byte(line) {
		switch c {
		case ' ':
			width++
		case '\t':
			width = width&^7 + 8
		default:
			return width
		}
	}
	return width
}

package guard

import (
	"strings"

	"fimble/context/syntax"
)

// An opener is a bracket, a string or a comment that has not been closed.
type opener struct {
	syntax.Mark
	closer  string
	block   bool // nothing but a comment follows it on its line
	lines   bool // it begins a string or comment that may hold several lines
	content int  // indent of the first line within, -1 if there is none yet
	base    int  // indent of the statement that it is part of
	branch  bool // its line begins with an operator of two columns: "? ", ": ", "| "
}

// A closed is a bracket that has been closed.
type closed struct {
	from, end     int // where it opens, and where its closer ends
	closer        string
	content, base int // as of its opener
}

// A gap is a place at which a closer is missing: the lines behind it stand
// where the opener has been left.
type gap struct {
	at     int
	from   int // where the opener stands
	closer string
}

// A nesting is how a text is nested, whether or not its brackets match.
type nesting struct {
	language   *syntax.Language
	text       string
	open       []opener // at the end of the text, outermost first
	gaps       []gap    // where something should have been closed
	closed     []closed
	surplus    int // closers that close nothing
	misfits    int // closers at another indent than what they close
	comments   []syntax.Span
	branchless []int  // ends of blocks that are tried, with no branch behind them
	comment    int    // where the last comment ends that its line ends with
	lines      []line // that begin in code
}

func nestingOf(l *syntax.Language, text string) *nesting {
	n := &nesting{language: l, text: text, lines: make([]line, 0, strings.Count(text, "\n")+1)}
	for _, m := range syntax.Marks(l, text) {
		switch m.Kind {
		case syntax.MarkLine:
			n.line(m)
		case syntax.MarkComment:
			n.comments = append(n.comments, m.Span)
			n.comment = m.Span.End
		case syntax.MarkOpen:
			n.push(m)
		case syntax.MarkClose:
			n.close(m)
		case syntax.MarkBreak:
			n.miss(m.Span.Start)
		}
	}
	return n
}

func (n *nesting) push(m syntax.Mark) {
	base := m.Indent
	if len(n.open) > 0 {
		if outer := n.open[len(n.open)-1]; outer.content >= 0 {
			base = min(base, outer.content)
		}
	} else if !n.language.Offside() {
		base = 0 // what no brace is around is not indented
	}
	opener := opener{Mark: m, content: -1, base: base, block: n.endsLine(m.Span.End)}
	text := n.text[m.Span.Start:m.Span.End]
	opener.closer = n.language.Closer(text)
	opener.lines = !m.Bracket && n.language.HoldsLines(text)
	if last := len(n.lines) - 1; last >= 0 {
		code := n.text[n.lines[last].code:]
		opener.branch = len(code) > 1 && code[1] == ' ' && strings.IndexByte("?:|&", code[0]) >= 0
	}
	n.open = append(n.open, opener)
}

// endsLine reports whether nothing but a comment follows on the line.
func (n *nesting) endsLine(at int) bool {
	for at < len(n.text) && (n.text[at] == ' ' || n.text[at] == '\t' || n.text[at] == '\r') {
		at++
	}
	comment := n.language.LineComment
	return at == len(n.text) || n.text[at] == '\n' || comment != "" && strings.HasPrefix(n.text[at:], comment)
}

// miss leaves the innermost opener, whose closer is missing at the offset.
func (n *nesting) miss(at int) {
	if len(n.open) == 0 {
		return
	}
	top := n.open[len(n.open)-1]
	n.gaps = append(n.gaps, gap{at, top.Span.Start, top.closer})
	n.pop()
}

func (n *nesting) pop() {
	n.open = n.open[:len(n.open)-1]
	if len(n.lines) > 0 {
		last := &n.lines[len(n.lines)-1]
		last.low = min(last.low, len(n.open))
	}
}

// line leaves what the line cannot stand in, going by its indent.
func (n *nesting) line(m syntax.Mark) {
	before := n.codeBefore(m.Span.Start)
	leads, carried := n.leads(m.Span.Start), n.goesOn(before)
	starts := leads && !carried && !n.belongs(before)
	c := n.text[m.Span.Start]
	if c != ')' && c != ']' && c != '}' && !n.label(m.Span.Start) {
		end := len(unspaced(n.text[:m.Span.Start]))
		for len(n.open) > 0 && n.open[len(n.open)-1].contradicts(m.Indent, leads, carried) {
			n.miss(end)
		}
		if len(n.open) > 0 {
			if top := &n.open[len(n.open)-1]; top.content < 0 {
				top.content = m.Indent
			}
		}
	}
	n.lines = append(n.lines, n.newLine(m, starts, leads && strings.HasSuffix(before, ",")))
}

// contradicts reports whether a line of that indent cannot stand in what was
// opened. Leads tells whether the line may be the first of a statement by
// itself, and carried whether the line before goes on with it.
func (o *opener) contradicts(indent int, leads, carried bool) bool {
	switch {
	case !o.Bracket || indent > o.base:
		return false
	case indent < o.base:
		return true
	case o.content >= 0:
		return leads && o.content > o.base
	}
	return leads && !carried && !o.block
}

func (n *nesting) close(m syntax.Mark) {
	closer := n.text[m.Span.Start:m.Span.End]
	if !m.Bracket {
		if len(n.open) > 0 {
			if top := n.open[len(n.open)-1]; closer == "*/" {
				n.comments = append(n.comments, syntax.Span{Start: top.Span.Start, End: m.Span.End})
			}
			n.pop()
		}
		return
	}
	at := m.Span.Start
	if m.First {
		at = len(unspaced(n.text[:at]))
	}
	if rest := n.text[m.Span.End:]; closer == "}" && strings.HasPrefix(strings.TrimLeft(rest, " \t"), "}") {
		m.First = false // the last one of several stands where its line says
	}
	match := n.match(m, closer)
	if match < 0 {
		n.surplus++
		return
	}
	if top := n.open[match]; m.First && top.block && !top.closesAt(m.Indent) {
		if m.Indent > top.base && (top.content >= 0 || closer == "}") && (m.Indent > top.content || closer == "}" && m.Indent == top.content) {
			n.surplus++ // what it closes is not there
			return
		}
		n.misfits++
	}
	for len(n.open) > match+1 {
		n.miss(at)
	}
	o := &n.open[match]
	n.closed = append(n.closed, closed{o.Span.Start, m.Span.End, o.closer, o.content, o.base})
	if closer == "}" && n.tried(o.Span.Start) && !continues(strings.TrimLeft(n.text[m.Span.End:], " \t\n")) {
		n.branchless = append(n.branchless, m.Span.End)
	}
	n.pop()
}

// faults counts what does not match.
func (n *nesting) faults() int { return len(n.gaps) + n.surplus + n.misfits }

// closesAt reports whether a closer at that indent may close the opener.
func (o *opener) closesAt(indent int) bool {
	return indent == o.Indent || indent == o.base || o.branch && indent == o.Indent+2
}

// match is the index of the opener that a bracket closes, -1 if there is none:
// the innermost of its kind, but that a bracket which begins a line belongs
// rather to the innermost one that is not indented deeper than itself. None
// closes anything around a block that its line stands in.
func (n *nesting) match(m syntax.Mark, closer string) int {
	nearest := -1
	for i := len(n.open) - 1; i >= 0; i-- {
		o := &n.open[i]
		if !o.Bracket || o.closer != closer && n.text[o.Span.Start:o.Span.End] == "${" {
			break
		}
		if o.closer != closer {
			if o.block && o.content > o.base && m.Indent >= o.content {
				break
			}
			continue
		}
		if nearest < 0 {
			nearest = i
		}
		if !m.First || o.base <= m.Indent {
			return i
		}
	}
	return nearest
}

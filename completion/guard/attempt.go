package guard

import (
	"slices"
	"strings"

	"fimble/context/syntax"
)

// An attempt is a text in a frame.
type attempt struct {
	*frame
	text  string
	in    *nesting // of the head and the text
	plain *trial   // as it stands, nil if nobody has asked yet
}

func (f *frame) with(text string) *attempt {
	return &attempt{frame: f, text: text, in: nestingOf(f.language, f.head+text)}
}

// code is the head and the text up to the last that is no comment.
func (a *attempt) code() string { return a.in.codeBefore(len(a.in.text)) }

// breaksOff reports whether the text ends where no statement can, so that it
// goes on below.
func (a *attempt) breaksOff() bool {
	return len(a.in.open) > 0 && a.in.open[len(a.in.open)-1].lines || a.in.breaksOff(len(a.in.text))
}

// listed reports whether the text ends with an item of a list that it has begun
// on a line above.
func (a *attempt) listed() bool {
	if len(a.in.open) == 0 || !strings.HasSuffix(a.code(), ",") {
		return false
	}
	o := a.in.open[len(a.in.open)-1]
	return o.block && o.Span.Start >= len(a.head)
}

// inString reports whether the text ends in a string that it has begun.
func (a *attempt) inString() bool {
	if len(a.in.open) == 0 {
		return false
	}
	o := a.in.open[len(a.in.open)-1]
	return !o.Bracket && o.Span.Start >= len(a.head)
}

// comments reports whether the text is all comment, and no code follows it on
// its line.
func (a *attempt) comments() bool {
	rest, _, _ := strings.Cut(a.tail, "\n")
	return strings.TrimSpace(rest) == "" && !a.directs() && a.in.comment == len(a.in.text) && len(a.code()) <= len(a.head)
}

// directs reports whether the text ends with a line for a preprocessor.
func (a *attempt) directs() bool {
	return a.language.Directives() && strings.HasPrefix(strings.TrimLeft(lastLine(a.in.text), " \t"), "#")
}

// A trial is what becomes of the code around the cursor with a text in it.
type trial struct {
	source string // with every bracket closed where the lines show that it should have been
	gaps   []gap  // what had to be closed for that
	closed []closed
	faults int // closers that close nothing or too early, and lines indented as none can be
	end    int // where the frame ends, blanks left out
}

// stands is what becomes of the code with the text as it is.
func (a *attempt) stands() trial {
	if a.plain == nil {
		t := a.try(ending{})
		a.plain = &t
	}
	return *a.plain
}

// try completes the frame as if the ending followed the text.
func (a *attempt) try(e ending) trial {
	source, in := a.in.text, a.in
	if e.inside != "" {
		if in.comment == len(source) {
			source += "\n"
		}
		source += e.inside
		in = nestingOf(a.language, source)
	}
	here := len(strings.TrimRight(source, " \t\n"))
	own := syntax.Span{Start: len(a.head) + 1, End: len(source)}
	source += a.behind(in)
	n := nestingOf(a.language, source)
	n.branchless = slices.DeleteFunc(n.branchless, own.Contains) // a text brings its own
	end := len(strings.TrimRight(source, " \t\n"))
	for _, o := range slices.Backward(n.open) {
		n.gaps = append(n.gaps, gap{end, o.Span.Start, o.closer})
	}
	if e.behind != "" {
		here = n.outside(here, in.open)
	}
	t := trial{source: n.woven(e, here), gaps: n.gaps, closed: n.closed, faults: n.surplus + n.misfits + a.early(n), end: end}
	if a.language.Offside() {
		t.faults += nestingOf(a.language, t.source).dents()
	}
	return t
}

// early counts the blocks around the cursor that the text closes although the
// next line stands in them, or goes on behind although their own end follows.
func (a *attempt) early(n *nesting) (count int) {
	next := slices.IndexFunc(n.lines, func(l line) bool { return l.at >= len(a.in.text) })
	for _, c := range n.closed {
		if c.from >= len(a.head)-len(lastLine(a.head)) || c.end <= len(a.head) || c.end > len(a.in.text) {
			continue
		}
		within := next >= 0 && c.closer == "}" && c.content > c.base && n.lines[next].indent >= c.content
		if within || a.ends[c.from] && a.leaves(c.end) {
			count++
		}
	}
	return count
}

// leaves reports whether the text goes on below the line of a closer at the
// offset, which does not begin another block.
func (a *attempt) leaves(offset int) bool {
	rest, _, more := strings.Cut(a.in.text[offset:], "\n")
	return more && !opens(strings.TrimRight(rest, " \t"))
}

// behind is what follows the text. Behind one that ends in a string or a
// comment of several lines that is not what follows the cursor in code.
func (a *attempt) behind(in *nesting) string {
	if open := in.open; len(open) > 0 && open[len(open)-1].lines && open[len(open)-1].Span.Start >= len(a.head) {
		return frameOf(a.language, in.text, a.suffix).tail
	}
	return a.tail
}

// outside is the offset, or where the parentheses close that are open there.
func (n *nesting) outside(at int, open []opener) int {
	for _, o := range slices.Backward(open) {
		if !o.Bracket || o.closer == "}" {
			break
		}
		for _, c := range n.closed {
			if c.from == o.Span.Start {
				at = c.end
			}
		}
	}
	return at
}

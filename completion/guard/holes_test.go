package guard_test

import (
	"math/rand/v2"
	"strings"
	"testing"

	"fimble/completion/eval/corpus"
	"fimble/completion/trim"
	"fimble/context/syntax"
)

const (
	siteBefore = 32 << 10 // as much as the trunk shows of a document
	siteAfter  = 8 << 10
	mostLines  = 30 // of an answer
)

// A hole is a place in a real file where what the author wrote is missing.
type hole struct {
	path, kind     string
	language       *syntax.Language
	prefix, suffix string
	want           string
	truth          string // all that the author wrote behind the cursor
}

// kinds of holes: what is missing, and what is left behind the cursor.
var kinds = []string{
	"line",        // the rest of the line
	"block",       // the rest of the block
	"open line",   // all that follows but the next declaration; the rest of the line is asked for
	"open block",  // the same; the rest of the block is asked for
	"typed line",  // as "open line", but the editor has closed what was opened
	"typed block", // as "open block", but the editor has closed what was opened
}

func (h hole) site() trim.Site {
	return trim.Site{Language: h.language, Prefix: h.prefix[max(0, len(h.prefix)-siteBefore):], Suffix: h.suffix[:min(len(h.suffix), siteAfter)]}
}

// accepted is the document once the text is accepted, as the trunk edits it.
func (h hole) accepted(text string) string {
	return h.prefix + text + h.suffix[h.brings(text):]
}

// holes draws places in the real files of a language.
func holes(t testing.TB, name string, count int, seed uint64) []hole {
	t.Helper()
	l := syntax.Detect(name, "x."+name)
	files := corpus.Files(t, name)
	r := rand.New(rand.NewPCG(seed, uint64(len(name))))
	var found []hole
	for len(found) < count {
		f := files[r.IntN(len(files))]
		text := strings.ReplaceAll(f.Text, "\r\n", "\n")
		h := hole{path: f.Path, kind: kinds[len(found)%len(kinds)], language: l}
		if h.draw(r, text) {
			found = append(found, h)
		}
	}
	return found
}

// draw chooses a place in the text; false if nothing is to be written there.
func (h *hole) draw(r *rand.Rand, text string) bool {
	at := r.IntN(len(text))
	start, end := strings.LastIndexByte(text[:at], '\n')+1, lineEnd(text, at)
	blanks := len(text[start:end]) - len(strings.TrimLeft(text[start:end], " \t"))
	if h.kind != "line" && r.IntN(2) == 0 {
		at = start + blanks // most ask at the beginning of a line
	}
	at = max(at, start+blanks)
	if strings.TrimSpace(text[at:end]) == "" {
		return false
	}
	h.prefix, h.truth = text[:at], text[at:]
	whole := blockEnd(text, end, blanks)
	switch h.kind {
	case "line":
		h.want, h.suffix = text[at:end], text[end:]
	case "block":
		h.want, h.suffix = text[at:whole], text[whole:]
	case "open line", "open block":
		h.want, h.suffix = text[at:end], "\n"
		if h.kind == "open block" {
			h.want = text[at:whole]
		}
		if r.IntN(2) == 0 {
			h.suffix = "\n\n" + text[nextDeclaration(text, end):]
		}
	case "typed line", "typed block":
		same, below := h.closers()
		h.want = text[at:end]
		if h.kind == "typed block" && same == "" {
			h.want = h.within(text[at:whole])
		}
		if strings.Contains(same+below, "*/") || len(h.closedBy(h.want)) > len(same) {
			return false // the editor would have written it
		}
		if same != "" && (h.leaves(h.want) || strings.HasSuffix(h.want, ",")) {
			return false // no answer ends there
		}
		h.suffix = same + below + "\n\n" + text[nextDeclaration(text, end):]
	}
	h.want = strings.TrimRight(h.want, " \t\n")
	if last := strings.LastIndexByte(h.want, '\n'); strings.Contains(h.kind, "block") && (last >= 0 && h.leaves(h.want[:last]) && h.leaves(h.want) || h.inString(h.want)) {
		return false // nor there
	}
	return h.want != "" && strings.Count(h.want, "\n") < mostLines
}

// leaves reports whether the text leaves something open that it has opened.
func (h *hole) leaves(text string) bool {
	open := h.open(h.prefix + text)
	return len(open) > 0 && open[len(open)-1].Start >= len(h.prefix)
}

// inString reports whether the text ends in a string or comment of its own.
func (h *hole) inString(text string) bool {
	open := h.open(h.prefix + text)
	return h.leaves(text) && strings.IndexByte("([{", (h.prefix + text)[open[len(open)-1].Start]) < 0
}

func lineEnd(text string, at int) int {
	if n := strings.IndexByte(text[at:], '\n'); n >= 0 {
		return at + n
	}
	return len(text)
}

// blockEnd is the end of the last line, from the one that ends at the offset,
// that is indented at least so many bytes.
func blockEnd(text string, end, blanks int) int {
	for at := end + 1; at < len(text); {
		next := lineEnd(text, at)
		if line := text[at:next]; strings.TrimSpace(line) != "" {
			if len(line)-len(strings.TrimLeft(line, " \t")) < blanks {
				break
			}
			end = next
		}
		at = next + 1
	}
	return end
}

// nextDeclaration is where the next line begins that stands at the left
// margin, behind a blank one.
func nextDeclaration(text string, from int) int {
	for at := from; ; {
		n := strings.Index(text[at:], "\n\n")
		if n < 0 || at+n+2 == len(text) {
			return len(text)
		}
		at += n + 1
		if c := text[at+1]; strings.IndexByte(" \t\n})]#", c) < 0 {
			return at + 1
		}
	}
}

// closers is what an editor has put behind the cursor: on its line what was
// opened on it, and below the rest.
func (h *hole) closers() (same, below string) {
	open := h.open(h.prefix)
	line := strings.LastIndexByte(h.prefix, '\n') + 1
	for i := len(open) - 1; i >= 0; i-- {
		opener := h.prefix[open[i].Start:open[i].End]
		if open[i].Start >= line {
			same += h.language.Closer(opener)
			continue
		}
		start := strings.LastIndexByte(h.prefix[:open[i].Start], '\n') + 1
		indent := h.prefix[start : start+len(h.prefix[start:])-len(strings.TrimLeft(h.prefix[start:], " \t"))]
		below += "\n" + indent + h.language.Closer(opener)
	}
	return same, below
}

// open are the brackets, strings and comments that a healthy text leaves open.
func (h *hole) open(text string) []syntax.Span {
	var open []syntax.Span
	for _, m := range syntax.Marks(h.language, text) {
		switch {
		case m.Kind == syntax.MarkOpen:
			open = append(open, m.Span)
		case (m.Kind == syntax.MarkClose || m.Kind == syntax.MarkBreak) && len(open) > 0:
			open = open[:len(open)-1]
		}
	}
	return open
}

// within is what of the text lies within what is open in front of it.
func (h *hole) within(text string) string {
	if closed := h.closedBy(text); len(closed) > 0 {
		return text[:max(0, strings.LastIndexByte(text[:closed[0]], '\n'))]
	}
	return text
}

// closedBy are the places in a text where it closes what is open in front of
// it.
func (h *hole) closedBy(text string) []int {
	var at []int
	low, depth := 0, 0
	for _, m := range syntax.Marks(h.language, h.prefix+text) {
		switch m.Kind {
		case syntax.MarkOpen:
			depth++
		case syntax.MarkClose, syntax.MarkBreak:
			depth = max(0, depth-1)
		}
		if m.Span.Start < len(h.prefix) {
			low = depth
		} else if depth < low {
			at, low = append(at, m.Span.Start-len(h.prefix)), depth
		}
	}
	return at
}

// brings counts the closers at the beginning of the suffix that the first
// line of a text closes itself, if it does not open the like again.
func (h hole) brings(text string) int {
	rest, _, _ := strings.Cut(h.suffix, "\n")
	rest = strings.TrimRight(rest, " \t")
	if rest == "" || strings.Trim(rest, ")]}\"'`;,") != "" {
		return 0
	}
	first, _, _ := strings.Cut(text, "\n")
	open, closed := h.open(h.prefix), ""
	for i := range h.closedBy(first) {
		opener := open[len(open)-1-i]
		closed += h.language.Closer(h.prefix[opener.Start:opener.End])
	}
	due := ""
	for _, o := range h.open(h.prefix + first) {
		if o.Start >= len(h.prefix) {
			due = h.language.Closer((h.prefix + first)[o.Start:o.End]) + due
		}
	}
	if strings.HasPrefix(rest, closed) && !(first == text && due != "" && strings.HasPrefix(rest, due)) {
		return len(closed)
	}
	return 0
}

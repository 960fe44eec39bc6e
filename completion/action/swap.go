package action

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"fimble/completion/trim"
	"fimble/context/buffer"
	"fimble/context/syntax"
)

const (
	errNotFound = "in %s there are no such lines:\n%s\ncopy those that are there"
	errOften    = "in %s these lines stand %d times:\n%s\ntake more lines around them"
	errBoth     = "in %s two blocks change the same lines"
	errThere    = "%s is there already: search for lines of it"
	errNotThere = "there is no %s to change"
)

// swapped are the edits of a text that put new lines in the place of the old
// ones, last first, and nothing else: what a block repeats stays as it is. Said is
// what the user has asked for.
func swapped(l *syntax.Language, path string, text *buffer.Text, swaps []swap, said string) ([]buffer.Edit, error) {
	lines := linesOf(text)
	var edits []buffer.Edit // in the order of the blocks
	for i, s := range swaps {
		if len(s.old) == 0 && (text.Len() > 0 || i > 0) {
			return nil, fmt.Errorf(errThere, path)
		}
		if slices.ContainsFunc(swaps[:i], s.repeats) {
			return nil, fmt.Errorf(errBoth, path)
		}
		if site := (trim.Site{Language: l}); elides(site, strings.Join(s.new, "\n")) && !elides(site, strings.Join(s.old, "\n")) {
			return nil, errElided
		}
		if standsIn(l, strings.Join(s.old, "\n"), strings.Join(s.new, "\n"), said) {
			return nil, errElided
		}
		at, fresh, err := s.find(path, lines)
		if err != nil {
			return nil, err
		}
		if edit, changes := replaced(text, lines, at, len(s.old), fresh); changes {
			edits = append(edits, edit)
		}
	}
	slices.SortStableFunc(edits, func(a, b buffer.Edit) int { return a.Span.Start - b.Span.Start })
	var apart []buffer.Edit
	for _, e := range edits {
		last := len(apart) - 1
		switch {
		case last >= 0 && apart[last].Span == e.Span && e.Span.Len() == 0:
			apart[last].NewText += e.NewText // two insertions at one place
		case last >= 0 && apart[last].Span.End > e.Span.Start, last >= 0 && apart[last].Span.Start == e.Span.Start:
			return nil, fmt.Errorf(errBoth, path)
		default:
			apart = append(apart, e)
		}
	}
	slices.Reverse(apart)
	return apart, nil
}

// repeats reports whether another block does the same.
func (s swap) repeats(other swap) bool {
	return slices.Equal(s.old, other.old) && slices.Equal(s.new, other.new)
}

// linesOf are the lines of a text without their ends, and without the mark that
// may begin it.
func linesOf(text *buffer.Text) []string {
	lines := make([]string, text.Lines())
	for n := range lines {
		lines[n] = text.Slice(lineStart(text, n), text.LineSpan(n).End)
	}
	return lines
}

// find is the line where the old lines stand, and the new ones with the indent
// that they have there. Blanks at the end of a line are not looked at, nor how
// deep all of the lines are indented.
func (s swap) find(path string, lines []string) (at int, fresh []string, err error) {
	if len(s.old) == 0 {
		return 0, s.new, nil
	}
	for _, same := range []func(a, b string) bool{
		func(a, b string) bool { return a == b },
		func(a, b string) bool { return strings.TrimRight(a, " \t") == strings.TrimRight(b, " \t") },
		func(a, b string) bool { return strings.TrimSpace(a) == strings.TrimSpace(b) },
	} {
		var found []int
		for i := 0; i+len(s.old) <= len(lines); i++ {
			there := lines[i : i+len(s.old)]
			if !slices.EqualFunc(s.old, there, same) {
				continue
			}
			if moved, ok := shiftOf(s.old, there).apply(s.new); ok {
				found, fresh = append(found, i), moved
			}
		}
		switch {
		case len(found) > 1:
			return 0, nil, fmt.Errorf(errOften, path, len(found), s.excerpt())
		case len(found) == 1:
			return found[0], fresh, nil
		}
	}
	return 0, nil, fmt.Errorf(errNotFound, path, s.excerpt())
}

// excerpt is enough of the old lines to tell which are meant.
func (s swap) excerpt() string { return strings.Join(s.old[:min(3, len(s.old))], "\n") }

// A shift is the indent that lines have in a model's answer, and the one that
// they have in the file.
type shift struct {
	have, want string
	ok         bool
}

// shiftOf compares lines that are alike but for their indent. It is not ok if
// they are not all moved alike: then what belongs to what is another matter.
func shiftOf(old, there []string) shift {
	sh := shift{ok: true}
	i := slices.IndexFunc(old, func(line string) bool { return strings.TrimSpace(line) != "" })
	if i < 0 {
		return sh
	}
	sh.have, sh.want = syntax.IndentOf(old[i], 0), syntax.IndentOf(there[i], 0)
	moved, ok := sh.apply(old)
	sh.ok = ok && slices.EqualFunc(moved, there, func(a, b string) bool { return strings.TrimRight(a, " \t") == strings.TrimRight(b, " \t") })
	return sh
}

// apply moves lines. It is false if one of them cannot be moved along: it is
// indented less, or deeper by other blanks than the file has.
func (sh shift) apply(lines []string) ([]string, bool) {
	if sh.have == sh.want {
		return lines, sh.ok
	}
	moved := slices.Clone(lines)
	for n, line := range moved {
		if strings.TrimSpace(line) == "" {
			continue
		}
		rest, ok := strings.CutPrefix(line, sh.have)
		deeper := syntax.IndentOf(rest, 0)
		if !ok || deeper != "" && sh.want != "" && deeper[0] != sh.want[0] {
			return nil, false
		}
		moved[n] = sh.want + rest
	}
	return moved, sh.ok
}

// replaced is the edit that puts fresh lines in the place of some, from the
// first one that differs to the last.
func replaced(text *buffer.Text, lines []string, at, count int, fresh []string) (edit buffer.Edit, changes bool) {
	old := lines[at : at+count]
	for len(old) > 0 && len(fresh) > 0 && old[0] == fresh[0] {
		old, fresh, at = old[1:], fresh[1:], at+1
	}
	for len(old) > 0 && len(fresh) > 0 && old[len(old)-1] == fresh[len(fresh)-1] {
		old, fresh = old[:len(old)-1], fresh[:len(fresh)-1]
	}
	eol := text.LineEnding()
	put := strings.Join(fresh, eol)
	switch {
	case len(old) == 0 && len(fresh) == 0:
		return buffer.Edit{}, false
	case text.Len() == 0:
		return buffer.Edit{NewText: put + eol}, true
	case len(old) == 0 && at < len(lines):
		start := lineStart(text, at)
		return buffer.Edit{Span: syntax.Span{Start: start, End: start}, NewText: put + eol}, true
	case len(old) == 0:
		return buffer.Edit{Span: syntax.Span{Start: text.Len(), End: text.Len()}, NewText: eol + put}, true
	}
	span := syntax.Span{Start: lineStart(text, at), End: text.LineSpan(at + len(old) - 1).End}
	if len(fresh) == 0 && at+len(old) < len(lines) {
		span.End = text.LineSpan(at + len(old)).Start
	} else if len(fresh) == 0 && at > 0 {
		span.Start = text.LineSpan(at - 1).End
	}
	return buffer.Edit{Span: span, NewText: put}, true
}

// lineStart is where the text of a line begins, behind the mark that may begin
// the first one.
func lineStart(text *buffer.Text, n int) int {
	start := text.LineSpan(n).Start
	if mark := "\ufeff"; n == 0 && text.Slice(0, len(mark)) == mark {
		return len(mark)
	}
	return start
}

var errNothingChanges = errors.New("the files are the same as before")

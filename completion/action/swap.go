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
// ones, last first, and nothing else: what a block repeats stays as it is.
func swapped(l *syntax.Language, path string, text *buffer.Text, swaps []swap) ([]buffer.Edit, error) {
	lines := linesOf(text)
	var edits []buffer.Edit
	for _, s := range swaps {
		if len(s.old) == 0 && text.Len() > 0 {
			return nil, fmt.Errorf(errThere, path)
		}
		if site := (trim.Site{Language: l}); elides(site, strings.Join(s.new, "\n")) && !elides(site, strings.Join(s.old, "\n")) {
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
	slices.SortFunc(edits, func(a, b buffer.Edit) int { return b.Span.Start - a.Span.Start })
	for i := 1; i < len(edits); i++ {
		if edits[i].Span.End > edits[i-1].Span.Start {
			return nil, fmt.Errorf(errBoth, path)
		}
	}
	return edits, nil
}

// linesOf are the lines of a text without their ends, and without the mark that
// may begin it.
func linesOf(text *buffer.Text) []string {
	lines := strings.Split(strings.ReplaceAll(text.String(), "\r\n", "\n"), "\n")
	lines[0] = strings.TrimPrefix(lines[0], "\ufeff")
	return lines
}

// likeness are the ways in which lines of a model are those of a file, the
// strictest first.
var likeness = []func(line string) string{
	func(line string) string { return line },
	func(line string) string { return strings.TrimRight(line, " \t") },
	strings.TrimSpace,
}

// find is the line where the old lines stand, and the new ones with the indent
// that they have there.
func (s swap) find(path string, lines []string) (at int, fresh []string, err error) {
	if len(s.old) == 0 {
		return 0, s.new, nil
	}
	for _, like := range likeness {
		var found []int
		for i := 0; i+len(s.old) <= len(lines); i++ {
			if slices.EqualFunc(s.old, lines[i:i+len(s.old)], func(a, b string) bool { return like(a) == like(b) }) {
				found = append(found, i)
			}
		}
		switch {
		case len(found) > 1:
			return 0, nil, fmt.Errorf(errOften, path, len(found), s.excerpt())
		case len(found) == 1:
			there := lines[found[0] : found[0]+len(s.old)]
			return found[0], moved(s.new, s.old, there), nil
		}
	}
	return 0, nil, fmt.Errorf(errNotFound, path, s.excerpt())
}

// excerpt is enough of the old lines to tell which are meant.
func (s swap) excerpt() string { return strings.Join(s.old[:min(3, len(s.old))], "\n") }

// moved gives new lines the indent that the old ones have in the file, where a
// model has quoted them with another one.
func moved(fresh, old, there []string) []string {
	i := slices.IndexFunc(old, func(line string) bool { return strings.TrimSpace(line) != "" })
	if i < 0 || indentOf(old[i], 0) == indentOf(there[i], 0) {
		return fresh
	}
	have, want := indentOf(old[i], 0), indentOf(there[i], 0)
	fresh = slices.Clone(fresh)
	for n, line := range fresh {
		if rest, ok := strings.CutPrefix(line, have); ok && strings.TrimSpace(line) != "" {
			fresh[n] = want + rest
		}
	}
	return fresh
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

package server

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"fimble/completion"
	"fimble/context/buffer"
	"fimble/context/syntax"
)

// A site is the line at the cursor, into which suggestions are fitted.
type site struct {
	doc    *buffer.Snapshot
	text   *buffer.Text
	cursor int
	line   syntax.Span
	word   int    // where the identifier before the cursor starts
	tail   string // what follows the cursor on the line, or the start of it if that is long
}

// lookaround is how much of a line is looked at on either side of the cursor,
// in bytes. No identifier is longer, and a line that goes on for longer has
// text in it.
const lookaround = 1024

func newSite(doc *buffer.Snapshot, cursor int) site {
	s := site{doc: doc, text: doc.Text(), cursor: cursor}
	s.line = s.text.LineSpan(s.text.LineAt(cursor))
	s.word = cursor - identifierEnd(s.text.Slice(max(s.line.Start, cursor-lookaround), cursor))
	s.tail = s.text.Slice(cursor, min(s.line.End, cursor+lookaround))
	return s
}

// identifierEnd is how many bytes at the end of the text are of an identifier
// in any script.
func identifierEnd(text string) int {
	n := len(text)
	for n > 0 {
		r, size := utf8.DecodeLastRuneInString(text[:n])
		if !unicode.In(r, unicode.L, unicode.N, unicode.M) && r != '_' {
			break
		}
		n -= size
	}
	return len(text) - n
}

// A suggestion is one edit of one line.
type suggestion struct {
	span   syntax.Span
	text   string
	filter string // what the text in span must be a start of for it to be shown
}

// ghost fits an item to be drawn in the text. With nothing behind the cursor
// it replaces the identifier that is being typed, so that it stays right when
// the user has typed on before it is drawn. With text behind the cursor it
// replaces nothing unless it must: editors draw a replacement over that text.
//
// Its lines end in "\n" whatever the file has. VS Code spells them as the file
// does, while Neovim 0.12, whose buffers hold lines without their ends, splits
// at "\n" alone and inserts a "\r" as a character of its own.
func (s site) ghost(item completion.Item, selected *completion.Selected) (suggestion, bool) {
	edit, ok := s.edit(item)
	switch {
	case !ok:
		return suggestion{}, false
	case selected != nil:
		return s.exactly(edit, selected)
	case strings.TrimSpace(s.tail) == "":
		return s.from(edit, s.word)
	}
	return s.from(edit, s.cursor)
}

// entry fits an item to stand in a list: it replaces the typed identifier, as
// an ordinary text edit, so with the line ends of the file.
func (s site) entry(item completion.Item) (suggestion, bool) {
	edit, ok := s.edit(item)
	if !ok {
		return suggestion{}, false
	}
	entry, ok := s.from(edit, s.word)
	entry.text = withLineEnds(entry.text, s.text.LineEnding())
	return entry, ok
}

// edit is the item's only edit, made to touch the cursor and to stay on its
// line. It is false for an item that cannot be made so, or that would delete
// what the user has written behind the cursor.
func (s site) edit(item completion.Item) (completion.TextEdit, bool) {
	if len(item.Edits) != 1 || item.Version != s.doc.Version() || item.Edits[0].URI != s.doc.URI() {
		return completion.TextEdit{}, false
	}
	e := item.Edits[0]
	if e.Span.Start < 0 || e.Span.Start > s.line.End || e.Span.End < max(s.line.Start, e.Span.Start) || e.Span.End > s.text.Len() {
		return e, false
	}
	e, fromLine := s.startAt(e, min(max(e.Span.Start, s.line.Start), s.cursor))
	e, toLine := s.endAt(e, min(max(e.Span.End, s.cursor), s.line.End))
	if !fromLine || !toLine {
		return e, false
	}
	if kept, ok := s.endAt(e, s.cursor); ok {
		typed := s.text.Slice(kept.Span.Start, s.cursor)
		onlyDeletes := len(kept.NewText) < len(typed) && strings.HasPrefix(withLineEnds(typed, "\n"), kept.NewText)
		return kept, !onlyDeletes
	}
	behind := s.text.Slice(s.cursor, e.Span.End)
	return e, closers(behind) && within(behind, e.NewText)
}

// exactly fits an edit to what the editor's popup has selected.
func (s site) exactly(e completion.TextEdit, selected *completion.Selected) (suggestion, bool) {
	if selected.Span.Start < s.line.Start || selected.Span.End > s.line.End {
		return suggestion{}, false
	}
	e, starts := s.startAt(e, selected.Span.Start)
	e, ends := s.endAt(e, selected.Span.End)
	if !starts || !ends || !strings.HasPrefix(e.NewText, selected.Text) {
		return suggestion{}, false
	}
	return s.changing(e, e.NewText)
}

// from lets an edit replace what is typed from there on. An edit that changes
// what is typed keeps its own start, and is shown only as long as that stands.
func (s site) from(e completion.TextEdit, start int) (suggestion, bool) {
	atCursor, extends := s.startAt(e, s.cursor)
	if !extends {
		return s.changing(e, s.text.Slice(e.Span.Start, s.cursor))
	}
	e, _ = s.startAt(atCursor, start)
	return s.changing(e, e.NewText)
}

// changing is the suggestion of an edit. It is false if that changes nothing.
func (s site) changing(e completion.TextEdit, filter string) (suggestion, bool) {
	changes := e.NewText != s.text.Slice(e.Span.Start, e.Span.End)
	return suggestion{e.Span, e.NewText, filter}, changes
}

// startAt is the same edit, starting elsewhere. It is false if the edit
// changes what lies between its start and a later one.
func (s site) startAt(e completion.TextEdit, start int) (completion.TextEdit, bool) {
	if start <= e.Span.Start {
		e.NewText = s.text.Slice(start, e.Span.Start) + e.NewText
	} else {
		rest, ok := strings.CutPrefix(e.NewText, withLineEnds(s.text.Slice(e.Span.Start, start), "\n"))
		if !ok {
			return e, false
		}
		e.NewText = rest
	}
	e.Span.Start = start
	return e, true
}

// endAt is the same edit, ending elsewhere. It is false if the edit changes
// what lies between an earlier end and its own.
func (s site) endAt(e completion.TextEdit, end int) (completion.TextEdit, bool) {
	if end >= e.Span.End {
		e.NewText += s.text.Slice(e.Span.End, end)
	} else {
		rest, ok := strings.CutSuffix(e.NewText, withLineEnds(s.text.Slice(end, e.Span.End), "\n"))
		if !ok {
			return e, false
		}
		e.NewText = rest
	}
	e.Span.End = end
	return e, true
}

// closers reports whether the text closes things and does nothing else.
func closers(text string) bool { return strings.Trim(text, ")]}>\"'`;, \t") == "" }

// within reports whether all of part occurs in text, in its order.
func within(part, text string) bool {
	for _, r := range part {
		_, rest, ok := strings.Cut(text, string(r))
		if !ok {
			return false
		}
		text = rest
	}
	return true
}

// withLineEnds is the text with each of its line ends spelled so.
func withLineEnds(text, ending string) string {
	return strings.ReplaceAll(buffer.LF(text), "\n", ending)
}

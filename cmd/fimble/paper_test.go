package main

import (
	"fmt"
	"strings"
	"time"
	"unicode/utf8"

	"fimble/server/servertest"
)

// A paper is the naive twin of an open document: one string, which the test
// edits by itself.
type paper struct {
	seat     *seat
	uri      string
	language string
	text     string
	version  int32
	cursor   int // bytes
	edition  int // grows with each text

	changed       time.Time // when the newest text was sent
	before, after []string  // what undo and redo bring back
	hint          *hint     // what is shown, or nil
	drawn         *offer    // what an editor shows that clears its screen only for an answer, or nil
	asked         int       // requests for ghost text so far
	answered      int       // the number of the last one that was answered
	open          *question // the newest one that is not answered yet
	newest        *question
}

// undoDepth is how many texts a paper can go back to.
const undoDepth = 20

// A stroke replaces the bytes from start to end by text, in the text left by
// the stroke before.
type stroke struct {
	start, end int
	text       string
}

// A hint is a suggestion on the screen.
type hint struct {
	stroke
	id      string
	shown   string // the whole text that accepting it gives
	kind    string // of the question that it answers
	options int    // how often options had changed
}

// write sends strokes as one change, and leaves the cursor behind the last.
func (p *paper) write(strokes ...stroke) error {
	if len(strokes) == 0 {
		return nil
	}
	p.remember()
	before := p.text
	var changes []any
	for _, s := range strokes {
		s.start, s.end = p.near(s.start), p.near(s.end)
		changes = append(changes, map[string]any{"range": p.extent(s.start, s.end), "text": s.text})
		p.text = p.text[:s.start] + s.text + p.text[s.end:]
		p.cursor = p.near(s.start + len(s.text)) // not between the two halves of a line end
	}
	p.typeAlong(before, strokes)
	return p.send(changes)
}

// replace sends the whole text, with or without the range that it takes.
func (p *paper) replace(text string, ranged bool) error {
	p.remember()
	change := map[string]any{"text": text}
	if ranged {
		change["range"] = p.extent(0, len(p.text))
	}
	p.text, p.hint = text, nil
	p.cursor = p.near(p.cursor)
	return p.send([]any{change})
}

// become sends the one stroke that makes the text this one, without a place
// in what undo brings back.
func (p *paper) become(text string) error {
	s := difference(p.text, text)
	change := map[string]any{"range": p.extent(s.start, s.end), "text": s.text}
	p.text, p.hint = text, nil
	p.cursor = p.near(s.start + len(s.text))
	return p.send([]any{change})
}

func (p *paper) remember() {
	p.after = nil
	if p.before = append(p.before, p.text); len(p.before) > undoDepth {
		p.before = p.before[1:]
	}
}

// typeAlong keeps the ghost while what it says is typed.
func (p *paper) typeAlong(before string, strokes []stroke) {
	g, s := p.hint, strokes[0]
	p.hint = nil
	if g == nil || len(strokes) > 1 || s.start != s.end || s.start < g.start || s.start > g.end {
		return
	}
	typed := before[g.start:s.start] + s.text
	if !strings.HasPrefix(g.text, typed) || len(typed) == len(g.text) {
		return
	}
	p.hint = &hint{stroke{g.start, g.end + len(s.text), g.text}, g.id, g.shown, g.kind, g.options}
}

func (p *paper) send(changes []any) error {
	u := p.seat.user
	u.archive.outdate(p.version)
	u.versions += versionStep
	version := any(u.versions)
	if u.dice.IntN(40) == 0 { // some clients send no version
		version, u.versions = nil, u.versions-versionStep
		p.version++
	} else {
		p.version = u.versions
	}
	p.edition++
	u.archive.keep(p.version, p.text)
	err := p.seat.tell("textDocument/didChange", map[string]any{
		"textDocument": map[string]any{"uri": p.uri, "version": version}, "contentChanges": changes,
	})
	p.changed = time.Now()
	return err
}

func (p *paper) extent(start, end int) servertest.Range {
	return servertest.Range{Start: servertest.At(p.text, start, p.seat.unit), End: servertest.At(p.text, end, p.seat.unit)}
}

// near is the place at or before a byte offset where a cursor can stand.
func (p *paper) near(offset int) int { return nearIn(p.text, offset) }

func nearIn(text string, offset int) int {
	offset = max(0, min(offset, len(text)))
	for offset > 0 && offset < len(text) && !utf8.RuneStart(text[offset]) {
		offset--
	}
	if offset > 0 && offset < len(text) && text[offset-1] == '\r' && text[offset] == '\n' {
		offset--
	}
	return offset
}

// lineEnd is how the paper ends its lines.
func (p *paper) lineEnd() string {
	if strings.Contains(p.text, "\r\n") {
		return "\r\n"
	}
	return "\n"
}

// spelled is a text with the line ends of the paper.
func (p *paper) spelled(text string) string {
	return strings.ReplaceAll(unixLines(text), "\n", p.lineEnd())
}

func unixLines(text string) string {
	return strings.ReplaceAll(strings.ReplaceAll(text, "\r\n", "\n"), "\r", "\n")
}

// lineOf is the span of the line that an offset stands on, without its end.
func lineOf(text string, offset int) (start, end int) {
	start = strings.LastIndexAny(text[:offset], "\r\n") + 1
	if i := strings.IndexAny(text[offset:], "\r\n"); i >= 0 {
		return start, offset + i
	}
	return start, len(text)
}

// difference is the one stroke that makes one text another.
func difference(from, to string) stroke {
	start := 0
	for start < min(len(from), len(to)) && from[start] == to[start] {
		start++
	}
	start = min(nearIn(from, start), nearIn(to, start))
	same := 0
	for same < min(len(from), len(to))-start && from[len(from)-1-same] == to[len(to)-1-same] {
		same++
	}
	for same > 0 && (nearIn(from, len(from)-same) != len(from)-same || nearIn(to, len(to)-same) != len(to)-same) {
		same--
	}
	return stroke{start, len(from) - same, to[start : len(to)-same]}
}

// offsetOf is the byte offset of a position that must exist.
func offsetOf(text string, at servertest.Position, unit string) (int, error) {
	start := 0
	for range at.Line {
		_, end := lineOf(text, start)
		switch {
		case end == len(text):
			return 0, fmt.Errorf("there is no line %d", at.Line)
		case strings.HasPrefix(text[end:], "\r\n"):
			end++
		}
		start = end + 1
	}
	_, end := lineOf(text, start)
	for at.Character > 0 && start < end {
		_, size := utf8.DecodeRuneInString(text[start:])
		at.Character -= servertest.Width(text[start:start+size], unit)
		start += size
	}
	if at.Character != 0 {
		return 0, fmt.Errorf("line %d has no column like that, %d too many", at.Line, at.Character)
	}
	return start, nil
}

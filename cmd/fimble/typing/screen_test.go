package typing

import (
	"encoding/json"
	"strings"

	"fimble/server/servertest"
)

// A ghost is a suggestion as an editor keeps it. Offsets are bytes of the
// document as it is now.
type ghost struct {
	start, end int // what it replaces
	text       string
	filter     string
	request    int // whose answer brought it
}

// A screen is what an editor makes of the answers: which ghost it draws. Its
// document only ever grows at the cursor.
type screen interface {
	// typed is told of a key: the document with it, and the cursor behind it.
	typed(doc string, cursor int)
	// answered is told of an answer to a request; newest is the request sent
	// last, and cancelled whether the editor has cancelled this one.
	answered(request, newest int, cancelled bool, a servertest.Answer)
	// drawn is the ghost on the screen, or nil if nothing of any can be seen.
	drawn() *ghost
}

// vscode draws like VS Code: an answer replaces what is shown if it is the
// answer to the newest request, nothing and null included; what is shown stays
// while the text from its start to the cursor begins it, and is dropped for
// good when that is no longer so.
type vscode struct {
	doc    string
	cursor int
	ghost  *ghost
}

func (s *vscode) typed(doc string, cursor int) {
	if s.ghost != nil {
		s.ghost.end += cursor - s.cursor // its range grows with what is typed at its end
	}
	s.doc, s.cursor = doc, cursor
	if s.ghost != nil && !s.fits(s.ghost) {
		s.ghost = nil
	}
}

func (s *vscode) fits(g *ghost) bool {
	typed := s.doc[g.start:s.cursor]
	return strings.HasPrefix(g.filter, typed) || strings.HasPrefix(g.text, typed)
}

func (s *vscode) answered(request, newest int, cancelled bool, a servertest.Answer) {
	if request != newest || cancelled || a.Error != nil {
		return
	}
	s.ghost = firstItem(s.doc, request, a)
	if s.ghost != nil && !s.fits(s.ghost) {
		s.ghost = nil
	}
}

func (s *vscode) drawn() *ghost {
	if s.ghost != nil && s.doc[s.ghost.start:s.cursor] == s.ghost.text {
		return nil
	}
	return s.ghost
}

// neovim draws like Neovim 0.12: whatever list arrives last is shown, without
// a look at the text; a list with nothing in it takes away what is shown, null
// and errors do nothing, and typing does not either, but for covering as much
// of it as was typed. What is accepted replaces the range where it was when it
// came.
type neovim struct {
	doc    string
	cursor int
	ghost  *ghost
}

func (s *neovim) typed(doc string, cursor int) { s.doc, s.cursor = doc, cursor }

func (s *neovim) answered(request, _ int, _ bool, a servertest.Answer) {
	if a.Error == nil && string(a.Result) != "null" {
		s.ghost = firstItem(s.doc, request, a)
	}
}

func (s *neovim) drawn() *ghost {
	if s.ghost == nil {
		return nil
	}
	first, _, more := strings.Cut(s.ghost.text, "\n")
	line, _, _ := strings.Cut(s.doc[s.ghost.start:], "\n")
	covered := common(first, line)
	if s.cursor <= s.ghost.start+len(line) {
		covered = max(covered, s.cursor-s.ghost.start)
	}
	if covered >= len(first) && !more {
		return nil
	}
	return s.ghost
}

// firstItem reads an answer, with its range at home in the document. It gives
// nil for one without items.
func firstItem(doc string, request int, a servertest.Answer) *ghost {
	var list *struct {
		Items []struct {
			InsertText string
			FilterText string
			Range      servertest.Range
		}
	}
	if err := json.Unmarshal(a.Result, &list); err != nil || list == nil || len(list.Items) == 0 {
		return nil
	}
	item := list.Items[0]
	start, end := offsetAt(doc, item.Range.Start), offsetAt(doc, item.Range.End)
	return &ghost{start: start, end: end, text: item.InsertText, filter: item.FilterText, request: request}
}

// offsetAt is where a position lies, in UTF-8; a place that does not exist is
// moved to the nearest before it.
func offsetAt(doc string, p servertest.Position) int {
	at := 0
	for range p.Line {
		n := strings.IndexByte(doc[at:], '\n')
		if n < 0 {
			return len(doc)
		}
		at += n + 1
	}
	line, _, _ := strings.Cut(doc[at:], "\n")
	return at + min(p.Character, len(line))
}

// contradicts reports whether what stands between the start of a ghost and the
// cursor is not how it begins.
func (g *ghost) contradicts(doc string, cursor int) bool {
	return g.start > cursor || !strings.HasPrefix(g.text, doc[g.start:cursor])
}

// agrees is how far the ghost, if it were accepted now, would bring the typist
// who is about to type the passage: the offset up to which the document would
// be as it shall be. It is -1 if text behind the cursor came to harm.
func (g *ghost) agrees(p *passage, doc string) int {
	if doc[g.end:] != p.after() {
		return -1
	}
	accepted, want := doc[:g.start]+g.text, p.text[:p.end]
	for i := range min(len(accepted), len(want)) {
		if accepted[i] != want[i] {
			return i
		}
	}
	return min(len(accepted), len(want))
}

// whole reports whether nothing that the ghost would put in differs.
func (g *ghost) whole(p *passage, doc string) bool { return g.agrees(p, doc) == g.start+len(g.text) }

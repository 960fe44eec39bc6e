package feedback

import (
	"slices"
	"strings"
	"unicode/utf8"

	"fimble/context/buffer"
)

// reach is how far from its place, in bytes, a suggestion is looked for: an
// edit that spans more was made by a program.
const reach = 4 << 10

// A choice is one of the texts that may stand at a place.
type choice struct {
	text     string // from the start of the place on, with "\n"
	over     string // what must stand there for it, if the text does not begin with what stands there
	replaces int    // bytes behind the cursor that the text brings, too
}

// rest is what of the choice is to come when standing is there. drop is how
// many bytes of standing it replaces.
func (c choice) rest(standing string) (drop int, rest string, ok bool) {
	if c.over != "" {
		return len(standing), c.text, standing == c.over
	}
	rest, ok = strings.CutPrefix(c.text, standing)
	return 0, rest, ok
}

// A spot is where a suggestion was shown, followed through the edits. What
// stands from start to cursor is as much of it as the user has typed.
type spot struct {
	choices       []choice
	start, cursor int
	began         int  // bytes that stood when it was shown
	closed        int  // bytes of closers right behind the cursor that the editor may have put there
	strayed       int  // characters typed that contradict all choices
	newLine       bool // there is a line end among them
	gone          bool // the place was deleted
}

func (s *spot) standing(t *buffer.Text) string { return buffer.LF(t.Slice(s.start, s.cursor)) }

// agrees reports whether some choice goes on from what stands.
func (s *spot) agrees(standing string) bool {
	for _, c := range s.choices {
		if _, _, ok := c.rest(standing); ok {
			return true
		}
	}
	return false
}

// behind is how many bytes behind the cursor belong to the spot.
func (s *spot) behind() int {
	n := s.closed
	for _, c := range s.choices {
		n = max(n, c.replaces)
	}
	return n
}

// touched reports whether a change is at the spot.
func (s *spot) touched(c change) bool {
	if c.hi == s.start && s.start < s.cursor && s.strayed == 0 {
		return false // before what is being typed
	}
	return c.lo <= s.cursor+s.behind() && c.hi >= s.start
}

// follow moves the spot with a change. It reports whether that is elsewhere.
func (s *spot) follow(c change) (elsewhere bool) {
	switch {
	case s.touched(c):
		s.typed(c)
		return false
	case c.hi <= s.start:
		s.start += c.by()
		s.cursor += c.by()
	}
	return true
}

// typed takes in a change at the spot.
func (s *spot) typed(c change) {
	agreed := s.strayed == 0
	if c.lo < s.start && !s.backTo(c) {
		return
	}
	if c.lo > s.cursor && !s.overType(c) {
		s.pass(s.behind())
		return
	}
	s.pass(c.hi - s.cursor)
	s.cursor = c.lo + len(c.text)
	if s.cursor-s.start > 2*reach {
		s.gone = true
		return
	}
	standing := s.standing(c.after())
	if agreed && !s.agrees(standing) && s.autoClosed(c) {
		standing = s.standing(c.after())
	}
	s.stray(standing)
}

// pass takes bytes right behind the cursor from what belongs to the spot.
func (s *spot) pass(n int) {
	n = max(0, n)
	s.closed = max(0, s.closed-n)
	for i := range s.choices {
		s.choices[i].replaces = max(0, s.choices[i].replaces-n)
	}
}

// backTo widens the spot to where a change deletes text before it: the
// suggestion is right again when that text is.
func (s *spot) backTo(c change) bool {
	lost := buffer.LF(c.before().Slice(c.lo, s.start))
	if s.start-c.lo > reach || strings.Contains(lost, "\n") {
		s.gone = true
		return false
	}
	for i, choice := range s.choices {
		s.choices[i].text = lost + choice.text
		if choice.over != "" {
			s.choices[i].over = lost + choice.over
		}
	}
	s.start = c.lo
	s.began += len(lost)
	return true
}

// overType moves the cursor over closers that the user has typed over, which
// changes no text and is seen at the next key only.
func (s *spot) overType(c change) bool {
	standing := buffer.LF(c.before().Slice(s.start, c.lo))
	if !s.agrees(standing) && c.lo > s.cursor+s.closed {
		return false
	}
	s.pass(c.lo - s.cursor)
	s.cursor = c.lo
	return true
}

// autoClosed leaves closers that the editor has put in behind the cursor.
func (s *spot) autoClosed(c change) bool {
	if c.text == "" {
		return false
	}
	text := c.after()
	for k := len(c.text) - 1; k >= 0 && closers(c.text[k:]); k-- {
		typed := k > 0 || strings.TrimSpace(c.text) != "" // a blank alone is typed
		if typed && s.agrees(buffer.LF(text.Slice(s.start, c.lo+k))) {
			s.cursor = c.lo + k
			s.closed += len(c.text) - k
			return true
		}
	}
	return false
}

// stray counts what stands against all choices.
func (s *spot) stray(standing string) {
	s.strayed, s.newLine = 0, false
	if s.agrees(standing) || s.finished(standing) {
		return
	}
	common := s.common(standing)
	against := standing[len(common):]
	s.strayed = max(1, utf8.RuneCountInString(against))
	s.newLine = strings.Contains(against, "\n")
}

// finished reports whether the user has typed all of some choice, and goes on
// behind it.
func (s *spot) finished(standing string) bool {
	return slices.ContainsFunc(s.choices, func(c choice) bool { return strings.HasPrefix(standing, c.text) })
}

// common is the part of what stands that is right by some choice.
func (s *spot) common(standing string) string {
	common := ""
	for _, c := range s.choices {
		if p := commonPrefix(standing, c.text); len(p) > len(common) {
			common = p
		}
	}
	return common
}

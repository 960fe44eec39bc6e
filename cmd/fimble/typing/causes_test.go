package typing

import (
	"slices"
	"strings"
)

// cause is why a key does not count, in words that say where to look.
func (s *session) cause(i int) string {
	m := s.moments[i]
	if m.ghost != nil {
		return s.wrong(m)
	}
	v, answered := s.verdicts[m.key.end]
	switch {
	case answered && v.at.Before(m.until) && v.items > 0:
		return "answered, but not drawn"
	case answered && v.at.Before(m.until) && s.heardRight(m):
		return "nothing, though the model had said what is right, because " + string(v.why)
	case answered && v.at.Before(m.until):
		return "nothing, because " + string(v.why)
	}
	if s.heardRight(m) {
		return "no answer, though the model had said what is right"
	}
	return "no answer yet: " + s.waitsFor(m) + ", " + s.before(i)
}

// heardRight reports whether the model had said, before the next key, what
// would have counted.
func (s *session) heardRight(m moment) bool {
	right := s.passage.text[:s.need(m.key.end)]
	return slices.ContainsFunc(s.calls, func(c *call) bool {
		said := c.prefix + c.heard(m.until.Add(-1))
		return len(c.prefix) <= m.key.end && strings.HasPrefix(said, right) && said != c.prefix
	})
}

// wrong is what is the matter with what was drawn.
func (s *session) wrong(m moment) string {
	doc := s.passage.at(m.key.end)
	switch {
	case m.ghost.contradicts(doc, m.key.end):
		return "drawn, but contradicted by what was typed"
	case m.agrees < 0:
		return "drawn, but it would harm the text"
	case m.ghost.whole(s.passage, doc):
		return "drawn, but cut short"
	case s.errs > 0:
		return "drawn, but the model was wrong"
	}
	return "drawn, but it goes on with something else"
}

// waitsFor is what the request waits for when the next key is pressed.
func (s *session) waitsFor(m moment) string {
	why := "nobody is asked"
	for _, c := range s.calls {
		running := !c.began.After(m.until) && !c.ended.Before(m.until)
		if !running || c.readOnly || !agree(c.prefix+c.heard(m.until), s.typedAt(m.at)) {
			continue
		}
		switch {
		case len(c.prefix) > m.key.end:
			why = "asked further on"
		case c.served.IsZero() || c.served.After(m.until):
			why = "the slot is taken"
		case c.began.After(m.at):
			why = "asked late"
		default:
			return "the model thinks"
		}
	}
	return why
}

// before tells what happened on the line before a key.
func (s *session) before(i int) string {
	text := s.passage.text
	for j := i - 1; j >= 0; j-- {
		if strings.Contains(text[s.moments[j+1].key.start:s.moments[j+1].key.end], "\n") {
			return "line start"
		}
		switch v, answered := s.verdicts[s.moments[j].key.end]; {
		case s.moments[j].ghost != nil:
			return "after a contradiction"
		case answered && v.items == 0 && v.at.Before(s.moments[j].until):
			return "after nothing"
		}
	}
	return "line start"
}

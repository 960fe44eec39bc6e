package typing

import (
	"slices"
	"strings"
	"time"
)

// A session is what happened while a passage was typed.
type session struct {
	manner
	passage     *passage
	began, left time.Time // the first key, and the key after the last one
	cancelled   bool      // the last request, when the typist left
	moments     []moment
	calls       []*call
	verdicts    map[int]verdict // what the engine answered, by offset
	shown       []showing
	stale       []stretch // while something was drawn that the text contradicted
	misanswered int       // requests that were not answered exactly once
}

// need is the offset up to which a suggestion behind an offset must agree with
// what is typed for the key to count: the end of the line, or of the next token
// for a model that errs.
func (s *session) need(offset int) int {
	line := s.passage.line(offset)
	if s.errs > 0 {
		return offset + tokenEnd(line)
	}
	return offset + len(line)
}

// measured reports whether there is anything to suggest on the line.
func (s *session) measured(m moment) bool { return s.passage.line(m.key.end) != "" }

// counts reports whether the right suggestion stood on the screen. What agrees
// as far as it must, but goes on with something else, counts only for a model
// that errs: it is what that model said.
func (s *session) counts(m moment) bool {
	if m.ghost == nil || m.agrees < s.need(m.key.end) {
		return false
	}
	return s.errs > 0 || m.agrees == m.ghost.start+len(m.ghost.text)
}

// typedAt is the document before the cursor at a moment.
func (s *session) typedAt(at time.Time) string {
	end := s.passage.start
	for _, m := range s.moments {
		if !m.at.After(at) {
			end = m.key.end
		}
	}
	return s.passage.text[:end]
}

// mostOpen is how long a flight may stay in the air that is of no use.
const mostOpen = 40 * time.Millisecond

// late are the calls that stayed open for longer than that after it was clear
// that their answer is of no use, or were never closed.
func (s *session) late() []*call {
	var late []*call
	for _, c := range s.calls {
		if since, useless := s.useless(c); c.ended.IsZero() || useless && c.ended.Sub(since) > mostOpen {
			late = append(late, c)
		}
	}
	return late
}

// useless tells since when a call was of no use while it ran: what was typed
// contradicts what it was asked or what it has said, or the text as it was then
// was asked about anew and its answer is not what was shown later, or its
// request was cancelled and no other followed.
func (s *session) useless(c *call) (since time.Time, ok bool) {
	note := func(at time.Time, is bool) {
		if is && at.Before(c.ended) && !at.Before(c.began) && (!ok || at.Before(since)) {
			since, ok = at, true
		}
	}
	for _, m := range s.moments {
		note(m.at, !agree(c.prefix+c.heard(m.at), s.typedAt(m.at)))
	}
	for _, said := range c.said {
		note(said.at, !agree(c.prefix+c.heard(said.at), s.typedAt(said.at)))
	}
	for _, d := range s.calls {
		anew := d.began.After(c.began) && d.prefix == s.typedAt(d.began) && strings.HasPrefix(d.prefix, c.prefix)
		note(d.began, anew && !d.readOnly && !c.readOnly && !s.usedBeside(c, d))
	}
	note(s.left, s.cancelled && !s.ahead(c))
	return since, ok
}

// ahead reports whether a call was about text that the typist had not typed.
func (s *session) ahead(c *call) bool { return len(c.prefix) > len(s.typedAt(c.began)) }

// usedBeside reports whether anything was shown, once d had begun, that c had
// said by then and d had not.
func (s *session) usedBeside(c, d *call) bool {
	for _, showing := range s.shown {
		says := func(c *call) bool { return strings.HasPrefix(c.prefix+c.heard(showing.at), showing.text) }
		if !showing.at.Before(d.began) && says(c) && !says(d) {
			return true
		}
	}
	return false
}

func agree(a, b string) bool { return strings.HasPrefix(a, b) || strings.HasPrefix(b, a) }

// overdue are the times when something wrong was drawn on after the key behind
// the one that contradicted it.
func (s *session) overdue() []stretch {
	return slices.DeleteFunc(slices.Clone(s.stale), func(x stretch) bool {
		return !slices.ContainsFunc(s.moments, func(m moment) bool { return m.at.After(x.since) && m.at.Before(x.until) })
	})
}

// chances are the keys as the clairvoyant sees them.
func (s *session) chances(o *oracle) []chance {
	keys := make([]chance, len(s.moments))
	text := s.passage.text
	for i, m := range s.moments {
		pieces, right := o.answer(s.passage, text[:m.key.end])
		takes := thinkingTime
		if s.streams {
			// The line is known to be complete when the newline has come.
			takes += tokenTime * time.Duration(len(tokens(firstLines(text[m.key.end:s.passage.end], 1))))
		}
		answer := strings.Join(pieces, "")
		reach := m.key.end + len(answer)
		if !right {
			reach = m.key.end + common(answer, text[m.key.end:s.passage.end])
		}
		keys[i] = chance{at: m.at.Sub(s.began), until: m.until.Sub(s.began), takes: takes, reach: reach, need: s.need(m.key.end), counts: s.measured(m)}
	}
	return keys
}

func common(a, b string) int {
	for i := range min(len(a), len(b)) {
		if a[i] != b[i] {
			return i
		}
	}
	return min(len(a), len(b))
}

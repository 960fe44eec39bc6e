package feedback

import (
	"strings"

	"fimble/context/buffer"
)

// A take is what a change took of a suggestion.
type take struct {
	choice     int    // which
	start, end int    // where it stands after the change
	text       string // with "\n"
	standing   int    // bytes of the suggestion that stood before it
	replaced   string // what stood in its place
	whole      bool
}

// take tells whether a change accepts the suggestion or the next part of it.
// Only the text counts, not how the editor describes the edit.
func (s *spot) take(c change) (take, bool) {
	if s.gone || byKey(c.text) || c.lo-s.cursor > reach || s.start-c.hi > reach {
		return take{}, false
	}
	if s.strayed > 0 { // then only the whole text at its start, as when it is redone
		t, ok := s.takeAt(s.start, c)
		return t, ok && t.whole && c.lo == s.start && c.hi == s.start
	}
	if c.lo > s.cursor && c.lo <= s.cursor+s.behind() { // closers were typed over
		if t, ok := s.takeAt(c.lo, c); ok {
			return t, true
		}
	}
	return s.takeAt(s.cursor, c)
}

// takeAt is take when the cursor was there, at the spot's or behind closers that
// were typed over.
func (s *spot) takeAt(cursor int, c change) (take, bool) {
	before := c.before()
	passed := max(0, cursor-s.cursor)
	standing := buffer.LF(before.Slice(s.start, cursor))
	var best take
	for i, choice := range s.choices {
		drop, rest, ok := choice.rest(standing)
		if !ok || rest == "" {
			continue
		}
		from := cursor
		if drop > 0 {
			from = s.start
		}
		for _, to := range []int{cursor + max(0, choice.replaces-passed), cursor + max(0, s.closed-passed), cursor} {
			text, ok := inserted(c, from, to)
			if !ok || !strings.HasPrefix(rest, buffer.LF(text)) {
				continue
			}
			t := take{choice: i, start: from, end: from + len(text), text: buffer.LF(text), standing: len(standing) - drop, replaced: before.Slice(from, to)}
			t.whole = len(t.text) == len(rest)
			// What ends in the middle of a word was typed at once, and what
			// completes one in place was chosen from a list of words.
			part := wordEnds(t.text, rest[len(t.text):]) && !(c.retyped > 0 && word(t.text))
			if (t.whole || part) && len(t.text) > len(best.text) {
				best = t
			}
		}
	}
	return best, best.text != ""
}

// inserted is what stands after the change where the bytes from one place to
// another stood before, if nothing else was changed.
func inserted(c change, from, to int) (string, bool) {
	a, b := min(c.lo, from), max(c.hi, to)
	if from-a > reach || b-to > reach || len(c.text) > 4*reach {
		return "", false
	}
	before, now := c.before(), c.after().Slice(a, b+c.by())
	head, tail := before.Slice(a, from), before.Slice(to, b)
	if len(now) <= len(head)+len(tail) || !strings.HasPrefix(now, head) || !strings.HasSuffix(now, tail) {
		return "", false
	}
	return now[len(head) : len(now)-len(tail)], true
}

// newSpot is where a showing stands, in the text that it was made for.
func newSpot(s Showing, text *buffer.Text) spot {
	start := s.Offset
	for _, c := range s.Choices {
		start = min(start, c.Span.Start)
	}
	spot := spot{start: start, cursor: s.Offset}
	standing := spot.standing(text)
	spot.began = len(standing)
	for _, c := range s.Choices {
		choice := choice{text: buffer.LF(text.Slice(start, c.Span.Start)) + c.NewText, replaces: max(0, c.Span.End-s.Offset)}
		if !strings.HasPrefix(choice.text, standing) {
			choice.over = standing
		}
		spot.choices = append(spot.choices, choice)
	}
	return spot
}

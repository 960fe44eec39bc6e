package feedback

import (
	"slices"
	"strings"
	"time"

	"fimble/context/buffer"
)

const (
	// followed is how many suggestions of a document are followed through its
	// edits. The user comes back to the last ones only.
	followed = 8
	// watched is how many accepted texts of a document wait to be judged. Who
	// accepts more in half a minute has the oldest judged early.
	watched = 32
)

// A document is what the Ledger follows in one open document.
type document struct {
	text    *buffer.Text // as it stands
	shown   []*shown     // the one on the screen last
	taken   []*taken     // the oldest first
	refused []*refusal   // the oldest first
}

// A refusal is a suggestion that was turned down where its spot is.
type refusal struct {
	spot
	until time.Time
}

// refusedFor is how long a suggestion that was turned down is not wanted at
// its place. For longer it would be missed by who has changed their mind, and
// seldom does anyone rest on a line for so long.
const refusedFor = time.Minute

// refuse remembers that a suggestion was turned down.
func (d *document) refuse(s *shown, at time.Time) {
	if s.gone {
		return
	}
	r := &refusal{spot: s.spot, until: at.Add(refusedFor)}
	r.choices = slices.Clone(s.choices)
	d.refused = append(d.refused, r)
	if len(d.refused) > followed {
		d.refused = d.refused[1:]
	}
}

// forgive forgets refusals of what stands at a place after all.
func (d *document) forgive(s *spot) {
	d.refused = slices.DeleteFunc(d.refused, func(r *refusal) bool {
		return r.speaksOf(d.text, s.start, s.choices[0].text)
	})
}

// speaksOf reports whether a text that is to stand from offset on begins as
// what was refused, or as much of it as there is.
func (r *refusal) speaksOf(t *buffer.Text, offset int, text string) bool {
	if r.gone || offset < r.start || offset-r.start > reach {
		return false
	}
	standing := buffer.LF(t.Slice(r.start, offset))
	text = standing + buffer.LF(text)
	return slices.ContainsFunc(r.choices, func(c choice) bool {
		return len(standing) < len(c.text) && (strings.HasPrefix(text, c.text) || strings.HasPrefix(c.text, text))
	})
}

// rejected reports whether a text was turned down at a place.
func (d *document) rejected(offset int, text string, at time.Time) bool {
	return text != "" && slices.ContainsFunc(d.refused, func(r *refusal) bool {
		return at.Before(r.until) && r.speaksOf(d.text, offset, text)
	})
}

// busy reports whether anything is followed.
func (d *document) busy() bool { return len(d.shown)+len(d.taken)+len(d.refused) > 0 }

// touched reports whether a change is where something is followed.
func (d *document) touched(c change) bool {
	return slices.ContainsFunc(d.shown, func(s *shown) bool { return s.touched(c) }) ||
		slices.ContainsFunc(d.refused, func(r *refusal) bool { return r.touched(c) }) ||
		slices.ContainsFunc(d.taken, func(t *taken) bool { return c.lo < t.end && c.hi > t.start })
}

// find is the suggestion that is shown again, or nil.
func (d *document) find(n spot) *shown {
	for _, s := range slices.Backward(d.shown) {
		if s.same(n, d.text) {
			return s
		}
	}
	return nil
}

// front makes a suggestion the one on the screen.
func (d *document) front(s *shown) {
	d.shown = slices.DeleteFunc(d.shown, func(other *shown) bool { return other == s })
	d.shown = append(d.shown, s)
	if len(d.shown) > followed {
		d.shown = slices.Delete(d.shown, 0, len(d.shown)-followed)
	}
}

// tidy lets go of what is long past.
func (d *document) tidy(at time.Time) {
	d.shown = slices.DeleteFunc(d.shown, func(s *shown) bool { return s.gone || at.Sub(s.last) > forgotten })
	d.refused = slices.DeleteFunc(d.refused, func(r *refusal) bool { return r.gone || !at.Before(r.until) })
}

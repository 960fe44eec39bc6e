package completion

import (
	"fimble/completion/model"
	"fimble/context/buffer"
	"fimble/context/syntax"
)

// When says for which models something is done that costs requests which may
// be for nothing.
type When string

const (
	Never     When = "never"
	Unmetered When = "unmetered" // for models on the user's machine
	Always    When = "always"
)

// covers reports whether it is done for a model.
func (w When) covers(c model.Class) bool {
	return w == Always || w == Unmetered && c != model.Remote
}

// lookAhead asks, while a suggestion is shown, for what comes behind it, so
// that the answer is there when the user has taken it.
func (e *Engine) lookAhead(q *query, res Result) {
	class := q.model.info.Class
	if res.Source == FromLocal || class == embeddedClass || !q.Options.Speculate.covers(class) {
		return
	}
	if !q.turn.affords(unneeded) || !e.pace(q.model.Model).guess() {
		return
	}
	text := res.Items[0].Edits[0].NewText
	e.askAhead(q.with(text, q.offset+replaced(q.site, text)))
}

// askAhead starts a flight that no request waits for, instead of the one that
// was ahead before.
func (e *Engine) askAhead(next *query) {
	if e.cache.holds(next) {
		return
	}
	t := next.turn
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.ahead != nil {
		if typed, ok := next.place.typedSince(t.ahead.query.place); ok && typed == "" && !t.ahead.over() {
			return
		}
		t.ahead.hangUp()
	}
	next.parse()
	t.ahead = e.plan(next)
	t.ahead.ahead, t.ahead.goesOn = true, true
	e.takeOff(t.ahead, 0)
}

// with is the query that follows when a text stands between the cursor and
// the end offset, and the cursor behind it.
func (q *query) with(text string, end int) *query {
	next := *q
	next.Purpose, next.Selected, next.number, next.said = Inline, nil, 0, false
	next.snapshot = q.snapshot.With([]buffer.Edit{{Span: syntax.Span{Start: q.offset, End: end}, NewText: text}})
	next.offset = q.offset + len(text)
	next.look()
	return &next
}

// comeBefore asks for a line whose indent the user is typing, as if it were
// there already.
func (e *Engine) comeBefore(q *query, indent string) {
	if q.model.info.Class != embeddedClass && q.turn.affords(unneeded) {
		e.askAhead(q.with(indent, q.offset))
	}
}

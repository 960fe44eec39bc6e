package completion

import "time"

// warmAfter is how long a user has been still before the model reads what it
// was not asked about: they are looking at the code, and will go on there.
const warmAfter = 1500 * time.Millisecond

// Opened tells the Engine of a document, before any other call about it: the
// model that serves it wakes up and reads it, before anybody waits for that.
// Only the request's document counts, not its place.
func (e *Engine) Opened(req Request) {
	e.opened(req.Session, req.URI)
	req.Purpose, req.Offset, req.Selected = Invoked, 0, nil
	q, reason := e.gate(req)
	if reason != "" {
		return
	}
	q.Purpose = Inline
	if q.route(e.ctx, e.embedded) {
		e.tryThen(q, func() { e.warm(q) })
	}
}

// warmLater does so for a place that was not asked about, once the user has
// been still.
func (e *Engine) warmLater(q *query) {
	t := q.turn
	t.mu.Lock()
	defer t.mu.Unlock()
	t.rest()
	t.still = time.AfterFunc(warmAfter, func() {
		if q.route(e.ctx, e.embedded) {
			e.warm(q)
		}
	})
}

// warm lets the model read, so that its server has the text in its cache.
func (e *Engine) warm(q *query) {
	class := q.model.info.Class
	if class == embeddedClass || !q.Options.WarmUp.covers(class) {
		return
	}
	f := e.plan(q)
	f.warm, f.goesOn = true, true
	e.takeOff(f, 0)
}

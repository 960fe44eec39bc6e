package completion

import (
	"context"
	"errors"
	"strings"
	"sync"
	"time"

	"fimble/context/buffer"
)

// errSuperseded ends the wait of a request whose successor has come.
var errSuperseded = errors.New("superseded by a newer request")

// A turn is what one connection does with one document: one request waits, one
// flight is in the air for it, and perhaps one ahead of what is shown.
type turn struct {
	mu      sync.Mutex
	waiting map[Purpose]*waiter // the newest of each kind
	flight  *flight
	ahead   *flight // asked as if what is shown were accepted
	asked   int     // requests so far
	line    string  // head of the line that was asked about last
	shown   shown   // what was answered last
	keys    keys
	purse   purse
	still   *time.Timer // lets the model read on; nil if nothing is to be read
}

func newTurn() *turn { return &turn{waiting: map[Purpose]*waiter{}} }

type waiter struct {
	cancel context.CancelCauseFunc
	gone   chan struct{} // closed when its answer is given
}

// enter lets the newest request of a kind take the place of the one before,
// which is answered first.
func (e *Engine) enter(ctx context.Context, q *query) (context.Context, func()) {
	ctx, cancel := context.WithCancelCause(ctx)
	t := q.turn
	kind := q.Purpose
	if kind == Invoked {
		kind = Inline // both want the one ghost text that there is
	}
	w := &waiter{cancel: cancel, gone: make(chan struct{})}
	t.mu.Lock()
	before := t.waiting[kind]
	t.asked++
	q.number = t.asked
	t.waiting[kind] = w
	t.mu.Unlock()
	if before != nil {
		before.cancel(errSuperseded)
		<-before.gone
	}
	return ctx, func() {
		t.mu.Lock()
		if t.waiting[kind] == w {
			delete(t.waiting, kind)
		}
		t.mu.Unlock()
		cancel(nil)
		close(w.gone)
	}
}

// board finds the flight that the query may wait for: one in the air that
// still fits, else a new one, and those that do not fit are hung up. It gives
// none when the flight in the air is a newer query's.
func (t *turn) board(e *Engine, q *query) (f *flight, typed string, source Source) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.ahead != nil {
		if typed, ok := t.ahead.board(q); ok {
			t.flight, t.ahead = t.replace(t.ahead), nil
			return t.flight, typed, FromFlight
		}
		if _, onTheWay := t.shown.rest(q.place); !onTheWay {
			t.ahead.hangUp()
			t.ahead = nil
		}
	}
	if t.flight != nil {
		if typed, ok := t.flight.board(q); ok {
			return t.flight, typed, FromFlight
		}
		if t.flight.query.number > q.number {
			return nil, "", ""
		}
	}
	pause := t.pause(e, q)
	t.line = q.place.head
	t.flight = t.replace(e.launch(q, pause))
	return t.flight, "", FromModel
}

// replace hangs up the flight in the air for another one. What shows whether a
// model answers again goes on, or it would never be known while the user types.
// t.mu is held.
func (t *turn) replace(f *flight) *flight {
	if t.flight != nil && !t.flight.proves() {
		t.flight.hangUp()
	}
	return f
}

// letGo leaves a flight in the air that the turn has no more use for.
func (t *turn) letGo(f *flight) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.flight == f {
		t.flight = nil
	}
}

// ground hangs up the flights and sends the waiting away.
func (t *turn) ground() {
	t.mu.Lock()
	defer t.mu.Unlock()
	for _, w := range t.waiting {
		w.cancel(errSuperseded)
	}
	for _, f := range []*flight{t.flight, t.ahead} {
		if f != nil {
			f.hangUp()
		}
	}
	t.rest()
}

// rest gives up what was to be read once the user is still. t.mu is held.
func (t *turn) rest() {
	if t.still != nil {
		t.still.Stop()
		t.still = nil
	}
}

// pause is how long the query's flight waits before it asks the model: not at
// all on a line that nothing was asked about yet, for a model that answers
// between two keys, and while the purse has a request to spend; else until the
// user has stopped typing. t.mu is held.
func (t *turn) pause(e *Engine, q *query) time.Duration {
	switch {
	case q.Purpose == Invoked || q.model.info.Class == embeddedClass || q.late:
		return 0
	case t.flight == nil || t.line != q.place.head:
		return 0
	case q.said: // the line is complete as suggested: most likely a new one comes next
		return t.keys.pausesAfter()
	case e.pace(q.model.Model).p80(longestGap) < t.keys.pausesAfter()/4:
		return 0
	case t.purse.has(urgent * e.price(q)):
		return 0
	}
	return t.keys.pausesAfter()
}

// changed takes note of what the user did to the document.
func (t *turn) changed(before *buffer.Snapshot, edits []buffer.Edit, now time.Time) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.rest()
	t.purse.key()
	t.keys.change(before, edits, now, func(at int, text string) bool {
		if t.shown.text == "" {
			return false
		}
		line := before.Text().LineSpan(before.Text().LineAt(at))
		return t.shown.brings(before.Text().Slice(line.Start, at), buffer.LF(text))
	})
}

// affords reports whether there is so much in the purse.
func (t *turn) affords(n float64) bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.purse.has(n)
}

// pay takes the price of a request from the purse.
func (t *turn) pay() {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.purse.pay()
}

// shows remembers what the query is answered with, and reports whether that is
// another suggestion than the one before.
func (t *turn) shows(q *query, res Result) bool {
	if len(res.Items) == 0 || q.Purpose == List || q.Selected != nil {
		return false
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	text := res.Items[0].Edits[0].NewText
	if rest, ok := t.shown.rest(q.place); ok && rest == text {
		return false
	}
	t.shown = shown{q.place, text, q.Options.Generation}
	return true
}

// stillShown gives what is left of the suggestion that the user is typing.
func (t *turn) stillShown(q *query) ([]string, bool) {
	t.mu.Lock()
	rest, ok := t.shown.rest(q.place)
	ok = ok && strings.TrimSpace(rest) != "" && t.shown.generation == q.Options.Generation
	refits := q.place.closers != t.shown.place.closers
	t.mu.Unlock()
	if !ok || !refits {
		return []string{rest}, ok
	}
	fit := refit(q, []string{rest})
	return fit, len(fit) > 0
}

// steady is texts with what the user is reading first.
func (t *turn) steady(q *query, texts []string) []string {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.shown.steady(q.place, texts)
}

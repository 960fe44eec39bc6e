package completion

import (
	"context"
	"errors"
	"strings"
	"sync"
	"time"
)

// errSuperseded ends the wait of a request whose successor has come.
var errSuperseded = errors.New("superseded by a newer request")

// quiet is how long typing on a line must pause before a model is asked anew.
// The line's first request goes out at once, and a flight that still fits is
// boarded without a pause; 75 ms is what Cody's throttle settled on.
const quiet = 75 * time.Millisecond

// A turn is one document's place in the queue: one request waits, one flight
// is in the air.
type turn struct {
	mu      sync.Mutex
	waiting map[Purpose]*waiter // the newest of each kind
	flight  *flight
	asked   int    // requests so far
	line    string // head of the line that was asked about last
}

type waiter struct {
	cancel context.CancelCauseFunc
	gone   chan struct{} // closed when its answer is given
}

// enter lets the newest request of a kind take the place of the one before,
// which is answered first.
func (e *Engine) enter(ctx context.Context, q *query) (*turn, context.Context, func()) {
	ctx, cancel := context.WithCancelCause(ctx)
	t := e.turn(q.Session, q.URI)
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
	return t, ctx, func() {
		t.mu.Lock()
		if t.waiting[kind] == w {
			delete(t.waiting, kind)
		}
		t.mu.Unlock()
		cancel(nil)
		close(w.gone)
	}
}

// board finds the flight that the query may wait for: the one in the air if
// it still fits, else a new one, and the old one is hung up. It gives none
// when the flight in the air is a newer query's.
func (t *turn) board(e *Engine, q *query) (f *flight, typed string, source Source) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.flight != nil {
		if typed, ok := t.flight.board(q); ok {
			return t.flight, typed, FromFlight
		}
		if t.flight.query.number > q.number {
			return nil, "", ""
		}
		t.flight.hangUp()
	}
	pause := time.Duration(0)
	if q.Purpose != Invoked && q.model.info.Class != embeddedClass && t.flight != nil && t.line == q.place.head {
		pause = quiet
	}
	t.line = q.place.head
	t.flight = e.launch(q, pause)
	return t.flight, "", FromModel
}

// ground hangs up the flight and sends the waiting away.
func (t *turn) ground() {
	t.mu.Lock()
	defer t.mu.Unlock()
	for _, w := range t.waiting {
		w.cancel(errSuperseded)
	}
	if t.flight != nil {
		t.flight.hangUp()
	}
}

// agree reports whether what streamed so far and what was typed since say the
// same, as far as both reach.
func agree(streamed, typed string) bool {
	return strings.HasPrefix(streamed, typed) || strings.HasPrefix(typed, streamed)
}

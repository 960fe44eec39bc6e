package completion

import (
	"context"
	"slices"
	"strings"
	"sync"
	"time"

	"fimble/completion/guard"
	"fimble/completion/trim"
)

// grace is how long a flight that nobody waits for stays in the air: editors
// cancel at every key and ask again a moment later.
const grace = 20 * time.Millisecond

const (
	longestFlight = invokedPatience // of a flight that nobody waits for
	tokenBytes    = 16              // more than the longest tokens of code have on average, for servers that do not count them
)

// A flight is one model call. It belongs to the Engine, not to the request
// that started it, so that the next request may board it.
type flight struct {
	query  *query       // what was asked
	around *guard.Place // its code
	ahead  bool         // asked as if what is shown were accepted
	warm   bool         // the model shall only read
	grace  *time.Timer
	quit   context.CancelFunc

	mu       sync.Mutex
	called   bool          // the model has been asked: the pause is over
	asked    time.Time     // when it was
	probe    bool          // whether the model answers again is to be seen by this flight
	silent   bool          // hung up because nothing was heard
	grounded bool          // hung up, or about to be
	waiters  int           // requests on board
	goesOn   bool          // a request was answered without it, and the answer shall still come into the cache
	site     trim.Site     // the query's, with the special tokens of the model's family
	raw      []draft       // streamed so far, by candidate
	texts    []string      // trimmed, best first, once landed
	err      error         // of the model, once landed
	later    Later         // to be told when texts are there, or nil
	doubtful bool          // nobody waits, but the editor may have hung up without the user's doing
	landed   bool          // texts and err are final
	news     chan struct{} // closed and made anew at every change
}

// launch starts a flight for a query. The model is called after a pause, so
// that a sequence of keys asks once.
func (e *Engine) launch(q *query, pause time.Duration) *flight {
	f := e.plan(q)
	f.waiters = 1
	e.takeOff(f, pause)
	return f
}

// plan makes a flight that nobody waits for yet. The query goes on without it.
func (e *Engine) plan(q *query) *flight {
	own := *q
	return &flight{query: &own, around: guard.PlaceOf(q.site), site: q.site, news: make(chan struct{})}
}

// takeOff flies it.
func (e *Engine) takeOff(f *flight, pause time.Duration) {
	ctx, quit := context.WithCancel(e.ctx)
	f.quit = quit
	f.grace = time.AfterFunc(longestFlight, f.expire)
	if !f.goesOn {
		f.grace.Stop()
	}
	started := e.start(func() {
		defer quit()
		defer f.grace.Stop()
		defer e.survive(func(err error) { f.land(nil, err) })
		if !f.wait(ctx, pause) {
			f.land(nil, ctx.Err())
			return
		}
		e.landed(f, e.fly(ctx, f))
	})
	if !started {
		quit()
		f.land(nil, context.Canceled)
	}
}

// wait sits out the pause; false when the flight was hung up meanwhile.
func (f *flight) wait(ctx context.Context, pause time.Duration) bool {
	if pause > 0 {
		timer := time.NewTimer(pause)
		defer timer.Stop()
		select {
		case <-timer.C:
		case <-ctx.Done():
			return false
		}
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	f.called = !f.grounded
	return f.called
}

func (f *flight) land(texts []string, err error) {
	f.mu.Lock()
	f.texts, f.err, f.landed = texts, err, true
	f.tell()
	later := f.later
	f.mu.Unlock()
	if later != nil && len(texts) > 0 {
		later.Ready()
	}
}

// tell wakes whoever waits for news. f.mu is held.
func (f *flight) tell() {
	close(f.news)
	f.news = make(chan struct{})
}

// board lets a query on if it asks the same model for the same place, or one
// that the user came to by typing what the flight says. A flight that has not
// called its model yet knows less than a newer query, so nobody boards it.
func (f *flight) board(q *query) (typed string, ok bool) {
	was := f.query
	sameKind := (was.Purpose == Invoked) == (q.Purpose == Invoked)
	if !sameKind || was.model.Model != q.model.Model || was.Options.Generation != q.Options.Generation {
		return "", false
	}
	typed, ok = q.place.typedSince(was.place)
	f.mu.Lock()
	defer f.mu.Unlock()
	if !ok || f.grounded || f.landed || !f.called && typed != "" || !f.agrees(typed) {
		return "", false
	}
	f.waiters++
	f.goesOn, f.doubtful = false, false
	f.grace.Stop()
	return typed, true
}

// agrees reports whether any candidate still fits what was typed. f.mu is held.
func (f *flight) agrees(typed string) bool {
	for _, d := range f.raw {
		if agree(d.text, typed) {
			return true
		}
	}
	return len(f.raw) == 0
}

// agree reports whether what streamed so far and what was typed since say the
// same, as far as both reach.
func agree(streamed, typed string) bool {
	return strings.HasPrefix(streamed, typed) || strings.HasPrefix(typed, streamed)
}

// fellSilent reports whether it was hung up because the model said nothing.
func (f *flight) fellSilent() bool {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.silent
}

// wanted reports whether a request is on board.
func (f *flight) wanted() bool {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.waiters > 0
}

// A state is how a flight stands, as one who has typed on sees it.
type state struct {
	news   chan struct{} // closed at the next change
	landed bool
	asked  time.Time // when the model was
	heard  bool      // something was streamed
	fits   bool      // what was streamed does not contradict what was typed
	texts  []string
	err    error
}

func (f *flight) state(typed string) state {
	f.mu.Lock()
	defer f.mu.Unlock()
	return state{f.news, f.landed, f.asked, len(f.raw) > 0, f.agrees(typed), f.texts, f.err}
}

// soFar is what is worth showing of a flight that is not at its end, behind
// what was typed since it started.
func (f *flight) soFar(typed string) []string {
	f.mu.Lock()
	drafts, site := slices.Clone(f.raw), f.site
	f.mu.Unlock()
	for i := range drafts {
		drafts[i].cut = true
	}
	texts := judge(site, f.around, drafts, f.query.Purpose.explicit())
	if typed != "" {
		texts = remaining(texts, typed)
	}
	return texts
}

// over reports whether the flight has landed or is about to.
func (f *flight) over() bool {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.landed || f.grounded
}

// leave takes a request off. The last one to leave starts the grace, unless
// the flight goes on for the cache's sake.
func (f *flight) leave() {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.waiters--; f.waiters > 0 || f.landed {
		return
	}
	if f.goesOn || f.probe {
		f.grace.Reset(longestFlight)
	} else {
		f.grace.Reset(grace)
	}
}

// goOn leaves the flight in the air without a request on board. later, if not
// nil, is told when it has brought something home.
func (f *flight) goOn(later Later) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.goesOn, f.later = true, later
}

// mayGoOn lets the flight go on after its grace if the text is still what it
// was: VS Code hangs up when it opens its completion list, and when that turns
// out empty does not ask again.
func (f *flight) mayGoOn(later Later) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.doubtful, f.later = true, later
}

// proves reports whether the flight is to show that its model answers again.
func (f *flight) proves() bool {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.probe && !f.landed
}

// expire ends the grace.
func (f *flight) expire() {
	f.mu.Lock()
	orphan := f.waiters == 0 && !f.landed
	if orphan && f.doubtful && !f.grounded && f.later.Wanted() {
		f.goesOn, f.doubtful = true, false
		f.grace.Reset(longestFlight)
		f.mu.Unlock()
		return
	}
	f.silent = orphan && (f.goesOn || f.probe) && !f.warm && !f.asked.IsZero() && len(f.raw) == 0
	f.mu.Unlock()
	if orphan {
		f.hangUp()
	}
}

// hangUp closes the connection to the model. It has been started.
func (f *flight) hangUp() {
	f.mu.Lock()
	f.grounded = true
	f.mu.Unlock()
	f.quit()
}

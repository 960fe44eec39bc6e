package completion

import (
	"context"
	"errors"
	"slices"
	"strings"
	"sync"
	"time"

	"fimble/completion/model"
	"fimble/completion/trim"
)

// grace is how long a flight that nobody waits for stays in the air: editors
// cancel at every key and ask again a moment later.
const grace = 20 * time.Millisecond

// A flight is one model call. It belongs to the Engine, not to the request
// that started it, so that the next request may board it.
type flight struct {
	query *query // what was asked
	grace *time.Timer
	quit  context.CancelFunc

	mu       sync.Mutex
	called   bool          // the model has been asked: the pause is over
	grounded bool          // hung up, or about to be
	waiters  int           // requests on board
	goesOn   bool          // a request was answered without it, and the answer shall still come into the cache
	site     trim.Site     // the query's, with the special tokens of the model's family
	raw      []string      // streamed so far, by candidate
	texts    []string      // trimmed, best first, once landed
	err      error         // of the model, once landed
	landed   bool          // texts and err are final
	news     chan struct{} // closed and made anew at every change
}

// launch starts a flight. The model is called after a pause, so that a
// sequence of keys asks once.
func (e *Engine) launch(q *query, pause time.Duration) *flight {
	ctx, quit := context.WithCancel(e.ctx)
	f := &flight{query: q, site: q.site, quit: quit, waiters: 1, news: make(chan struct{})}
	f.grace = time.AfterFunc(grace, f.expire)
	f.grace.Stop()
	e.air.Go(func() {
		defer quit()
		defer f.grace.Stop()
		if !f.wait(ctx, pause) {
			f.land(nil, ctx.Err())
			return
		}
		started := time.Now()
		err := f.fly(ctx, e)
		e.landed(f, err, time.Since(started))
	})
	return f
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

// fly packs, renders and generates, and stops the model when enough is there.
func (f *flight) fly(ctx context.Context, e *Engine) error {
	req, err := e.request(ctx, f.query)
	if err != nil {
		return err
	}
	f.mu.Lock()
	f.site.Markers = req.Stop
	f.mu.Unlock()
	var done []bool
	for chunk, err := range f.query.model.Generate(ctx, req) {
		if err != nil {
			return err
		}
		for len(done) <= chunk.Candidate {
			done = append(done, false)
		}
		if done[chunk.Candidate] {
			continue
		}
		done[chunk.Candidate] = f.hear(chunk)
		if len(done) >= req.N && !slices.Contains(done, false) {
			return nil
		}
	}
	return ctx.Err()
}

// hear takes a chunk in, and reports whether its candidate is complete.
func (f *flight) hear(chunk model.Chunk) bool {
	f.mu.Lock()
	defer f.mu.Unlock()
	for len(f.raw) <= chunk.Candidate {
		f.raw = append(f.raw, "")
	}
	text := f.raw[chunk.Candidate] + chunk.Text
	stop := false
	if strings.Contains(text, "\n") {
		var keep int
		if keep, stop = trim.Enough(f.site, text); stop {
			text = text[:keep]
		}
	}
	f.raw[chunk.Candidate] = text
	f.tell()
	return stop
}

// landed judges what a flight brought home and remembers it.
func (e *Engine) landed(f *flight, err error, took time.Duration) {
	texts := f.judge()
	if errors.Is(err, context.Canceled) {
		f.land(nil, err)
		return
	}
	if err != nil {
		e.pace(f.query.model.info.Name).failed(e.log, err)
	} else {
		e.pace(f.query.model.info.Name).answered(took)
		if len(texts) > 0 || f.query.model.info.Class != embeddedClass {
			e.cache.keep(f.query, texts)
		}
	}
	f.land(texts, err)
}

// judge trims every candidate and drops what is left of none, and doubles.
func (f *flight) judge() (texts []string) {
	f.mu.Lock()
	raw, site := f.raw, f.site
	f.mu.Unlock()
	for _, text := range raw {
		text, _ := trim.All(site, text)
		if strings.TrimSpace(text) != "" && !slices.Contains(texts, text) {
			texts = append(texts, text)
		}
	}
	return texts
}

func (f *flight) land(texts []string, err error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.texts, f.err, f.landed = texts, err, true
	f.tell()
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
	if !sameKind || was.model.info.Name != q.model.info.Name || was.Options.Generation != q.Options.Generation {
		return "", false
	}
	typed, ok = q.place.typedSince(was.place)
	f.mu.Lock()
	defer f.mu.Unlock()
	if !ok || f.grounded || f.landed || !f.called && typed != "" || !f.agrees(typed) {
		return "", false
	}
	f.waiters++
	f.grace.Stop()
	return typed, true
}

// agrees reports whether any candidate still fits what was typed. f.mu is held.
func (f *flight) agrees(typed string) bool {
	for _, text := range f.raw {
		if agree(text, typed) {
			return true
		}
	}
	return len(f.raw) == 0
}

// leave takes a request off. The last one to leave starts the grace, unless
// the flight goes on for the cache's sake.
func (f *flight) leave() {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.waiters--; f.waiters == 0 && !f.goesOn && !f.landed {
		f.grace.Reset(grace)
	}
}

// goOn leaves the flight in the air without a request on board.
func (f *flight) goOn() {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.goesOn = true
}

// expire ends the grace.
func (f *flight) expire() {
	f.mu.Lock()
	orphan := f.waiters == 0 && !f.landed
	f.mu.Unlock()
	if orphan {
		f.hangUp()
	}
}

// hangUp closes the connection to the model.
func (f *flight) hangUp() {
	f.mu.Lock()
	f.grounded = true
	f.mu.Unlock()
	f.quit()
}

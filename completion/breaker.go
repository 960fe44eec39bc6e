package completion

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"fimble/completion/model"
)

const (
	// tripsAfter is how many failures in a row leave a model in peace. One may
	// be chance: a connection that the server has closed, a restart. Each more
	// is a request that waited for nothing.
	tripsAfter = 3
	// A model that failed so often rests for firstRest, and for twice as long
	// after each probe that fails, but at most for longestRest: that much later
	// than it could, it is asked again. Each probe is a request of the user's,
	// who waits until the embedded engine steps in, or a moment after asking by
	// key.
	firstRest   = time.Second
	longestRest = 30 * time.Second
	// A request that has waited for shortSilence in vain is one failure: nobody
	// waits for longer while typing. After longSilence the model rests at once:
	// only a model that is being loaded takes so long, and it goes on loading.
	shortSilence = time.Second
	longSilence  = 5 * time.Second
)

// A breaker keeps requests from a model that does not answer, so that the next
// one answers without their waiting first. Now and then it lets one through,
// and once that is answered all others.
type breaker struct {
	mu       sync.Mutex
	failures int           // in a row
	err      error         // the last of them
	since    time.Time     // the first of them, or else the first answer after the last ones
	rest     time.Duration // that is to be taken; 0 while all requests are let through
	until    time.Time     // none is
	peace    time.Time     // until then the model itself wants none
	probing  bool          // one was let through, and is not known to have failed
	logged   string        // what is known from the log, until there is an answer
}

// refusal is why no request goes to the model now, or nil. probe tells that
// one would be the only one for a while. A request that insists is refused only
// if the model itself has asked for it.
func (b *breaker) refusal(now time.Time, insists bool) (why error, probe bool) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.refuses(now, insists)
}

// refuses is refusal for who holds b.mu.
func (b *breaker) refuses(now time.Time, insists bool) (why error, probe bool) {
	until := b.until
	if insists {
		until = b.peace
	}
	if b.rest > 0 && now.Before(until) {
		return b.err, false
	}
	return nil, b.rest > 0
}

// enter is refusal for a request that goes out.
func (b *breaker) enter(now time.Time, insists bool) (why error, probe bool) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if why, probe = b.refuses(now, insists); probe {
		b.probing, b.until = true, now.Add(b.rest)
	}
	return why, probe
}

// answered notes a sign of life.
func (b *breaker) answered(now time.Time) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.failures > 0 || b.since.IsZero() {
		b.since = now
	}
	b.failures, b.err, b.rest, b.probing, b.logged = 0, nil, 0, false, ""
}

// failed notes a failure, and reports whether it is news. What is wrong with
// one request alone is a sign of life.
func (b *breaker) failed(err error, now time.Time) (news bool) {
	if model.FaultOf(err).OfRequest() {
		b.answered(now)
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	news = err.Error() != b.logged
	b.logged = err.Error()
	if model.FaultOf(err).OfRequest() {
		return news
	}
	if b.failures == 0 {
		b.since = now
	}
	b.failures, b.err = b.failures+1, err
	if silent, ok := errors.AsType[silence](err); ok && silent.lasted >= longSilence {
		b.failures = max(b.failures, tripsAfter)
	}
	var wish time.Duration
	if refusal, ok := errors.AsType[*model.Refusal](err); ok {
		wish = refusal.RetryAfter
	}
	switch {
	case b.rest == 0 && (b.failures >= tripsAfter || wish > 0):
		b.rest, b.until = firstRest, now.Add(firstRest)
	case b.probing && model.FaultOf(err) == model.Loading: // which it says at once
		b.probing, b.until = false, now.Add(b.rest)
	case b.probing:
		b.rest, b.probing = min(2*b.rest, longestRest), false
		b.until = now.Add(b.rest)
	}
	if wish > 0 {
		b.peace = now.Add(wish)
	}
	if b.peace.After(b.until) {
		b.until = b.peace
	}
	return news
}

// A silence is the failure of a model that said nothing.
type silence struct {
	model  string
	lasted time.Duration
}

func (s silence) Error() string {
	return fmt.Sprintf("%s: no answer within %v", s.model, s.lasted.Round(100*time.Millisecond))
}

// Is makes it what it would be if the model had noticed itself.
func (s silence) Is(target error) bool { return target == context.DeadlineExceeded }

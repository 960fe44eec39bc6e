package completion

import (
	"cmp"
	"maps"
	"slices"
	"time"
)

// Health is how a model has been doing since the Engine was made.
type Health struct {
	Model string
	State State
	Err   error     // what the last request failed with; nil if it was answered
	Since time.Time // when that began: the first of the failures in a row, or the first answer after them
	Again time.Time // when a model that rests is asked again
}

// State is how a model is doing, in a word.
type State string

const (
	Untried   State = "untried"   // no request has come to an end
	Answering State = "answering" // the last one was answered
	Failing   State = "failing"   // the last one failed
	Resting   State = "resting"   // the last ones failed, so that none goes out for a while
)

// Health is that of every model that was about to be asked, by their names. Of
// one that has been set up anew it is that of the newest.
func (e *Engine) Health() []Health {
	e.mu.Lock()
	paces := slices.Collect(maps.Values(e.paces))
	e.mu.Unlock()
	now := time.Now()
	var all []Health
	for _, p := range paces {
		h := p.breaker.health(now)
		h.Model = p.name
		all = append(all, h)
	}
	slices.SortFunc(all, func(a, b Health) int { return cmp.Or(cmp.Compare(a.Model, b.Model), b.Since.Compare(a.Since)) })
	return slices.CompactFunc(all, func(a, b Health) bool { return a.Model == b.Model })
}

// Watch has f told of every request to a model that fails, beside the Engine's
// own work, so f must be quick. Those that are not made as the model rests are
// none.
func (e *Engine) Watch(f func(Failure)) {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.watch = f
}

func (b *breaker) health(now time.Time) Health {
	b.mu.Lock()
	defer b.mu.Unlock()
	h := Health{State: Answering, Err: b.err, Since: b.since}
	switch {
	case b.rest > 0:
		h.State, h.Again = Resting, b.until
		if now.After(b.until) {
			h.Again = now
		}
	case b.err != nil:
		h.State = Failing
	case b.since.IsZero():
		h.State = Untried
	}
	return h
}

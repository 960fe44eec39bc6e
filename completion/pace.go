package completion

import (
	"slices"
	"sync"
	"time"

	"go.uber.org/zap"

	"fimble/completion/model"
)

// paceSamples is how many answers of a model are remembered: enough for a
// percentile, few enough to follow a server that gets slower.
const paceSamples = 20

// pace is how a model has been doing: how long its answers took, and whether
// there were any.
type pace struct {
	name    string
	breaker breaker

	mu      sync.Mutex
	last    []time.Duration
	next    int
	used    float64 // share of the requests made ahead that were of use, smoothed
	skipped int     // requests that were not made ahead since one was
}

func (e *Engine) pace(m model.Model) *pace {
	e.mu.Lock()
	defer e.mu.Unlock()
	p := e.paces[m]
	if p == nil {
		p = &pace{name: m.Info().Name, used: untried}
		e.paces[m] = p
	}
	return p
}

func (p *pace) answered(d time.Duration) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if len(p.last) < paceSamples {
		p.last = append(p.last, d)
		return
	}
	p.last[p.next%paceSamples] = d
	p.next++
}

// failed notes a failure of a model. It is logged once, not at every key: a
// server that is down says the same each time.
func (e *Engine) failed(m model.Model, err error) {
	p := e.pace(m)
	if p.breaker.failed(err, time.Now()) {
		e.log.Warn("model failed", zap.String("model", p.name), zap.Error(err))
	}
	e.mu.Lock()
	watch := e.watch
	e.mu.Unlock()
	if watch != nil {
		watch(Failure{p.name, err})
	}
}

const (
	untried       = 0.45 // taken for the share while nothing is known: two tries that were for nothing end it
	worthGuessing = 0.35 // share of requests made ahead that must be of use: below it they are mostly load
	guessAnyway   = 10   // one of so many is made all the same, to see whether that has changed
	memory        = 5    // requests made ahead that are looked back on, about
)

// guess reports whether a request ahead is worth its while, and counts it.
func (p *pace) guess() bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.skipped++; p.used < worthGuessing && p.skipped < guessAnyway {
		return false
	}
	p.skipped = 0
	p.used -= p.used / memory
	return true
}

// guessed counts a request made ahead that was of use.
func (p *pace) guessed() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.used += 1. / memory
}

// p80 is the time within which four of five answers came, at most the given
// one, which is also the guess while nothing is known.
func (p *pace) p80(most time.Duration) time.Duration {
	p.mu.Lock()
	defer p.mu.Unlock()
	if len(p.last) == 0 {
		return most
	}
	sorted := slices.Sorted(slices.Values(p.last))
	return min(most, sorted[len(sorted)*4/5])
}

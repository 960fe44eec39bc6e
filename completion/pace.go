package completion

import (
	"slices"
	"sync"
	"time"

	"go.uber.org/zap"
)

// paceSamples is how many answers of a model are remembered: enough for a
// percentile, few enough to follow a server that gets slower.
const paceSamples = 20

// pace is how a model has been doing: how long its answers took, and what its
// last failure said.
type pace struct {
	name string

	mu      sync.Mutex
	last    []time.Duration
	next    int
	failure string
}

func (e *Engine) pace(name string) *pace {
	e.mu.Lock()
	defer e.mu.Unlock()
	p := e.paces[name]
	if p == nil {
		p = &pace{name: name}
		e.paces[name] = p
	}
	return p
}

func (p *pace) answered(d time.Duration) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.failure = ""
	if len(p.last) < paceSamples {
		p.last = append(p.last, d)
		return
	}
	p.last[p.next%paceSamples] = d
	p.next++
}

// failed logs a failure once, not at every key: a server that is down says the
// same each time.
func (p *pace) failed(log *zap.Logger, err error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if text := err.Error(); text != p.failure {
		p.failure = text
		log.Warn("model failed", zap.String("model", p.name), zap.Error(err))
	}
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

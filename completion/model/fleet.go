package model

import (
	"bytes"
	"cmp"
	"crypto/rand"
	"crypto/sha256"
	"errors"
	"io"
	"net"
	"net/http"
	"net/url"
	"slices"
	"sync"
	"sync/atomic"
	"time"
)

const (
	// A server that was not reached is left in peace for firstRest, for twice
	// as long after each further failure, and for at most longestRest: that
	// much later than it could, a process returns to where its text is cached.
	firstRest   = 2 * time.Second
	longestRest = time.Minute
	// patience is for how long a request waits for a connection before its
	// end, whoever ends it, says something of the server.
	patience = 250 * time.Millisecond
)

// seat is what this process picks its server by, where several run one model.
var seat = rand.Text()

// A fleet is the servers that run the same model. A process stays with one of
// them, which then has its text in the cache, and the processes of a team
// spread over all.
type fleet struct {
	replicas []*replica // the one that belongs to this process first
	now      func() time.Time

	asked atomic.Pointer[replica] // last, for errors

	mu sync.Mutex // guards the replicas' rest and until
}

// A replica is one of the servers.
type replica struct {
	base  *url.URL
	rest  time.Duration // since it was not reached last; 0 if it is up
	until time.Time     // it rests
}

// newFleet orders the servers by rendezvous hashing: a server that joins or
// leaves moves no process but those that come to it or were with it.
func newFleet(bases []*url.URL, seat string) *fleet {
	f := &fleet{now: time.Now}
	for _, base := range bases {
		f.replicas = append(f.replicas, &replica{base: base})
	}
	score := func(r *replica) []byte {
		sum := sha256.Sum256([]byte(seat + " " + r.base.String()))
		return sum[:]
	}
	slices.SortStableFunc(f.replicas, func(a, b *replica) int { return bytes.Compare(score(b), score(a)) })
	f.asked.Store(f.replicas[0])
	return f
}

// order is in which order to ask: those that rest come last, but even they
// are better than none.
func (f *fleet) order() []*replica {
	f.mu.Lock()
	defer f.mu.Unlock()
	now := f.now()
	resting := func(r *replica) int {
		if now.Before(r.until) {
			return 1
		}
		return 0
	}
	order := slices.Clone(f.replicas)
	slices.SortStableFunc(order, func(a, b *replica) int { return cmp.Compare(resting(a), resting(b)) })
	return order
}

// away notes that a server was not reached, or wants to be left in peace.
func (f *fleet) away(r *replica, wish time.Duration) {
	f.mu.Lock()
	defer f.mu.Unlock()
	r.rest = min(max(firstRest, 2*r.rest), longestRest)
	r.until = f.now().Add(max(r.rest, wish))
}

// back notes that a server is up.
func (f *fleet) back(r *replica) {
	f.mu.Lock()
	defer f.mu.Unlock()
	r.rest, r.until = 0, time.Time{}
}

// isDown tells whether another server might be up where this one said so or
// did not answer at all. What is wrong with a request or a certificate is
// wrong everywhere.
func isDown(err error) bool {
	if refusal, ok := errors.AsType[*Refusal](err); ok {
		return refusal.Status == http.StatusServiceUnavailable || refusal.Status == http.StatusBadGateway
	}
	_, network := errors.AsType[net.Error](err)
	return network || errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF)
}

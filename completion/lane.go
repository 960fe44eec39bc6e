package completion

import (
	"context"
	"errors"
	"slices"
	"sync"

	"fimble/completion/model"
)

// errBusy ends a flight whose place in the queue a newer one has taken.
var errBusy = errors.New("the model is busy with a newer request")

const (
	machineLanes = 1 // a model server on the user's machine that does not say how many slots it has
	remoteLanes  = 4 // a hosted one: more than one person's editors ever ask at a time
)

// A lane bounds what one model is asked at a time. One flight may wait for a
// place: more would be answered when nobody wants them any more.
type lane struct {
	mu     sync.Mutex
	flying []*flight
	next   *queued
}

type queued struct {
	flight *flight
	enter  chan error // gets nil when it is this one's turn, or why it is not
}

// lanesOf is how many requests a model works on at a time; 0 is no limit.
func lanesOf(info model.Info) int {
	switch {
	case info.Class == model.Embedded:
		return 0
	case info.Slots > 0:
		return info.Slots
	case info.Class == model.Machine:
		return machineLanes
	}
	return remoteLanes
}

// lane finds a model's, which it shares with others on the same server.
func (e *Engine) lane(m model.Model) *lane {
	var key any = m
	if server := m.Info().Server; server != "" {
		key = server
	}
	e.mu.Lock()
	defer e.mu.Unlock()
	l := e.lanes[key]
	if l == nil {
		l = &lane{}
		e.lanes[key] = l
	}
	return l
}

// enter waits for a place. A flight that nobody waits for makes room for one
// that somebody does, and does not wait itself.
func (l *lane) enter(ctx context.Context, f *flight, places int) error {
	l.mu.Lock()
	if places == 0 || len(l.flying) < places {
		l.flying = append(l.flying, f)
		l.mu.Unlock()
		return nil
	}
	if !f.wanted() {
		l.mu.Unlock()
		return errBusy
	}
	own := &queued{flight: f, enter: make(chan error, 1)}
	if l.next != nil {
		l.next.enter <- errBusy
	}
	l.next = own
	for _, other := range l.flying {
		if !other.wanted() {
			other.hangUp()
			break
		}
	}
	l.mu.Unlock()
	select {
	case err := <-own.enter:
		return err
	case <-ctx.Done():
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.next == own {
		l.next = nil
		return ctx.Err()
	}
	if err := <-own.enter; err != nil {
		return err
	}
	l.pass(f)
	return ctx.Err()
}

// leave gives the place to the flight that waits for it.
func (l *lane) leave(f *flight) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.pass(f)
}

// pass is leave for who holds l.mu.
func (l *lane) pass(f *flight) {
	l.flying = slices.DeleteFunc(l.flying, func(other *flight) bool { return other == f })
	if l.next != nil {
		l.flying = append(l.flying, l.next.flight)
		l.next.enter <- nil
		l.next = nil
	}
}

package completion

import (
	"slices"
	"time"

	"fimble/context/buffer"
	"fimble/context/history"
)

// A session is what the Engine keeps of one connection: nothing of it is seen
// by another, and it goes with the connection.
type session struct {
	turns   map[buffer.URI]*turn // Engine.mu guards it
	history *history.Log
}

// session finds a connection's, or begins it. e.mu is held.
func (e *Engine) session(name string) *session {
	s := e.sessions[name]
	if s == nil {
		s = &session{turns: map[buffer.URI]*turn{}, history: history.NewLog()}
		e.sessions[name] = s
	}
	return s
}

// turn finds a document's place in the queue.
func (e *Engine) turn(name string, uri buffer.URI) *turn {
	e.mu.Lock()
	defer e.mu.Unlock()
	turns := e.session(name).turns
	t := turns[uri]
	if t == nil {
		t = &turn{waiting: map[Purpose]*waiter{}}
		turns[uri] = t
	}
	return t
}

// Changed tells the Engine what the user typed, after the store has it.
func (e *Engine) Changed(session string, before, after *buffer.Snapshot, edits []buffer.Edit) {
	e.mu.Lock()
	log := e.session(session).history
	e.mu.Unlock()
	now := time.Now()
	log.Record(before, after, edits, now)
	e.ledger.Changed(session, before, after, edits, now)
	e.turn(session, after.URI()).changed(before, edits, now)
}

// events are the edits that a query may know of: none of files that are not
// read, and outside of any root none of other files.
func (e *Engine) events(q *query) []history.Event {
	e.mu.Lock()
	log := e.session(q.Session).history
	e.mu.Unlock()
	root := q.snapshot.Root()
	return slices.DeleteFunc(log.Events(root), func(ev history.Event) bool {
		return root == nil && ev.URI != q.URI || !e.readable(q.Options, root, ev.URI)
	})
}

// Closed forgets a document of a connection: its flight is hung up.
func (e *Engine) Closed(session string, uri buffer.URI) {
	e.ledger.Closed(session, uri)
	e.mu.Lock()
	defer e.mu.Unlock()
	if s := e.sessions[session]; s != nil {
		if t := s.turns[uri]; t != nil {
			t.ground()
			delete(s.turns, uri)
		}
	}
}

// Left forgets a connection.
func (e *Engine) Left(session string) {
	e.ledger.Left(session)
	e.mu.Lock()
	defer e.mu.Unlock()
	if s := e.sessions[session]; s != nil {
		for _, t := range s.turns {
			t.ground()
		}
		delete(e.sessions, session)
	}
}

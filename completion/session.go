package completion

import (
	"maps"
	"slices"
	"time"

	"fimble/context/buffer"
	"fimble/context/history"
)

// A session is what the Engine keeps of one connection: nothing of it is seen
// by another, and it goes with the connection.
type session struct {
	turns   map[buffer.URI]*turn // Engine.mu guards it, and is never held while a turn's is taken
	history *history.Log
}

// opened begins what is kept of a document, and of its connection.
func (e *Engine) opened(name string, uri buffer.URI) {
	e.mu.Lock()
	defer e.mu.Unlock()
	s := e.sessions[name]
	if s == nil {
		s = &session{turns: map[buffer.URI]*turn{}, history: history.NewLog()}
		e.sessions[name] = s
	}
	s.turns[uri] = newTurn()
}

// turn finds a document's place in the queue. One that was never opened, or is
// closed while a request for it is on its way, has none that lasts.
func (e *Engine) turn(name string, uri buffer.URI) *turn {
	e.mu.Lock()
	defer e.mu.Unlock()
	if s := e.sessions[name]; s != nil && s.turns[uri] != nil {
		return s.turns[uri]
	}
	return newTurn()
}

// edited finds what a connection has edited, or nil.
func (e *Engine) edited(name string) *history.Log {
	e.mu.Lock()
	defer e.mu.Unlock()
	if s := e.sessions[name]; s != nil {
		return s.history
	}
	return nil
}

// Changed tells the Engine what the user typed, after the store has it.
func (e *Engine) Changed(session string, before, after *buffer.Snapshot, edits []buffer.Edit) {
	now := time.Now()
	if log := e.edited(session); log != nil {
		log.Record(before, after, edits, now)
	}
	e.ledger.Changed(session, before, after, edits, now)
	e.turn(session, after.URI()).changed(before, edits, now)
}

// events are the edits that a query may know of: none of files that are not
// read, and outside of any root none of other files.
func (e *Engine) events(q *query) []history.Event {
	log := e.edited(q.Session)
	if log == nil {
		return nil
	}
	root := q.snapshot.Root()
	return slices.DeleteFunc(log.Events(root), func(ev history.Event) bool {
		return root == nil && ev.URI != q.URI || !e.readable(q.Options, root, ev.URI)
	})
}

// forget drops every answer that has been given.
func (e *Engine) forget() {
	e.cache.clear()
	e.mu.Lock()
	var turns []*turn
	for _, s := range e.sessions {
		turns = slices.AppendSeq(turns, maps.Values(s.turns))
	}
	e.mu.Unlock()
	for _, t := range turns {
		t.mu.Lock()
		t.shown = shown{}
		t.mu.Unlock()
	}
}

// Closed forgets a document of a connection: its flight is hung up.
func (e *Engine) Closed(session string, uri buffer.URI) {
	e.ledger.Closed(session, uri)
	e.mu.Lock()
	var t *turn
	if s := e.sessions[session]; s != nil {
		t = s.turns[uri]
		delete(s.turns, uri)
	}
	e.mu.Unlock()
	if t != nil {
		t.ground()
	}
}

// Left forgets a connection.
func (e *Engine) Left(session string) {
	e.ledger.Left(session)
	e.mu.Lock()
	s := e.sessions[session]
	delete(e.sessions, session)
	e.mu.Unlock()
	if s != nil {
		for _, t := range s.turns { // nobody else knows of s any more
			t.ground()
		}
	}
}

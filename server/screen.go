package server

import (
	"strings"
	"sync"

	"fimble/context/buffer"
)

// A screen is what the client most likely shows: for each document the ghost
// text that it was given last. Some clients go on drawing it, over a text that
// says something else, until an answer takes it away.
type screen struct {
	mu    sync.Mutex
	drawn map[buffer.URI]drawing
}

type drawing struct {
	start  int    // offset of what it replaces
	filter string // it fits as long as the text from there to the cursor is a start of this
}

// draws takes note of an answer.
func (s *screen) draws(doc *buffer.Snapshot, g suggestion) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.drawn == nil {
		s.drawn = map[buffer.URI]drawing{}
	}
	s.drawn[doc.URI()] = drawing{g.span.Start, g.filter}
}

// wrong reports whether what is shown contradicts the text up to the cursor.
func (s *screen) wrong(doc *buffer.Snapshot, cursor int) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	d, ok := s.drawn[doc.URI()]
	if !ok {
		return false
	}
	return cursor < d.start || cursor > d.start+len(d.filter) || !strings.HasPrefix(d.filter, doc.Text().Slice(d.start, cursor))
}

// clear takes note of an answer that takes away what is shown.
func (s *screen) clear(uri buffer.URI) {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.drawn, uri)
}

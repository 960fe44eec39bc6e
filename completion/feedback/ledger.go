// Package feedback counts what becomes of suggestions: shown, accepted, kept,
// rejected. Its law: what the text becomes is what counts; what an editor says
// of a suggestion only refines it, and nothing is counted twice.
package feedback

import (
	"sync"
	"time"

	"go.uber.org/zap"

	"fimble/context/buffer"
	"fimble/context/store"
)

// A Ledger counts. Any number of connections may share one. All calls return
// within microseconds.
type Ledger struct {
	files *store.Dir // nil: the counts go with the process
	log   *zap.Logger

	mu     sync.Mutex
	counts map[key]Counts
	byID   map[string]*shown
}

// New makes a Ledger that keeps its counts in files, or nowhere if that is nil.
func New(files *store.Dir, log *zap.Logger) *Ledger {
	return &Ledger{files: files, log: log, counts: map[key]Counts{}, byID: map[string]*shown{}}
}

// Shown tells that an answer goes to an editor, to be drawn in the text.
func (l *Ledger) Shown(s Showing) {
	l.mu.Lock()
	defer l.mu.Unlock()
	shown := &shown{key: keyOf(s.At, s.Snapshot.Language().ID, s.Model), suggested: s.characters()}
	for _, c := range s.Choices {
		l.byID[c.ID] = shown
	}
	l.count(shown)
}

// Changed tells what was done to a text.
func (l *Ledger) Changed(session string, before, after *buffer.Snapshot, edits []buffer.Edit, at time.Time) {
}

// DidShow tells that an editor has drawn a suggestion.
func (l *Ledger) DidShow(id string) {}

// Accepted tells that a suggestion was taken whole.
func (l *Ledger) Accepted(id string) { l.settle(id, accepted) }

// PartiallyAccepted tells that a part of a suggestion was taken.
func (l *Ledger) PartiallyAccepted(id string) { l.settle(id, partial) }

// Closed forgets a document of a connection.
func (l *Ledger) Closed(session string, uri buffer.URI) {}

// Left forgets a connection.
func (l *Ledger) Left(session string) {}

// Rejected reports whether the text was turned down at that place a short
// while ago.
func (l *Ledger) Rejected(session string, uri buffer.URI, offset int, text string) bool { return false }

// Rate gives the counts of a language and a model.
func (l *Ledger) Rate(language, model string) Counts {
	l.mu.Lock()
	defer l.mu.Unlock()
	var sum Counts
	for k, c := range l.counts {
		if k.language == language && k.model == model {
			sum = sum.Plus(c)
		}
	}
	return sum
}

// Close writes what is not written yet.
func (l *Ledger) Close() {}

func (l *Ledger) count(s *shown) {
	s.counted = true
	l.counts[s.key] = l.counts[s.key].Plus(Counts{Shown: 1, Suggested: s.suggested})
}

// settle raises a suggestion to an outcome. l.mu is not held.
func (l *Ledger) settle(id string, o outcome) {
	l.mu.Lock()
	defer l.mu.Unlock()
	s := l.byID[id]
	if s == nil || s.outcome >= o {
		return
	}
	l.counts[s.key] = l.counts[s.key].Plus(s.outcome.counts(-1)).Plus(o.counts(1))
	s.outcome = o
}

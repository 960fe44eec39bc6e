// Package feedback counts what becomes of suggestions: shown, accepted, kept,
// rejected. Its law: what the text becomes is what counts; what an editor says
// of a suggestion only refines it, and nothing is counted twice.
package feedback

import (
	"slices"
	"sync"
	"time"
	"unicode/utf8"

	"go.uber.org/zap"

	"fimble/context/buffer"
	"fimble/context/store"
)

// A Ledger counts. Any number of connections may share one. All calls but New
// and Close return within microseconds.
type Ledger struct {
	book *book

	mu       sync.Mutex
	sessions map[string]*session
	ids      ids
}

// A session is one connection.
type session struct {
	documents map[buffer.URI]*document
	tells     bool // the editor says what it draws: only that is shown
}

// New makes a Ledger that keeps its counts in files, or only as long as it
// lives if that is nil.
func New(files *store.Dir, log *zap.Logger) *Ledger {
	l := &Ledger{sessions: map[string]*session{}, ids: newIDs()}
	l.book = newBook(files, log, l.judgeAll)
	return l
}

// Close judges what is left and writes what is not written yet.
func (l *Ledger) Close() {
	l.mu.Lock()
	for _, s := range l.sessions {
		for _, d := range s.documents {
			l.forget(d)
		}
	}
	clear(l.sessions)
	l.mu.Unlock()
	l.book.close()
}

// Rate gives the counts of a language and a model in the last month.
func (l *Ledger) Rate(language, model string) Counts { return l.book.rate(language, model) }

// Rejected reports whether the text was turned down at that place a short
// while ago: accepted and undone, or something else was typed instead.
func (l *Ledger) Rejected(session string, uri buffer.URI, offset int, text string) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	s := l.sessions[session]
	return s != nil && s.documents[uri] != nil && s.documents[uri].rejected(offset, text, time.Now())
}

// session finds a connection's, or begins it.
func (l *Ledger) session(name string) *session {
	s := l.sessions[name]
	if s == nil {
		s = &session{documents: map[buffer.URI]*document{}}
		l.sessions[name] = s
	}
	return s
}

// document finds what is known of a document, or begins it.
func (s *session) document(at *buffer.Snapshot) *document {
	d := s.documents[at.URI()]
	if d == nil {
		d = &document{text: at.Text()}
		s.documents[at.URI()] = d
	}
	return d
}

// Shown tells that an answer goes to an editor, to be drawn in the text or to
// stand in a list. One that was made for a text that has changed since is shown
// by no editor.
func (l *Ledger) Shown(s Showing) {
	l.mu.Lock()
	defer l.mu.Unlock()
	session := l.session(s.Session)
	d := session.document(s.Snapshot)
	if d.text != s.Snapshot.Text() || len(s.Choices) == 0 {
		return
	}
	l.judgeDue(d, s.At)
	d.tidy(s.At)
	spot := newSpot(s, d.text)
	suggestion := d.find(spot)
	if suggestion == nil {
		suggestion = &shown{
			spot: spot, session: s.Session, doc: d, listed: s.Listed, first: s.At, last: s.At, key: keyOf(s.At, s.Snapshot.Language().ID, s.Model),
			size: utf8.RuneCountInString(s.Choices[0].NewText) - utf8.RuneCountInString(spot.standing(d.text)),
		}
		if !session.tells {
			l.count(suggestion)
		}
	} else {
		suggestion.listed = suggestion.listed && s.Listed
		if longer := suggestion.again(spot, d.text, s.At); suggestion.counted {
			l.book.add(suggestion.key, Counts{Suggested: longer})
		}
	}
	d.front(suggestion)
	d.forgive(&suggestion.spot)
	for _, c := range s.Choices {
		l.ids.put(c.ID, suggestion)
	}
}

// Changed tells what was done to a text: edits, each in the text left by the
// one before, led from one Snapshot to another.
func (l *Ledger) Changed(session string, before, after *buffer.Snapshot, edits []buffer.Edit, at time.Time) {
	l.mu.Lock()
	defer l.mu.Unlock()
	d := l.session(session).document(before)
	if d.text != before.Text() { // opened anew
		l.forget(d)
		*d = document{text: before.Text()}
	}
	l.judgeDue(d, at)
	for _, s := range d.shown {
		s.here = false
	}
	if d.busy() {
		for c := range changes(before.Text(), after.Text(), edits) {
			l.change(d, c, at)
		}
	}
	d.text = after.Text()
	for _, s := range d.shown {
		if s.note(at); s.turnedDown(at) {
			l.settle(s, rejected)
			d.refuse(s, at)
		}
	}
	d.tidy(at)
}

// change takes in one edit.
func (l *Ledger) change(d *document, c change, at time.Time) {
	if d.touched(c) {
		c.trim()
	}
	var undone []*shown
	d.taken = slices.DeleteFunc(d.taken, func(t *taken) bool {
		out := t.follow(c)
		if out {
			undone = append(undone, t.by)
		}
		return out
	})
	for _, r := range d.refused {
		r.follow(c)
	}
	free := true // one edit accepts one suggestion
	for _, s := range slices.Backward(d.shown) {
		t, ok := s.take(c)
		s.here = !s.follow(c) || s.here
		if ok && free && s.takenBy(t) {
			free, s.here = false, true
			s.cursor = t.end
			s.stray(s.standing(c.after()))
			l.accept(s, t, at)
		}
	}
	for _, s := range undone {
		l.undone(d, s, at)
	}
}

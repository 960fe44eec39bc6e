package feedback

import (
	"slices"
	"time"
	"unicode/utf8"

	"fimble/context/buffer"
)

// Accepted tells that an editor has inserted a suggestion. That it did so only
// in part is seen in the text.
func (l *Ledger) Accepted(id string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	s := l.ids.shown[id]
	if s == nil || s.outcome == partial || s.outcome == accepted {
		return
	}
	l.settle(s, accepted)
	if s.doc == nil || s.gone {
		return
	}
	standing := s.standing(s.doc.text)
	text, end := s.common(standing), s.cursor
	if len(text) <= s.began {
		return // the change is still to come
	}
	if text != standing {
		end = s.start + len(text)
	}
	l.watch(s, take{start: s.start, end: end, text: text}, time.Now())
	l.took(s, utf8.RuneCountInString(text[s.began:]))
}

// PartiallyAccepted tells that an editor has inserted a part of a suggestion.
func (l *Ledger) PartiallyAccepted(id string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if s := l.ids.shown[id]; s != nil && s.outcome == open {
		l.settle(s, partial)
	}
}

// DidShow tells that an editor has drawn a suggestion. From then on, only what
// it says so of counts as shown.
func (l *Ledger) DidShow(id string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	s := l.ids.shown[id]
	if s == nil {
		return
	}
	if session := l.sessions[s.session]; session != nil {
		session.tells = true
	}
	l.count(s)
}

// count counts a suggestion as shown.
func (l *Ledger) count(s *shown) {
	if !s.counted {
		s.counted = true
		l.book.add(s.key, Counts{Shown: 1, Suggested: s.size})
	}
}

// settle gives a suggestion its outcome, in place of the one that it had. Who
// does something with a suggestion has seen it.
func (l *Ledger) settle(s *shown, o outcome) {
	if s.outcome != o {
		l.count(s)
		l.book.add(s.key, s.outcome.counts(-1).Plus(o.counts(1)))
		s.outcome = o
	}
}

// took counts characters of a suggestion as accepted.
func (l *Ledger) took(s *shown, characters int) {
	s.taken += characters
	l.book.add(s.key, Counts{Taken: characters})
}

// accept is what becomes of a suggestion when an edit takes it or a part of it.
func (l *Ledger) accept(s *shown, t take, at time.Time) {
	switch {
	case t.whole:
		l.settle(s, accepted)
	case s.outcome != accepted:
		l.settle(s, partial)
	}
	l.took(s, utf8.RuneCountInString(t.text[min(len(t.text), max(0, s.began-t.standing)):]))
	s.choices = s.choices[t.choice : t.choice+1]
	s.doc.forgive(&s.spot)
	l.watch(s, t, at)
}

// watch has an accepted text followed until it is judged.
func (l *Ledger) watch(s *shown, t take, at time.Time) {
	d := s.doc
	if i := slices.IndexFunc(d.taken, func(t *taken) bool { return t.by == s }); i >= 0 {
		d.taken[i].extend(t, at)
		return
	}
	d.taken = append(d.taken, &taken{by: s, start: t.start, end: t.end, text: t.text, replaced: t.replaced, due: at.Add(keptAfter)})
	if len(d.taken) > watched {
		l.judge(d.taken[0], d.text)
		d.taken = d.taken[1:]
	}
}

// undone is what becomes of a suggestion whose accepted text was taken out. An
// editor that puts in each entry of a list that the user comes by takes it out
// again at the next one, which says nothing against it.
func (l *Ledger) undone(d *document, s *shown, at time.Time) {
	l.took(s, -s.taken)
	if s.listed {
		l.settle(s, open)
		return
	}
	l.settle(s, rejected)
	if slices.Contains(d.shown, s) {
		d.refuse(s, at)
	}
}

// judge decides whether an accepted text was kept, once for each suggestion.
func (l *Ledger) judge(t *taken, text *buffer.Text) {
	now := buffer.LF(text.Slice(t.start, min(t.end, t.start+2*len(t.text)+reach)))
	if !t.by.kept && kept(t.text, now) {
		t.by.kept = true
		l.book.add(t.by.key, Counts{Kept: 1})
	}
}

// judgeDue judges what was accepted long enough ago.
func (l *Ledger) judgeDue(d *document, at time.Time) {
	d.taken = slices.DeleteFunc(d.taken, func(t *taken) bool {
		due := !at.Before(t.due)
		if due {
			l.judge(t, d.text)
		}
		return due
	})
}

// Closed forgets a document of a connection. What was accepted there is judged
// as it stands: the user has left it so.
func (l *Ledger) Closed(session string, uri buffer.URI) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if s := l.sessions[session]; s != nil && s.documents[uri] != nil {
		l.forget(s.documents[uri])
		delete(s.documents, uri)
	}
}

// Left forgets a connection, and writes what is not written yet: this may be
// the end of the process.
func (l *Ledger) Left(session string) {
	l.mu.Lock()
	if s := l.sessions[session]; s != nil {
		for _, d := range s.documents {
			l.forget(d)
		}
		delete(l.sessions, session)
	}
	l.mu.Unlock()
	l.book.flush()
}

// judgeAll judges what is due wherever nothing has happened since.
func (l *Ledger) judgeAll() {
	l.mu.Lock()
	defer l.mu.Unlock()
	for _, s := range l.sessions {
		for _, d := range s.documents {
			l.judgeDue(d, time.Now())
		}
	}
}

// forget judges all that was accepted in a document and lets go of it.
func (l *Ledger) forget(d *document) {
	for _, t := range d.taken {
		l.judge(t, d.text)
	}
	d.taken = nil
	l.ids.drop(d)
}

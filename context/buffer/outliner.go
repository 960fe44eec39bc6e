package buffer

import (
	"slices"
	"sync"
	"time"

	"fimble/context/syntax"
)

// keptMoves is how many editions back an outline can be moved to. A request
// is rarely more than a few keys late; past that it sees an empty outline.
const keptMoves = 64

// unparsedReach is how many bytes from the start tell the style of a text
// that is not parsed, or not yet. It is read at a request, in some tens of µs.
const unparsedReach = 32 << 10

// An outliner answers for the outlines of one document. Whatever it is asked,
// it never waits for a parse longer than it is told.
type outliner struct {
	doc     *document
	parsers *parsers
	news    chan struct{} // holds one token when there is something new for the worker
	urgent  chan struct{} // holds one token when somebody has begun to wait for the outline

	mu      sync.Mutex
	text    *Text // of the newest edition
	edition int
	focus   int             // where it was edited last
	moves   [][]syntax.Edit // the last one leads to the newest edition, and so on back
	known   *syntax.Outline // the newest there is, or nil
	of      int             // the edition that it is the outline of
	renewed chan struct{}   // closed when known changes
	waiting int             // for the outline
	working bool
	stopped bool
}

// A job is what a worker has to parse.
type job struct {
	text    *Text
	edition int
	edits   []syntax.Edit // since the edition parsed last
	focus   int
}

func newOutliner(doc *document, text *Text, shared *parsers) *outliner {
	return &outliner{
		doc:     doc,
		parsers: shared,
		news:    make(chan struct{}, 1),
		urgent:  make(chan struct{}, 1),
		text:    text,
		of:      -1,
		renewed: make(chan struct{}),
	}
}

// outline is that of the edition, see Snapshot.Outline.
func (o *outliner) outline(edition int, wait time.Duration) *syntax.Outline {
	o.await(edition, wait)
	o.mu.Lock()
	known, from, text := o.known, o.of, o.text
	edits, ok := o.between(from, edition)
	o.mu.Unlock()
	switch {
	case known == nil || !ok:
		return unparsed(o.doc.language, text)
	case len(edits) == 0:
		return known
	}
	return known.Shifted(edits)
}

// unparsed is the outline of a text that no parser has seen.
func unparsed(l *syntax.Language, text *Text) *syntax.Outline {
	return syntax.Unparsed(l, text.Slice(0, unparsedReach))
}

// await waits until the outline of the edition is known, or will not come.
func (o *outliner) await(edition int, wait time.Duration) {
	if wait <= 0 {
		return
	}
	timer := time.NewTimer(wait)
	defer timer.Stop()
	o.awaited(1)
	defer o.awaited(-1)
	for {
		o.mu.Lock()
		done, renewed := o.stopped || o.of >= edition, o.renewed
		o.mu.Unlock()
		if done {
			return
		}
		select {
		case <-renewed:
		case <-timer.C:
			return
		}
	}
}

// between lists the edits that lead from one edition to another, later or
// earlier. It is false if they are no longer known. o.mu is held.
func (o *outliner) between(from, to int) ([]syntax.Edit, bool) {
	first := o.edition - len(o.moves) // the edition that moves[0] starts from
	if min(from, to) < first || max(from, to) > o.edition {
		return nil, false
	}
	if from <= to {
		return slices.Concat(o.moves[from-first : to-first]...), true
	}
	edits := slices.Concat(o.moves[to-first : from-first]...)
	slices.Reverse(edits)
	for i, e := range edits {
		edits[i] = syntax.Edit{Start: e.Start, OldEnd: e.NewEnd, NewEnd: e.OldEnd}
	}
	return edits, true
}

// start has the worker go to work.
func (o *outliner) start() {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.wake()
}

// update takes the next edition, unless no more outlines will come.
func (o *outliner) update(text *Text, edits []syntax.Edit) {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.text, o.focus = text, edits[len(edits)-1].NewEnd
	if o.stopped {
		return
	}
	o.edition++
	o.moves = append(o.moves, edits)
	// Those that lead on from the known outline are needed, however many.
	if needed := max(o.edition-o.of, keptMoves); len(o.moves) > 2*needed {
		o.moves = slices.Clone(o.moves[len(o.moves)-needed:])
	}
	o.wake()
}

// wake tells the worker that there is news, and starts one if there is none.
// o.mu is held.
func (o *outliner) wake() {
	if !o.working && !o.stopped {
		o.working = true
		w := &worker{outliner: o, parsed: -1, spare: make(chan struct{}, 1)}
		o.parsers.running.Go(w.run)
		return
	}
	select {
	case o.news <- struct{}{}:
	default:
	}
}

// awaited counts who waits for the outline.
func (o *outliner) awaited(n int) {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.waiting += n; n > 0 {
		o.hurry()
	}
}

// calm reports whether nobody waits for the outline. Who begins to from now on
// puts a token into urgent.
func (o *outliner) calm() bool {
	o.mu.Lock()
	defer o.mu.Unlock()
	select {
	case <-o.urgent:
	default:
	}
	return o.waiting == 0 && !o.stopped
}

// hurry ends the lull between an edit and its parse. o.mu is held.
func (o *outliner) hurry() {
	select {
	case o.urgent <- struct{}{}:
	default:
	}
}

// stop ends the worker, as soon as it is done with what it parses, and those
// who wait for it.
func (o *outliner) stop() {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.stopped = true
	o.wake()
	o.hurry()
	o.renew()
}

// next is the newest job for a worker that has parsed an edition, or -1. It
// is false when the work is to end.
func (o *outliner) next(parsed int) (job, bool) {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.stopped {
		return job{}, false
	}
	j := job{text: o.text, edition: o.edition, focus: o.focus}
	if edits, ok := o.between(parsed, o.edition); ok {
		j.edits = edits
	}
	return j, true
}

// retire ends the work if there is no later edition than the one parsed.
func (o *outliner) retire(parsed int) bool {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.edition == parsed {
		o.working = false
		return true
	}
	return false
}

// publish takes the outline of an edition.
func (o *outliner) publish(edition int, outline *syntax.Outline) {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.known, o.of = outline, edition
	o.renew()
}

// renew lets those go on who wait for an outline. o.mu is held.
func (o *outliner) renew() {
	close(o.renewed)
	o.renewed = make(chan struct{})
}

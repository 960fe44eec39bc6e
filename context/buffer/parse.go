package buffer

import (
	"fmt"
	"runtime"
	"slices"
	"sync"
	"time"

	"fimble/context/syntax"
)

const (
	// settleTime without an edit has a document parsed from scratch, because
	// what tree-sitter makes of broken source depends on the edits that led
	// there. It is longer than the pause between two keys of someone typing
	// (100 to 250 ms), so the work is not done in vain.
	settleTime = 300 * time.Millisecond
	// idleTime without an edit ends a document's goroutine and frees its
	// tree, which is 15 to 18 times as large as the source. The next edit
	// then costs a parse from scratch, some 15 ms for 130 KB.
	idleTime = time.Minute
	// lullTime is how long an edit waits to be parsed if nobody asks for the
	// outline: what comes in a row is parsed once, and the request that comes
	// with a key has the processor first. An outline moved by a few edits is as
	// good as new for that long.
	lullTime = 20 * time.Millisecond
	// keptParsers is how many documents have a tree at a time, those parsed
	// last. Nobody types in more of them at once.
	keptParsers = 8
)

// A parser turns the versions of one document into outlines, see syntax.Parser.
type parser interface {
	Parse(text string, edits []syntax.Edit, focus int) *syntax.Outline
	Close()
}

// parsers is what the outliners of a Store share.
type parsers struct {
	create  func(*syntax.Language) parser
	report  func(URI, error)
	running sync.WaitGroup
	// scratch has a place for each parse from scratch that may go on at a
	// time, so that a window of many files that opens leaves room for others.
	scratch chan struct{}

	mu    sync.Mutex
	alive []*worker // that have a parser, the one that parsed last at the end
}

func newParsers() *parsers {
	return &parsers{
		create:  func(l *syntax.Language) parser { return syntax.NewParser(l) },
		report:  func(URI, error) {},
		scratch: make(chan struct{}, max(1, runtime.GOMAXPROCS(0)/2)),
	}
}

// A worker is the one goroutine that parses a document. It owns the parser,
// and both end together.
type worker struct {
	*outliner
	parser  parser
	spare   chan struct{} // holds a token when others need the room
	parsed  int           // the edition that was parsed last, or -1
	patched bool          // some of what the parser knows came by edits
}

// run parses the newest text until there has been none for some time.
func (w *worker) run() {
	defer w.discard()
	for {
		job, ok := w.next(w.parsed)
		switch {
		case !ok:
			return
		case job.edition != w.parsed && w.parser == nil:
			w.parseFresh()
		case job.edition != w.parsed:
			w.lull()
			if job, ok = w.next(w.parsed); ok {
				w.patched = true
				w.parse(job)
			}
		case w.patched:
			if !w.waits(settleTime) {
				w.parseFresh()
			}
		default:
			if !w.waits(idleTime) && w.retire(w.parsed) {
				return
			}
		}
	}
}

// lull lets edits come together, as long as nobody waits for the outline.
func (w *worker) lull() {
	if !w.calm() {
		return
	}
	timer := time.NewTimer(lullTime)
	defer timer.Stop()
	select {
	case <-timer.C:
	case <-w.urgent:
	}
}

// waits waits for news. It is false if there were none in time, or others need
// the room.
func (w *worker) waits(limit time.Duration) bool {
	timer := time.NewTimer(limit)
	defer timer.Stop()
	select {
	case <-w.news:
		return true
	case <-timer.C:
		return false
	case <-w.spare:
		return false
	}
}

// parseFresh parses the newest text from scratch, when there is a place for
// that or, since then someone is typing, when there is news.
func (w *worker) parseFresh() {
	select {
	case w.parsers.scratch <- struct{}{}:
		defer func() { <-w.parsers.scratch }()
	case <-w.news:
	}
	if job, ok := w.next(-1); ok {
		w.patched = false
		w.parse(job)
	}
}

// parse parses what the job says and hands on the outline. A parser that
// panics is thrown away, and not closed, for its state is not known.
func (w *worker) parse(j job) {
	outline := &syntax.Outline{Language: w.doc.language}
	defer func() {
		if cause := recover(); cause != nil {
			w.parser = nil
			w.parsers.report(w.doc.uri, fmt.Errorf("parse %s: %v", w.doc.uri, cause))
		}
		w.parsed = j.edition
		w.publish(j.edition, outline)
	}()
	if w.parser == nil {
		w.parser = w.parsers.create(w.doc.language)
	}
	w.parsers.touch(w)
	outline = w.parser.Parse(j.text.String(), j.edits, j.focus)
}

func (w *worker) discard() {
	w.parsers.forget(w)
	if w.parser != nil {
		w.parser.Close()
		w.parser = nil
	}
}

// touch makes a worker the one that parsed last, and asks the one that did so
// longest ago to make room if there are too many.
func (p *parsers) touch(w *worker) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.alive = append(slices.DeleteFunc(p.alive, func(other *worker) bool { return other == w }), w)
	if len(p.alive) > keptParsers {
		select {
		case p.alive[0].spare <- struct{}{}:
		default:
		}
		p.alive = p.alive[1:]
	}
}

// forget takes note of a worker that has no parser any more.
func (p *parsers) forget(w *worker) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.alive = slices.DeleteFunc(p.alive, func(other *worker) bool { return other == w })
}

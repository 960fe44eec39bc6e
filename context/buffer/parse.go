package buffer

import (
	"fmt"
	"runtime"
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
	parsed  int  // the edition that was parsed last, or -1
	patched bool // some of what the parser knows came by edits
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
			w.patched = true
			w.parse(job)
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

// waits waits for news. It is false if there were none in time.
func (w *worker) waits(limit time.Duration) bool {
	timer := time.NewTimer(limit)
	defer timer.Stop()
	select {
	case <-w.news:
		return true
	case <-timer.C:
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
	outline = w.parser.Parse(j.text.String(), j.edits, j.focus)
}

func (w *worker) discard() {
	if w.parser != nil {
		w.parser.Close()
		w.parser = nil
	}
}

// Package history remembers what the user did: edits as diffs, each root's
// apart. Its law: taking note of an edit costs microseconds; what takes longer
// is put off until someone asks.
package history

import (
	"slices"
	"sync"
	"time"

	"fimble/context/buffer"
	"fimble/context/syntax"
)

const (
	// keptEvents is how many events a root keeps. More would push the code
	// around the cursor out of a prompt. Zed keeps as many.
	keptEvents = 10
	// mergeLines and mergePause are how far apart, in lines and in time, two
	// edits may be to count as one thing done. Smaller values tear a thought
	// to pieces, larger ones make one diff of two. They are Zed's.
	mergeLines = 8
	mergePause = time.Second
)

// A Log holds what was done last, for each root and for what has none. Any
// number of goroutines may use it.
type Log struct {
	mu    sync.Mutex
	roots map[buffer.URI][]entry // oldest first; files without a root under ""
}

// An Event is one thing done to one file: edits close to each other in place
// and time.
type Event struct {
	URI  buffer.URI
	Path string      // below the root, see buffer.Snapshot.Path
	Diff string      // unified, with line ends "\n"; never empty
	At   time.Time   // of the last edit
	Span syntax.Span // what was changed, in bytes of the newest version
}

// An entry is an event, and what becomes of it.
type entry struct {
	*change
	at  time.Time
	now syntax.Span
}

// NewLog makes an empty Log.
func NewLog() *Log { return &Log{roots: map[buffer.URI][]entry{}} }

// Record takes note of edits, each made in the text left by the one before,
// that led from one Snapshot to another. Without edits the difference of the
// texts counts, which takes longer. It keeps both texts, no copies.
func (l *Log) Record(before, after *buffer.Snapshot, edits []buffer.Edit, at time.Time) {
	if before.Text() == after.Text() {
		return
	}
	c := newChange(before, after, edits)
	l.mu.Lock()
	defer l.mu.Unlock()
	key := rootKey(after.Root())
	l.roots[key] = undone(add(l.roots[key], entry{change: c, at: at}), c.uri)
}

// Events lists what was done in the root, or in files without one for nil,
// newest last. What has been undone is not among them.
func (l *Log) Events(root *buffer.Root) []Event {
	l.mu.Lock()
	entries := slices.Clone(l.roots[rootKey(root)])
	l.mu.Unlock()
	var events []Event
	for _, e := range entries {
		if diff := e.diff(); diff != "" {
			events = append(events, Event{URI: e.uri, Path: e.path, Diff: diff, At: e.at, Span: e.now})
		}
	}
	return events
}

// add puts an entry after the others, as a part of the last one if the two
// belong together.
func add(entries []entry, e entry) []entry {
	for i := range entries {
		if entries[i].uri == e.uri {
			entries[i].now = moved(entries[i].now, e.edit)
		}
	}
	e.now = syntax.Span{Start: e.edit.Start, End: e.edit.NewEnd}
	last := len(entries) - 1
	if last >= 0 && e.at.Sub(entries[last].at) < mergePause && entries[last].near(e.change) {
		e.change = entries[last].then(e.change)
		e.now = syntax.Span{Start: e.edit.Start, End: e.edit.NewEnd}
		entries = entries[:last]
	}
	entries = append(entries, e)
	if len(entries) > keptEvents {
		entries = slices.Delete(entries, 0, len(entries)-keptEvents)
	}
	return entries
}

// undone takes out the last entries of a file if together they left the text
// as it was.
func undone(entries []entry, uri buffer.URI) []entry {
	var all change // from some entry to the last, as one
	for i, e := range slices.Backward(entries) {
		switch {
		case e.uri != uri:
			continue
		case all.after == nil:
			all = *e.change
		case e.after != all.before:
			return entries
		default:
			all.before, all.edit = e.before, joined(e.edit, all.edit)
		}
		if all.nothing() {
			return without(entries, i, all)
		}
	}
	return entries
}

// without takes out the entries of a file from index i on, which together are
// the change all. The entry before them takes over the text they left, so that
// what comes next goes on from there.
func without(entries []entry, i int, all change) []entry {
	tail := slices.DeleteFunc(entries[i:], func(e entry) bool { return e.uri == all.uri })
	for j, e := range entries[:i] {
		if e.uri == all.uri && e.after == all.before {
			entries[j].change = e.endingWith(all.after)
		}
	}
	return entries[:i+len(tail)]
}

// moved is where a span lies after an edit.
func moved(s syntax.Span, e syntax.Edit) syntax.Span {
	by := e.NewEnd - e.OldEnd
	switch {
	case s.End <= e.Start:
		return s
	case s.Start >= e.OldEnd:
		return syntax.Span{Start: s.Start + by, End: s.End + by}
	}
	return syntax.Span{Start: min(s.Start, e.Start), End: max(s.End, e.OldEnd) + by}
}

func rootKey(root *buffer.Root) buffer.URI {
	if root == nil {
		return ""
	}
	return root.URI
}

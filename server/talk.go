package server

import (
	"sync"
	"time"

	"fimble/completion"
	"fimble/context/buffer"
)

const (
	talkLength = 3                // instructions that are remembered
	talkTime   = 15 * time.Minute // after which the next one is about something else
)

// A talk is what the user has had done by sentences, which the next sentence may
// go on from: "and now the same for files".
type talk struct {
	mu   sync.Mutex
	said []remark
}

type remark struct {
	completion.Turn
	uri  buffer.URI
	root *buffer.Root // if it was about a project
	at   time.Time
}

// add remembers what the editor has done to a document, and if it was about its
// project, for all of that.
func (t *talk) add(doc *buffer.Snapshot, project bool, turn completion.Turn) {
	r := remark{Turn: turn, uri: doc.URI(), at: time.Now()}
	if project {
		r.root = doc.Root()
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	t.said = append(t.said, r)
	t.said = t.said[max(0, len(t.said)-talkLength):]
}

// turns are what was said of a document, or of its project, not long ago.
func (t *talk) turns(doc *buffer.Snapshot) (turns []completion.Turn) {
	t.mu.Lock()
	defer t.mu.Unlock()
	for _, r := range t.said {
		about := r.uri == doc.URI() || r.root != nil && doc.Root() != nil && r.root.Dir == doc.Root().Dir
		if about && time.Since(r.at) < talkTime {
			turns = append(turns, r.Turn)
		}
	}
	return turns
}

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
	uri buffer.URI // empty if it was about the project
	at  time.Time
}

// add remembers what the editor has done. Without an address it is about all
// documents.
func (t *talk) add(uri buffer.URI, turn completion.Turn) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.said = append(t.said, remark{turn, uri, time.Now()})
	t.said = t.said[max(0, len(t.said)-talkLength):]
}

// turns are what was said of a document not long ago.
func (t *talk) turns(uri buffer.URI) (turns []completion.Turn) {
	t.mu.Lock()
	defer t.mu.Unlock()
	for _, r := range t.said {
		if (r.uri == uri || r.uri == "") && time.Since(r.at) < talkTime {
			turns = append(turns, r.Turn)
		}
	}
	return turns
}

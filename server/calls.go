package server

import (
	"context"
	"errors"
	"sync"
	"time"

	"go.lsp.dev/jsonrpc2"

	"fimble/context/buffer"
)

// The reasons for which a call's context ends before the connection does.
var (
	errSuperseded = errors.New("a newer request took its place")
	errCancelled  = errors.New("cancelled by the client")
)

// calls are the calls that have no answer yet.
type calls struct {
	mu     sync.Mutex
	open   map[jsonrpc2.ID]*call
	newest map[buffer.URI]*call // the last one that claimed each document
}

// A call is one of them.
type call struct {
	ctx      context.Context // ends when it is cancelled or superseded
	cancel   context.CancelCauseFunc
	uri      buffer.URI      // of the document that it claims, or empty
	after    <-chan struct{} // closed when the call that it supersedes is answered
	answered chan struct{}   // closed when its answer has gone out
	answers  int             // that are still to go out under its id
}

func newCalls() *calls {
	return &calls{open: map[jsonrpc2.ID]*call{}, newest: map[buffer.URI]*call{}}
}

// begin registers a call. If it claims a document it supersedes the call that
// did so before. It is an error if the client waits for an answer under the
// same id already.
func (c *calls) begin(life context.Context, id jsonrpc2.ID, claims buffer.URI) (*call, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if earlier := c.open[id]; earlier != nil {
		earlier.answers++ // the refusal goes out under the same id
		return nil, errDuplicate
	}
	done := make(chan struct{})
	close(done)
	next := &call{uri: claims, after: done, answered: make(chan struct{}), answers: 1}
	next.ctx, next.cancel = context.WithCancelCause(life)
	c.open[id] = next
	if claims != "" {
		if last := c.newest[claims]; last != nil {
			last.cancel(errSuperseded)
			next.after = last.answered
		}
		c.newest[claims] = next
	}
	return next, nil
}

// cancel ends a call at the client's wish. It does nothing if the call is
// answered: a cancel may cross the answer on the wire.
func (c *calls) cancel(id jsonrpc2.ID) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if open := c.open[id]; open != nil {
		open.cancel(errCancelled)
	}
}

// answered takes note of an answer that has gone out.
func (c *calls) answered(id jsonrpc2.ID) {
	c.mu.Lock()
	defer c.mu.Unlock()
	open := c.open[id]
	if open == nil {
		return
	}
	if open.answers--; open.answers > 0 {
		return
	}
	delete(c.open, id)
	if c.newest[open.uri] == open {
		delete(c.newest, open.uri)
	}
	open.cancel(nil)
	close(open.answered)
}

// abandon takes all calls for answered: nothing can be sent any more.
func (c *calls) abandon() {
	c.mu.Lock()
	defer c.mu.Unlock()
	for id, open := range c.open {
		delete(c.open, id)
		open.cancel(errCancelled)
		close(open.answered)
	}
	clear(c.newest)
}

// drain waits until all calls are answered, or for as long as limit.
func (c *calls) drain(limit time.Duration) {
	timeout := time.After(limit)
	for {
		c.mu.Lock()
		var some *call
		for _, some = range c.open {
			break
		}
		c.mu.Unlock()
		if some == nil {
			return
		}
		select {
		case <-some.answered:
		case <-timeout:
			return
		}
	}
}

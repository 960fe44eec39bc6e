package server

import (
	"context"
	"testing"

	"go.lsp.dev/jsonrpc2"
)

// A wall is a client that takes notifications and answers every call.
type wall struct {
	jsonrpc2.Conn
	got chan any
}

func (w wall) Call(context.Context, string, any, any) (jsonrpc2.ID, error) {
	return jsonrpc2.NewNumberID(1), nil
}

func (w wall) Notify(_ context.Context, method string, params any) error {
	if method == progressMethod {
		w.got <- params.(*progressParams).Value.Kind
	}
	return nil
}

func TestProgressEndsHoweverFullTheOutboxIs(t *testing.T) {
	w := wall{got: make(chan any, 9)}
	c := &connection{conn: w, outbox: newOutbox(w), client: client{showsProgress: true}, life: t.Context()}
	c.outbox.open.Store(true)
	fill := func() {
		for range outboxSize {
			c.warn("no news")
		}
	}
	p := c.newProgress(t.Context(), "Work")
	fill()
	done := make(chan struct{})
	go func() {
		defer close(done)
		p.begin()
		fill()
		p.report("half") // which may be dropped
		p.end()
	}()
	go c.outbox.run(t.Context())
	<-done
	if got := <-w.got; got != "begin" {
		t.Errorf("progress begins with %v", got)
	}
	for got := range w.got {
		if got == "end" {
			break
		}
	}
}

func TestProgressThatIsCancelledBeforeItsBeginIsSentNeverEnds(t *testing.T) {
	w := wall{got: make(chan any, 9)}
	c := &connection{conn: w, outbox: newOutbox(w), client: client{showsProgress: true}, life: t.Context()}
	c.outbox.open.Store(true)
	for range outboxSize {
		c.warn("no news")
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	p := c.newProgress(ctx, "Work")
	p.begin()
	p.end()
	flushed := make(chan struct{})
	go c.outbox.run(t.Context())
	c.outbox.post(t.Context(), letter{sent: flushed})
	<-flushed
	if len(w.got) > 0 {
		t.Errorf("the client got %v", <-w.got)
	}
}

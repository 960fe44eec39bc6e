package server

import (
	"context"
	"encoding/json"
	"errors"
	"runtime/debug"
	"time"

	"go.lsp.dev/jsonrpc2"
	"go.uber.org/zap"
)

// The phases of a connection.
const (
	fresh    = iota // nothing but initialize is answered
	ready           // between initialize and shutdown
	stopping        // nothing is answered any more
)

// dispatch is called with each message, one after the other, in the order of
// the wire. The next one is not read before it returns or has released the
// reader.
//
// The library's ctx goes back to a pool when dispatch returns, and a context
// derived from it would then take the process down. All contexts here come
// from the connection's.
func (c *connection) dispatch(ctx context.Context, req *jsonrpc2.Request) (result any, err error) {
	defer func() {
		if r := recover(); r != nil {
			c.log.Error("handler panicked", zap.String("method", req.Method()), zap.Any("panic", r), zap.ByteString("stack", debug.Stack()))
			result, err = nil, c.wire(errPanic)
		}
		if !req.IsCall() {
			result, err = nil, nil // any error would end the connection
		}
	}()
	m, known := c.methods[req.Method()]
	if !req.IsCall() {
		c.notification(req, m)
		return nil, nil
	}
	if err := c.gate(req.Method(), known); err != nil {
		return nil, c.wire(err)
	}
	t, err := m.read(req.Params())
	if err != nil {
		return nil, c.wire(err)
	}
	if m.order == inOrder {
		result, err = t.run(jsonrpc2.DetachContext(ctx), c.now())
		return result, c.wire(err)
	}
	return c.beside(ctx, req, t)
}

// gate says why a call cannot be answered in this phase.
func (c *connection) gate(method string, known bool) error {
	switch phase := c.phase.Load(); {
	case phase == fresh && method != "initialize":
		return errNotInitialized
	case phase == ready && method == "initialize":
		return errInitializedTwice
	case phase == stopping:
		return errShutDown
	case !known:
		return errUnknownMethod
	}
	return nil
}

// notification handles a message that has no answer. What it gets wrong is
// only logged.
func (c *connection) notification(req *jsonrpc2.Request, m method) {
	if c.phase.Load() != ready && req.Method() != "exit" || m.read == nil {
		return
	}
	t, err := m.read(req.Params())
	if errors.Is(err, errSyntax) {
		_ = c.stream.refuse(jsonrpc2.NewError(jsonrpc2.ParseError, err.Error()))
		return
	}
	if err == nil {
		_, err = t.run(c.life, moment{})
	}
	if err != nil {
		c.log.Warn("notification ignored", zap.String("method", req.Method()), zap.Error(err))
	}
}

// beside answers a call while later messages are read. What it may see, and
// its place among the calls for its document, are settled before that.
func (c *connection) beside(ctx context.Context, req *jsonrpc2.Request, t task) (any, error) {
	began := time.Now()
	select {
	case c.slots <- struct{}{}:
		defer func() { <-c.slots }()
	case <-c.life.Done():
		return nil, c.wire(context.Canceled)
	}
	own, err := c.calls.begin(jsonrpc2.DetachContext(ctx), req.ID(), t.claims)
	if err != nil {
		return nil, c.wire(err)
	}
	c.tell(c.settings.refresh())
	at := c.now()
	jsonrpc2.Async(ctx)

	select {
	case <-own.after:
	case <-c.life.Done():
	}
	var result any
	if own.ctx.Err() == nil {
		result, err = t.run(own.ctx, at)
	}
	ended := context.Cause(own.ctx) // asked once: a newer call may come in between
	c.log.Debug("call answered", zap.String("method", req.Method()),
		zap.Int64("ms", time.Since(began).Milliseconds()), zap.NamedError("ended", ended))
	switch {
	case errors.Is(ended, errSuperseded):
		return t.overtaken(at), nil
	case ended != nil:
		return nil, c.wire(context.Canceled)
	}
	return result, c.wire(err)
}

// cancelRequest is the only notification about a call.
func (c *connection) cancelRequest(p *cancelParams) error {
	var number int64
	var text string
	switch {
	case json.Unmarshal(p.ID, &number) == nil:
		c.calls.cancel(jsonrpc2.NewNumberID(number))
	case json.Unmarshal(p.ID, &text) == nil:
		c.calls.cancel(jsonrpc2.NewStringID(text))
	default:
		return errors.New("the id is neither a whole number nor a text")
	}
	return nil
}

type cancelParams struct {
	ID json.RawMessage `json:"id"`
}

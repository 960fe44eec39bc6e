package servertest

import (
	"context"
	"slices"
	"sync"

	"fimble/completion"
	"fimble/context/buffer"
	"fimble/context/syntax"
)

// An Engine answers as the test says, and remembers what it was asked.
type Engine struct {
	// Answer makes the answer. When nil, there is none.
	Answer func(ctx context.Context, req completion.Request) completion.Result

	// NoContext is why Context has nothing to say.
	NoContext completion.Reason

	// Actions are offered everywhere, and Acts does them. It is not called when
	// nothing is offered.
	Actions []completion.Offer
	Acts    func(ctx context.Context, req completion.ActionRequest, offer completion.Offer) ([]completion.Change, error)

	mu       sync.Mutex
	requests []completion.Request
	accepted []string
	begun    []string
	shown    []string
	changes  int
	closed   []buffer.URI
	left     int
}

// Complete is server.Engine's.
func (e *Engine) Complete(ctx context.Context, req completion.Request) completion.Result {
	e.mu.Lock()
	e.requests = append(e.requests, req)
	e.mu.Unlock()
	if e.Answer == nil {
		return completion.Result{Reason: completion.ReasonEmpty}
	}
	return e.Answer(ctx, req)
}

// Context is server.Engine's. It says where it was asked.
func (e *Engine) Context(_ context.Context, req completion.Request) (string, completion.Reason) {
	if e.NoContext != "" {
		return "", e.NoContext
	}
	snapshot, _ := req.View.Snapshot(req.URI)
	return snapshot.Text().Slice(0, req.Offset) + "█", ""
}

// Offers is server.Engine's.
func (e *Engine) Offers(completion.ActionRequest) []completion.Offer { return e.Actions }

// Act is server.Engine's.
func (e *Engine) Act(ctx context.Context, req completion.ActionRequest, offer completion.Offer) ([]completion.Change, error) {
	return e.Acts(ctx, req, offer)
}

// Explain is server.Engine's. It says where it was asked.
func (e *Engine) Explain(_ context.Context, req completion.ActionRequest) (string, error) {
	snapshot, _ := req.Place.View.Snapshot(req.Place.URI)
	return snapshot.Text().Slice(0, req.Span.Start) + "█", nil
}

// Accepted is server.Engine's.
func (e *Engine) Accepted(id string) {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.accepted = append(e.accepted, id)
}

// PartiallyAccepted is server.Engine's.
func (e *Engine) PartiallyAccepted(id string) {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.begun = append(e.begun, id)
}

// DidShow is server.Engine's.
func (e *Engine) DidShow(id string) {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.shown = append(e.shown, id)
}

// Changed is server.Engine's.
func (e *Engine) Changed(_ string, _, _ *buffer.Snapshot, _ []buffer.Edit) {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.changes++
}

// Opened is server.Engine's.
func (e *Engine) Opened(completion.Request) {}

// Closed is server.Engine's.
func (e *Engine) Closed(_ string, uri buffer.URI) {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.closed = append(e.closed, uri)
}

// Left is server.Engine's.
func (e *Engine) Left(string) {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.left++
}

// Departures is how often Left was called.
func (e *Engine) Departures() int {
	e.mu.Lock()
	defer e.mu.Unlock()
	return e.left
}

// Requests are what Complete was called with.
func (e *Engine) Requests() []completion.Request {
	e.mu.Lock()
	defer e.mu.Unlock()
	return slices.Clone(e.requests)
}

// AcceptedIDs are what Accepted was called with.
func (e *Engine) AcceptedIDs() []string {
	e.mu.Lock()
	defer e.mu.Unlock()
	return slices.Clone(e.accepted)
}

// PartiallyAcceptedIDs are what PartiallyAccepted was called with.
func (e *Engine) PartiallyAcceptedIDs() []string {
	e.mu.Lock()
	defer e.mu.Unlock()
	return slices.Clone(e.begun)
}

// ShownIDs are what DidShow was called with.
func (e *Engine) ShownIDs() []string {
	e.mu.Lock()
	defer e.mu.Unlock()
	return slices.Clone(e.shown)
}

// Changes is how often Changed was called.
func (e *Engine) Changes() int {
	e.mu.Lock()
	defer e.mu.Unlock()
	return e.changes
}

// ClosedURIs are what Closed was called with.
func (e *Engine) ClosedURIs() []buffer.URI {
	e.mu.Lock()
	defer e.mu.Unlock()
	return slices.Clone(e.closed)
}

// Text is the text of the document that a request is about.
func Text(req completion.Request) string {
	s, ok := req.View.Snapshot(req.URI)
	if !ok {
		return ""
	}
	return s.Text().String()
}

// Insert is an answer that puts a text in at the cursor.
func Insert(req completion.Request, text string) completion.Result {
	return Replace(req, syntax.Span{Start: req.Offset, End: req.Offset}, text)
}

// Replace is an answer of one edit.
func Replace(req completion.Request, span syntax.Span, text string) completion.Result {
	s, _ := req.View.Snapshot(req.URI)
	return completion.Result{Items: []completion.Item{{
		ID:      "1",
		Edits:   []completion.TextEdit{{URI: req.URI, Span: span, NewText: text}},
		Version: s.Version(),
	}}}
}

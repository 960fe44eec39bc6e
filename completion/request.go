package completion

import (
	"context"
	"time"

	"fimble/completion/model"
	"fimble/completion/prompt"
	"fimble/context/buffer"
	"fimble/context/syntax"
	"fimble/context/window"
)

const (
	outlineWait = 3 * time.Millisecond // for the first parse of a document; a small one is there by then
	temperature = 0.1                  // one likely answer; at 0 some servers loop
	variety     = 0.6                  // several answers that differ
)

// request is what the model is asked, for one that hears all.
func (e *Engine) request(ctx context.Context, q *query) (model.Request, error) {
	req, _, err := e.veiledRequest(ctx, q)
	return req, err
}

// veiledRequest packs what the model gets to see, hides what it may not know,
// and renders it for its family, which a server may have to be asked for first.
func (e *Engine) veiledRequest(ctx context.Context, q *query) (model.Request, veil, error) {
	if err := probe(ctx, q.model.Model); err != nil {
		return model.Request{}, veil{}, err
	}
	info := q.model.Info()
	w, veil := e.redact(info, e.pack(q))
	req := model.Request{
		Window: veil.over(w), MaxTokens: q.Options.MaxTokens, Temperature: temperature, N: 1, Sure: q.Purpose != Invoked,
	}
	if q.Purpose == Invoked && q.Options.Candidates > 1 {
		req.N, req.Temperature = q.Options.Candidates, variety
	}
	if info.Family == "" {
		return req, veil, nil
	}
	p, err := prompt.Render(info.Family, w)
	req.System, req.Prompt, req.Suffix, req.Stop = p.System, p.Text, p.Suffix, p.Stop
	return req, veil, err
}

// Window gives what the routed model would get to see, or why nothing. Its
// server is asked for how much it can read.
func (e *Engine) Window(ctx context.Context, req Request) (*window.Window, Reason) {
	q, reason := e.gate(req)
	if reason != "" {
		return nil, reason
	}
	if !q.route(ctx, e.embedded) {
		return nil, ReasonNoModel
	}
	if err := probe(ctx, q.model.Model); err != nil {
		return nil, ReasonFailed
	}
	w, _ := e.redact(q.model.Info(), e.pack(q))
	return w, ""
}

// Context is the Window in words, for the user to read.
func (e *Engine) Context(ctx context.Context, req Request) (string, Reason) {
	w, reason := e.Window(ctx, req)
	if reason != "" {
		return "", reason
	}
	return w.String(), ""
}

func probe(ctx context.Context, m model.Model) error {
	if p, ok := m.(model.Prober); ok {
		return p.Probe(ctx)
	}
	return nil
}

// parsed is the outline that a window is made of. A parse after a key takes as
// long as all the rest of a request, and what a key changes in an outline is
// rarely what a window shows: only a document that was never parsed is waited
// for.
func (q *query) parsed() *syntax.Outline {
	if q.outline.Span.Len() == 0 && q.snapshot.Language().Deep() {
		return q.snapshot.Outline(outlineWait)
	}
	return q.outline
}

func (e *Engine) pack(q *query) *window.Window {
	return window.Pack(window.Input{
		View: q.View, Snapshot: q.snapshot, Outline: q.parsed(), Offset: q.offset,
		Events:  e.events(q),
		Allowed: func(other *buffer.Snapshot) bool { return e.allowed(q.Options, other) },
		Budget:  q.budget(),
	})
}

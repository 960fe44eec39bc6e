package server

import (
	"context"
	"encoding/json"
	"strconv"
	"sync"

	"go.lsp.dev/protocol"
)

// progressMethod is how progress is told; the library's type for its value is a
// union of all that any server may tell.
const progressMethod = "$/progress"

// A progress is shown while a model is asked, for as long as its context lives.
// The user can cancel it.
type progress struct {
	*connection
	ctx    context.Context
	cancel context.CancelFunc
	title  string
	token  string

	mu    sync.Mutex
	begun bool
	said  string // in the last report
}

func (c *connection) newProgress(ctx context.Context, title string) *progress {
	ctx, cancel := context.WithCancel(ctx)
	return &progress{connection: c, ctx: ctx, cancel: cancel, title: title}
}

// begin shows it, in clients that can.
func (p *progress) begin() {
	if !p.client.showsProgress {
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.begun {
		return
	}
	p.token = Section + "-" + strconv.FormatInt(p.tokens.Add(1), 10)
	token := struct {
		Token string `json:"token"`
	}{p.token}
	if protocol.Call(p.ctx, p.conn, protocol.MethodWindowWorkDoneProgressCreate, &token, nil) != nil {
		return // the client does not want to, or is gone
	}
	p.watched.Store(p.token, p.cancel)
	p.begun = true
	p.say(progressValue{Kind: "begin", Title: p.title, Cancellable: true})
}

// report tells how far the model is, if that is shown and has changed.
func (p *progress) report(said string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.begun && p.said != said {
		p.said = said
		p.say(progressValue{Kind: "report", Message: said, Cancellable: true})
	}
}

// end takes it away.
func (p *progress) end() {
	p.cancel()
	p.mu.Lock()
	defer p.mu.Unlock()
	p.watched.Delete(p.token)
	if p.begun {
		p.say(progressValue{Kind: "end"})
	}
}

// say puts it in the outbox, which may drop reports alone.
func (p *progress) say(value progressValue) {
	p.outbox.put(letter{method: progressMethod, params: &progressParams{p.token, value}, trivial: value.Kind == "report"})
}

type progressParams struct {
	Token string        `json:"token"`
	Value progressValue `json:"value"`
}

type progressValue struct {
	Kind        string `json:"kind"`
	Title       string `json:"title,omitempty"`
	Message     string `json:"message,omitempty"`
	Cancellable bool   `json:"cancellable,omitempty"`
}

type cancelProgressParams struct {
	Token json.RawMessage `json:"token"`
}

// cancelProgress is how the user gives up on what is shown.
func (c *connection) cancelProgress(p *cancelProgressParams) error {
	var token string
	if json.Unmarshal(p.Token, &token) != nil {
		return nil // ours are texts
	}
	if cancel, ok := c.watched.Load(token); ok {
		cancel.(context.CancelFunc)()
	}
	return nil
}

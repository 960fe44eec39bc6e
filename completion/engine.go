package completion

import (
	"context"
	"errors"
	"fmt"
	"runtime/debug"
	"slices"
	"strings"
	"sync"
	"time"

	"go.uber.org/zap"

	"fimble/completion/feedback"
	"fimble/completion/guard/secrets"
	"fimble/completion/model"
	"fimble/context/buffer"
	"fimble/context/workspace"
)

// An Engine answers requests for completion. It may serve any number of
// connections at once; there is no state outside of it.
type Engine struct {
	log       *zap.Logger
	workspace *workspace.Workspace
	embedded  model.Model
	ledger    *feedback.Ledger
	cache     *cache
	secrets   secrets.Redactor // for models that run elsewhere

	ctx  context.Context // of every flight
	quit context.CancelFunc
	air  sync.WaitGroup // flights under way

	tried sync.Map // models that were given the small hole

	mu       sync.Mutex
	closed   bool
	sessions map[string]*session // by Request.Session
	paces    map[model.Model]*pace
	lanes    map[any]*lane // by server, or by model where that has a server to itself
	count    int64         // items handed out, for their IDs
	watch    func(Failure) // is told of every request that fails, or nil
}

// NewEngine makes an Engine. embedded answers what no other model is
// configured for, and steps in for one that is slow; ledger counts what becomes
// of the answers, and is closed with the Engine.
func NewEngine(embedded model.Model, ws *workspace.Workspace, ledger *feedback.Ledger, log *zap.Logger) *Engine {
	ctx, quit := context.WithCancel(context.Background())
	e := &Engine{
		log: log, workspace: ws, embedded: embedded, ledger: ledger, cache: newCache(),
		ctx: ctx, quit: quit,
		sessions: map[string]*session{}, paces: map[model.Model]*pace{}, lanes: map[any]*lane{},
	}
	// What came from a file that is gone, or may not be read any more, is not
	// offered again.
	ws.Subscribe(func(_ *buffer.Root, _ []workspace.File, removed []string) {
		if len(removed) > 0 {
			e.forget()
		}
	})
	return e
}

// Complete is the path of one keystroke. It always answers: with items, or
// with the reason for having none. Cancelling ctx answers at once.
func (e *Engine) Complete(ctx context.Context, req Request) Result {
	t := newTrace(e.log, req)
	res := e.complete(ctx, req, t)
	t.done(res)
	return res
}

func (e *Engine) complete(ctx context.Context, req Request, t *trace) Result {
	q, reason := e.gate(req)
	t.stage("gate")
	if reason != "" {
		if q != nil && reason != ReasonPlace {
			e.warmLater(q)
		}
		return Result{Reason: reason}
	}
	ctx, leave := e.enter(ctx, q)
	defer leave()
	res := e.suggest(ctx, q, t)
	if q.Purpose != Invoked {
		res = e.unlessRejected(q, res)
	}
	res.Incomplete = res.Incomplete || q.Purpose == List || len(res.Failures) > 0 // the next letter may find more, the next request a model that is back
	if ctx.Err() == nil && len(res.Items) > 0 {
		e.shown(q, res)
	}
	return res
}

// shown takes note of what the user gets to see, and goes on from there.
func (e *Engine) shown(q *query, res Result) {
	choices := make([]feedback.Choice, len(res.Items))
	for i, item := range res.Items {
		edit := item.Edits[0]
		choices[i] = feedback.Choice{ID: item.ID, Edit: buffer.Edit{Span: edit.Span, NewText: edit.NewText}}
	}
	document, _ := q.View.Snapshot(q.URI)
	e.ledger.Shown(feedback.Showing{
		Session: q.Session, Snapshot: document, Offset: q.Offset, Choices: choices, Model: res.Model, At: time.Now(),
		Listed: q.Purpose == List,
	})
	if q.turn.shows(q, res) {
		e.start(func() { e.lookAhead(q, res) })
	}
}

// unlessRejected leaves out what the user has turned down at this place a
// short while ago.
func (e *Engine) unlessRejected(q *query, res Result) Result {
	had := len(res.Items)
	res.Items = slices.DeleteFunc(res.Items, func(item Item) bool {
		return e.ledger.Rejected(q.Session, q.URI, q.Offset, strings.TrimPrefix(item.Edits[0].NewText, q.chosen()))
	})
	if had > 0 && len(res.Items) == 0 {
		res.Reason = ReasonRejected
	}
	return res
}

// suggest is all of it that knows its query and has its turn.
func (e *Engine) suggest(ctx context.Context, q *query, t *trace) Result {
	if !q.route(ctx, e.embedded) {
		return Result{Reason: ReasonNoModel}
	}
	q.deadline = time.Now().Add(q.model.patience)
	t.stage("route")
	for {
		res, err := e.ask(ctx, q, t)
		if err == nil || errors.Is(err, errCutShort) || !q.failOver(err) {
			return q.failed(res)
		}
	}
}

// ask is all of it that knows its model, too. It gives the model's error if
// another one should be asked.
func (e *Engine) ask(ctx context.Context, q *query, t *trace) (Result, error) {
	if h, ok := e.cache.find(q); ok {
		if texts := e.settle(q, h); len(texts) > 0 || !h.said {
			return e.answer(q, texts, h.source), nil
		}
		q.said = true
	}
	if rest, ok := q.turn.stillShown(q); ok && q.Purpose == Inline {
		return e.answer(q, rest, FromTyped), nil
	}
	t.stage("cache")
	if indent := missingIndent(q.site); indent != "" && q.Purpose == Inline {
		e.comeBefore(q, indent)
		return Result{Reason: ReasonIndent}, nil
	}
	why, probe := e.pace(q.model.Model).breaker.refusal(time.Now(), q.insists())
	if why != nil {
		return Result{Reason: ReasonFailed, Err: why, Model: q.model.info.Name}, why
	}
	q.probe = probe
	for {
		f, typed, source := q.turn.board(e, q)
		t.stage("turn")
		if f == nil {
			return Result{Reason: ReasonSuperseded, Superseded: true}, nil
		}
		res, end := e.await(ctx, q, f, typed)
		t.stage("generate")
		switch end {
		case contradicted:
			continue // what was typed since is not what the flight says: ask anew
		case failed:
			q.late = true
			return res, res.Err
		}
		if res.Source == "" {
			res.Source = source
		}
		return res, nil
	}
}

// Accepted tells the Engine that the user took the item.
func (e *Engine) Accepted(id string) { e.ledger.Accepted(id) }

// start runs f beside whoever calls, and reports false when the Engine is
// closed.
func (e *Engine) start(f func()) bool {
	e.mu.Lock()
	defer e.mu.Unlock()
	if !e.closed {
		e.air.Go(func() {
			defer e.survive(func(error) {})
			f()
		})
	}
	return !e.closed
}

// survive keeps a panic beside the requests from taking the editor's server
// down. It is deferred, and tells of the panic.
func (e *Engine) survive(tell func(error)) {
	if r := recover(); r != nil {
		e.log.Error("completion panicked", zap.Any("panic", r), zap.ByteString("stack", debug.Stack()))
		tell(fmt.Errorf("a fault of Fimble: %v", r))
	}
}

// Close hangs up every flight and waits until all are down.
func (e *Engine) Close() {
	e.mu.Lock()
	e.closed = true
	e.mu.Unlock()
	e.quit()
	e.air.Wait()
	e.ledger.Close()
}

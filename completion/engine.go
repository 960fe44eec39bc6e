package completion

import (
	"context"
	"sync"
	"time"

	"go.uber.org/zap"

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
	cache     *cache

	ctx  context.Context // of every flight
	quit context.CancelFunc
	air  sync.WaitGroup // flights under way

	mu       sync.Mutex
	sessions map[string]*session // by Request.Session
	paces    map[model.Model]*pace
	lanes    map[model.Model]*lane
	count    int64 // items handed out, for their IDs
}

// NewEngine makes an Engine. embedded answers what no other model is
// configured for, and steps in for one that is slow.
func NewEngine(embedded model.Model, ws *workspace.Workspace, log *zap.Logger) *Engine {
	ctx, quit := context.WithCancel(context.Background())
	e := &Engine{
		log: log, workspace: ws, embedded: embedded, cache: newCache(),
		ctx: ctx, quit: quit,
		sessions: map[string]*session{}, paces: map[model.Model]*pace{}, lanes: map[model.Model]*lane{},
	}
	// What came from a file that is gone, or may not be read any more, is not
	// offered again.
	ws.Subscribe(func(_ *buffer.Root, _ []workspace.File, removed []string) {
		if len(removed) > 0 {
			e.cache.clear()
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
	if ctx.Err() == nil && q.turn.shows(q, res) {
		e.air.Go(func() { e.lookAhead(q, res) })
	}
	return res
}

// suggest is all of it that knows its query and has its turn.
func (e *Engine) suggest(ctx context.Context, q *query, t *trace) Result {
	if !q.route(e.embedded) {
		return Result{Reason: ReasonNoModel}
	}
	q.deadline = time.Now().Add(q.model.patience)
	t.stage("route")
	if indent := missingIndent(q.site); indent != "" && q.Purpose == Inline {
		e.comeBefore(q, indent)
		return Result{Reason: ReasonIndent}
	}
	if h, ok := e.cache.find(q); ok {
		if texts := e.settle(q, h); len(texts) > 0 || !h.said {
			return e.answer(q, texts, h.source)
		}
		q.said = true
	}
	t.stage("cache")
	for {
		f, typed, source := q.turn.board(e, q)
		t.stage("turn")
		if f == nil {
			return Result{Reason: ReasonSuperseded, Superseded: true}
		}
		res, contradicted := e.await(ctx, q, f, typed)
		t.stage("generate")
		if contradicted {
			continue // what was typed since is not what the flight says: ask anew
		}
		if res.Source == "" {
			res.Source = source
		}
		return res
	}
}

// Accepted tells the Engine that the user took the item.
func (e *Engine) Accepted(id string) {
	e.log.Info("suggestion accepted", zap.String("id", id))
}

// Close hangs up every flight and waits until all are down.
func (e *Engine) Close() {
	e.quit()
	e.air.Wait()
}

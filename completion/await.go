package completion

import (
	"context"
	"errors"
	"strings"
	"time"

	"fimble/completion/guard"
	"fimble/completion/model"
	"fimble/completion/trim"
)

const embeddedClass = model.Embedded

// An end is how the wait for a flight is over.
type end int

const (
	answered     end = iota
	contradicted     // the flight is not about what the user has typed since it started
	failed           // its model gave nothing but an error
)

// await waits for a flight as long as the query has patience.
func (e *Engine) await(ctx context.Context, q *query, f *flight, typed string) (Result, end) {
	defer f.leave()
	patience := time.NewTimer(q.waits())
	defer patience.Stop()
	var stepIn <-chan time.Time
	if q.model.info.Class != embeddedClass && q.Purpose != Invoked {
		timer := time.NewTimer(max(localWaits, e.pace(q.model.Model).p80(localStepsIn)))
		defer timer.Stop()
		stepIn = timer.C
	}
	for {
		now := f.state(typed)
		switch {
		case now.landed:
			return e.onLanding(ctx, q, f, now, typed)
		case !now.fits:
			return Result{}, contradicted
		}
		select {
		case <-now.news:
		case <-ctx.Done():
			res := e.hungUp(ctx)
			if !res.Superseded && q.Later != nil {
				f.mayGoOn(q.Later)
			}
			return res, answered
		case <-stepIn:
			if res, ok := e.stepIn(ctx, q); ok {
				f.goOn(q.Later)
				e.heard(q, f.state(typed))
				return res, answered
			}
		case <-patience.C:
			f.goOn(q.Later)
			return e.outOfPatience(ctx, q, f, typed)
		}
	}
}

// onLanding answers with what a flight has brought home.
func (e *Engine) onLanding(ctx context.Context, q *query, f *flight, now state, typed string) (Result, end) {
	switch {
	case errors.Is(now.err, context.Canceled):
		if e.ctx.Err() == nil && ctx.Err() == nil {
			return Result{}, contradicted
		}
		return e.hungUp(ctx), answered
	case errors.Is(now.err, errBusy):
		return Result{Reason: ReasonBusy, Model: q.model.info.Name}, answered
	case now.err != nil:
		if texts := f.soFar(typed); len(texts) > 0 && !q.deed { // of which half is none
			return e.answer(q, texts, ""), answered
		}
		return Result{Reason: ReasonFailed, Err: now.err, Model: q.model.info.Name}, failed
	case typed == "":
		if len(now.texts) == 0 && now.heard {
			return Result{Reason: ReasonTrimmed, Model: q.model.info.Name}, answered
		}
		return e.answer(q, now.texts, ""), answered
	}
	texts := remaining(now.texts, typed)
	if f.query.place.closers != q.place.closers {
		texts = refit(q, texts)
	}
	if len(texts) == 0 {
		return Result{}, contradicted
	}
	return e.answer(q, texts, ""), answered
}

// hungUp is the answer to a request that ended before its flight landed.
func (e *Engine) hungUp(ctx context.Context) Result {
	if errors.Is(context.Cause(ctx), errSuperseded) {
		return Result{Reason: ReasonSuperseded, Superseded: true}
	}
	return Result{Reason: ReasonCancelled, Err: context.Canceled}
}

// outOfPatience answers when patience ends: with the complete statements of
// what has streamed, for a list with what the embedded engine has at hand, and
// where the user has asked by asking the next model.
func (e *Engine) outOfPatience(ctx context.Context, q *query, f *flight, typed string) (Result, end) {
	if q.Purpose == List {
		if res, ok := e.stepIn(ctx, q); ok {
			return res, answered
		}
	}
	waited := e.heard(q, f.state(typed))
	texts := f.soFar(typed)
	if len(texts) == 0 {
		res := Result{Reason: ReasonSlow, Incomplete: true, Err: waited, Model: q.model.info.Name}
		if q.Purpose != Invoked && !q.probe {
			return res, answered
		}
		q.turn.letGo(f)
		return res, failed
	}
	res := e.answer(q, texts, FromModel)
	res.Incomplete = true
	return res, answered
}

// heard notes when the user has waited in vain, and says how long. Of a model
// that has failed before, a wait that is no failure yet tells that it has again.
func (e *Engine) heard(q *query, now state) silence {
	waited := silence{q.model.info.Name, q.model.patience}
	if now.asked.IsZero() || now.heard {
		return waited
	}
	if waited.lasted = time.Since(now.asked); waited.lasted >= shortSilence || q.probe {
		e.failed(q.model.Model, waited)
	}
	return waited
}

// stepIn asks the embedded engine while the routed model is still thinking.
func (e *Engine) stepIn(ctx context.Context, q *query) (Result, bool) {
	if q.model.info.Class == embeddedClass {
		return Result{}, false
	}
	local := *q
	local.model = routed{Model: e.embedded, info: e.embedded.Info(), patience: q.model.patience}
	req, err := e.request(ctx, &local)
	if err != nil {
		return Result{}, false
	}
	var d draft
	for chunk, err := range e.embedded.Generate(ctx, req) {
		if err != nil || chunk.Candidate > 0 {
			break
		}
		d.text += chunk.Text
	}
	if strings.Contains(d.text, "\n") {
		if keep, stop := trim.Enough(q.site, d.text); stop {
			d.text = d.text[:keep]
		}
	}
	texts := judge(q.site, guard.PlaceOf(q.site), []draft{d}, q.Purpose.explicit())
	if len(texts) == 0 {
		return Result{}, false
	}
	res := e.answer(&local, texts, FromLocal)
	res.Incomplete = true
	return res, true
}

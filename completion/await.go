package completion

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"fimble/completion/model"
	"fimble/completion/trim"
)

const embeddedClass = model.Embedded

// await waits for a flight as long as the query has patience. It reports true
// when the flight contradicts what the user has typed since it started.
func (e *Engine) await(ctx context.Context, q *query, f *flight, typed string) (Result, bool) {
	defer f.leave()
	patience := time.NewTimer(time.Until(q.deadline))
	defer patience.Stop()
	var stepIn <-chan time.Time
	if q.model.info.Class != embeddedClass && q.Purpose != Invoked {
		timer := time.NewTimer(e.pace(q.model.info.Name).p80(localStepsIn))
		defer timer.Stop()
		stepIn = timer.C
	}
	for {
		f.mu.Lock()
		news, landed, texts, err := f.news, f.landed, f.texts, f.err
		fits := landed || f.agrees(typed)
		heard := len(f.raw) > 0
		f.mu.Unlock()
		switch {
		case landed && err != nil && !errors.Is(err, context.Canceled):
			if res, ok := e.stepIn(ctx, q); ok && q.Purpose != Invoked {
				return res, false
			}
			return Result{Reason: ReasonFailed, Err: err, Model: q.model.info.Name}, false
		case landed && errors.Is(err, context.Canceled):
			return e.hungUp(ctx), e.ctx.Err() == nil && ctx.Err() == nil
		case landed && typed != "" && len(remaining(texts, typed)) == 0:
			return Result{}, true
		case landed:
			if typed != "" {
				texts = remaining(texts, typed)
			}
			if len(texts) == 0 && heard {
				return Result{Reason: ReasonTrimmed, Model: q.model.info.Name}, false
			}
			return e.answer(q, texts, ""), false
		case !fits:
			return Result{}, true
		}
		select {
		case <-news:
		case <-ctx.Done():
			return e.hungUp(ctx), false
		case <-stepIn:
			if res, ok := e.stepIn(ctx, q); ok {
				f.goOn()
				return res, false
			}
		case <-patience.C:
			f.goOn()
			return e.soFar(ctx, q, f, typed), false
		}
	}
}

// hungUp is the answer to a request that ended before its flight landed.
func (e *Engine) hungUp(ctx context.Context) Result {
	if errors.Is(context.Cause(ctx), errSuperseded) {
		return Result{Reason: ReasonSuperseded, Superseded: true}
	}
	return Result{Reason: ReasonCancelled, Err: context.Canceled}
}

// soFar answers when patience ends: with the complete lines of what has
// streamed, or for a list with what the embedded engine has at hand.
func (e *Engine) soFar(ctx context.Context, q *query, f *flight, typed string) Result {
	if q.Purpose == List {
		if res, ok := e.stepIn(ctx, q); ok {
			return res
		}
	}
	f.mu.Lock()
	var texts []string
	for _, raw := range f.raw {
		if end := strings.LastIndexByte(raw, '\n'); end > 0 {
			text, _ := trim.All(f.site, raw[:end])
			texts = append(texts, text)
		}
	}
	f.mu.Unlock()
	if typed != "" {
		texts = remaining(texts, typed)
	}
	if len(texts) == 0 || strings.TrimSpace(texts[0]) == "" {
		err := fmt.Errorf("%s: no answer within %v", q.model.info.Name, q.model.patience)
		return Result{Reason: ReasonSlow, Incomplete: true, Err: err, Model: q.model.info.Name}
	}
	res := e.answer(q, texts, FromModel)
	res.Incomplete = true
	return res
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
	var b strings.Builder
	for chunk, err := range e.embedded.Generate(ctx, req) {
		if err != nil || chunk.Candidate > 0 {
			break
		}
		b.WriteString(chunk.Text)
	}
	text := b.String()
	if strings.Contains(text, "\n") {
		if keep, stop := trim.Enough(q.site, text); stop {
			text = text[:keep]
		}
	}
	text, _ = trim.All(q.site, text)
	if strings.TrimSpace(text) == "" {
		return Result{}, false
	}
	res := e.answer(&local, []string{text}, FromLocal)
	res.Incomplete = true
	return res, true
}

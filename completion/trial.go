package completion

import (
	"context"
	"time"

	"go.uber.org/zap"

	"fimble/completion/model"
)

// tryThen gives a model on the user's machine the small hole of CheckModel
// once, and then does what comes next. It happens before the model reads the
// user's text, which the hole would push out of a server's cache, and gives
// way to whoever asks. Hosted models bill it, so they are not tried.
func (e *Engine) tryThen(q *query, next func()) {
	m := q.model.Model
	if q.model.info.Class != model.Machine || !q.Options.WarmUp.covers(model.Machine) {
		next()
		return
	}
	if _, tried := e.tried.LoadOrStore(m, true); tried {
		next()
		return
	}
	e.start(func() {
		if !e.try(m) {
			e.tried.Delete(m) // with the next document
		}
		next()
	})
}

// untried notes that a model failed at a trial, unless the trial gave way.
func (e *Engine) untried(ctx context.Context, m model.Model, err error) {
	if ctx.Err() != context.Canceled {
		e.failed(m, err)
	}
}

// try logs how fast a model is and whether it understands how it is prompted.
// It reports false if that is not known yet.
func (e *Engine) try(m model.Model) bool {
	ctx, quit := context.WithTimeout(e.ctx, longestFlight)
	defer quit()
	health := &e.pace(m).breaker
	if why, _ := health.enter(time.Now(), false); why != nil {
		return false
	}
	if err := probe(ctx, m); err != nil {
		e.untried(ctx, m, err)
		return false
	}
	info := m.Info()
	if info.Family == "" {
		return true // it reads the window itself
	}
	f := &flight{quit: quit, news: make(chan struct{})}
	l := e.lane(m)
	if l.enter(ctx, f, lanesOf(info)) != nil {
		return false
	}
	defer l.leave(f)
	c, err := CheckModel(ctx, m)
	if err != nil {
		e.untried(ctx, m, err)
		return false
	}
	health.answered(time.Now())
	fields := []zap.Field{
		zap.String("model", info.Name), zap.String("family", info.Family), zap.String("source", info.FamilyFrom),
		zap.Duration("first", c.First.Round(time.Millisecond)), zap.Duration("ms", c.Total), zap.Float64("speed", c.TokensPerSecond()),
	}
	if c.Doubt != "" {
		e.log.Warn("model may not understand its prompts, fimble models says more", append(fields, zap.String("doubt", c.Doubt))...)
		return true
	}
	e.log.Info("model fills in", fields...)
	return true
}

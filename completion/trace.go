package completion

import (
	"time"

	"go.uber.org/zap"
)

// A trace is the one log line of a completion: where the answer came from and
// how long each stage took. It holds no text of the user.
type trace struct {
	log    *zap.Logger
	fields []zap.Field
	start  time.Time
	last   time.Time
}

func newTrace(log *zap.Logger, req Request) *trace {
	t := &trace{start: time.Now()}
	t.last = t.start
	if log.Core().Enabled(zap.DebugLevel) {
		t.log = log
		t.fields = append(t.fields, zap.String("uri", string(req.URI)), zap.String("purpose", string(req.Purpose)))
	}
	return t
}

// stage notes the time since the stage before.
func (t *trace) stage(name string) {
	if t.log == nil {
		return
	}
	now := time.Now()
	t.fields = append(t.fields, zap.Duration(name, now.Sub(t.last)))
	t.last = now
}

func (t *trace) done(res Result) {
	if t.log == nil {
		return
	}
	t.log.Debug("completion", append(t.fields,
		zap.String("source", string(res.Source)), zap.String("model", res.Model), zap.String("reason", string(res.Reason)),
		zap.Int("items", len(res.Items)), zap.Duration("ms", time.Since(t.start)))...)
}

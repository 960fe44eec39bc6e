package completion

import (
	"errors"
	"fmt"
	"slices"
	"time"

	"fimble/completion/model"
)

// A Failure is a model that was asked, or would have been, and did not answer.
type Failure struct {
	Model string
	Err   error
}

// Fault is what sort of thing went wrong.
func (f Failure) Fault() model.Fault { return model.FaultOf(f.Err) }

// told is the failure for somebody who has asked for more than ghost text: what
// the model's backend says, which has its own advice where the set-up is wrong,
// and what to do about the rest.
func (f Failure) told() error {
	next := ""
	switch f.Fault() {
	case model.Broken, model.Busy, model.Silent:
		next = `; ask again, and if that does not help, see what "fimble doctor" says of it`
	case model.Unreached:
		next = `; start its server, or see what "fimble doctor" says of it`
	case model.Loading:
		next = "; ask again when it is there"
	case model.TooLong:
		next = "; ask for a smaller place"
	}
	return fmt.Errorf("the model %s failed: %w%s", f.Model, f.Err, next)
}

// Remedy is what the user can do about it.
func (f Failure) Remedy() string { return model.Remedy(f.Err) }

// Loading reports whether nothing is wrong, and the model just is not there yet.
func (f Failure) Loading() bool { return f.Fault() == model.Loading }

// standIns are the models that answer when one fails, in their order: those
// that the user named for just that, whatever their class, and then the
// embedded one. No other is ever asked in its place, so nothing goes from this
// machine to another without the user having said so, nor from one to a second.
func (q *query) standIns(m, embedded model.Model) []model.Model {
	var all []model.Model
	add := func(other model.Model) {
		if other != m && !slices.Contains(all, other) {
			all = append(all, other)
		}
	}
	for _, name := range q.Options.Fallback[m.Info().Name] {
		if other, ok := q.lookUp(name, embedded); ok && !(q.deed && other == embedded) {
			add(other)
		}
	}
	if q.Purpose != Action && !q.deed {
		add(embedded)
	}
	return all
}

// insists reports whether nobody else can do it: then a model is asked though
// it has failed, as the user may just have started its server.
func (q *query) insists() bool { return q.deed && len(q.rest) == 0 }

// failOver turns to the next model, and reports false when there is none. All
// that depends on the model is done anew for it: what it reads, what it may
// know, and how it is spoken to.
func (q *query) failOver(err error) bool {
	q.failures = append(q.failures, Failure{q.model.info.Name, err})
	if len(q.rest) == 0 {
		return false
	}
	m := q.rest[0]
	q.model.Model, q.model.info, q.rest = m, m.Info(), q.rest[1:]
	q.said = false
	return true
}

// lastWord is what the embedded engine needs, which answers when all others
// have not.
const lastWord = 200 * time.Millisecond

// deedSilence is how long an action's model may take to its first word, if
// another one can have a try.
const deedSilence = 30 * time.Second

// waits is how long the model that is asked now may keep the user waiting: one
// that has not answered the last times no longer than anybody notices, or by
// key than anybody waits while typing. Whoever asks by key waits long enough
// for another one to have a try, and longer for an action, whose prompt takes a
// while to read.
func (q *query) waits() time.Duration {
	left := time.Until(q.deadline)
	switch {
	case len(q.rest) == 0:
		return left
	case q.deed && q.probe:
		return min(left, invokedPatience)
	case q.deed:
		return min(left, deedSilence)
	case q.probe && q.Purpose == Inline:
		return min(left, localStepsIn)
	case q.probe:
		return min(left, inlinePatience)
	case q.Purpose != Invoked:
		return left
	case len(q.rest) > 1:
		return left / 2
	}
	return left - lastWord
}

// failed is a result as it is after failures: what went wrong comes first where
// nothing else is to be said.
func (q *query) failed(res Result) Result {
	if len(q.failures) == 0 {
		return res
	}
	res.Failures = q.failures
	if len(res.Items) == 0 && !res.Superseded && res.Reason != ReasonCancelled {
		first := q.failures[0]
		res.Reason, res.Err, res.Model = ReasonFailed, first.Err, first.Model
		if _, slow := errors.AsType[silence](first.Err); slow {
			res.Reason = ReasonSlow
		} else if first.Loading() {
			res.Reason = ReasonLoading
		}
	}
	return res
}

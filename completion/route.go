package completion

import (
	"cmp"
	"context"
	"time"

	"fimble/completion/model"
	"fimble/completion/prompt"
)

// routed is the model that a query goes to, and how long the user is kept
// waiting for it.
type routed struct {
	model.Model
	info     model.Info
	patience time.Duration // until the request is answered, whatever the model does
}

const (
	inlinePatience  = 1500 * time.Millisecond // an automatic answer later than this is never looked at
	invokedPatience = 10 * time.Second        // the user asked and watches; a cold local model loads in about this
	listPatience    = 10 * time.Millisecond   // editors hold back every item of every server until the last has answered
	localStepsIn    = 400 * time.Millisecond  // most that a slow model is waited for before the embedded one answers
	localWaits      = 100 * time.Millisecond  // least: nobody notices a shorter wait, and two texts in a row are a flicker
	answerTokens    = 64                      // least room for an answer in a model's context
)

// route chooses the model by the rules, and by purpose where none fits. It
// reports false when the options name one that does not exist, or none that
// could serve the purpose.
func (q *query) route(ctx context.Context, embedded model.Model) bool {
	name := q.named(q.Purpose)
	switch {
	case name != "":
	case q.Purpose == List:
		name = q.named(Inline)
	case q.Purpose == Action:
		name = q.named(Invoked)
	}
	m, ok := q.lookUp(name, embedded)
	if !ok {
		return false
	}
	if q.Purpose == Action && q.named(Action) == "" && probe(ctx, m) == nil && !m.Info().Chats() {
		return false
	}
	q.model = routed{Model: m, info: m.Info(), patience: cmp.Or(q.Patience, patienceOf(q.Purpose))}
	q.rest = q.standIns(m, embedded)
	return true
}

// lookUp finds a model by the user's name for it.
func (q *query) lookUp(name string, embedded model.Model) (model.Model, bool) {
	if name == "" || name == embedded.Info().Name {
		return embedded, true
	}
	m, ok := q.Options.Models[name]
	return m, ok
}

// named is the model that the options name for a purpose in this document,
// empty if they name none.
func (q *query) named(p Purpose) string {
	for _, r := range q.Options.Routes {
		if r.covers(p, q.snapshot) {
			return r.Model
		}
	}
	return q.Options.Use[p]
}

func patienceOf(p Purpose) time.Duration {
	switch p {
	case Inline:
		return inlinePatience
	case List:
		return listPatience
	}
	return invokedPatience
}

// budget is how many tokens the window may have: the user's limit, or what
// the model reads less its answer and what its prompt adds.
func (q *query) budget() int {
	budget := q.Options.BudgetTokens
	info := q.model.Info()
	if info.ContextTokens > 0 {
		reads := info.ContextTokens - min(max(q.Options.MaxTokens, answerTokens), info.ContextTokens/2)
		if more, err := prompt.OverheadTokens(info.Family, reads); err == nil {
			reads -= min(more, reads/2)
		}
		budget = min(budget, reads)
	}
	return budget
}

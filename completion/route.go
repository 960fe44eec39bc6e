package completion

import (
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

// route chooses the model by purpose. It reports false when the options name
// one that does not exist.
func (q *query) route(embedded model.Model) bool {
	name := q.Options.Use[q.Purpose]
	if name == "" && q.Purpose == List {
		name = q.Options.Use[Inline]
	}
	m := embedded
	if name != "" && name != embedded.Info().Name {
		var ok bool
		if m, ok = q.Options.Models[name]; !ok {
			return false
		}
	}
	q.model = routed{Model: m, info: m.Info()}
	switch q.Purpose {
	case Inline:
		q.model.patience = inlinePatience
	case Invoked:
		q.model.patience = invokedPatience
	case List:
		q.model.patience = listPatience
	}
	if q.Patience > 0 {
		q.model.patience = q.Patience
	}
	return true
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

package completion

import (
	"context"
	"errors"
	"fmt"

	"fimble/completion/action"
	"fimble/completion/model"
	"fimble/completion/prompt"
	"fimble/context/window"
)

const (
	errCutOff  = "%s stopped before its answer was whole, after %d tokens, and nothing of it was used: %s"
	errEndless = "%s did not come to an end in %d KB, of which nothing was used: take another model"

	moreContext = "it has no room for more, as it reads %d tokens in all: take less code, or raise context_tokens of the model, and that of its server, if it can read more"
	moreAnswer  = "raise answer under [budget], or take less code or a model that says less"
)

// room is how long the answer to a question may be.
type room struct {
	tokens int
	all    bool // the model has no room for more
}

// cutOff says what to do about an answer that was longer.
func (r room) cutOff(m model.Info) error {
	advice := moreAnswer
	if r.all {
		advice = fmt.Sprintf(moreContext, m.ContextTokens)
	}
	return fmt.Errorf(errCutOff, m.Name, r.tokens, advice)
}

// whole puts a question to the models, and once more with twice the room if the
// answer was cut off and is of no use so.
func (c *conversation) whole(ctx context.Context, question action.Question) (string, error) {
	c.longer = false
	answer, err := c.put(ctx, question)
	if err != nil || c.partial == nil || usedInPart(question) {
		return answer, err
	}
	why := c.partial
	if !c.cutOff || c.room.all {
		return "", why
	}
	c.longer = true
	answer, err = c.put(ctx, question)
	switch {
	case err != nil && (ctx.Err() != nil || errors.Is(err, errBusy)):
		return "", err
	case err != nil: // its server may grant no more
		return "", why
	case c.partial != nil:
		return "", c.partial
	}
	return answer, nil
}

// usedInPart reports whether what there is of an answer to a question may be
// used, though there should be more: words, not code.
func usedInPart(q action.Question) bool { return len(q.Wanted) > 0 || q.Task == "explain" }

// room is that of the answer to a task. Code that is to be written again must
// fit in whole, and its answer as well: what is cut off would be missing
// afterwards.
func (q *query) room(question action.Question, p prompt.Prompt, longer bool) (room, error) {
	most, least := max(actionTokens, q.Options.MaxTokens), actionTokens/2
	switch {
	case question.Tokens > 0:
		most = max(most, question.Tokens)
	case len(question.Wanted) == 0:
		code := window.Tokens(question.Code)
		most, least = most+2*code, least+code
	}
	if longer {
		most *= 2
	}
	reads := q.model.info.ContextTokens
	if reads == 0 {
		return room{tokens: most}, nil
	}
	left := reads - window.Tokens(p.System) - window.Tokens(p.Text)
	if left < least {
		return room{}, fmt.Errorf("%s has room for %d tokens, which is too little for so much code: take less", q.model.info.Name, reads)
	}
	return room{min(most, left), left <= most}, nil
}

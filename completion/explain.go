package completion

import (
	"context"
	"errors"

	"fimble/completion/action"
)

// ExplainKind is the action that changes nothing.
const ExplainKind = action.Explain

// Explain says in Markdown what the selected code does, or the declaration at
// the cursor. The error is for the user.
func (e *Engine) Explain(ctx context.Context, req ActionRequest) (string, error) {
	q, place, reason := e.placeFor(req)
	if reason != "" {
		return "", e.whyNot(req.Place, reason)
	}
	ctx, cancel := context.WithTimeoutCause(ctx, actionPatience, errors.New(string(ReasonSlow)))
	defer cancel()
	place.Outline = place.Snapshot.Outline(actionPatience)
	ask, err := e.asker(ctx, q, req.Asking)
	if err != nil {
		return "", err
	}
	text, err := action.Explained(ctx, place, ask)
	if ctx.Err() != nil {
		return "", context.Cause(ctx)
	}
	return text, err
}

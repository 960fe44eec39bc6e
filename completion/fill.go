package completion

import (
	"context"
	"errors"

	"fimble/completion/action"
	"fimble/completion/model"
	"fimble/context/buffer"
	"fimble/context/syntax"
)

// errCutShort ends a deed's flight whose answer was longer than it may be: the
// start of a body is none.
var errCutShort = errors.New("the answer was cut off")

// filler is how the query's model writes code into its document: on the trunk,
// as if the user had asked by key, but of a text that is not in the editor. It
// is nil if that is the embedded engine, which knows no more than the project
// says already, and cannot tell whether that is what is wanted.
func (e *Engine) filler(q *query, asking func()) action.Fill {
	if q.onlyEmbedded(e.embedded) {
		return nil
	}
	return func(ctx context.Context, edits []buffer.Edit, offset int) (string, error) {
		if asking != nil {
			asking()
		}
		r := room{tokens: max(q.Options.MaxTokens, actionTokens)}
		text, by, err := e.fill(ctx, q.holeIn(edits, offset), r.tokens)
		if !errors.Is(err, errCutShort) {
			return text, err
		}
		longer := 2 * r.tokens
		if half := by.ContextTokens / 2; half > 0 && longer > half { // the other one is for what it reads
			longer, r.all = half, true
		}
		if longer <= r.tokens {
			return "", r.cutOff(by)
		}
		r.tokens = longer
		if text, by, err = e.fill(ctx, q.holeIn(edits, offset), r.tokens); errors.Is(err, errCutShort) {
			return "", r.cutOff(by)
		}
		return text, err
	}
}

// holeIn asks for what stands at an offset of the document after edits.
func (q *query) holeIn(edits []buffer.Edit, offset int) Request {
	req := q.Request
	req.View, req.Offset, req.Patience = q.View.With(q.URI, edits), offset, actionPatience
	return req
}

// fill asks for so many tokens at most, and gives the model that had the last
// word, too.
func (e *Engine) fill(ctx context.Context, req Request, most int) (string, model.Info, error) {
	options := *req.Options
	options.Candidates, options.MaxTokens = 1, most
	options.Generation = ^options.Generation // an answer of another length than a suggestion's
	req.Options = &options
	hole, reason := e.gate(req)
	if reason != "" {
		return "", model.Info{}, errors.New(string(reason))
	}
	hole.turn, hole.deed = newTurn(), true
	hole.parseAnew()
	t := newTrace(e.log, req)
	res := e.suggest(ctx, hole, t)
	t.done(res)
	err := res.Err
	switch {
	case errors.Is(err, errCutShort):
	case err != nil && len(res.Failures) > 0 && ctx.Err() == nil:
		err = res.Failures[0].told()
	case err != nil:
	case res.Incomplete:
		err = errors.New(string(ReasonSlow))
	case len(res.Items) == 0:
		err = errors.New(string(res.Reason))
	default:
		return res.Items[0].Edits[0].NewText, hole.model.Info(), nil
	}
	return "", hole.model.Info(), err
}

// parseAnew reads a text that no parser knows. An outline that was only moved
// would take what stands behind a comment for a part of it.
func (q *query) parseAnew() {
	parser := syntax.NewParser(q.snapshot.Language())
	defer parser.Close()
	q.outline = parser.Parse(q.snapshot.Text().String(), nil, q.offset)
	q.site.Scope = q.outline.ScopeAt(q.offset)
}

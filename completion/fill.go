package completion

import (
	"context"
	"errors"

	"fimble/completion/action"
	"fimble/context/buffer"
	"fimble/context/syntax"
)

// filler is how the query's model writes code into its document: on the trunk,
// as if the user had asked by key, but of a text that is not in the editor.
func (e *Engine) filler(q *query, asking func()) action.Fill {
	return func(ctx context.Context, edits []buffer.Edit, offset int) (string, error) {
		options := *q.Options
		options.Candidates = 1
		options.MaxTokens = max(options.MaxTokens, actionTokens)
		options.Generation = ^options.Generation // an answer of another length than a suggestion's
		req := q.Request
		req.View, req.Offset, req.Options, req.Patience = q.View.With(q.URI, edits), offset, &options, actionPatience
		hole, reason := e.gate(req)
		if reason != "" {
			return "", errors.New(string(reason))
		}
		hole.turn, hole.deed = newTurn(), true
		hole.parseAnew()
		if asking != nil {
			asking()
		}
		t := newTrace(e.log, req)
		res := e.suggest(ctx, hole, t)
		t.done(res)
		switch {
		case res.Err != nil:
			return "", res.Err
		case res.Incomplete:
			return "", errors.New(string(ReasonSlow))
		case len(res.Items) == 0:
			return "", errors.New(string(res.Reason))
		}
		return res.Items[0].Edits[0].NewText, nil
	}
}

// parseAnew reads a text that no parser knows. An outline that was only moved
// would take what stands behind a comment for a part of it.
func (q *query) parseAnew() {
	parser := syntax.NewParser(q.snapshot.Language())
	defer parser.Close()
	q.outline = parser.Parse(q.snapshot.Text().String(), nil, q.offset)
	q.site.Scope = q.outline.ScopeAt(q.offset)
}

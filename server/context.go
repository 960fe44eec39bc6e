package server

import (
	"context"

	"fimble/completion"
)

type contextParams struct {
	TextDocument identifier `json:"textDocument"`
	Position     place      `json:"position"`
}

// context answers with what a model would get to see at a place, in words, or
// with why it would see nothing.
func (c *connection) context(ctx context.Context, at moment, p *contextParams) (any, error) {
	doc, offset, ok := c.find(at, p.TextDocument, p.Position)
	if !ok {
		return nil, nil
	}
	text, reason := c.Engine.Context(ctx, completion.Request{
		Session: c.Session,
		View:    at.view,
		URI:     doc.URI(),
		Offset:  offset,
		Purpose: completion.Invoked,
		Options: at.options.of(doc).trunk,
	})
	if reason != "" {
		return "No model gets to see anything here: " + string(reason) + ".\n", nil
	}
	return text, nil
}

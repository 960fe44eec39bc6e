package server

import (
	"context"
	"encoding/json"
	"errors"

	"go.lsp.dev/protocol"

	"fimble/completion"
	"fimble/context/buffer"
)

type explainParams struct {
	TextDocument identifier `json:"textDocument"`
	Range        extent     `json:"range"`
}

// explain answers with what the code in a range does, in Markdown, for clients
// that have a place to show it.
func (c *connection) explain(ctx context.Context, at moment, p *explainParams) (any, error) {
	if p.Range.reversed() {
		return nil, errParams
	}
	text, err := c.explained(ctx, at, p)
	switch {
	case ctx.Err() != nil, errors.Is(err, context.Canceled):
		return nil, context.Canceled
	case err != nil:
		c.refuse(err)
		return nil, nil
	}
	return text, nil
}

const explainTitle = "Fimble: Explain"

func (c *connection) explained(ctx context.Context, at moment, p *explainParams) (string, error) {
	doc, ok := at.view.Snapshot(p.TextDocument.key())
	if !ok {
		return "", errShut
	}
	watch := c.newProgress(ctx, explainTitle)
	defer watch.end()
	req := c.actionRequest(at, doc, p.Range.span(doc.Text(), c.client.unit))
	req.Asking = watch.begin
	text, err := c.Engine.Explain(watch.ctx, req)
	if watch.ctx.Err() != nil {
		return "", watch.ctx.Err()
	}
	return text, err
}

// runExplain is the command that has the answer shown.
func (c *connection) runExplain(arguments []protocol.LSPAny) error {
	var p struct {
		URI   string `json:"uri"`
		Range extent `json:"range"`
	}
	if len(arguments) != 1 || json.Unmarshal(arguments[0], &p) != nil || p.Range.reversed() {
		return errParams
	}
	at := c.now()
	params := &explainParams{Range: p.Range}
	params.TextDocument.URI = p.URI
	c.take(&c.explaining, explainTitle, func(ctx context.Context) error {
		text, err := c.explained(ctx, at, params)
		if err == nil {
			c.outbox.say(protocol.MessageTypeInfo, text)
		}
		return err
	})
	return nil
}

// explainAction is the entry of the menu that runs the command.
func (c *connection) explainAction(doc *buffer.Snapshot, where extent, offer completion.Offer) any {
	argument, _ := json.Marshal(map[string]any{"uri": doc.ClientURI(), "range": where}) // texts and numbers always marshal
	title := "Fimble: " + offer.Title
	command := &protocol.Command{Title: title, Command: CommandExplain, Arguments: []protocol.LSPAny{argument}}
	if !c.client.knowsCodeActions {
		return command
	}
	return &codeAction{Title: title, Kind: string(offer.Kind), Command: command}
}

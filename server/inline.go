package server

import (
	"context"
	"time"

	"go.lsp.dev/protocol"
	"go.uber.org/zap"

	"fimble/completion"
	"fimble/context/buffer"
)

type inlineCompletionParams struct {
	TextDocument identifier `json:"textDocument"`
	Position     place      `json:"position"`
	Context      struct {
		TriggerKind            protocol.InlineCompletionTriggerKind `json:"triggerKind"`
		SelectedCompletionInfo *struct {
			Range extent `json:"range"`
			Text  string `json:"text"`
		} `json:"selectedCompletionInfo"`
	} `json:"context"`
}

func (p *inlineCompletionParams) document() buffer.URI { return p.TextDocument.key() }

// inlineCompletion answers with ghost text. An empty list says that there is
// none for the text as it is now, which takes away what an editor still shows
// for an older one. Null says nothing about the text: the request was overtaken,
// or failed, and what is shown stays, as it fits the text.
func (c *connection) inlineCompletion(ctx context.Context, at moment, p *inlineCompletionParams) (any, error) {
	doc, offset, ok := c.find(at, p.TextDocument, p.Position)
	if !ok {
		return nil, nil
	}
	purpose := completion.Inline
	if p.Context.TriggerKind == protocol.InlineCompletionTriggerKindInvoked {
		purpose = completion.Invoked
	}
	var selected *completion.Selected
	if s := p.Context.SelectedCompletionInfo; s != nil {
		if s.Range.reversed() {
			return nil, errParams
		}
		selected = &completion.Selected{Span: s.Range.span(doc.Text(), c.client.unit), Text: withLineEnds(s.Text, "\n")}
	}
	began := time.Now()
	result := c.complete(ctx, completion.Request{
		Session:  c.Session,
		View:     at.view,
		URI:      doc.URI(),
		Offset:   offset,
		Purpose:  purpose,
		Selected: selected,
		Options:  at.options.of(doc).trunk,
		Later:    c.later(doc, p.Position),
	})
	c.reportStatus(result, time.Since(began))
	if result.Superseded || result.Err != nil || c.stale(doc) {
		return c.keep(doc, offset), nil
	}
	site := newSite(doc, offset)
	items := []protocol.InlineCompletionItem{}
	for _, item := range result.Items {
		if s, ok := site.ghost(item, selected); ok {
			if len(items) == 0 {
				c.screen.draws(doc, s)
			}
			where := rangeOf(doc.Text(), s.span, c.client.unit)
			items = append(items, protocol.InlineCompletionItem{
				InsertText: protocol.String(s.text),
				FilterText: &s.filter,
				Range:      &where,
				Command:    accepted(item.ID, int64(where.End.Character)-p.Position.Character),
			})
		}
	}
	if len(items) == 0 {
		c.screen.clear(doc.URI())
	}
	return &protocol.InlineCompletionList{Items: items}, nil
}

// overtaken answers a request that a newer one has taken the place of.
func (c *connection) overtaken(at moment, p *inlineCompletionParams) any {
	if doc, offset, ok := c.find(at, p.TextDocument, p.Position); ok {
		return c.keep(doc, offset)
	}
	return nil
}

// keep is the answer that leaves what is shown as it is, or takes it away if
// it contradicts the text.
func (c *connection) keep(doc *buffer.Snapshot, cursor int) any {
	if c.screen.wrong(doc, cursor) {
		return &protocol.InlineCompletionList{Items: []protocol.InlineCompletionItem{}}
	}
	return nil
}

// later tells a client that wants to know that asking again is worth it. It
// is nil for all others.
func (c *connection) later(doc *buffer.Snapshot, at place) completion.Later {
	if !c.client.wantsReady {
		return nil
	}
	return &later{c, doc, at}
}

type later struct {
	connection *connection
	doc        *buffer.Snapshot
	at         place
}

func (l *later) Wanted() bool { return !l.connection.stale(l.doc) }

func (l *later) Ready() {
	if l.Wanted() {
		l.connection.outbox.put(letter{method: NotificationReady, params: &readyParams{readyDocument{URI: l.doc.ClientURI(), Version: l.doc.Version()}, l.at}})
	}
}

type readyParams struct {
	TextDocument readyDocument `json:"textDocument"`
	Position     place         `json:"position"`
}

type readyDocument struct {
	URI     string `json:"uri"`
	Version int32  `json:"version"`
}

// find is the document and the place that a request is about. A place that
// does not exist is not moved to one that does: the suggestion would stand
// where the user never was.
func (c *connection) find(at moment, d identifier, p place) (*buffer.Snapshot, int, bool) {
	doc, ok := at.view.Snapshot(d.key())
	if !ok {
		c.log.Debug("nothing suggested", zap.String("uri", d.URI), zap.String("reason", string(completion.ReasonUnknown)))
		return nil, 0, false
	}
	offset, ok := p.offset(doc.Text(), c.client.unit)
	if !ok {
		c.log.Debug("nothing suggested", zap.String("uri", d.URI), zap.String("reason", string(completion.ReasonPosition)))
	}
	return doc, offset, ok
}

// complete asks the engine, and tells the user what they should know of it.
func (c *connection) complete(ctx context.Context, req completion.Request) completion.Result {
	result := c.Engine.Complete(ctx, req)
	if ctx.Err() != nil {
		return result
	}
	if req.Purpose == completion.Invoked && len(result.Items) == 0 {
		if result.Err != nil {
			c.log.Warn("completion failed", zap.String("reason", string(result.Reason)), zap.Error(result.Err))
		} else if !result.Superseded {
			c.log.Info("nothing suggested", zap.String("uri", string(req.URI)), zap.String("reason", string(result.Reason)))
		}
	}
	c.tellFailures(result, req.Purpose)
	return result
}

// tellFailures shows what models failed with, once for each model and sort of
// fault. Who is typing is told only what nobody but they can put right: a
// message at every hiccup helps nobody.
func (c *connection) tellFailures(result completion.Result, purpose completion.Purpose) {
	severity := protocol.MessageTypeError
	if len(result.Items) > 0 {
		severity = protocol.MessageTypeWarning
	}
	for _, f := range failuresOf(result) {
		if fault := f.Fault(); purpose == completion.Invoked || fault.SetUp() {
			severity, text := severity, f.Err.Error()+". What to do: "+f.Remedy()
			if f.Loading() {
				severity, text = protocol.MessageTypeInfo, f.Err.Error()
			}
			c.outbox.show(severity, "the model "+f.Model+" is "+string(fault), text)
		}
	}
}

// stale reports whether the document has moved on since. The editor would
// show the answer in the wrong place; it asks again for the new text.
func (c *connection) stale(doc *buffer.Snapshot) bool {
	now, open := c.store.View().Snapshot(doc.URI())
	return !open || now.Text() != doc.Text()
}

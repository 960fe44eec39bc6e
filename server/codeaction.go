package server

import (
	"context"
	"errors"
	"strings"

	"go.lsp.dev/protocol"

	"fimble/completion"
	"fimble/context/buffer"
	"fimble/context/syntax"
)

type codeActionParams struct {
	TextDocument identifier `json:"textDocument"`
	Range        extent     `json:"range"`
	Context      struct {
		Only        []string                       `json:"only"`
		TriggerKind protocol.CodeActionTriggerKind `json:"triggerKind"`
		Diagnostics []protocol.LSPAny              `json:"diagnostics"`
	} `json:"context"`
}

// A codeAction is one entry of the editor's menu, going out and coming back to
// be resolved.
type codeAction struct {
	Title       string            `json:"title"`
	Kind        string            `json:"kind,omitempty"`
	Diagnostics []protocol.LSPAny `json:"diagnostics,omitempty"`
	Edit        *workspaceEdit    `json:"edit,omitempty"`
	Command     *protocol.Command `json:"command,omitempty"`
	Data        *actionData       `json:"data,omitempty"`
}

// actionData is all that is needed to do what was offered, so that a server
// that knows nothing of the offer can do it. An offer counts for one version of
// the document.
type actionData struct {
	URI     string `json:"uri"`
	Version int32  `json:"version"`
	Length  int    `json:"length"` // bytes, for clients whose versions stand still
	Kind    string `json:"kind"`
	At      int    `json:"at"`
	Title   string `json:"title"`

	Diagnostic *completion.Diagnostic `json:"diagnostic,omitempty"`
}

// codeAction lists what can be done at a place. It is asked at every move of
// the cursor, so that it only looks: no model is asked, and nothing is waited for
// unless the user has opened the menu before the file is read.
func (c *connection) codeAction(_ context.Context, at moment, p *codeActionParams) (any, error) {
	doc, ok := at.view.Snapshot(p.TextDocument.key())
	if !ok || p.Range.reversed() {
		return nil, nil
	}
	entries := []any{}
	req := c.actionRequest(at, doc, p.Range.span(doc.Text(), c.client.unit))
	req.Asked = p.Context.TriggerKind != protocol.CodeActionTriggerKindAutomatic
	if len(p.Context.Only) == 1 {
		req.Named = completion.ActionKind(p.Context.Only[0])
	}
	var sent []protocol.LSPAny // for each of the diagnostics
	req.Diagnostics, sent = diagnosticsOf(doc, p.Context.Diagnostics, c.client.unit)
	for _, offer := range c.Engine.Offers(req) {
		if !wantsKind(p.Context.Only, string(offer.Kind)) {
			continue
		}
		if offer.Kind == completion.ExplainKind {
			entries = append(entries, c.explainAction(doc, p.Range, offer))
			continue
		}
		title := "Fimble: " + offer.Title
		data := &actionData{
			URI: doc.ClientURI(), Version: doc.Version(), Length: doc.Text().Len(), Kind: string(offer.Kind), At: offer.At, Title: title,
			Diagnostic: offer.Diagnostic,
		}
		entry := &codeAction{Title: title, Kind: string(offer.Kind)}
		for i := range req.Diagnostics {
			if offer.Diagnostic == &req.Diagnostics[i] {
				entry.Diagnostics = sent[i : i+1]
			}
		}
		switch {
		case c.client.resolvesEdits:
			entry.Data = data
		case c.client.knowsCodeActions:
			entry.Command = act(data)
		default:
			entries = append(entries, act(data))
			continue
		}
		entries = append(entries, entry)
	}
	return entries, nil
}

// wantsKind reports whether a client that wants only some kinds wants this one:
// a kind stands for all that begin with it.
func wantsKind(only []string, kind string) bool {
	for _, wanted := range only {
		if wanted == "" || kind == wanted || strings.HasPrefix(kind, wanted+".") {
			return true
		}
	}
	return len(only) == 0
}

func (c *connection) actionRequest(at moment, doc *buffer.Snapshot, span syntax.Span) completion.ActionRequest {
	return completion.ActionRequest{
		Session: c.Session,
		Place:   completion.Request{View: at.view, URI: doc.URI(), Options: at.options.of(doc).trunk},
		Span:    span,
		Asked:   true,
	}
}

// resolveCodeAction does what was offered, and answers with the edit. What
// keeps it from that is told to the user, and the action comes back without
// one: most editors keep the error of an answer to themselves. It comes back
// without data as well: eglot resolves what has data and no edit for ever.
func (c *connection) resolveCodeAction(ctx context.Context, at moment, p *codeAction) (any, error) {
	if p.Data == nil {
		return p, nil
	}
	edit, _, err := c.carryOut(ctx, at, p.Data.job())
	switch {
	case ctx.Err() != nil, errors.Is(err, context.Canceled):
		return nil, context.Canceled
	case err != nil:
		c.refuse(err)
	}
	p.Edit, p.Data = edit, nil
	return p, nil
}

var (
	errStale = errors.New("the file has changed since the action was offered; ask again")
	errShut  = errors.New("the file is not open any more")
)

// A job is an action that is to be done.
type job struct {
	uri   buffer.URI
	title string
	stale func(doc *buffer.Snapshot) bool // it is not for this document as it is now; may be nil
	span  func(doc *buffer.Snapshot) syntax.Span
	offer completion.Offer
	label string // of an edit that the user shall look at first; empty if not
	talk  bool   // it goes on from what was done before, and may be gone on from
}

func (d *actionData) job() job {
	label := ""
	if completion.ActionKind(d.Kind) == completion.CommentKind {
		label = d.Title
	}
	return job{
		label: label,
		uri:   buffer.Canonical(d.URI), title: d.Title,
		stale: func(doc *buffer.Snapshot) bool { return doc.Version() != d.Version || doc.Text().Len() != d.Length },
		span:  func(*buffer.Snapshot) syntax.Span { return syntax.Span{Start: d.At, End: d.At} },
		offer: completion.Offer{Kind: completion.ActionKind(d.Kind), At: d.At, Diagnostic: d.Diagnostic},
	}
}

// carryOut makes the edit of an action, and gives what it is made of, unless the
// document is not the one any more that it is for.
func (c *connection) carryOut(ctx context.Context, at moment, j job) (*workspaceEdit, []completion.Change, error) {
	doc, ok := at.view.Snapshot(j.uri)
	if !ok {
		return nil, nil, errShut
	}
	if j.stale != nil && j.stale(doc) {
		return nil, nil, errStale
	}
	watch := c.newProgress(ctx, j.title)
	defer watch.end()
	req := c.actionRequest(at, doc, j.span(doc))
	req.Asking = watch.begin
	req.Report = func(said string) {
		watch.begin() // some have much to do without a model
		watch.report(said)
	}
	if j.talk {
		req.Before = c.talk.turns(doc)
	}
	changes, err := c.Engine.Act(watch.ctx, req, j.offer)
	switch {
	case watch.ctx.Err() != nil:
		return nil, nil, watch.ctx.Err()
	case err != nil:
		return nil, nil, err
	case c.stale(doc):
		return nil, nil, errStale
	}
	edit, err := c.workspaceEdit(at.view, changes, j.label)
	if note := noteOf(changes); err == nil && note != "" {
		c.outbox.say(protocol.MessageTypeInfo, "Fimble: "+note)
	}
	if warning := warningOf(changes); err == nil && warning != "" && edit.Annotations == nil {
		c.warn(warning)
	}
	return edit, changes, err
}

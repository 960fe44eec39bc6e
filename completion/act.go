package completion

import (
	"cmp"
	"context"
	"errors"
	"time"

	"fimble/completion/action"
	"fimble/completion/model"
	"fimble/completion/prompt"
	"fimble/context/syntax"
)

// actionPatience is so long because the user has asked, watches a progress bar
// and can cancel.
const actionPatience = 3 * time.Minute // of an answer of 4,000 tokens at 25 a second

// menuPatience is how long a menu stays shut for the first parse of its file: the
// queries of a language are read by then, too, also where other work is done.
const menuPatience = time.Second

// An ActionRequest asks for what can be done at a place, or for one of those
// things to be done.
type ActionRequest struct {
	Session     string
	Place       Request      // View, URI and Options; its Offset and Purpose do not count
	Span        syntax.Span  // selected, or empty at the cursor
	Asked       bool         // the user has opened the menu; else the editor wants to know whether to show a sign
	Named       ActionKind   // the only kind that is wanted, or empty
	Diagnostics []Diagnostic // that the editor shows at the place
	Before      []Turn       // instructions that were carried out, which one may go on from
	Asking      func()       // called when a model is about to be asked, which takes time; may be nil
	Report      func(string) // called with how far a model is; may be nil
}

// An Offer is an action that can be done, and an ActionKind its sort.
type (
	Offer      = action.Offer
	ActionKind = action.Kind
	Diagnostic = action.Diagnostic
	Change     = action.Change
	Turn       = action.Turn
)

// EditKind is the action that does what a sentence says, CommentKind the same
// with a sentence in a comment, and ProjectKind in several files.
const (
	EditKind    = action.Edit
	CommentKind = action.Comment
	ProjectKind = action.Project
)

// Summary tells what changes do, for a Turn.
func Summary(changes []Change) string { return action.Summary(changes) }

// ActionKinds are all sorts of actions that may be offered.
func ActionKinds() []ActionKind { return action.Kinds() }

// Offers lists what can be done. No model is asked. Who has opened the menu on a
// file that is just being read waits for that; an editor that wants to know is
// answered from what is known.
func (e *Engine) Offers(req ActionRequest) []Offer {
	q, place, reason := e.placeFor(req)
	if q == nil || reason != "" {
		return nil
	}
	if req.Asked && unread(place) {
		place.Outline = place.Snapshot.Outline(menuPatience)
	}
	return action.Offers(place)
}

// Act does what was offered for this very version of the document. The error is
// for the user.
func (e *Engine) Act(ctx context.Context, req ActionRequest, offer Offer) ([]Change, error) {
	q, place, reason := e.placeFor(req)
	if reason != "" {
		return nil, e.whyNot(req.Place, reason)
	}
	project := files{e, q}
	if err := project.editable(); err != nil {
		return nil, err
	}
	ctx, cancel := context.WithTimeoutCause(ctx, actionPatience, errors.New(string(ReasonSlow)))
	defer cancel()
	place.Outline = place.Snapshot.Outline(actionPatience)
	if unread(place) {
		return nil, action.ErrUnparsed
	}
	var ask action.Ask
	if action.Asks(offer.Kind) {
		var err error
		if ask, err = e.asker(ctx, q, req.Asking); err != nil {
			return nil, err
		}
	}
	if place.Diagnostics = nil; offer.Diagnostic != nil {
		place.Diagnostics = []Diagnostic{*offer.Diagnostic}
	}
	place.Instruction, place.Before = offer.Instruction, req.Before
	changes, err := action.Changes(ctx, offer.Kind, place, offer.At, action.Tools{
		Ask: ask, Fill: e.filler(q, req.Asking), Files: project, Report: req.Report,
		Room: q.model.info.ContextTokens, // a third of it: a token is some three bytes
	})
	switch {
	case ctx.Err() != nil:
		return nil, context.Cause(ctx)
	case err != nil:
		return nil, err
	}
	return changes, project.writable(changes)
}

// unread reports whether a document could be parsed and has not been.
func unread(p action.Place) bool {
	return p.Snapshot.Language().Deep() && p.Snapshot.Text().Len() > 0 && p.Outline.Span.Len() == 0
}

// placeFor passes the gate as a completion by key does.
func (e *Engine) placeFor(req ActionRequest) (*query, action.Place, Reason) {
	r := req.Place
	r.Session, r.Offset, r.Purpose = req.Session, req.Span.Start, Invoked
	q, reason := e.gate(r)
	if reason != "" {
		return nil, action.Place{}, reason
	}
	q.turn = newTurn() // what is typed meanwhile is another matter
	place := action.Place{Snapshot: q.snapshot, Outline: q.outline, Span: req.Span, Asked: req.Asked, Named: req.Named, Diagnostics: req.Diagnostics}
	if q.routeAction(e.embedded) {
		family := q.model.info.Family
		place.Chats = family == prompt.Chat || family == "" && q.model.info.Class != embeddedClass // else it has not been asked yet
	}
	for _, other := range q.View.Snapshots() {
		if other.URI() != q.URI && other.Language() == q.snapshot.Language() && other.Root() == q.snapshot.Root() && e.allowed(q.Options, other) {
			place.Others = append(place.Others, other.Outline(0))
		}
	}
	return q, place, ""
}

// onlyEmbedded reports whether nothing but the embedded engine writes here by
// key.
func (q *query) onlyEmbedded(embedded model.Model) bool {
	name := q.named(Invoked)
	return name == "" || name == embedded.Info().Name
}

// routeAction chooses the model of an action without asking it whether it
// chats: the one that is named for actions, else the one for what the user asks
// by key.
func (q *query) routeAction(embedded model.Model) bool {
	m, ok := q.lookUp(cmp.Or(q.named(Action), q.named(Invoked)), embedded)
	q.model = routed{Model: m, patience: actionPatience}
	if ok {
		q.model.info = m.Info()
		q.deed, q.rest = true, q.standIns(m, embedded)
	}
	return ok
}

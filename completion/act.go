package completion

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"fimble/completion/action"
	"fimble/completion/guard/insecure"
	"fimble/completion/guard/secrets"
	"fimble/completion/model"
	"fimble/completion/prompt"
	"fimble/context/syntax"
	"fimble/context/window"
)

const (
	actionPatience = time.Minute // the user has asked, watches a progress bar and can cancel
	actionTokens   = 1024        // of an answer at least: words for a doc comment, or a function
	longestAnswer  = 64 << 10    // bytes; a model that says more has lost its way
)

// An ActionRequest asks for what can be done at a place, or for one of those
// things to be done.
type ActionRequest struct {
	Session     string
	Place       Request      // View, URI and Options; its Offset and Purpose do not count
	Span        syntax.Span  // selected, or empty at the cursor
	Asked       bool         // the user has opened the menu; else the editor wants to know whether to show a sign
	Diagnostics []Diagnostic // that the editor shows at the place
	Asking      func()       // called when a model is about to be asked, which takes time; may be nil
}

// An Offer is an action that can be done, and an ActionKind its sort.
type (
	Offer      = action.Offer
	ActionKind = action.Kind
	Diagnostic = action.Diagnostic
)

// EditKind is the action that does what a sentence says, and CommentKind the
// same with a sentence in a comment.
const (
	EditKind    = action.Edit
	CommentKind = action.Comment
)

// ActionKinds are all sorts of actions that may be offered.
func ActionKinds() []ActionKind { return action.Kinds() }

// Offers lists what can be done. No model is asked and nothing is parsed.
func (e *Engine) Offers(req ActionRequest) []Offer {
	q, place, reason := e.placeFor(req)
	if q == nil || reason != "" {
		return nil
	}
	return action.Offers(place)
}

// Act does what was offered for this very version of the document. The edit is
// the only one, and the error is for the user.
func (e *Engine) Act(ctx context.Context, req ActionRequest, offer Offer) (TextEdit, error) {
	q, place, reason := e.placeFor(req)
	if reason != "" {
		return TextEdit{}, errors.New(string(reason))
	}
	ctx, cancel := context.WithTimeoutCause(ctx, actionPatience, errors.New(string(ReasonSlow)))
	defer cancel()
	place.Outline = place.Snapshot.Outline(actionPatience)
	if place.Snapshot.Language().Deep() && place.Snapshot.Text().Len() > 0 && place.Outline.Span.Len() == 0 {
		return TextEdit{}, action.ErrUnparsed
	}
	ask, err := e.asker(ctx, q, req.Asking)
	if err != nil {
		return TextEdit{}, err
	}
	if place.Diagnostics = nil; offer.Diagnostic != nil {
		place.Diagnostics = []Diagnostic{*offer.Diagnostic}
	}
	place.Instruction = offer.Instruction
	edit, err := action.Do(ctx, offer.Kind, place, offer.At, action.Tools{Ask: ask, Fill: e.filler(q, req.Asking)})
	if ctx.Err() != nil {
		return TextEdit{}, context.Cause(ctx)
	}
	if err != nil {
		return TextEdit{}, err
	}
	done := TextEdit{URI: place.Snapshot.URI(), Span: edit.Span, NewText: edit.NewText}
	var warnings []string
	for _, found := range insecure.Added(place.Snapshot.Language(), place.Snapshot.Text().String(), edit.Span, edit.NewText) {
		warnings = append(warnings, found.String())
	}
	done.Warning = strings.Join(warnings, "\n")
	return done, nil
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
	place := action.Place{Snapshot: q.snapshot, Outline: q.outline, Span: req.Span, Asked: req.Asked, Diagnostics: req.Diagnostics}
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

// routeAction chooses the model of an action without asking it whether it
// chats: the one that is named for actions, else the one for what the user asks
// by key.
func (q *query) routeAction(embedded model.Model) bool {
	m, ok := q.lookUp(cmp.Or(q.named(Action), q.named(Invoked)), embedded)
	q.model = routed{Model: m, patience: actionPatience}
	if ok {
		q.model.info = m.Info()
	}
	return ok
}

// asker is how the query's model is asked for words. It is nil if that does not
// chat.
func (e *Engine) asker(ctx context.Context, q *query, asking func()) (action.Ask, error) {
	if !q.routeAction(e.embedded) {
		return nil, errors.New(string(ReasonNoModel))
	}
	if err := probe(ctx, q.model.Model); err != nil {
		return nil, err
	}
	if q.model.info = q.model.Info(); q.model.info.Family != prompt.Chat {
		return nil, nil
	}
	return func(ctx context.Context, question action.Question) (string, error) {
		if asking != nil {
			asking()
		}
		return e.chat(ctx, q, question)
	}, nil
}

// chat asks a question: secrets are hidden from a model that runs elsewhere,
// and put back into its answer.
func (e *Engine) chat(ctx context.Context, q *query, question action.Question) (string, error) {
	t := prompt.Task{
		Name: question.Task, Language: question.Language, Path: question.Path, Wanted: question.Wanted,
		Code: question.Code, Context: question.Context, Problem: question.Problem,
		Answer: question.Answer, Refused: question.Refused,
	}
	if half := q.model.info.ContextTokens / 2; half > 0 && len(t.Wanted) > 0 {
		for window.Tokens(t.Code) > half { // words can be found for the beginning, too
			t.Code = strings.ToValidUTF8(t.Code[:len(t.Code)/2], "")
		}
	}
	var veil veil
	if q.model.info.Class == model.Remote && !q.model.info.Trusted {
		texts := []*string{&t.Code, &t.Context, &t.Problem, &t.Answer, &t.Path}
		parts := make([]secrets.Part, len(texts))
		for i, text := range texts {
			parts[i] = secrets.Part{Path: question.Path, Text: *text}
		}
		red := e.secrets.Redact(parts...)
		for i, text := range texts {
			*text = red.Texts[i]
		}
		veil.redacted, veil.drawn = red, true
	}
	p, err := prompt.Instruct(t)
	if err != nil {
		return "", err
	}
	most, err := q.room(t, p)
	if err != nil {
		return "", err
	}
	f := e.plan(q)
	f.waiters = 1
	l := e.lane(q.model.Model)
	if err := l.enter(ctx, f, lanesOf(q.model.info)); err != nil {
		return "", err
	}
	defer l.leave(f)
	var answer strings.Builder
	for chunk, err := range veil.lift(q.model.Generate(ctx, model.Request{
		System: p.System, Prompt: p.Text, MaxTokens: most, Temperature: temperature, N: 1,
	})) {
		if err != nil {
			return "", fmt.Errorf("ask %s: %w", q.model.info.Name, err)
		}
		if answer.WriteString(chunk.Text); answer.Len() > longestAnswer {
			break
		}
	}
	return answer.String(), nil
}

// room is how many tokens the answer to a task may have. Code that is to be
// written again must fit in whole, and its answer as well: what is cut off would
// be missing afterwards.
func (q *query) room(t prompt.Task, p prompt.Prompt) (int, error) {
	most, least := actionTokens, actionTokens/2
	if len(t.Wanted) == 0 {
		code := window.Tokens(t.Code)
		most, least = most+2*code, least+code
	}
	reads := q.model.info.ContextTokens
	if reads == 0 {
		return most, nil
	}
	left := reads - window.Tokens(p.System) - window.Tokens(p.Text)
	if left < least {
		return 0, fmt.Errorf("%s has room for %d tokens, which is too little for so much code: take less", q.model.info.Name, reads)
	}
	return min(most, left), nil
}

// Package action is what Fimble does when it is asked by name, from an
// editor's menu, and not by typing. Its law: an action is offered from what is
// known already, and what it then does leaves alone what its kind is not
// about, to the byte, or is not done.
package action

import (
	"context"
	"errors"

	"fimble/context/buffer"
	"fimble/context/syntax"
)

// Kind names a sort of action in the protocol's words, general ones first.
type Kind string

// Docs writes the doc comment of a declaration, or adds to it what is missing.
const Docs Kind = "refactor.rewrite.fimble.docs"

// Kinds are all kinds that may be offered.
func Kinds() []Kind { return []Kind{Docs, AllDocs, FileDocs, Body, Fix, Comment, Explain} }

// A row is one kind of action.
type row struct {
	kind Kind
	// offers is asked at every move of the cursor: it looks at what is there.
	offers func(Place) []Offer
	// do makes the edit. What it needs it finds anew, at the Offer's place.
	do func(ctx context.Context, p Place, at int, tools Tools) (buffer.Edit, error)
	// check says what is wrong with the text that an edit leaves.
	check func(l *syntax.Language, before, after string) error
}

// table is all that can be done.
func table() []row {
	return []row{
		{Docs, offerDocs, writeDocs, sameCode},
		{AllDocs, offerAllDocs, writeAllDocs, sameCode},
		{FileDocs, offerFileDocs, writeFileDocs, sameCode},
		{Body, offerBody, writeBody, parsesNoWorse},
		{Fix, offerFix, writeFix, parsesIfItDid},
		{Comment, offerComment, doComment, parsesIfItDid},
		{Edit, offerNothing, writeEdit, parsesIfItDid},
	}
}

// A Place is where actions are asked for.
type Place struct {
	Snapshot *buffer.Snapshot
	Outline  *syntax.Outline
	Others   []*syntax.Outline // of open files of the project, for what its style is
	Span     syntax.Span       // selected, or empty at the cursor
	Asked    bool              // the user has opened the menu; else it is the editor that wants to know

	Diagnostics []Diagnostic // that the editor shows there; the one that matters, once it is known
	Instruction string       // of the user, in their words
	Chats       bool         // there is a model that may be able to talk
}

// holds reports whether a span that came from elsewhere lies in the document.
func (p Place) holds(span syntax.Span) bool {
	return 0 <= span.Start && span.Start <= span.End && span.End <= p.Snapshot.Text().Len()
}

// An Offer is an action that can be done.
type Offer struct {
	Kind  Kind
	Title string
	At    int // the offset that names what it is done to

	Diagnostic  *Diagnostic // that it is about, or nil
	Instruction string      // of the user, where that is what is done
}

// Tools are what the user's models can do for an action.
type Tools struct {
	Ask  Ask
	Fill Fill
}

// Fill writes code at an offset of the document as it would be after the edits,
// each in the text that the one before has left. Its lines end in LF.
type Fill func(ctx context.Context, edits []buffer.Edit, offset int) (string, error)

// Ask puts a question to the user's model and gives its answer. It is nil where
// no model can be asked for words.
type Ask func(ctx context.Context, q Question) (string, error)

// A Question is what a template of completion/prompt needs.
type Question struct {
	Task     string // names the template
	Language string // as people call it
	Path     string
	Code     string
	Wanted   []string // what the answer must have a line for
	Context  string   // what else of the file matters
	Problem  string   // what is said of the code
	Answer   string   // the last one, if it was refused
	Refused  string   // and why
}

// Refusals are errors that say to the user why nothing is done.
var (
	ErrGone      = errors.New("what the action was offered for is not there any more; ask again")
	ErrComplete  = errors.New("the doc comment has all that the code tells already")
	ErrForeign   = errors.New("the doc comment follows a convention that Fimble does not write")
	ErrUnparsed  = errors.New("the file cannot be parsed, or not in time")
	ErrUnclear   = errors.New("the declaration does not begin its line, so there is no place for a doc comment")
	ErrNeedsChat = errors.New(`this needs a model that chats: set invoked under [use] to one under [models] whose backend is "chat" or "anthropic"`)
	ErrNothing   = errors.New("the model had nothing to say that is worth putting in")
	ErrBroken    = errors.New("what the model wrote does not parse, so nothing was changed")
	ErrUnsafe    = errors.New("the change would touch code that it must leave alone, so nothing was changed")
)

// Offers lists what can be done at a place.
func Offers(p Place) []Offer {
	var all []Offer
	for _, r := range table() {
		all = append(all, r.offers(p)...)
	}
	return append(all, offerExplain(p)...)
}

// Do makes the edit of an action that was offered for the same version of the
// document. Its text has the line ends of the document.
func Do(ctx context.Context, kind Kind, p Place, at int, tools Tools) (buffer.Edit, error) {
	for _, r := range table() {
		if r.kind != kind {
			continue
		}
		edit, err := r.do(ctx, p, at, tools)
		if err != nil {
			return buffer.Edit{}, err
		}
		text := p.Snapshot.Text()
		after := text.Splice(edit.Span.Start, edit.Span.End, edit.NewText)
		if err := r.check(p.Snapshot.Language(), text.String(), after.String()); err != nil {
			return buffer.Edit{}, err
		}
		return edit, nil
	}
	return buffer.Edit{}, ErrGone
}

// sameCode is the check of what may write comments alone.
func sameCode(l *syntax.Language, before, after string) error {
	switch same, known := syntax.SameCode(l, before, after); {
	case !known:
		return ErrUnparsed
	case !same:
		return ErrUnsafe
	}
	return nil
}

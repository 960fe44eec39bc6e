// Package action is what Fimble does when it is asked by name, from an
// editor's menu, and not by typing. Its law: an action is offered from what is
// known already, and what it then does leaves alone what its kind is not
// about, to the byte, or is not done.
package action

import (
	"context"
	"errors"
	"slices"

	"fimble/context/buffer"
	"fimble/context/syntax"
)

// Kind names a sort of action in the protocol's words, general ones first.
type Kind string

// Docs writes the doc comment of a declaration, or adds to it what is missing.
const Docs Kind = "refactor.rewrite.fimble.docs"

// Kinds are all kinds that may be offered.
func Kinds() []Kind { return []Kind{Docs, AllDocs, FileDocs, Body, Tests, Fix, Comment, Explain} }

// A row is one kind of action.
type row struct {
	kind Kind
	// offers is asked at every move of the cursor: it looks at what is there.
	offers func(Place) []Offer
	// do makes the edit. What it needs it finds anew, at the Offer's place.
	do func(ctx context.Context, p Place, at int, tools Tools) (buffer.Edit, error)
	// spread stands in the place of do where other files are changed.
	spread func(ctx context.Context, p Place, at int, tools Tools) ([]Change, error)
	// check says what is wrong with the text that an edit leaves.
	check func(l *syntax.Language, before, after string) error
	// asks is whether a model is asked for words, or for code as in a chat.
	asks bool
}

// table is all that can be done.
func table() []row {
	return []row{
		{kind: Docs, offers: offerDocs, do: writeDocs, check: sameCode, asks: true},
		{kind: AllDocs, offers: offerAllDocs, do: writeAllDocs, check: sameCode, asks: true},
		{kind: FileDocs, offers: offerFileDocs, do: writeFileDocs, check: sameCode, asks: true},
		{kind: Body, offers: offerBody, do: writeBody, check: parsesNoWorse},
		{kind: Tests, offers: offerTests, spread: writeTests, check: parsesNoWorse, asks: true},
		{kind: Fix, offers: offerFix, do: writeFix, check: parsesIfItDid, asks: true},
		{kind: Comment, offers: offerComment, do: doComment, check: parsesIfItDid, asks: true},
		{kind: Edit, offers: offerNothing, do: writeEdit, check: parsesIfItDid, asks: true},
		{kind: Project, offers: offerNothing, spread: writeProject, check: parsesIfItDid, asks: true},
	}
}

// Asks reports whether what a kind does has use for Tools.Ask.
func Asks(kind Kind) bool {
	return slices.ContainsFunc(table(), func(r row) bool { return r.kind == kind && r.asks })
}

// A Place is where actions are asked for.
type Place struct {
	Snapshot *buffer.Snapshot
	Outline  *syntax.Outline
	Others   []*syntax.Outline // of open files of the project, for what its style is
	Span     syntax.Span       // selected, or empty at the cursor
	Asked    bool              // the user has opened the menu; else it is the editor that wants to know
	Named    Kind              // the only kind that is wanted; what is for the file then has no place of its own

	Diagnostics []Diagnostic // that the editor shows there; the one that matters, once it is known
	Instruction string       // of the user, in their words
	Before      []Turn       // instructions that this one may go on from, last one last
	Chats       bool         // there is a model that may be able to talk

	survey survey // of the project's docs; empty before an action makes one
	notes  *notes // for the user; nil if nobody reads them
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

// Tools are what an action has at hand: what the user's models can do, and the
// other files.
type Tools struct {
	Ask   Ask
	Fill  Fill
	Files Files

	Room   int               // bytes of code that a question may show, 0 if nobody knows
	Report func(said string) // tells the user how far it is; may be nil
}

// Fill writes code at an offset of the document as it would be after the edits,
// each in the text that the one before has left. Its lines end in LF. It is nil
// where no model can be asked for code.
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
	Files    []Shown  // what is shown in place of Code, if there is any
	Wanted   []string // what the answer must have a line for
	Context  string   // what else of the file matters
	Problem  string   // what is said of the code
	Before   string   // what was done before this
	Uses     string   // packages of the project
	Declared string   // heads of declarations elsewhere
	Answer   string   // the last one, if it was refused
	Refused  string   // and why

	Tokens int                 // of the answer, at most; 0 if it is as long as the code
	Hear   func(answer string) // is told of each line of the answer, with those before; may be nil
}

// Refusals are errors that say to the user why nothing is done.
var (
	ErrGone       = errors.New("what the action was offered for is not there any more; ask again")
	ErrComplete   = errors.New("the doc comment has all that the code tells already")
	ErrForeign    = errors.New("the doc comment follows a convention that Fimble does not write")
	ErrUnparsed   = errors.New("the file cannot be parsed, or not in time")
	ErrUnclear    = errors.New("the declaration does not begin its line, so there is no place for a doc comment")
	ErrNeedsChat  = errors.New(`this needs a model that chats: set action under [use] to one, such as "ollama:NAME" or one under [models] whose backend is "chat" or "anthropic"`)
	ErrNeedsModel = errors.New(`this needs a model that writes code: set model, or invoked under [use], to one, such as "ollama:NAME"`)
	ErrNothing    = errors.New("the model had nothing to say that is worth putting in")
	ErrBroken     = errors.New("what the model wrote does not parse, so nothing was changed")
	ErrUnsafe     = errors.New("the change would touch code that it must leave alone, so nothing was changed")
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
		if r.kind != kind || r.do == nil {
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

// Package completion is the trunk: one keystroke becomes a suggestion here.
// Its law: every request is answered once, by the newest text, and a model is
// asked only when nothing that is known already answers it.
package completion

import (
	"time"

	"fimble/completion/model"
	"fimble/context/buffer"
	"fimble/context/syntax"
)

// Purpose is what a completion is for; it chooses the model and how much
// patience there is.
type Purpose string

const (
	Inline  Purpose = "inline"  // ghost text while typing: shown only when sure, silent when it fails
	Invoked Purpose = "invoked" // the user asked: several candidates, failures are told
	List    Purpose = "list"    // textDocument/completion: what is there within a few milliseconds
	Action  Purpose = "action"  // code actions: for a model that follows instructions
)

// Purposes lists them all.
func Purposes() []Purpose { return []Purpose{Inline, Invoked, List, Action} }

// explicit reports whether the user asked for it.
func (p Purpose) explicit() bool { return p == Invoked || p == Action }

// A Request asks for text at one place of one View.
type Request struct {
	Session  string // names the connection; requests of different ones never take each other's place
	View     *buffer.View
	URI      buffer.URI
	Offset   int // bytes
	Purpose  Purpose
	Selected *Selected     // the entry that the editor's own completion popup has selected, or nil
	Options  *Options      // never nil; not changed after it was handed over
	Patience time.Duration // how long the answer may take, if not as long as its Purpose has
	Later    Later         // nil if the user cannot be told that asking again is worth it
}

// Later is for who gave up waiting, or had to. Its methods are called from any
// goroutine.
type Later interface {
	Wanted() bool // whether the text is as it was when the request came
	Ready()       // a better answer than the one given has come in
}

// Selected is the selected entry of the editor's completion popup: every
// answer replaces exactly its Span and begins with its Text.
type Selected struct {
	Span syntax.Span
	Text string
}

// A TextEdit replaces a span of one document. Span is in bytes of Item.Version.
type TextEdit struct {
	URI     buffer.URI
	Span    syntax.Span
	NewText string // with LF line ends, whatever the file has
}

// An Item is one suggestion. Ghost text is the case of one edit at the cursor.
type Item struct {
	ID      string // names the item when the editor says that it was accepted
	Edits   []TextEdit
	Version int32 // of the document that the edits apply to
}

// Source tells which part of the trunk an answer came from.
type Source string

const (
	FromCache  Source = "cache"  // asked before at this very place
	FromTyped  Source = "typed"  // the user types what was suggested
	FromFlight Source = "flight" // a model call that an earlier request had started
	FromModel  Source = "model"  // a call of the routed model, started for this request
	FromLocal  Source = "local"  // the embedded engine, while the routed model is still thinking
)

// Result is the answer. No Items is an answer too, and Reason says why.
type Result struct {
	Items      []Item
	Source     Source
	Model      string    // name of the model that wrote the items
	Reason     Reason    // why there is none; empty when there are items
	Incomplete bool      // a better answer may come with the next request
	Superseded bool      // a newer request for the document took its place
	Err        error     // what went wrong, for whoever asked explicitly; nil when nothing did
	Failures   []Failure // the models that failed on the way, also where another one answered
}

// Reason is why nothing is suggested, in words for the user.
type Reason string

const (
	ReasonDisabled   Reason = "completion is switched off, by enabled or inline.automatic"
	ReasonLanguage   Reason = "completion is switched off for this language, by an option under languages"
	ReasonDenied     Reason = "the file is on the list of files that are never read"
	ReasonUnknown    Reason = "the document is not open"
	ReasonPosition   Reason = "the position lies outside the document"
	ReasonBinary     Reason = "the file is not text"
	ReasonMidWord    Reason = "the cursor stands inside a word"
	ReasonPlace      Reason = "completion while typing is switched off for this sort of place: ask by key, or set it to true under inline.places"
	ReasonLarge      Reason = "the file is too large to complete while typing: ask by key, or raise budget.file"
	ReasonLongLine   Reason = "the line is too long"
	ReasonMidLine    Reason = "other code follows on the line"
	ReasonNoTyping   Reason = "the last change was not typed"
	ReasonIndent     Reason = "the line's indent is not there yet"
	ReasonBusy       Reason = "the model is busy with a newer request"
	ReasonRejected   Reason = "the suggestion was turned down here before"
	ReasonNoModel    Reason = "no model is configured for this"
	ReasonSuperseded Reason = "a newer request took its place"
	ReasonCancelled  Reason = "the editor cancelled the request"
	ReasonLoading    Reason = "the server is loading the model"
	ReasonSlow       Reason = "the model did not answer in time"
	ReasonFailed     Reason = "the model failed"
	ReasonEmpty      Reason = "the model had nothing to say"
	ReasonTrimmed    Reason = "nothing of the model's answer was worth showing"
)

// Options is what a user may set for the trunk. The zero value switches
// everything off; DefaultOptions is where to start.
type Options struct {
	Enabled           bool                   // false answers every request with nothing
	Automatic         bool                   // false answers only what the user asks for explicitly
	Silent            map[Place]bool         // sorts of places where nothing comes up while typing
	MaxFile           int                    // bytes; in a larger file only explicit requests are answered
	DisabledLanguages []string               // LSP language identifiers
	Denied            []string               // globs of files that are never completed nor read as context, beside the built-in ones
	BudgetTokens      int                    // most tokens of context in one request; less when the model reads less
	MaxTokens         int                    // most tokens of one answer
	Candidates        int                    // how many answers an explicit request asks for
	Models            map[string]model.Model // by the user's name for them; "local" is always there
	Routes            []Rule                 // which model serves what in which files; the first that fits counts
	Use               map[Purpose]string     // which model serves what no rule is for; missing means Inline's for List, Invoked's for Action if it chats, else "local"
	Fallback          map[string][]string    // which models answer, in their order, when one fails; the embedded one always does in the end
	Speculate         When                   // ask for what follows a suggestion while it is shown
	WarmUp            When                   // let the model read the file when it is opened, and after edits that asked nothing
	Generation        int                    // grows with every change of the options, so that no cached answer outlives them
}

// DefaultOptions needs nothing installed: the embedded engine, on.
func DefaultOptions() Options {
	return Options{
		Enabled:      true,
		Automatic:    true,
		Silent:       map[Place]bool{InProse: true}, // as in Copilot: who writes prose is thinking
		MaxFile:      8 << 20,                       // nobody writes such a file, and each copy of it costs
		Speculate:    Unmetered,
		WarmUp:       Unmetered,
		BudgetTokens: 4096, // a local server reads this in a blink while its KV cache holds; hosted ones bill it
		MaxTokens:    128,  // about ten lines, the most that a person reads in ghost text
		Candidates:   3,    // as many as people cycle through
	}
}

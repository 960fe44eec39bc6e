// Package model is the one door to the things that generate text. Its law: a
// Model is a stream that can be hung up at any time; who asks decides how
// much is enough.
package model

import (
	"context"
	"iter"

	"fimble/context/window"
)

// Class is where the text of a request goes. Nothing crosses from one class
// to a wider one behind the user's back.
type Class string

const (
	Embedded Class = "embedded" // this process
	Machine  Class = "machine"  // every resolved address is loopback
	Remote   Class = "remote"   // all else
)

// Info is what the trunk must know of a model before it asks.
type Info struct {
	Name          string // as the user named it: "local", "llamacpp"
	Backend       string // what its server speaks, by its name in Backends; empty if it has no server
	Class         Class
	Family        string // row of completion/prompt that renders for it; empty for a model that reads the Window itself
	FamilyFrom    string // what told the family: "options", "vocabulary", "name", ...; empty if nothing has yet
	Runs          string // what the server calls the model that it runs; empty if it has not said
	ContextTokens int    // how much it can read, the answer included
	Server        string // where it runs, the same for all models that share its slots; empty if it has them to itself
	Slots         int    // requests that its server works on at a time; 0 if unknown
	Trusted       bool   // the user lets this remote see text as it is, secrets and all
}

// Chats reports whether the model follows instructions. One that tells its
// family only when it is probed does not until then.
func (i Info) Chats() bool { return i.Family == familyChat }

// A Request is one question. The embedded engine reads the Window, all others
// the Prompt with what belongs to it.
type Request struct {
	Window      *window.Window
	System      string // instruction that stands before the prompt, for models that chat
	Prompt      string
	Suffix      string // what follows the answer, for servers that put it in place themselves; empty if the Prompt holds it
	MaxTokens   int
	Stop        []string
	Temperature float64
	ReadOnly    bool // only read the prompt, so that it is in the server's cache when it comes again, and say nothing
	N           int  // how many candidates are wanted; a model may give fewer
	Sure        bool // only what the model would stake a place on the user's screen on: an automatic request
}

// A Chunk is a piece of the answer.
type Chunk struct {
	Candidate int     // which of the N answers it belongs to, from 0
	Text      string  // may end in the middle of a line, never of a rune
	Tokens    int     // how many tokens it stands for, 0 if the backend does not say
	LogProb   float64 // natural logarithm, of the whole chunk; 0 if the backend does not say
	CutOff    bool    // the candidate ends with it, and not because the model had said all
}

// A Model generates text. Generate streams the answer. Stop ranging to hang
// up: the connection closes and the backend is free. An error ends the stream
// and is the last thing yielded; cancelling ctx is not an error of the model
// and yields ctx.Err().
type Model interface {
	Info() Info
	Generate(ctx context.Context, req Request) iter.Seq2[Chunk, error]
}

package server

import (
	"encoding/json"
	"unicode/utf16"

	"go.lsp.dev/protocol"
)

// A feedbackItem is a suggestion as a client sends it back. Its command's first
// argument is the ID.
type feedbackItem struct {
	InsertText json.RawMessage  `json:"insertText"`
	Command    protocol.Command `json:"command"`
}

// id is the suggestion's, or empty.
func (i feedbackItem) id() string {
	var id string
	if len(i.Command.Arguments) > 0 {
		_ = json.Unmarshal(i.Command.Arguments[0], &id) // what is no text is no ID of ours
	}
	return id
}

type didShowCompletionParams struct {
	Item feedbackItem `json:"item"`
}

type didPartiallyAcceptCompletionParams struct {
	Item           feedbackItem `json:"item"`
	AcceptedLength int          `json:"acceptedLength"` // from the start of InsertText, in units of UTF-16
}

// didShowCompletion is how a client tells that a suggestion is on the screen.
func (c *connection) didShowCompletion(p *didShowCompletionParams) error {
	if id := p.Item.id(); id != "" {
		c.Engine.DidShow(id)
	}
	return nil
}

// didPartiallyAcceptCompletion is how a client tells that a start of a
// suggestion was inserted, or, step by step, all of it.
func (c *connection) didPartiallyAcceptCompletion(p *didPartiallyAcceptCompletionParams) error {
	id := p.Item.id()
	if id == "" || p.AcceptedLength <= 0 {
		return nil
	}
	var text string
	if json.Unmarshal(p.Item.InsertText, &text) == nil && p.AcceptedLength >= len(utf16.Encode([]rune(text))) {
		c.Engine.Accepted(id)
	} else {
		c.Engine.PartiallyAccepted(id)
	}
	return nil
}

package server

import (
	"context"
	"errors"

	"go.lsp.dev/protocol"

	"fimble/completion"
	"fimble/context/buffer"
)

// The parts of an edit of documents are spelled out because the address is the
// client's own spelling, which the library's type would make canonical.

type workspaceEdit struct {
	DocumentChanges []documentEdit        `json:"documentChanges,omitempty"`
	Changes         map[string][]textEdit `json:"changes,omitempty"` // for clients that know nothing else
}

type documentEdit struct {
	TextDocument versionedDocument `json:"textDocument"`
	Edits        []textEdit        `json:"edits"`
}

type versionedDocument struct {
	URI     string `json:"uri"`
	Version int32  `json:"version"`
}

type textEdit struct {
	Range   protocol.Range `json:"range"`
	NewText string         `json:"newText"`
}

// workspaceEdit is an edit for the client, which refuses it by the version if
// the document has moved on.
func (c *connection) workspaceEdit(doc *buffer.Snapshot, edit completion.TextEdit) *workspaceEdit {
	edits := []textEdit{{rangeOf(doc.Text(), edit.Span, c.client.unit), edit.NewText}}
	if !c.client.editsByVersion {
		return &workspaceEdit{Changes: map[string][]textEdit{doc.ClientURI(): edits}}
	}
	return &workspaceEdit{DocumentChanges: []documentEdit{{versionedDocument{doc.ClientURI(), doc.Version()}, edits}}}
}

// apply asks the client to make an edit.
func (c *connection) apply(ctx context.Context, label string, edit *workspaceEdit) error {
	var answer struct {
		Applied       bool   `json:"applied"`
		FailureReason string `json:"failureReason"`
	}
	params := struct {
		Label string         `json:"label"`
		Edit  *workspaceEdit `json:"edit"`
	}{label, edit}
	if err := protocol.Call(ctx, c.conn, protocol.MethodWorkspaceApplyEdit, &params, &answer); err != nil {
		return err
	}
	if !answer.Applied {
		if answer.FailureReason == "" {
			answer.FailureReason = "the file may have changed; ask again"
		}
		return errors.New("the editor did not make the change: " + answer.FailureReason)
	}
	return nil
}

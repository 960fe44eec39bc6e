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

	Annotations map[string]protocol.ChangeAnnotation `json:"changeAnnotations,omitempty"`
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

	Annotation string `json:"annotationId,omitempty"`
}

// annotation names the one annotation that an edit has.
const annotation = "fimble"

// workspaceEdit is an edit for the client, which refuses it by the version if
// the document has moved on. With a label, or a warning, the user is to look at
// it first, in clients that let them.
func (c *connection) workspaceEdit(doc *buffer.Snapshot, edit completion.TextEdit, label string) *workspaceEdit {
	edits := []textEdit{{Range: rangeOf(doc.Text(), edit.Span, c.client.unit), NewText: edit.NewText}}
	if !c.client.editsByVersion {
		return &workspaceEdit{Changes: map[string][]textEdit{doc.ClientURI(): edits}}
	}
	e := &workspaceEdit{DocumentChanges: []documentEdit{{versionedDocument{doc.ClientURI(), doc.Version()}, edits}}}
	if label == "" && edit.Warning != "" {
		label = "Fimble: look at this first"
	}
	if label != "" && c.client.annotatesEdits {
		yes := true
		edits[0].Annotation = annotation
		note := protocol.ChangeAnnotation{Label: label, NeedsConfirmation: &yes}
		if edit.Warning != "" {
			note.Description = &edit.Warning
		}
		e.Annotations = map[string]protocol.ChangeAnnotation{annotation: note}
	}
	return e
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

package server

import (
	"context"
	"errors"
	"fmt"

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
// the document has moved on. With a label the user is to look at it first, in
// clients that let them.
func (c *connection) workspaceEdit(doc *buffer.Snapshot, edit completion.TextEdit, label string) *workspaceEdit {
	edits := []textEdit{{Range: rangeOf(doc.Text(), edit.Span, c.client.unit), NewText: edit.NewText}}
	if !c.client.editsByVersion {
		return &workspaceEdit{Changes: map[string][]textEdit{doc.ClientURI(): edits}}
	}
	e := &workspaceEdit{DocumentChanges: []documentEdit{{versionedDocument{doc.ClientURI(), doc.Version()}, edits}}}
	if label != "" && c.client.annotatesEdits {
		yes := true
		edits[0].Annotation = annotation
		e.Annotations = map[string]protocol.ChangeAnnotation{annotation: {Label: label, NeedsConfirmation: &yes}}
	}
	return e
}

// errDiscarded is of an edit that the user has looked at and does not want. Who
// has discarded it knows.
var errDiscarded = fmt.Errorf("discarded: %w", context.Canceled)

// apply asks the client to make an edit of a document.
func (c *connection) apply(ctx context.Context, doc *buffer.Snapshot, label string, edit *workspaceEdit) error {
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
	switch {
	case answer.Applied:
		return nil
	case answer.FailureReason != "":
		return errors.New("the editor did not make the change: " + answer.FailureReason)
	case c.stale(doc):
		return errStale
	case len(edit.Annotations) > 0:
		return errDiscarded
	}
	return errors.New("the editor did not make the change, and does not say why; ask again")
}

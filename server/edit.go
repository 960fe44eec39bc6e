package server

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"go.lsp.dev/protocol"

	"fimble/completion"
	"fimble/context/buffer"
)

// The parts of an edit of documents are spelled out because the address is the
// client's own spelling, which the library's type would make canonical.

type workspaceEdit struct {
	DocumentChanges []any                 `json:"documentChanges,omitempty"` // documentEdit, createdFile
	Changes         map[string][]textEdit `json:"changes,omitempty"`         // for clients that know nothing else

	Annotations map[string]protocol.ChangeAnnotation `json:"changeAnnotations,omitempty"`
}

type documentEdit struct {
	TextDocument versionedDocument `json:"textDocument"`
	Edits        []textEdit        `json:"edits"`
}

// A versionedDocument has no version if it is not open.
type versionedDocument struct {
	URI     string `json:"uri"`
	Version *int32 `json:"version"`
}

// A createdFile is a file that the client makes, unless there is one.
type createdFile struct {
	Kind string `json:"kind"`
	URI  string `json:"uri"`

	Annotation string `json:"annotationId,omitempty"`
}

const create = "create" // the kind of a createdFile, and the name of it among the client's abilities

type textEdit struct {
	Range   protocol.Range `json:"range"`
	NewText string         `json:"newText"`

	Annotation string `json:"annotationId,omitempty"`
}

// annotation names the one annotation that an edit has.
const annotation = "fimble"

// errCannotCreate is told with the name of the file.
const errCannotCreate = "your editor does not say that it can create files: make an empty %s, then ask again"

// workspaceEdit is an edit for the client, which refuses it by the version if
// a document has moved on. With a label the user is to look at it first, in
// clients that let them.
func (c *connection) workspaceEdit(view *buffer.View, changes []completion.Change, label string) (*workspaceEdit, error) {
	e := &workspaceEdit{}
	mark := ""
	// Only there can a file be created, by clients that do not say that they know
	// the rest of it, too, such as Neovim.
	byVersion := c.client.editsByVersion || slices.ContainsFunc(changes, completion.Change.Creates)
	if label != "" && c.client.editsByVersion && c.client.annotatesEdits {
		yes := true
		mark = annotation
		e.Annotations = map[string]protocol.ChangeAnnotation{annotation: {Label: label, NeedsConfirmation: &yes}}
	}
	for _, change := range changes {
		doc, open := view.Snapshot(change.File.URI)
		if _, now := c.store.View().Snapshot(change.File.URI); now != open || open && c.stale(doc) {
			return nil, errStale
		}
		if change.Creates() && !c.client.createsFiles {
			return nil, fmt.Errorf(errCannotCreate, change.File.Path)
		}
		before, at := buffer.NewText(""), versionedDocument{URI: string(change.File.URI)}
		if change.File.Text != nil {
			before = change.File.Text
		}
		if open {
			version := doc.Version()
			at = versionedDocument{doc.ClientURI(), &version}
		}
		var edits []textEdit
		for _, edit := range change.Edits {
			span := rangeOf(before, edit.Span, c.client.unit)
			if change.Creates() { // Neovim takes the last line end for an empty line if its own is not replaced
				span.End = protocol.Position{Line: 1}
			}
			edits = append(edits, textEdit{span, edit.NewText, mark})
		}
		if !byVersion {
			if e.Changes == nil {
				e.Changes = map[string][]textEdit{}
			}
			e.Changes[at.URI] = edits
			continue
		}
		if change.Creates() {
			e.DocumentChanges = append(e.DocumentChanges, createdFile{create, at.URI, mark})
		}
		e.DocumentChanges = append(e.DocumentChanges, documentEdit{at, edits})
	}
	return e, nil
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

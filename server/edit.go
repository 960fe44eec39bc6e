package server

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"go.lsp.dev/protocol"

	"fimble/completion"
	"fimble/context/buffer"
)

// The parts of an edit of documents are spelled out because the address is the
// client's own spelling, which the library's type would make canonical.

type workspaceEdit struct {
	DocumentChanges []any                 `json:"documentChanges,omitempty"` // documentEdit, fileOperation
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

// A fileOperation creates, renames or deletes a file.
type fileOperation struct {
	Kind   string `json:"kind"`
	URI    string `json:"uri,omitempty"`
	OldURI string `json:"oldUri,omitempty"`
	NewURI string `json:"newUri,omitempty"`

	Annotation string `json:"annotationId,omitempty"`
}

// The kinds of a fileOperation, by which clients say what they can do.
const (
	create     = "create"
	rename     = "rename"
	deleteKind = "delete"
)

type textEdit struct {
	Range   protocol.Range `json:"range"`
	NewText string         `json:"newText"`

	Annotation string `json:"annotationId,omitempty"`
}

// annotation names the one annotation that an edit has.
const annotation = "fimble"

const (
	errCannotCreate = "your editor does not say that it can create files: make an empty %s, then ask again"
	errCannotRename = "your editor does not say that it can rename files: rename %s yourself, then ask again"
	errMustBeSeen   = "%s would be changed, which is run without being asked, and your editor does not say that it can show you a change before it is made: change it yourself"
	errCannotDelete = "%s is no longer needed, but your editor does not say that it can show you a change before it deletes a file: delete it yourself, then ask again"
)

// workspaceEdit is an edit for the client, which refuses it by the version if
// a document has moved on. With a label, or a warning, the user is to look at it
// first, in clients that let them.
func (c *connection) workspaceEdit(view *buffer.View, changes []completion.Change, label string) (*workspaceEdit, error) {
	e := &workspaceEdit{}
	mark := e.annotate(&c.client, label, changes)
	for _, change := range changes {
		if err := c.client.can(change, mark != ""); err != nil {
			return nil, err
		}
		doc, open := view.Snapshot(change.File.URI)
		if _, now := c.store.View().Snapshot(change.File.URI); now != open || open && c.stale(doc) {
			return nil, errStale
		}
		before, at := buffer.NewText(""), versionedDocument{URI: string(change.File.URI)}
		if change.File.Text != nil {
			before = change.File.Text
		}
		if open {
			version := doc.Version()
			at = versionedDocument{doc.ClientURI(), &version}
		}
		edits := c.client.textEdits(change, before, mark)
		if !c.client.editsByVersion {
			if e.Changes == nil {
				e.Changes = map[string][]textEdit{}
			}
			e.Changes[at.URI] = edits
			continue
		}
		if change.Creates() {
			e.DocumentChanges = append(e.DocumentChanges, fileOperation{Kind: create, URI: at.URI, Annotation: mark})
		}
		if len(edits) > 0 {
			e.DocumentChanges = append(e.DocumentChanges, documentEdit{at, edits})
		}
		switch {
		case change.Deletes:
			e.DocumentChanges = append(e.DocumentChanges, fileOperation{Kind: deleteKind, URI: at.URI, Annotation: mark})
		case change.To != nil:
			e.DocumentChanges = append(e.DocumentChanges, fileOperation{Kind: rename, OldURI: at.URI, NewURI: string(change.To.URI), Annotation: mark})
		}
	}
	return e, nil
}

// annotate has the user look at the edit first, and is the mark that all parts
// of it get, or empty where nothing is to be seen or cannot be shown.
func (e *workspaceEdit) annotate(c *client, label string, changes []completion.Change) (mark string) {
	warning := warningOf(changes)
	if label == "" && warning != "" {
		label = "Fimble: look at this first"
	}
	if label == "" || !c.editsByVersion || !c.annotatesEdits {
		return ""
	}
	yes := true
	note := protocol.ChangeAnnotation{Label: label, NeedsConfirmation: &yes}
	said := append(fatesOf(changes), warning)
	if description := strings.TrimSpace(strings.Join(said, "\n")); description != "" {
		note.Description = &description
	}
	e.Annotations = map[string]protocol.ChangeAnnotation{annotation: note}
	return annotation
}

// textEdits are the edits of a change to the text before it.
func (c *client) textEdits(change completion.Change, before *buffer.Text, mark string) []textEdit {
	edits := []textEdit{}
	for _, edit := range change.Edits {
		span := rangeOf(before, edit.Span, c.unit)
		if change.Creates() { // Neovim takes the last line end for an empty line if its own is not replaced
			span.End = protocol.Position{Line: 1}
		}
		edits = append(edits, textEdit{span, edit.NewText, mark})
	}
	return edits
}

// fatesOf names the files that go or get another name: some editors show only
// what becomes of lines.
func fatesOf(changes []completion.Change) (all []string) {
	for _, c := range changes {
		switch {
		case c.Deletes:
			all = append(all, "deletes "+c.File.Path)
		case c.To != nil:
			all = append(all, "renames "+c.File.Path+" to "+c.To.Path)
		}
	}
	return all
}

// warningOf is what the user should know of changes before they are made.
func warningOf(changes []completion.Change) string {
	var all []string
	for _, c := range changes {
		if c.Warning != "" && !slices.Contains(all, c.Warning) {
			all = append(all, c.Warning)
		}
	}
	return strings.Join(all, "\n")
}

// noteOf is what the user should know of how changes were made.
func noteOf(changes []completion.Change) string {
	for _, c := range changes {
		if c.Note != "" {
			return c.Note // of an action, all have the same
		}
	}
	return ""
}

// can says why the client cannot make a change, or nil. A file is deleted only
// where the user sees the change before.
func (c *client) can(change completion.Change, seen bool) error {
	does := func(kind string) bool { return slices.Contains(c.operations, kind) }
	switch {
	case change.Creates() && !does(create):
		return fmt.Errorf(errCannotCreate, change.File.Path)
	case change.To != nil && !does(rename):
		return fmt.Errorf(errCannotRename, change.File.Path)
	case change.Runs() && !seen:
		return fmt.Errorf(errMustBeSeen, change.File.Path)
	case change.Deletes && !(seen && does(deleteKind)):
		return fmt.Errorf(errCannotDelete, change.File.Path)
	}
	return nil
}

// errDiscarded is of an edit that the user has looked at and does not want. Who
// has discarded it knows.
var errDiscarded = fmt.Errorf("discarded: %w", context.Canceled)

// apply asks the client to make an edit of documents as they were in a view.
func (c *connection) apply(ctx context.Context, view *buffer.View, changes []completion.Change, label string, edit *workspaceEdit) error {
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
	case slices.ContainsFunc(changes, func(change completion.Change) bool {
		doc, open := view.Snapshot(change.File.URI)
		return open && c.stale(doc)
	}):
		return errStale
	case len(edit.Annotations) > 0:
		return errDiscarded
	}
	return errors.New("the editor did not make the change, and does not say why; ask again")
}

package server_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"fimble/server"
	"fimble/server/servertest"
)

const notebook = "file:///w/n.ipynb"

func cellURI(name string) string { return "vscode-notebook-cell:/w/n.ipynb#" + name }

func cells(names ...string) (order, docs []any) {
	for _, name := range names {
		kind := 2
		if name[0] == 'm' {
			kind = 1 // prose
		}
		order = append(order, map[string]any{"kind": kind, "document": cellURI(name)})
		docs = append(docs, map[string]any{"uri": cellURI(name), "languageId": "python", "version": 1, "text": name + "()"})
	}
	return order, docs
}

// TestCellKnowsTheCodeBeforeIt follows a notebook through all that a client
// may do to it.
func TestCellKnowsTheCodeBeforeIt(t *testing.T) {
	engine := &servertest.Engine{}
	d := desk{servertest.Connect(t, server.Config{Engine: engine}), t, engine}
	d.Initialize(map[string]any{
		"capabilities":     map[string]any{},
		"workspaceFolders": []any{map[string]any{"uri": "file:///w", "name": "w"}},
	})
	before := func(name string, want ...string) {
		t.Helper()
		s := d.snapshot(cellURI(name))
		if s == nil {
			t.Fatalf("cell %s is not open", name)
		}
		var got []string
		for _, c := range s.Notebook() {
			got = append(got, c.Text().String())
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("code before %s (-want +got):\n%s", name, diff)
		}
		if s.Root() == nil || s.Root().Name != "w" {
			t.Errorf("cell %s lies in %v", name, s.Root())
		}
	}
	order, docs := cells("a", "m", "b")
	d.Tell("notebookDocument/didOpen", map[string]any{
		"notebookDocument":  map[string]any{"uri": notebook, "notebookType": "jupyter-notebook", "version": 1, "cells": order},
		"cellTextDocuments": docs,
	})
	before("a")
	before("b", "a()")

	change := func(cells map[string]any) {
		d.Tell("notebookDocument/didChange", map[string]any{
			"notebookDocument": map[string]any{"uri": notebook, "version": 2},
			"change":           map[string]any{"cells": cells},
		})
	}
	order, docs = cells("c")
	change(map[string]any{"structure": map[string]any{
		"array": map[string]any{"start": 1, "deleteCount": 1, "cells": order}, "didOpen": docs, "didClose": []any{map[string]any{"uri": cellURI("m")}},
	}})
	before("b", "a()", "c()")
	if d.snapshot(cellURI("m")) != nil {
		t.Error("a closed cell is open")
	}
	change(map[string]any{"textContent": []any{map[string]any{
		"document": map[string]any{"uri": cellURI("a"), "version": 2},
		"changes":  []any{map[string]any{"text": "import os"}},
	}}})
	before("b", "import os", "c()")
	change(map[string]any{"data": []any{map[string]any{"kind": 2, "document": cellURI("a")}}})
	d.Tell("notebookDocument/didSave", map[string]any{"notebookDocument": map[string]any{"uri": notebook}})
	before("c", "import os")

	d.Tell("notebookDocument/didClose", map[string]any{
		"notebookDocument":  map[string]any{"uri": notebook},
		"cellTextDocuments": []any{map[string]any{"uri": cellURI("a")}, map[string]any{"uri": cellURI("b")}, map[string]any{"uri": cellURI("c")}},
	})
	for _, name := range []string{"a", "b", "c"} {
		if d.snapshot(cellURI(name)) != nil {
			t.Errorf("cell %s is open after its notebook", name)
		}
	}
}

func TestChangesOfUnknownNotebooksDoNoHarm(t *testing.T) {
	d := openDesk(t, "kept")
	order, docs := cells("a")
	d.Tell("notebookDocument/didChange", map[string]any{
		"notebookDocument": map[string]any{"uri": notebook, "version": 2},
		"change": map[string]any{"cells": map[string]any{"structure": map[string]any{
			"array": map[string]any{"start": -3, "deleteCount": 99, "cells": order}, "didOpen": docs,
		}}},
	})
	d.Tell("notebookDocument/didChange", map[string]any{
		"notebookDocument": map[string]any{"uri": notebook, "version": 3},
		"change": map[string]any{"cells": map[string]any{"textContent": []any{map[string]any{
			"document": map[string]any{"uri": cellURI("z"), "version": 2}, "changes": []any{map[string]any{"text": "x"}},
		}}}},
	})
	d.Tell("notebookDocument/didClose", map[string]any{"notebookDocument": map[string]any{"uri": notebook}})
	alive(t, d.Editor, d.engine, "kept")
}

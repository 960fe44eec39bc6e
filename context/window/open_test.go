package window_test

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"fimble/context/buffer"
	"fimble/context/window"
)

func TestOpenDocumentsAreThoseOfTheRootThatMayBeRead(t *testing.T) {
	store := buffer.NewStore()
	t.Cleanup(store.Shutdown)
	store.SetRoots([]buffer.Root{{Client: "file:///project", Name: "project"}, {Client: "file:///other", Name: "other"}})
	for _, name := range []string{
		"file:///project/first.go", "file:///project/view.tsx", "file:///project/secret.go", "file:///other/x.go", "untitled:1",
		"file:///project/here.go",
	} {
		store.Open(buffer.OpenParams{Client: name, Text: "text"})
	}
	touched, _, err := store.Replace(buffer.Canonical("file:///project/first.go"), 2, "newer text")
	if err != nil {
		t.Fatal(err)
	}
	for at, want := range map[string][]string{
		"file:///project/here.go": {"first.go", "view.tsx"},
		"file:///other/x.go":      nil,
		"untitled:1":              nil,
	} {
		w := packAt(store, at)
		if diff := cmp.Diff(want, paths(w.Open)); diff != "" {
			t.Errorf("at %s: %s", at, diff)
		}
		if len(w.Open) > 0 && w.Open[0].Text().String() != "newer text" {
			t.Errorf("%s is seen as it was in version %d", w.Open[0].Path(), touched.Version())
		}
	}
}

func TestOnlyEarlierCellsOfTheNotebookAreOpenToACell(t *testing.T) {
	store := buffer.NewStore()
	t.Cleanup(store.Shutdown)
	for _, id := range []string{"3", "2", "1"} {
		store.Open(buffer.OpenParams{Client: "vscode-notebook-cell:/n.ipynb#" + id, LanguageID: "python", Text: "cell " + id})
	}
	store.OpenNotebook("file:///n.ipynb", []buffer.Cell{
		{Client: "vscode-notebook-cell:/n.ipynb#1", Code: true},
		{Client: "vscode-notebook-cell:/n.ipynb#2", Code: true},
		{Client: "vscode-notebook-cell:/n.ipynb#3", Code: true},
	})
	var texts []string
	for _, s := range packAt(store, "vscode-notebook-cell:/n.ipynb#2").Open {
		texts = append(texts, s.Text().String())
	}
	if diff := cmp.Diff([]string{"cell 1"}, texts); diff != "" {
		t.Error(diff)
	}
}

func packAt(store *buffer.Store, client string) *window.Window {
	view := store.View()
	s, _ := view.Snapshot(buffer.Canonical(client))
	return window.Pack(window.Input{
		View: view, Snapshot: s, Outline: s.Outline(time.Second), Budget: 100,
		Allowed: func(other *buffer.Snapshot) bool { return !strings.Contains(other.Path(), "secret") },
	})
}

func paths(open []*buffer.Snapshot) []string {
	var all []string
	for _, s := range open {
		all = append(all, s.Path())
	}
	return all
}

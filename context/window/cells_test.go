package window_test

import (
	"testing"
	"time"

	"fimble/context/buffer"
	"fimble/context/window"
)

func TestEarlierCodeCellsStandBeforeTheCursor(t *testing.T) {
	store := buffer.NewStore()
	t.Cleanup(store.Shutdown)
	texts := map[string]string{"1": "import numpy as np", "2": "# Prose", "3": "x = np.zeros(3)\n", "4": "y = x.", "5": "z = y"}
	for _, id := range []string{"1", "2", "3", "4", "5"} {
		store.Open(buffer.OpenParams{Client: "vscode-notebook-cell:/n.ipynb#" + id, LanguageID: "python", Text: texts[id]})
	}
	store.OpenNotebook("file:///n.ipynb", []buffer.Cell{
		{Client: "vscode-notebook-cell:/n.ipynb#1", Code: true},
		{Client: "vscode-notebook-cell:/n.ipynb#2"},
		{Client: "vscode-notebook-cell:/n.ipynb#3", Code: true},
		{Client: "vscode-notebook-cell:/n.ipynb#4", Code: true},
		{Client: "vscode-notebook-cell:/n.ipynb#5", Code: true},
	})
	s, _ := store.View().Snapshot(buffer.Canonical("vscode-notebook-cell:/n.ipynb#4"))
	pack := func(budget int) *window.Window {
		return window.Pack(window.Input{
			View: store.View(), Snapshot: s, Outline: s.Outline(time.Second), Offset: s.Text().Len(), Budget: budget,
			Allowed: func(*buffer.Snapshot) bool { return true },
		})
	}
	if got, want := pack(1000).Prefix(), "import numpy as np\nx = np.zeros(3)\ny = x."; got != want {
		t.Errorf("prefix %q, want %q", got, want)
	}
	if got, want := pack(14).Prefix(), "x = np.zeros(3)\ny = x."; got != want {
		t.Errorf("with little room prefix %q, want the nearest cell, %q", got, want)
	}
}

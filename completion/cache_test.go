package completion_test

import (
	"os"
	"path/filepath"
	"testing"

	"go.uber.org/zap/zaptest"

	"fimble/completion"
	"fimble/completion/feedback"
	"fimble/completion/model"
	"fimble/completion/model/modeltest"
	"fimble/context/buffer"
	"fimble/context/workspace"
)

func TestWhatCameFromAFileThatIsGoneIsNotOfferedAgain(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "z.go")
	if err := os.WriteFile(file, []byte("package z\n\nfunc secret() int { return 1 }\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	ws := workspace.New(workspace.DefaultOptions(), zaptest.NewLogger(t))
	t.Cleanup(ws.Close)
	local := modeltest.NewFakeOf(model.Info{Name: "local", Class: model.Embedded},
		modeltest.InTurn(modeltest.Says("secret()"), modeltest.Says("other()")))
	d := &desk{t: t, store: buffer.NewStore(), engine: completion.NewEngine(local, ws, feedback.New(nil, zaptest.NewLogger(t)), zaptest.NewLogger(t)), options: completion.DefaultOptions()}
	t.Cleanup(func() { d.engine.Close(); d.store.Shutdown() })
	d.store.SetRoots([]buffer.Root{{Client: string(buffer.FileURI(dir))}})
	root := d.store.View().Roots()[0]
	gone := make(chan struct{}, 1)
	ws.Subscribe(func(_ *buffer.Root, _ []workspace.File, removed []string) {
		if len(removed) > 0 {
			gone <- struct{}{}
		}
	})
	ws.SetRoots([]*buffer.Root{root})
	if err := ws.Wait(t.Context(), root); err != nil {
		t.Fatal(err)
	}
	d.open("a.go", "package a\n\nvar x = █\n")
	says(t, d.waits(completion.Inline), "secret()")
	says(t, d.waits(completion.Inline), "secret()")
	if err := os.Remove(file); err != nil {
		t.Fatal(err)
	}
	ws.Changed([]string{file})
	<-gone
	says(t, d.waits(completion.Inline), "other()")
}

//go:build fit

package local

import (
	"context"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"flag"
	"go.uber.org/zap"

	"fimble/completion/eval"
	"fimble/completion/model"
	"fimble/context/buffer"
	"fimble/context/window"
	"fimble/context/workspace"
)

var language = flag.String("language", "go", "")
var begun = flag.Int("begun", 0, "")
var show = flag.Int("show", 0, "")
var seed = flag.Uint64("seed", 1, "")
var count = flag.Int("count", 100, "")
var sureAt = flag.Float64("sure", 0.5, "")

func TestHoles(t *testing.T) {
	var all []eval.Hole
	var models = map[*buffer.Root]*Model{}
	for _, dir := range strings.Split(*projects, ",") {
		dir, _ = filepath.EvalSymlinks(dir)
		root := &buffer.Root{URI: buffer.FileURI(dir), Client: string(buffer.FileURI(dir)), Name: filepath.Base(dir), Dir: dir}
		ws := workspace.New(workspace.DefaultOptions(), zap.NewNop())
		t.Cleanup(ws.Close)
		o := DefaultOptions()
		o.Sure = *sureAt
		m := New(ws, o, zap.NewNop())
		ws.SetRoots([]*buffer.Root{root})
		if err := m.Wait(t.Context(), root); err != nil {
			t.Fatal(err)
		}
		models[root] = m
		for _, lang := range strings.Split(*language, ",") {
			holes, err := eval.Holes(t.Context(), ws, root, eval.Options{Seed: *seed, Count: *count, Language: lang, Begun: *begun})
			if err != nil {
				t.Fatal(err)
			}
			all = append(all, holes...)
		}
	}
	n := 0
	score, err := eval.Run(t.Context(), all, func(ctx context.Context, h eval.Hole, sure bool) (eval.Answer, error) {
		store := buffer.NewStore()
		defer store.Shutdown()
		store.SetRoots([]buffer.Root{*h.Root})
		snap := store.Open(buffer.OpenParams{Client: string(buffer.FileURI(h.File.Path)), LanguageID: h.File.Language.ID, Version: 1, Text: h.Text})
		w := &window.Window{Snapshot: snap, Outline: snap.Outline(0), Offset: h.Offset, Path: h.File.Rel}
		start := time.Now()
		for c, err := range models[h.Root].Generate(ctx, model.Request{Window: w, Sure: sure, Stop: []string{"\n"}}) {
			if n++; n < *show {
				line := h.Text[strings.LastIndexByte(h.Text[:h.Offset], '\n')+1 : h.Offset]
				t.Logf("sure %v p %.2f %q | %q -> %q", sure, c.LogProb, line, h.Want, c.Text)
			}
			return eval.Answer{Text: c.Text, Took: time.Since(start)}, err
		}
		return eval.Answer{Took: time.Since(start)}, nil
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("%s: %+v", *language, score)
}

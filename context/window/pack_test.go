package window_test

import (
	"fmt"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"

	"fimble/context/buffer"
	"fimble/context/history"
	"fimble/context/window"
)

// A golden has the budget in "budget", the open files, one of them with the
// cursor at █, and what the window must hold in "window". Files named in
// "denied" may not be read; "typed" is put in at ▲ before, as an edit that
// the history records.
func TestTheWindowHoldsWhatMatters(t *testing.T) {
	paths, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(paths) == 0 {
		t.Fatalf("no goldens: %v", err)
	}
	for _, path := range paths {
		t.Run(strings.TrimSuffix(filepath.Base(path), ".txtar"), func(t *testing.T) {
			archive, err := txtar.ParseFile(path)
			if err != nil {
				t.Fatal(err)
			}
			c := open(t, archive)
			if diff := cmp.Diff(c.want, show(window.Pack(c.input))); diff != "" {
				t.Errorf("window (-want +got):\n%s", diff)
			}
		})
	}
}

type golden struct {
	input window.Input
	want  string
}

func open(t *testing.T, archive *txtar.Archive) golden {
	store := buffer.NewStore()
	t.Cleanup(store.Shutdown)
	store.SetRoots([]buffer.Root{{Client: "file:///project", Name: "project"}})
	log := history.NewLog()
	g := golden{input: window.Input{Allowed: func(*buffer.Snapshot) bool { return true }}}
	var at buffer.URI
	typed := ""
	for _, f := range archive.Files {
		data := string(f.Data)
		switch f.Name {
		case "budget":
			g.input.Budget, _ = strconv.Atoi(strings.TrimSpace(data))
		case "window":
			g.want = data
		case "typed":
			typed = strings.TrimSuffix(data, "\n")
		case "denied":
			g.input.Allowed = func(s *buffer.Snapshot) bool { return !strings.Contains(data, s.Path()) }
		default:
			uri := openFile(store, log, f.Name, data, typed)
			if strings.Contains(data, "█") {
				at = uri
				before, _, _ := strings.Cut(data, "█")
				g.input.Offset = len(strings.ReplaceAll(before, "␍", "\r"))
			}
		}
	}
	g.input.View = store.View()
	s, ok := g.input.View.Snapshot(at)
	if !ok || g.input.Budget == 0 {
		t.Fatal("the golden has no cursor or no budget")
	}
	g.input.Snapshot, g.input.Outline = s, s.Outline(time.Second)
	for _, other := range g.input.View.Snapshots() {
		other.Outline(time.Second)
	}
	g.input.Events = log.Events(s.Root())
	return g
}

func openFile(store *buffer.Store, log *history.Log, name, data, typed string) buffer.URI {
	text := strings.ReplaceAll(data, "█", "")
	place := strings.Index(text, "▲")
	text = strings.ReplaceAll(text, "▲", "")
	s := store.Open(buffer.OpenParams{Client: "file:///project/" + name, Text: strings.ReplaceAll(text, "␍", "\r")})
	if place >= 0 {
		edits := []buffer.Edit{{NewText: typed}}
		edits[0].Span.Start, edits[0].Span.End = place, place
		before, after, err := store.Apply(s.URI(), 1, edits)
		if err == nil {
			log.Record(before, after, edits, time.Unix(0, 0))
		}
	}
	return s.URI()
}

func show(w *window.Window) string {
	var b strings.Builder
	for _, p := range w.Pieces {
		fmt.Fprintf(&b, "%s %s\n", p.Kind, p.Path)
		for line := range strings.Lines(p.Text) {
			b.WriteString("| " + strings.TrimSuffix(strings.ReplaceAll(line, "\r", "␍"), "\n") + "\n")
		}
	}
	for _, p := range w.LeftOut {
		fmt.Fprintf(&b, "left out: %s %s: %s\n", p.Kind, p.Path, p.Reason)
	}
	return b.String()
}

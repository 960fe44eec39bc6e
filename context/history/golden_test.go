package history_test

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"

	"fimble/context/buffer"
	"fimble/context/history"
)

// TestEventsTellWhatWasDone plays the files of testdata: each "<time> <path>"
// is a file's text from that time on, and "events" what is then in the Log:
// time, path and changed text of an event, and its diff.
func TestEventsTellWhatWasDone(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatalf("no goldens: %v", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			archive, err := txtar.ParseFile(file)
			if err != nil {
				t.Fatal(err)
			}
			p := newPlay(t)
			var want string
			for _, f := range archive.Files {
				if f.Name == "events" {
					want = string(f.Data)
					continue
				}
				at, path, _ := strings.Cut(f.Name, " ")
				d, err := time.ParseDuration(at)
				if err != nil {
					t.Fatal(err)
				}
				p.text(d, path, string(f.Data))
			}
			if diff := cmp.Diff(want, p.events()); diff != "" {
				t.Errorf("events (-want +got):\n%s", diff)
			}
		})
	}
}

// A play is a Log with the Store whose edits it records.
type play struct {
	store *buffer.Store
	log   *history.Log
	start time.Time
}

func newPlay(t testing.TB) *play {
	p := &play{buffer.NewStore(), history.NewLog(), time.Unix(0, 0)}
	t.Cleanup(p.store.Shutdown)
	p.store.SetRoots([]buffer.Root{{Client: "file:///w"}})
	return p
}

// text opens a file, or gives it another text.
func (p *play) text(at time.Duration, path, text string) {
	uri := buffer.FileURI("/w/" + path)
	if _, ok := p.store.View().Snapshot(uri); !ok {
		p.store.Open(buffer.OpenParams{Client: string(uri), Text: text})
		return
	}
	before, after, _ := p.store.Replace(uri, 0, text)
	p.log.Record(before, after, []buffer.Edit{before.Text().Difference(text)}, p.start.Add(at))
}

func (p *play) list() []history.Event { return p.log.Events(p.store.View().Roots()[0]) }

func (p *play) events() string {
	var s strings.Builder
	for _, e := range p.list() {
		doc, _ := p.store.View().Snapshot(e.URI)
		changed := doc.Text().Slice(e.Span.Start, e.Span.End)
		fmt.Fprintf(&s, "%dms %s %q\n%s", e.At.Sub(p.start).Milliseconds(), e.Path, changed, e.Diff)
	}
	return s.String()
}

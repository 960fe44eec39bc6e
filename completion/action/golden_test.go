package action_test

import (
	"context"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"

	"fimble/completion/action"
	"fimble/context/buffer"
	"fimble/context/buffer/buffertest"
	"fimble/context/syntax"
)

// placeIn opens a text, with the cursor at the name of a declaration.
func placeIn(t testing.TB, file, text, name string) (p action.Place, found bool) {
	t.Helper()
	store := buffer.NewStore()
	t.Cleanup(store.Shutdown)
	snapshot := store.Open(buffer.OpenParams{Client: "file:///project/" + file, Text: text, Version: 1})
	p = action.Place{Snapshot: snapshot, Outline: snapshot.Outline(time.Minute), Asked: true}
	for _, s := range p.Outline.Symbols {
		if s.Name == name && s.Kind != syntax.Field {
			p.Span = syntax.Span{Start: s.NameSpan.Start, End: s.NameSpan.Start}
			return p, true
		}
	}
	return p, false
}

// act does the one action of a kind that is offered.
func act(t testing.TB, kind action.Kind, p action.Place, tools action.Tools) (buffer.Edit, error) {
	t.Helper()
	for _, o := range action.Offers(p) {
		if o.Kind == kind {
			return action.Do(context.Background(), kind, p, o.At, tools)
		}
	}
	t.Fatalf("no %s is offered", kind)
	return buffer.Edit{}, nil
}

// Each file of a folder of testdata shows declarations before and after. What
// stands behind the name of a file is the declaration's, and "answer" with the
// same behind it is what the model says.
func goldens(t *testing.T, kind action.Kind, folder string) {
	files, err := filepath.Glob("testdata/" + folder + "/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatalf("%d files: %v", len(files), err)
	}
	for _, file := range files {
		archive, err := txtar.ParseFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range archive.Files {
			source, name, _ := strings.Cut(f.Name, " ")
			if source == "answer" {
				continue
			}
			t.Run(filepath.Base(file)+" "+f.Name, func(t *testing.T) {
				text, span, inserted := buffertest.Edit(t, string(f.Data))
				want := text[:span.Start] + inserted + text[span.End:]
				p, ok := placeIn(t, source, text, name)
				if !ok {
					t.Fatalf("no %s in the file", name)
				}
				edit, err := act(t, kind, p, answering(t, p, archive, f.Name))
				if err != nil {
					t.Fatal(err)
				}
				got := p.Snapshot.Text().Splice(edit.Span.Start, edit.Span.End, edit.NewText).String()
				if diff := cmp.Diff(want, got); diff != "" {
					t.Errorf("(-want +got):\n%s", diff)
				}
			})
		}
	}
}

func TestDocsAreWrittenAsTheLanguageHasThem(t *testing.T) { goldens(t, action.Docs, "docs") }

func TestBodiesAreWrittenWhereTheirStubsStand(t *testing.T) { goldens(t, action.Body, "bodies") }

// answering is a model that gives the archive's answer, or none. Code it only
// writes where nothing but blanks stands on the line.
func answering(t *testing.T, p action.Place, archive *txtar.Archive, name string) (tools action.Tools) {
	for _, f := range archive.Files {
		if f.Name == "answer "+name {
			tools.Ask = func(context.Context, action.Question) (string, error) { return string(f.Data), nil }
			tools.Fill = func(_ context.Context, edits []buffer.Edit, offset int) (string, error) {
				after := p.Snapshot.Text().Apply(edits).String()
				line := after[strings.LastIndexByte(after[:offset], '\n')+1:]
				line, _, _ = strings.Cut(line, "\n")
				if strings.TrimSpace(line) != "" {
					t.Errorf("the hole is in %q", line)
				}
				return string(f.Data), nil
			}
		}
	}
	return tools
}

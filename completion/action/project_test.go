package action_test

import (
	"context"
	"errors"
	"maps"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/txtar"

	"fimble/completion/action"
	"fimble/context/buffer"
	"fimble/context/buffer/buffertest"
	"fimble/context/syntax"
)

// A project is texts by their paths.
type project map[string]string

func (p project) File(name string) (action.File, error) {
	switch {
	case path.Base(name) == "denied.txt":
		return action.File{}, errors.New("denied")
	case !filepath.IsLocal(name):
		return action.File{}, errors.New("elsewhere")
	}
	f := action.File{URI: buffer.FileURI("/project/" + name), Path: name}
	if text, ok := p[name]; ok {
		f.Text = buffer.NewText(text)
	}
	return f, nil
}

func (p project) Paths(context.Context) []string { return slices.Sorted(maps.Keys(p)) }

func (p project) Open() []string { return nil }

// open is the place at an offset of one of the files.
func (p project) open(t testing.TB, name string, at int) action.Place {
	t.Helper()
	store := buffer.NewStore()
	t.Cleanup(store.Shutdown)
	store.SetRoots([]buffer.Root{{Client: "file:///project", Name: "project"}})
	snapshot := store.Open(buffer.OpenParams{Client: "file:///project/" + name, Text: p[name], Version: 1})
	return action.Place{Snapshot: snapshot, Outline: snapshot.Outline(time.Minute), Span: syntax.Span{Start: at, End: at}, Asked: true}
}

// tests writes the test that is offered at an offset, into the project.
func (p project) tests(t testing.TB, name string, at int, ask action.Ask) error {
	t.Helper()
	place := p.open(t, name, at)
	for _, o := range action.Offers(place) {
		if o.Kind != action.Tests {
			continue
		}
		changes, err := action.Changes(t.Context(), o.Kind, place, o.At, action.Tools{Ask: ask, Files: p})
		for _, c := range changes {
			text := c.File.Text
			if text == nil {
				text = buffer.NewText("")
			}
			p[c.File.Path] = text.Apply(c.Edits).String()
		}
		return err
	}
	return errNotOffered
}

var errNotOffered = errors.New("not offered")

// projectIn reads the files of an archive that are the project before, with the
// place that is marked in one of them.
func projectIn(t testing.TB, archive *txtar.Archive) (p project, name string, at int) {
	t.Helper()
	p = project{}
	for _, f := range archive.Files {
		text := string(f.Data)
		if strings.HasPrefix(f.Name, "want ") || strings.HasPrefix(f.Name, "answer") {
			continue
		}
		if strings.Contains(text, "█") {
			name = f.Name
			text, at = buffertest.Mark(t, text)
		}
		p[f.Name] = text
	}
	return p, name, at
}

// playing is a model that gives the answers of an archive one after the other,
// or nil if there is none.
func playing(t testing.TB, archive *txtar.Archive) action.Ask {
	var answers []string
	for _, f := range archive.Files {
		if strings.HasPrefix(f.Name, "answer") {
			answers = append(answers, string(f.Data))
		}
	}
	if answers == nil {
		return nil
	}
	return func(context.Context, action.Question) (string, error) {
		if len(answers) == 0 {
			t.Error("the model is asked too often")
			return "", nil
		}
		answer := answers[0]
		answers = answers[1:]
		return answer, nil
	}
}

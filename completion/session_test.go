package completion_test

import (
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"fimble/completion"
	"fimble/completion/model/modeltest"
	"fimble/context/buffer"
	"fimble/context/window"
)

// edit types text at the end of a document, which is opened if it is not.
func (d *desk) edit(session, client, text string) {
	uri := buffer.Canonical(client)
	if _, open := d.store.View().Snapshot(uri); !open {
		d.store.Open(buffer.OpenParams{Client: client, Text: "start\n"})
		req := d.request(completion.Inline)
		req.Session, req.URI = session, uri
		d.engine.Opened(req)
	}
	s, _ := d.store.View().Snapshot(uri)
	edits := []buffer.Edit{{NewText: text}}
	edits[0].Span.Start, edits[0].Span.End = s.Text().Len(), s.Text().Len()
	before, after, err := d.store.Apply(uri, s.Version()+1, edits)
	if err != nil {
		d.t.Fatal(err)
	}
	d.engine.Changed(session, before, after, edits)
}

// histories are the files whose edits the model was told of.
func histories(call *modeltest.Call) string {
	var paths []string
	for _, p := range call.Request.Window.Pieces {
		if p.Kind == window.PieceHistory {
			paths = append(paths, p.Path)
		}
	}
	return strings.Join(paths, " ")
}

func TestEditsOfFilesThatAreNotReadAreNotTold(t *testing.T) {
	d, fake := newDesk(t, modeltest.Says("x"), modeltest.Says())
	d.store.SetRoots([]buffer.Root{{Client: "file:///project", Name: "project"}})
	d.options.Denied = []string{"/private/"}
	d.edit("one", "file:///project/.env", "TOKEN=hunter2\n")
	d.edit("one", "file:///project/private/plan.go", "hunter2\n")
	d.edit("one", "file:///project/b.go", "plain\n")
	d.edit("two", "file:///project/c.go", "of another editor\n")
	d.open("a.go", "package a█\n")
	d.waits(completion.Inline)
	if got := histories(fake.Calls()[0]); got != "b.go" {
		t.Errorf("told of edits in %q, want only b.go", got)
	}
}

func TestOutsideOfAnyRootOnlyTheFilesOwnEditsAreTold(t *testing.T) {
	d, fake := newDesk(t, modeltest.Says("x"), modeltest.Says())
	d.edit("one", "untitled:Untitled-1", "notes of mine\n")
	d.open("a.lua", "one█")
	d.types(" two")
	d.waits(completion.Inline)
	if got := histories(fake.Calls()[0]); got != "a.lua" {
		t.Errorf("told of edits in %q, want only a.txt", got)
	}
}

func TestPatienceIsNotBegunAnewWhenTheModelIsAskedAgain(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d, fake := newDesk(t, modeltest.InTurn(modeltest.Driven(), modeltest.Hangs()), modeltest.Says())
		d.open("a.lua", "x = █")
		first := d.asks(completion.Inline)
		call := fake.Await()
		d.types("y")
		second := d.asks(completion.Inline)
		first.answer()
		<-time.After(time.Second)
		call.Say("zebra")
		silent(t, second.answer(), completion.ReasonSlow)
		if second.took != 1500*time.Millisecond {
			t.Errorf("answered after %v, want 1.5s", second.took)
		}
	})
}

func TestASessionThatLeftIsHungUp(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d, fake := newDesk(t, modeltest.Hangs(), modeltest.Says())
		d.open("a.lua", "one █")
		one := d.asks(completion.Inline)
		call := fake.Await()
		d.engine.Left("one")
		<-call.Done()
		one.answer()
	})
}

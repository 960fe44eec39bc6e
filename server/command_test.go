package server_test

import (
	"context"
	"encoding/json"
	"strings"
	"testing"

	"fimble/completion/model"
	"fimble/completion/model/modeltest"
)

func deedOf(name string) deed {
	for _, d := range deeds() {
		if d.name == name {
			return d
		}
	}
	panic(name)
}

// waits says an answer when it is let go.
func (b *bench) waits(answer string) (script modeltest.Script, letGo func()) {
	gone := make(chan struct{})
	return func(ctx context.Context, call *modeltest.Call, say func(model.Chunk) bool) error {
		b.heard <- struct{}{}
		select {
		case <-gone:
			say(model.Chunk{Text: answer, Tokens: 1})
			return nil
		case <-ctx.Done():
			return ctx.Err()
		}
	}, func() { close(gone) }
}

// runs begins a deed as a command, and returns when its model is asked.
func (b *bench) runs(d deed) {
	b.t.Helper()
	b.begin(d, false)
	b.await(b.heard, "progress was wanted")
	b.await(b.heard, "the model is asked")
}

func TestExplanationAndEditRunSideBySide(t *testing.T) {
	for _, order := range [][2]string{{"edit", "explain"}, {"explain", "edit"}} {
		t.Run(order[0]+" first", func(t *testing.T) {
			b := newBench(t, false)
			first, second := deedOf(order[0]), deedOf(order[1])
			script, letGo := b.waits(first.whole)
			b.scripts <- script
			b.runs(first)
			b.scripts <- modeltest.Says(second.whole)
			b.begin(second, false)
			b.await(b.heard, "progress of the second was wanted")
			letGo()
			if said := string(b.Note("window/showMessage")); !strings.Contains(said, "It adds up.") {
				t.Errorf("the user is told %s", said)
			}
			b.await(b.edits, "the edit was made")
		})
	}
}

func TestUserIsToldThatTheNextCommandHasEndedOne(t *testing.T) {
	for _, name := range []string{"edit", "explain"} {
		t.Run(name, func(t *testing.T) {
			b := newBench(t, false)
			d := deedOf(name)
			b.scripts <- b.hangs()
			b.runs(d)
			b.scripts <- modeltest.Says(d.whole)
			b.begin(d, false)
			said := string(b.Note("window/showMessage"))
			if !strings.Contains(said, "a newer request took its place") || name == "edit" && !strings.Contains(said, "double the result") {
				t.Errorf("the user is told %s", said)
			}
			if name == "edit" {
				b.await(b.edits, "the second was made")
			} else if said := string(b.Note("window/showMessage")); !strings.Contains(said, "It adds up.") {
				t.Errorf("the user is told %s", said)
			}
		})
	}
}

// What the user looks at is theirs to discard, whatever they ask for meanwhile.
func TestEditThatIsWithTheEditorIsNotTakenBack(t *testing.T) {
	b := newBench(t, false)
	shown, decided := make(chan struct{}), make(chan struct{})
	reply, first := b.Reply, make(chan struct{}, 1)
	first <- struct{}{}
	b.Reply = func(method string, params json.RawMessage) any {
		if method != "workspace/applyEdit" {
			return reply(method, params)
		}
		select {
		case <-first:
			close(shown)
			<-decided
			return map[string]any{"applied": false, "failureReason": "no mood"}
		default:
			return reply(method, params)
		}
	}
	d := deedOf("edit")
	b.scripts <- modeltest.Says(d.whole)
	b.begin(d, false)
	b.await(shown, "the first edit is shown")
	token, _ := progressOf(t, b.Editor)
	b.over(token)
	b.Tell("window/workDoneProgress/cancel", map[string]any{"token": token}) // which is over
	b.scripts <- modeltest.Says(d.whole)
	b.begin(d, false)
	b.await(b.edits, "the second edit was made")
	close(decided)
	if said := string(b.Note("window/showMessage")); !strings.Contains(said, "no mood") {
		t.Errorf("the user is told %s", said)
	}
}

func TestEndOfTheConnectionEndsTheWaitForTheEditor(t *testing.T) {
	b := newBench(t, false) // which looks for what is left
	shown, decided := make(chan struct{}), make(chan struct{})
	t.Cleanup(func() { close(decided) })
	reply := b.Reply
	b.Reply = func(method string, params json.RawMessage) any {
		if method == "workspace/applyEdit" {
			close(shown)
			<-decided
			return nil
		}
		return reply(method, params)
	}
	d := deedOf("project")
	b.scripts <- modeltest.Says(d.whole)
	b.begin(d, false)
	b.await(shown, "the edit is shown")
	b.Hangup()
	b.Served()
}

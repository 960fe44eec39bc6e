package server_test

import (
	"context"
	"errors"
	"fmt"
	"net"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"fimble/completion"
	"fimble/completion/model"
	"fimble/server"
	"fimble/server/servertest"
)

type status struct {
	Model, Reason, Failed, Error, Remedy string
	MS                                   *int
}

func TestAnEditorThatWantsToKnowIsToldWhatBecameOfEachRequest(t *testing.T) {
	refused := fmt.Errorf("qwen: %w", &net.OpError{Op: "dial", Err: errors.New("connection refused")})
	answers := []completion.Result{
		{Model: "qwen", Items: []completion.Item{{ID: "1", Edits: []completion.TextEdit{{URI: file, NewText: "x"}}}}},
		{Reason: completion.ReasonMidWord},
		{Reason: completion.ReasonSuperseded, Superseded: true}, // nothing to say of this one
		{Model: "qwen", Reason: completion.ReasonFailed, Err: errors.New("no route to host")},
		{Model: "local", Items: []completion.Item{{ID: "2", Edits: []completion.TextEdit{{URI: file, NewText: "x"}}}}, Failures: []completion.Failure{{Model: "qwen", Err: refused}}},
		{Model: "local", Items: []completion.Item{{ID: "3", Edits: []completion.TextEdit{{URI: file, NewText: "x"}}}}, Failures: []completion.Failure{{Model: "qwen", Err: &model.Refusal{Status: 503, Words: "Loading model"}}}},
	}
	for _, wants := range []bool{true, false} {
		next := 0
		e := servertest.Connect(t, server.Config{Engine: &servertest.Engine{Answer: func(context.Context, completion.Request) completion.Result {
			next++
			return answers[next-1]
		}}})
		e.Initialize(map[string]any{"capabilities": map[string]any{"experimental": map[string]any{"fimble": map[string]any{"status": wants}}}})
		e.Open(file, "go", "a")
		for range answers {
			e.Ask(inline, e.Inline(file, "a", 0))
		}
		e.Ask("shutdown", nil) // all was sent
		if !wants {
			if e.Notes() != 0 {
				t.Error("an editor was told that does not want to know")
			}
			continue
		}
		for _, want := range []status{
			{Model: "qwen"},
			{Reason: "the cursor stands inside a word"},
			{Model: "qwen", Reason: "the model failed", Failed: "qwen", Error: "no route to host", Remedy: "check url, and what the server's own log says"},
			{Model: "local", Failed: "qwen", Error: "qwen: dial: connection refused", Remedy: "start the server, or set url to where it listens"},
			{Model: "local"}, // as nothing is wrong
		} {
			var got status
			decode(t, e.Note(server.NotificationStatus), &got)
			if got.MS == nil || *got.MS < 0 {
				t.Errorf("no time in %+v", got)
			}
			got.MS = nil
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("status (-want +got):\n%s", diff)
			}
		}
	}
}

func TestTheContextIsThatOfThePlace(t *testing.T) {
	e := servertest.Start(t, server.Config{Engine: &servertest.Engine{}})
	e.Open(file, "go", "a := \"😀\"\nb")
	ask := func(line, character int) string {
		return string(e.Ask(server.RequestContext, map[string]any{
			"textDocument": map[string]any{"uri": file}, "position": map[string]any{"line": line, "character": character},
		}).Result)
	}
	if got, want := ask(0, 8), `"a := \"😀█"`; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	if got := ask(7, 0); got != "null" {
		t.Errorf("a place that does not exist: got %s, want null", got)
	}
}

func TestTheReasonForHavingNoContextIsToRead(t *testing.T) {
	e := servertest.Start(t, server.Config{Engine: &servertest.Engine{NoContext: completion.ReasonDenied}})
	e.Open(file, "go", "a")
	got := e.Ask(server.RequestContext, map[string]any{"textDocument": map[string]any{"uri": file}, "position": map[string]any{"line": 0, "character": 0}})
	if !strings.Contains(string(got.Result), "the file is on the list of files that are never read") {
		t.Errorf("got %s and %v", got.Result, got.Error)
	}
}

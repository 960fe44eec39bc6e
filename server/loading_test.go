package server_test

import (
	"context"
	"testing"

	"fimble/completion"
	"fimble/completion/model"
	"fimble/server"
	"fimble/server/servertest"
)

func TestAModelThatIsBeingLoadedIsNoError(t *testing.T) {
	loading := &model.Refusal{Status: 503, Words: "Loading model"}
	engine := &servertest.Engine{Answer: func(context.Context, completion.Request) completion.Result {
		return completion.Result{Model: "m", Reason: completion.ReasonLoading, Err: loading, Failures: []completion.Failure{{Model: "m", Err: loading}}}
	}}
	e := servertest.Connect(t, server.Config{Engine: engine})
	e.Initialize(map[string]any{"capabilities": map[string]any{"experimental": map[string]any{"fimble": map[string]any{"status": true}}}})
	e.Open(file, "go", "")
	params := e.Inline(file, "", 0)
	e.Ask(inline, params)
	var got status
	decode(t, e.Note(server.NotificationStatus), &got)
	if got.Error != "" || got.Reason != "the server is loading the model" {
		t.Errorf("the status is %+v", got)
	}
	params["context"] = map[string]any{"triggerKind": 1}
	for range 2 {
		e.Ask(inline, params)
	}
	var shown struct {
		Type    int
		Message string
	}
	decode(t, e.Note("window/showMessage"), &shown)
	if shown.Type != 3 || shown.Message != "Fimble: 503 Loading model" {
		t.Errorf("who asks by key is told %+v", shown)
	}
}

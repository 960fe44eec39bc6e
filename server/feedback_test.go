package server_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"fimble/server"
	"fimble/server/servertest"
)

// sentBack is a suggestion as clients send it back.
func sentBack(id any, text any) map[string]any {
	return map[string]any{
		"insertText": text,
		"command":    map[string]any{"title": "", "command": server.CommandAccepted, "arguments": []any{id}},
	}
}

func TestWhatEditorsSayOfSuggestionsIsPassedOn(t *testing.T) {
	engine := &servertest.Engine{}
	e := servertest.Start(t, server.Config{Engine: engine})
	e.Tell(server.NotificationDidShow, map[string]any{"item": sentBack("1", "add(😀)")})
	for _, length := range []int{-1, 0, 1, 6} {
		e.Tell(server.NotificationDidPartiallyAccept, map[string]any{"item": sentBack("2", "add(😀)"), "acceptedLength": length})
	}
	for _, length := range []int{7, 100} { // all of it
		e.Tell(server.NotificationDidPartiallyAccept, map[string]any{"item": sentBack("3", "add(😀)"), "acceptedLength": length})
	}
	snippet := map[string]any{"kind": "snippet", "value": "add"}
	e.Tell(server.NotificationDidPartiallyAccept, map[string]any{"item": sentBack("4", snippet), "acceptedLength": 3})
	for _, bad := range []any{nil, map[string]any{}, map[string]any{"item": sentBack(7, "x")}, map[string]any{"item": 7}, map[string]any{"item": sentBack("", "x")}} {
		e.Tell(server.NotificationDidShow, bad)
		e.Tell(server.NotificationDidPartiallyAccept, bad)
	}
	e.Ask("workspace/executeCommand", nil) // all of it has been read
	for what, c := range map[string]struct{ got, want []string }{
		"shown":     {engine.ShownIDs(), []string{"1"}},
		"partially": {engine.PartiallyAcceptedIDs(), []string{"2", "2", "4"}},
		"accepted":  {engine.AcceptedIDs(), []string{"3", "3"}},
	} {
		if diff := cmp.Diff(c.want, c.got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", what, diff)
		}
	}
}

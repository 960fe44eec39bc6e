package server_test

import (
	"context"
	"encoding/json"
	"testing"

	"fimble/completion"
	"fimble/server"
	"fimble/server/servertest"
)

// A client that does not cancel goes on showing the last suggestion. When the
// user types something else the overtaken request takes it away, and it does
// not while they type what it says.
func TestWhatIsShownIsTakenAwayWhenTheTextContradictsIt(t *testing.T) {
	for _, c := range []struct{ typed, want string }{
		{"r", "null"},
		{"x", `{"items":[]}`},
	} {
		t.Run(c.typed, func(t *testing.T) {
			asked := make(chan bool, 9)
			first := true
			e := start(t, "utf-8", func(ctx context.Context, req completion.Request) completion.Result {
				if first {
					first = false
					return servertest.Insert(req, "rintln()")
				}
				asked <- true
				<-ctx.Done()
				return completion.Result{Reason: completion.ReasonSuperseded, Superseded: true}
			})
			text, cursor := servertest.Marked(t, "\tfmt.P█\n")
			e.Open(file, "go", text)
			if item := onlyItem(t, e.Ask("textDocument/inlineCompletion", e.Inline(file, text, cursor))); item == nil {
				t.Fatal("nothing suggested")
			}
			text = e.Change(file, 2, text, cursor, cursor, c.typed)
			overtaken := e.Send("textDocument/inlineCompletion", e.Inline(file, text, cursor+1))
			<-asked
			e.Send("textDocument/inlineCompletion", e.Inline(file, text, cursor+1))
			if a := overtaken.Wait(); string(a.Result) != c.want {
				t.Errorf("the overtaken request got %s, want %s", a.Result, c.want)
			}
		})
	}
}

func TestAClientIsToldWhenAskingAgainIsWorthIt(t *testing.T) {
	for _, wants := range []bool{true, false} {
		ready := make(chan completion.Later, 1)
		engine := &servertest.Engine{Answer: func(_ context.Context, req completion.Request) completion.Result {
			ready <- req.Later
			return completion.Result{Reason: completion.ReasonEmpty}
		}}
		e := servertest.Connect(t, server.Config{Engine: engine})
		e.Initialize(map[string]any{"capabilities": map[string]any{
			"experimental": map[string]any{"fimble": map[string]any{"ready": wants}},
		}})
		e.Open(file, "go", "x")
		e.Ask("textDocument/inlineCompletion", e.Inline(file, "x", 1))
		tell := <-ready
		if !wants {
			if tell != nil {
				t.Error("a client that did not ask for it is told")
			}
			continue
		}
		tell.Ready()
		var got struct {
			TextDocument struct{ URI string }
			Position     struct{ Line, Character int }
		}
		if err := json.Unmarshal(e.Note(server.NotificationReady), &got); err != nil || got.TextDocument.URI != file || got.Position.Character != 1 {
			t.Errorf("told of %+v, want column 1 of %q", got, file)
		}
		if !tell.Wanted() {
			t.Error("an answer for the text as it is is not wanted")
		}
		e.Change(file, 2, "x", 1, 1, "y")
		e.Ask("textDocument/inlineCompletion", e.Inline(file, "xy", 2))
		if tell.Wanted() {
			t.Error("an answer for a text that has changed is wanted")
		}
		tell.Ready()
		<-ready
		e.Ask("shutdown", nil)
		if n := e.Notes(); n > 0 {
			t.Errorf("told %d times more, for a text that has changed", n)
		}
	}
}

package server_test

import (
	"context"
	"testing"

	"github.com/google/go-cmp/cmp"

	"fimble/completion"
	"fimble/server"
	"fimble/server/servertest"
)

type entry struct {
	Label, FilterText string
	TextEdit          struct {
		Range   servertest.Range
		NewText string
	}
}

func TestListEntryReplacesTheTypedWord(t *testing.T) {
	const marked = "名前\r\n\tfmt.Prin█(x)\r\n"
	text, cursor := servertest.Marked(t, marked)
	for _, unit := range units {
		e := start(t, unit, func(_ context.Context, req completion.Request) completion.Result {
			if req.Purpose != completion.List {
				t.Errorf("the purpose is %s", req.Purpose)
			}
			return servertest.Insert(req, "tf(\n\t\t%q, ")
		})
		e.Open(file, "go", text)
		var got struct {
			IsIncomplete bool
			Items        []entry
		}
		e.Ask(list, e.Inline(file, text, cursor)).Decode(t, &got)
		want := entry{Label: "Printf(", FilterText: "Printf("}
		want.TextEdit.NewText = "Printf(\r\n\t\t%q, "
		want.TextEdit.Range = servertest.Range{
			Start: servertest.Position{Line: 1, Character: 5}, End: servertest.Position{Line: 1, Character: 9},
		}
		if diff := cmp.Diff([]entry{want}, got.Items); diff != "" || !got.IsIncomplete {
			t.Errorf("%s: incomplete is %t, entries (-want +got):\n%s", unit, got.IsIncomplete, diff)
		}
	}
}

func TestListWithoutEntriesIsAskedForAgainOnlyIfMoreMayCome(t *testing.T) {
	for _, c := range []struct {
		incomplete bool
		want       string
	}{{false, `null`}, {true, `{"isIncomplete":true,"items":[]}`}} {
		e := start(t, "utf-8", func(context.Context, completion.Request) completion.Result {
			return completion.Result{Incomplete: c.incomplete}
		})
		e.Open(file, "go", "")
		if a := e.Ask(list, e.Inline(file, "", 0)); string(a.Result) != c.want {
			t.Errorf("got %s, want %s", a.Result, c.want)
		}
	}
}

func TestListThatIsSwitchedOffAsksNoModel(t *testing.T) {
	engine := &servertest.Engine{}
	e := servertest.Connect(t, server.Config{Engine: engine})
	e.Initialize(map[string]any{"capabilities": map[string]any{}, "initializationOptions": map[string]any{
		"completion": map[string]any{"enabled": false},
	}})
	e.Open(file, "go", "")
	if a := e.Ask(list, e.Inline(file, "", 0)); string(a.Result) != "null" {
		t.Errorf("got %s, want null", a.Result)
	}
	e.Ask(inline, e.Inline(file, "", 0))
	if n := len(engine.Requests()); n != 1 {
		t.Errorf("the engine was asked %d times, want once, for ghost text", n)
	}
}

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

func TestListEntryStandsBehindTheOthersAndShowsTheLines(t *testing.T) {
	text, cursor := servertest.Marked(t, "\tif err != n█\n")
	for _, first := range []bool{false, true} {
		engine := &servertest.Engine{Answer: func(_ context.Context, req completion.Request) completion.Result {
			return servertest.Insert(req, "il {\n\t\treturn\n\t}")
		}}
		e := servertest.Connect(t, server.Config{Engine: engine})
		e.Initialize(map[string]any{"capabilities": map[string]any{}, "initializationOptions": map[string]any{
			"completion": map[string]any{"first": first},
		}})
		e.Open(file, "go", text)
		var got struct {
			Items []struct {
				SortText      string
				Documentation struct{ Kind, Value string }
			}
		}
		e.Ask(list, e.Inline(file, text, cursor)).Decode(t, &got)
		if len(got.Items) != 1 {
			t.Fatalf("%d entries", len(got.Items))
		}
		const want = "```go\n\tif err != nil {\n\t\treturn\n\t}\n```"
		if doc := got.Items[0].Documentation; doc.Kind != "markdown" || doc.Value != want {
			t.Errorf("the preview is %+v, want %q", doc, want)
		}
		// gopls and others count "00001"; tsserver has "11"; most have the label.
		for _, others := range []string{"00001", "11", "zzz", "ñ"} {
			if before := got.Items[0].SortText < others; before != first {
				t.Errorf("first is %t: %q against %q", first, got.Items[0].SortText, others)
			}
		}
	}
}

func TestListEntryBelowACompleteLineIsNamedByItsText(t *testing.T) {
	text, cursor := servertest.Marked(t, "\tf()█\n")
	e := start(t, "utf-8", func(_ context.Context, req completion.Request) completion.Result {
		return servertest.Insert(req, "\n\n\ty := 2")
	})
	e.Open(file, "go", text)
	var got struct{ Items []entry }
	e.Ask(list, e.Inline(file, text, cursor)).Decode(t, &got)
	if len(got.Items) != 1 || got.Items[0].Label != "y := 2" {
		t.Errorf("got %+v", got.Items)
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

package server_test

import (
	"context"
	"encoding/json"
	"strings"
	"testing"

	"fimble/completion/model"
	"fimble/completion/model/modeltest"
	"fimble/server/servertest"
)

const toExplain = "import math\n\n\ndef area(r):\n    return math.pi * r ** 2\n\n\ndef other():\n    return 1\n"

// insideArea is an empty range in the first function.
func insideArea() servertest.Range {
	at := servertest.Position{Line: 4, Character: 6}
	return servertest.Range{Start: at, End: at}
}

func TestExplanationIsAnsweredInMarkdown(t *testing.T) {
	asked := make(chan string, 1)
	says := modeltest.Says("<think>hm</think>```markdown\nThe *area* of a circle.\n```")
	e := connected(t, realEngine(t, func(ctx context.Context, call *modeltest.Call, say func(model.Chunk) bool) error {
		asked <- call.Request.Prompt
		return says(ctx, call, say)
	}), resolving())
	e.Open(pythonFile, "python", toExplain)
	var text string
	e.Ask("fimble/explain", map[string]any{"textDocument": map[string]any{"uri": pythonFile}, "range": insideArea()}).Decode(t, &text)
	if want := "The *area* of a circle.\n"; text != want {
		t.Errorf("answered %q, want %q", text, want)
	}
	if p := <-asked; !strings.Contains(p, "return math.pi") || !strings.Contains(p, "import math") || strings.Contains(p, "other") {
		t.Errorf("asked %q", p)
	}
}

func TestExplanationIsOfferedAndShown(t *testing.T) {
	e := connected(t, realEngine(t, modeltest.Says("The area.")), resolving())
	e.Open(pythonFile, "python", toExplain)
	waitOffered(t, e, pythonFile, insideArea().Start)
	var all []struct {
		Title, Kind string
		Data        json.RawMessage
		Command     json.RawMessage
	}
	e.Ask("textDocument/codeAction", actionsAt(pythonFile, insideArea().Start, "fimble.explain")).Decode(t, &all)
	if len(all) != 1 || all[0].Title != "Fimble: Explain area" || all[0].Data != nil {
		t.Fatalf("offers %+v", all)
	}
	e.Ask("workspace/executeCommand", all[0].Command)
	if said := string(e.Note("window/showMessage")); !strings.Contains(said, "The area.") || !strings.Contains(said, `"type":3`) {
		t.Errorf("the user is told %s", said)
	}
}

func TestExplanationThatCannotBeGivenIsToldWhy(t *testing.T) {
	e := connected(t, realEngine(t, nil), resolving())
	e.Open(pythonFile, "python", toExplain)
	for _, uri := range []string{pythonFile, "file:///project/gone.py"} {
		answer := e.Ask("fimble/explain", map[string]any{"textDocument": map[string]any{"uri": uri}, "range": insideArea()})
		if string(answer.Result) != "null" {
			t.Errorf("%s: answered %s", uri, answer.Result)
		}
		want := "[use]"
		if uri != pythonFile {
			want = "not open"
		}
		if said := string(e.Note("window/showMessage")); !strings.Contains(said, want) {
			t.Errorf("%s: the user is told %s", uri, said)
		}
	}
	if code := e.Ask("workspace/executeCommand", map[string]any{"command": "fimble.explain", "arguments": []any{7}}).Code(); code != -32602 {
		t.Errorf("an argument that is none got code %d", code)
	}
}

func TestExplanationThatIsGivenUpIsCancelled(t *testing.T) {
	e := connected(t, realEngine(t, modeltest.Hangs("The")), resolving())
	e.Open(pythonFile, "python", toExplain)
	pending := e.Send("fimble/explain", map[string]any{"textDocument": map[string]any{"uri": pythonFile}, "range": insideArea()})
	progressOf(t, e)
	pending.Cancel()
	if code := pending.Wait().Code(); code != -32800 {
		t.Errorf("got code %d", code)
	}
}

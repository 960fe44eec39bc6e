package server_test

import (
	"context"
	"encoding/json"
	"strings"
	"testing"

	"fimble/completion"
	"fimble/completion/action"
	"fimble/context/buffer"
	"fimble/context/syntax"
	"fimble/server"
	"fimble/server/servertest"
)

// creating is a client that can create files, too.
func creating() map[string]any {
	params := resolving()
	params["capabilities"].(map[string]any)["workspace"] = map[string]any{"workspaceEdit": map[string]any{
		"documentChanges": true, "resourceOperations": []string{"create"},
	}}
	return params
}

// twoFiles has an Engine that inserts in the open file, in a closed one, and in
// one that it makes.
func twoFiles() *servertest.Engine {
	return &servertest.Engine{
		Actions: []completion.Offer{{Kind: action.Docs, Title: "Do it"}},
		Acts: func(_ context.Context, req completion.ActionRequest, _ completion.Offer) ([]completion.Change, error) {
			open, _ := req.Place.View.Snapshot(req.Place.URI)
			insert := func(at int, text string) []buffer.Edit {
				return []buffer.Edit{{Span: syntax.Span{Start: at, End: at}, NewText: text}}
			}
			return []completion.Change{
				{File: action.File{URI: open.URI(), Path: "a b.py", Text: open.Text()}, Edits: insert(0, "own\n")},
				{File: action.File{URI: "file:///project/closed.py", Path: "closed.py", Text: buffer.NewText("𝔘 = 1\n")}, Edits: insert(len("𝔘"), "b")},
				{File: action.File{URI: "file:///project/new.py", Path: "new.py"}, Edits: insert(0, "new\n")},
			}, nil
		},
	}
}

func resolved(t *testing.T, e *servertest.Editor) (edit json.RawMessage) {
	t.Helper()
	e.Open(pythonFile, "python", "x = 1\n")
	var done struct {
		Edit json.RawMessage `json:"edit"`
	}
	e.Ask("codeAction/resolve", offered(t, e, pythonFile, servertest.Position{})).Decode(t, &done)
	return done.Edit
}

func TestEditOfSeveralFilesCreatesThoseThatAreNotThere(t *testing.T) {
	got := resolved(t, connected(t, server.Config{Engine: twoFiles()}, creating()))
	want := `{"documentChanges":[` +
		`{"textDocument":{"uri":"file:///project/a%20b.py","version":1},"edits":[{"range":{"start":{"line":0,"character":0},"end":{"line":0,"character":0}},"newText":"own\n"}]},` +
		`{"textDocument":{"uri":"file:///project/closed.py","version":null},"edits":[{"range":{"start":{"line":0,"character":2},"end":{"line":0,"character":2}},"newText":"b"}]},` +
		`{"kind":"create","uri":"file:///project/new.py"},` +
		`{"textDocument":{"uri":"file:///project/new.py","version":null},"edits":[{"range":{"start":{"line":0,"character":0},"end":{"line":1,"character":0}},"newText":"new\n"}]}]}`
	if string(got) != want {
		t.Errorf("the edit is\n%s, want\n%s", got, want)
	}
}

func TestClientThatCannotCreateFilesIsToldWhichIsMissing(t *testing.T) {
	e := connected(t, server.Config{Engine: twoFiles()}, resolving())
	if edit := resolved(t, e); edit != nil {
		t.Errorf("the edit is %s", edit)
	}
	if said := string(e.Note("window/showMessage")); !strings.Contains(said, "make an empty new.py") {
		t.Errorf("the user is told %s", said)
	}
}

func TestFileThatIsOpenedMeanwhileIsNotChangedAsItLiesOnDisk(t *testing.T) {
	engine := twoFiles()
	e := servertest.Connect(t, server.Config{Engine: engine})
	acts := engine.Acts
	engine.Acts = func(ctx context.Context, req completion.ActionRequest, offer completion.Offer) ([]completion.Change, error) {
		e.Open("file:///project/closed.py", "python", "quite another = 2\n")
		e.Ask("textDocument/inlineCompletion", e.Inline("file:///project/closed.py", "quite another = 2\n", 0)) // it has been read
		return acts(ctx, req, offer)
	}
	e.Initialize(creating())
	if edit := resolved(t, e); edit != nil {
		t.Errorf("the edit is %s", edit)
	}
	if said := string(e.Note("window/showMessage")); !strings.Contains(said, "has changed since") {
		t.Errorf("the user is told %s", said)
	}
}

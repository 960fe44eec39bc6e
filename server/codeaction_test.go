package server_test

import (
	"context"
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"go.uber.org/zap"

	"fimble/completion"
	"fimble/completion/feedback"
	"fimble/completion/model"
	"fimble/completion/model/modeltest"
	"fimble/completion/prompt"
	"fimble/context/workspace"
	"fimble/server"
	"fimble/server/servertest"
)

const pythonFile = "file:///project/a%20b.py"

const undocumented = "\ufeffdef größe(path: str):\r\n    return \"𝔘\"\r\n"

const documentedText = "\ufeffdef größe(path: str):\r\n    \"\"\"Return the größe.\r\n\r\n    Args:\r\n        path (str):\r\n\r\n    Returns:\r\n        The result.\r\n    \"\"\"\r\n    return \"𝔘\"\r\n"

// resolving is a client that resolves the edits of code actions.
func resolving() map[string]any {
	return map[string]any{"capabilities": map[string]any{
		"textDocument": map[string]any{"codeAction": map[string]any{
			"codeActionLiteralSupport": map[string]any{}, "dataSupport": true,
			"resolveSupport": map[string]any{"properties": []string{"edit"}},
		}},
		"workspace": map[string]any{"workspaceEdit": map[string]any{"documentChanges": true}},
		"window":    map[string]any{"workDoneProgress": true},
	}}
}

// realEngine is an Engine with a chat model that plays the script, or with none.
func realEngine(t testing.TB, script modeltest.Script) server.Config {
	t.Helper()
	log := zap.NewNop()
	ws := workspace.New(workspace.DefaultOptions(), log)
	local := modeltest.NewFakeOf(model.Info{Name: "local", Class: model.Embedded, ContextTokens: 4096}, modeltest.Says())
	engine := completion.NewEngine(local, ws, feedback.New(nil, log), log)
	t.Cleanup(func() { engine.Close(); ws.Close() })
	chat := modeltest.NewFakeOf(model.Info{Name: "chat", Class: model.Machine, ContextTokens: 4096, Family: prompt.Chat}, script)
	return server.Config{Engine: engine, Workspace: ws, Options: func(s server.Settings) (*completion.Options, []server.Problem) {
		o := s.Options()
		if script != nil {
			o.Models = map[string]model.Model{"chat": chat}
			o.Use = map[completion.Purpose]string{completion.Invoked: "chat"}
		}
		return o, nil
	}}
}

func connected(t testing.TB, cfg server.Config, capabilities map[string]any) *servertest.Editor {
	t.Helper()
	e := servertest.Connect(t, cfg)
	e.Initialize(capabilities)
	return e
}

func actionsAt(uri string, p servertest.Position, only ...string) map[string]any {
	context := map[string]any{"diagnostics": []any{}}
	if only != nil {
		context["only"] = only
	}
	return map[string]any{"textDocument": map[string]any{"uri": uri}, "range": servertest.Range{Start: p, End: p}, "context": context}
}

type wireAction struct {
	Title   string          `json:"title"`
	Kind    string          `json:"kind"`
	Data    json.RawMessage `json:"data"`
	Edit    *wireEdit       `json:"edit"`
	Command json.RawMessage `json:"command"`
}

type wireEdit struct {
	DocumentChanges []struct {
		TextDocument struct {
			URI     string `json:"uri"`
			Version *int   `json:"version"`
		} `json:"textDocument"`
		Edits []wireTextEdit `json:"edits"`
	} `json:"documentChanges"`
	Changes map[string][]wireTextEdit `json:"changes"`
}

type wireTextEdit struct {
	Range   servertest.Range `json:"range"`
	NewText string           `json:"newText"`
}

// applied makes an edit the slow way, in UTF-16.
func applied(text string, e wireTextEdit) string {
	offset := func(p servertest.Position) int {
		for n := range len(text) + 1 {
			if n == 0 || n == len(text) || text[n]&0xC0 != 0x80 {
				if servertest.At(text, n, "utf-16") == p {
					return n
				}
			}
		}
		return -1
	}
	return text[:offset(e.Range.Start)] + e.NewText + text[offset(e.Range.End):]
}

// goesAlong reports whether an action is offered nearly everywhere.
func (a wireAction) goesAlong() bool {
	return a.Kind == "fimble.explain" || strings.HasSuffix(a.Kind, "filedocs") || strings.HasSuffix(a.Kind, "alldocs")
}

// offered is the one action at a place that does not go along.
func offered(t testing.TB, e *servertest.Editor, uri string, p servertest.Position) wireAction {
	t.Helper()
	var all []wireAction
	e.Ask("textDocument/codeAction", actionsAt(uri, p)).Decode(t, &all)
	if all = slices.DeleteFunc(all, wireAction.goesAlong); len(all) != 1 {
		t.Fatalf("%d actions are offered", len(all))
	}
	return all[0]
}

func TestActionIsDoneByAServerThatDidNotOfferIt(t *testing.T) {
	first, second := connected(t, realEngine(t, nil), resolving()), connected(t, realEngine(t, nil), resolving())
	for _, e := range []*servertest.Editor{first, second} {
		e.Open(pythonFile, "python", undocumented)
		e.Ask("textDocument/inlineCompletion", e.Inline(pythonFile, undocumented, 0)) // the outline is there
	}
	a := waitOffered(t, first, pythonFile, servertest.Position{Character: 8})
	if a.Title != "Fimble: Write the docs of größe" || a.Kind != "refactor.rewrite.fimble.docs" || a.Edit != nil || a.Data == nil {
		t.Errorf("offers %+v", a)
	}
	var done wireAction
	second.Ask("codeAction/resolve", a).Decode(t, &done)
	if done.Edit == nil || len(done.Edit.DocumentChanges) != 1 {
		t.Fatalf("resolved to %+v", done)
	}
	change := done.Edit.DocumentChanges[0]
	if change.TextDocument.URI != pythonFile || change.TextDocument.Version == nil || *change.TextDocument.Version != 1 {
		t.Errorf("the edit is for %+v", change.TextDocument)
	}
	if got := applied(undocumented, change.Edits[0]); got != documentedText {
		t.Errorf("the file is\n%q, want\n%q", got, documentedText)
	}
}

// waitOffered asks for the one action of a place until the document's first parse is there.
func waitOffered(t testing.TB, e *servertest.Editor, uri string, p servertest.Position, only ...string) wireAction {
	t.Helper()
	for range 10000 {
		var all []wireAction
		e.Ask("textDocument/codeAction", actionsAt(uri, p, only...)).Decode(t, &all)
		if all = slices.DeleteFunc(all, wireAction.goesAlong); len(all) == 1 {
			return all[0]
		}
	}
	t.Fatal("it is not one action that is offered")
	return wireAction{}
}

func TestStaleActionIsRefusedAndTheUserTold(t *testing.T) {
	for name, version := range map[string]int{"a newer version": 2, "a client whose versions stand still": 1} {
		t.Run(name, func(t *testing.T) {
			e := connected(t, realEngine(t, nil), resolving())
			e.Open(pythonFile, "python", undocumented)
			a := waitOffered(t, e, pythonFile, servertest.Position{Character: 8})
			e.Change(pythonFile, version, undocumented, 0, 0, "x = 1\n")
			var done wireAction
			e.Ask("codeAction/resolve", a).Decode(t, &done)
			if done.Edit != nil {
				t.Errorf("resolved to %+v", done.Edit)
			}
			if done.Data != nil {
				t.Errorf("with the data %s, which eglot would resolve again", done.Data)
			}
			if said := string(e.Note("window/showMessage")); !strings.Contains(said, "has changed since") {
				t.Errorf("the user is told %s", said)
			}
		})
	}
}

func TestActionOfAClosedFileIsRefused(t *testing.T) {
	e := connected(t, realEngine(t, nil), resolving())
	e.Open(pythonFile, "python", undocumented)
	a := waitOffered(t, e, pythonFile, servertest.Position{Character: 8})
	e.Tell("textDocument/didClose", map[string]any{"textDocument": map[string]any{"uri": pythonFile}})
	var done wireAction
	e.Ask("codeAction/resolve", a).Decode(t, &done)
	if done.Edit != nil {
		t.Errorf("resolved to %+v", done.Edit)
	}
}

func TestOnlyTheWantedKindsAreOffered(t *testing.T) {
	e := connected(t, realEngine(t, nil), resolving())
	e.Open(pythonFile, "python", undocumented)
	at := servertest.Position{Character: 8}
	waitOffered(t, e, pythonFile, at)
	for only, want := range map[string]int{"refactor": 1, "refactor.rewrite.fimble.docs": 1, "refactor.rewrite.fimble.doc": 0, "quickfix": 0, "": 1} {
		var all []wireAction
		e.Ask("textDocument/codeAction", actionsAt(pythonFile, at, only)).Decode(t, &all)
		if len(all) != want {
			t.Errorf("%d actions of kind %q, want %d", len(all), only, want)
		}
	}
}

// What is for a whole file is found at its cursor only by who looks through a
// menu; a command asks for it by its name, wherever the cursor is, and with
// code selected.
func TestWhatIsForAFileIsThereByItsName(t *testing.T) {
	const text = "def total(prices):\n    return sum(prices)\n"
	const file = "file:///project/sums.py"
	e := connected(t, realEngine(t, nil), resolving())
	e.Open(file, "python", text)
	waitOffered(t, e, file, servertest.Position{Character: 8})
	params := actionsAt(file, servertest.Position{Line: 1, Character: 4})
	params["range"] = servertest.Range{Start: servertest.Position{Line: 1, Character: 4}, End: servertest.Position{Line: 1, Character: 10}}
	for only, want := range map[string]string{
		"refactor.rewrite.fimble.alldocs":  "def total(prices):\n    \"\"\"Return the total.\n\n    Args:\n        prices:\n\n    Returns:\n        The result.\n    \"\"\"\n    return sum(prices)\n",
		"refactor.rewrite.fimble.filedocs": "\"\"\"Defines total.\"\"\"\n\n" + text,
	} {
		var all []wireAction
		params["context"] = map[string]any{"diagnostics": []any{}, "only": []string{only}}
		e.Ask("textDocument/codeAction", params).Decode(t, &all)
		if len(all) != 1 {
			t.Errorf("%s: offers %+v", only, all)
			continue
		}
		var done wireAction
		e.Ask("codeAction/resolve", all[0]).Decode(t, &done)
		if got := applied(text, done.Edit.DocumentChanges[0].Edits[0]); got != want {
			t.Errorf("%s: the file is\n%q, want\n%q", only, got, want)
		}
	}
	params["context"] = map[string]any{"diagnostics": []any{}, "only": []string{"refactor.rewrite.fimble"}}
	var all []wireAction
	e.Ask("textDocument/codeAction", params).Decode(t, &all)
	if slices.ContainsFunc(all, wireAction.goesAlong) {
		t.Errorf("who looks through the menu is offered %+v", all)
	}
}

func TestClientThatCannotResolveIsAskedToMakeTheEdit(t *testing.T) {
	for name, literal := range map[string]bool{"a command in an action": true, "a command alone": false} {
		t.Run(name, func(t *testing.T) {
			capabilities := map[string]any{}
			if literal {
				capabilities["textDocument"] = map[string]any{"codeAction": map[string]any{"codeActionLiteralSupport": map[string]any{}}}
			}
			e := servertest.Connect(t, realEngine(t, nil))
			edits := make(chan wireEdit, 1)
			e.Reply = func(method string, params json.RawMessage) any {
				if method != "workspace/applyEdit" {
					return nil
				}
				var p struct{ Edit wireEdit }
				if err := json.Unmarshal(params, &p); err != nil {
					t.Error(err)
				}
				edits <- p.Edit
				return map[string]any{"applied": true}
			}
			e.Initialize(map[string]any{"capabilities": capabilities})
			e.Open(pythonFile, "python", undocumented)
			raw := waitOffered(t, e, pythonFile, servertest.Position{Character: 8})
			var command struct {
				Command   string            `json:"command"`
				Arguments []json.RawMessage `json:"arguments"`
			}
			source := raw.Command
			if !literal {
				var all []json.RawMessage
				e.Ask("textDocument/codeAction", actionsAt(pythonFile, servertest.Position{Character: 8})).Decode(t, &all)
				source = all[0]
			}
			if err := json.Unmarshal(source, &command); err != nil {
				t.Fatalf("%s: %v", source, err)
			}
			e.Ask("workspace/executeCommand", command)
			edit := <-edits
			if got := applied(undocumented, edit.Changes[pythonFile][0]); got != documentedText {
				t.Errorf("the file is\n%q, want\n%q", got, documentedText)
			}
		})
	}
}

func TestUserSeesAModelAtWorkAndCanGiveUp(t *testing.T) {
	for name, give := range map[string]func(e *servertest.Editor, token string, p *servertest.Pending){
		"by the request": func(_ *servertest.Editor, _ string, p *servertest.Pending) { p.Cancel() },
		"by the progress": func(e *servertest.Editor, token string, _ *servertest.Pending) {
			e.Tell("window/workDoneProgress/cancel", map[string]any{"token": token})
		},
	} {
		t.Run(name, func(t *testing.T) {
			e := connected(t, realEngine(t, modeltest.Hangs("summary: half")), resolving())
			e.Open(pythonFile, "python", undocumented)
			a := waitOffered(t, e, pythonFile, servertest.Position{Character: 8})
			pending := e.Send("codeAction/resolve", a)
			token, value := progressOf(t, e)
			if value["kind"] != "begin" || value["cancellable"] != true || value["title"] != a.Title {
				t.Errorf("progress begins with %v", value)
			}
			give(e, token, pending)
			answer := pending.Wait()
			if answer.Error == nil {
				var done wireAction
				answer.Decode(t, &done)
				if done.Edit != nil {
					t.Errorf("resolved to %+v", done.Edit)
				}
			} else if answer.Code() != -32800 {
				t.Errorf("the answer is %+v", answer.Error)
			}
			if again, value := progressOf(t, e); again != token || value["kind"] != "end" {
				t.Errorf("progress of %s goes on with %v", again, value)
			}
		})
	}
}

func progressOf(t testing.TB, e *servertest.Editor) (token string, value map[string]any) {
	t.Helper()
	var p struct {
		Token string         `json:"token"`
		Value map[string]any `json:"value"`
	}
	if err := json.Unmarshal(e.Note("$/progress"), &p); err != nil {
		t.Fatal(err)
	}
	return p.Token, p.Value
}

func TestModelThatFailsIsToldAndChangesNothing(t *testing.T) {
	e := connected(t, realEngine(t, modeltest.Fails(context.DeadlineExceeded)), resolving())
	e.Open(pythonFile, "python", undocumented)
	a := waitOffered(t, e, pythonFile, servertest.Position{Character: 8})
	var done wireAction
	e.Ask("codeAction/resolve", a).Decode(t, &done)
	if done.Edit != nil {
		t.Errorf("resolved to %+v", done.Edit)
	}
	if said := string(e.Note("window/showMessage")); !strings.Contains(said, "chat") {
		t.Errorf("the user is told %s", said)
	}
}

// BenchmarkCodeAction is what an editor waits for at every move of the cursor.
func BenchmarkCodeAction(b *testing.B) {
	e := connected(b, realEngine(b, nil), resolving())
	text := strings.Repeat("def compute(first, second):\n    return first + second\n\n\n", 2500)
	e.Open(pythonFile, "python", text)
	at := servertest.Position{Line: 5000, Character: 8}
	waitOffered(b, e, pythonFile, at)
	params := actionsAt(pythonFile, at)
	b.ReportAllocs()
	for b.Loop() {
		e.Ask("textDocument/codeAction", params)
	}
}

func TestEveryDiagnosticOfTheEditorMayBeFixed(t *testing.T) {
	const text = "\ufeff# 𝔘\nname = '𝔘' + nmae\n"
	cfg := realEngine(t, modeltest.Says("<CODE>\n# 𝔘\nname = '𝔘' + name\n", "</CODE>"))
	e := connected(t, cfg, resolving())
	e.Open(pythonFile, "python", text)
	at := servertest.At(text, strings.Index(text, "nmae"), "utf-16")
	params := actionsAt(pythonFile, at, "quickfix")
	said := map[string]any{
		"range":   servertest.Range{Start: at, End: servertest.At(text, strings.Index(text, "nmae")+4, "utf-16")},
		"message": "undefined name 'nmae'", "code": 821, "source": "linter", "data": map[string]any{"own": true},
	}
	params["context"].(map[string]any)["diagnostics"] = []any{said, map[string]any{"message": 7}}
	var all []struct {
		wireAction
		Diagnostics []map[string]any `json:"diagnostics"`
	}
	e.Ask("textDocument/codeAction", params).Decode(t, &all)
	if len(all) != 1 || all[0].Title != "Fimble: Fix: undefined name 'nmae'" || all[0].Kind != "quickfix.fimble" {
		t.Fatalf("offers %+v", all)
	}
	if d := all[0].Diagnostics; len(d) != 1 || d[0]["code"] != 821.0 || d[0]["data"] == nil {
		t.Errorf("the action is for %v", d)
	}
	var done wireAction
	e.Ask("codeAction/resolve", all[0]).Decode(t, &done)
	if done.Edit == nil {
		t.Fatalf("resolved to %+v", done)
	}
	if got, want := applied(text, done.Edit.DocumentChanges[0].Edits[0]), strings.Replace(text, "nmae", "name", 1); got != want {
		t.Errorf("the file is\n%q, want\n%q", got, want)
	}
}

func TestEditBySentenceIsAnnotatedAndForItsVersion(t *testing.T) {
	const text = "def total(prices):\r\n    return sum(prices)\r\n\r\nx = 1\r\n"
	capabilities := resolving()
	capabilities["capabilities"].(map[string]any)["workspace"] = map[string]any{"workspaceEdit": map[string]any{
		"documentChanges": true, "changeAnnotationSupport": map[string]any{},
	}}
	e := servertest.Connect(t, realEngine(t, modeltest.Says("<CODE>\ndef total(prices):\n    return round(sum(prices))\n</CODE>")))
	type annotated struct {
		Label string
		Edit  struct {
			wireEdit
			ChangeAnnotations map[string]struct {
				Label             string
				NeedsConfirmation bool
			}
		}
	}
	edits := make(chan annotated, 1)
	e.Reply = func(method string, params json.RawMessage) any {
		if method != "workspace/applyEdit" {
			return nil
		}
		var p annotated
		if err := json.Unmarshal(params, &p); err != nil {
			t.Error(err)
		}
		edits <- p
		return map[string]any{"applied": false, "failureReason": "no mood"}
	}
	e.Initialize(capabilities)
	e.Open(pythonFile, "python", text)
	at := servertest.Position{Line: 1, Character: 4}
	e.Ask("workspace/executeCommand", map[string]any{"command": "fimble.edit", "arguments": []any{map[string]any{
		"uri": pythonFile, "range": servertest.Range{Start: at, End: at}, "instruction": "round\n the total",
	}}})
	got := <-edits
	if a := got.Edit.ChangeAnnotations["fimble"]; got.Label != "Fimble: round the total" || a.Label != got.Label || !a.NeedsConfirmation {
		t.Errorf("asked to make %+v", got)
	}
	change := got.Edit.DocumentChanges[0]
	want := strings.Replace(text, "sum(prices)", "round(sum(prices))", 1)
	if *change.TextDocument.Version != 1 || applied(text, change.Edits[0]) != want {
		t.Errorf("the file is %q, want %q", applied(text, change.Edits[0]), want)
	}
	if said := string(e.Note("window/showMessage")); !strings.Contains(said, "no mood") {
		t.Errorf("the user is told %s", said)
	}
}

func TestOnlyAnEditThatTheUserDiscardedIsNotSpokenOf(t *testing.T) {
	for _, annotates := range []bool{true, false} {
		workspace := map[string]any{"documentChanges": true}
		if annotates {
			workspace["changeAnnotationSupport"] = map[string]any{}
		}
		capabilities := resolving()
		capabilities["capabilities"].(map[string]any)["workspace"] = map[string]any{"workspaceEdit": workspace}
		e := servertest.Connect(t, realEngine(t, modeltest.Says("<CODE>\ndef total(prices):\n    return round(sum(prices))\n</CODE>")))
		asked := make(chan bool, 1)
		e.Reply = func(method string, _ json.RawMessage) any {
			if method != "workspace/applyEdit" {
				return nil
			}
			asked <- true
			return map[string]any{"applied": false}
		}
		e.Initialize(capabilities)
		e.Open(pythonFile, "python", "def total(prices):\n    return sum(prices)\n")
		edit := func(instruction string) {
			e.Ask("workspace/executeCommand", map[string]any{"command": "fimble.edit", "arguments": []any{map[string]any{
				"uri": pythonFile, "range": servertest.Range{}, "instruction": instruction,
			}}})
		}
		edit("round the total")
		<-asked
		want := "did not make the change"
		if annotates {
			edit(" ") // which is spoken of, and nothing before it
			want = "say what to change"
		}
		if said := string(e.Note("window/showMessage")); !strings.Contains(said, want) {
			t.Errorf("annotating %t: the user is told %s, not %q", annotates, said, want)
		}
	}
}

func TestEditWithoutAModelThatTalksSaysWhatBringsOne(t *testing.T) {
	e := connected(t, realEngine(t, nil), resolving())
	e.Open(pythonFile, "python", undocumented)
	e.Ask("workspace/executeCommand", map[string]any{"command": "fimble.edit", "arguments": []any{map[string]any{
		"uri": pythonFile, "range": servertest.Range{}, "instruction": "anything",
	}}})
	if said := string(e.Note("window/showMessage")); !strings.Contains(said, "[use]") {
		t.Errorf("the user is told %s", said)
	}
}

func TestCommandThatCannotBeReadIsRefused(t *testing.T) {
	e := connected(t, realEngine(t, nil), resolving())
	for _, command := range []string{"fimble.edit", "fimble.act"} {
		for _, arguments := range []any{nil, []any{}, []any{7}, []any{map[string]any{}, 1}} {
			if code := e.Ask("workspace/executeCommand", map[string]any{"command": command, "arguments": arguments}).Code(); code != -32602 {
				t.Errorf("%s of %v got code %d", command, arguments, code)
			}
		}
	}
}

func TestUserSeesHowFarALongActionIsWithoutAModel(t *testing.T) {
	e := connected(t, realEngine(t, nil), resolving())
	e.Open(pythonFile, "python", strings.Repeat("def total(prices):\n    return sum(prices)\n\n\n", 600))
	waitOffered(t, e, pythonFile, servertest.Position{Character: 8})
	var all []wireAction
	e.Ask("textDocument/codeAction", actionsAt(pythonFile, servertest.Position{}, "refactor.rewrite.fimble.alldocs")).Decode(t, &all)
	a := all[0]
	pending := e.Send("codeAction/resolve", a)
	if _, value := progressOf(t, e); value["kind"] != "begin" || value["title"] != a.Title {
		t.Errorf("progress begins with %v", value)
	}
	if answer := pending.Wait(); answer.Error != nil {
		t.Errorf("the answer is %+v", answer.Error)
	}
}

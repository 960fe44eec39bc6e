package server_test

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"go.uber.org/goleak"

	"fimble/completion/model"
	"fimble/completion/model/modeltest"
	"fimble/context/buffer"
	"fimble/server/servertest"
)

const shopGo = `package shop

// fimble: make it faster
func Slow(n int) int {
	return n
}

func Total(prices []int) int {
	return len(prices)
}

func Later() int {
	panic("todo")
}

func Other(n int) int {
	// TODO: double it
	return n
}
`

// A deed is an action that takes a model, for the law that it can be cancelled
// at any time.
type deed struct {
	name, kind string
	line       string   // which it is asked for at
	command    bool     // it has no entry in the menu that could be resolved
	whole      string   // an answer that would do
	refused    string   // one that is asked for again; empty if none is
	turns      []string // answers to questions that are followed by another one
}

func deeds() []deed {
	code := func(lines ...string) string { return "<CODE>\n" + strings.Join(lines, "\n") + "\n</CODE>" }
	faster := code("func Slow(n int) int {", "\treturn 2 * n", "}")
	total := code("func Total(prices []int) int {", "\treturn 2 * len(prices)", "}")
	block := func(file, code string) string {
		return file + "\n<<<<<<< SEARCH\n=======\n" + code + "\n>>>>>>> REPLACE\n"
	}
	broken := "<CODE>\nfunc (\n</CODE>"
	const rewrite = "refactor.rewrite.fimble."
	return []deed{
		{name: "docs", kind: rewrite + "docs", line: "func Total", whole: "summary: adds up.\n"},
		{name: "alldocs", kind: rewrite + "alldocs", line: "func Total", whole: "summary: does.\n", turns: []string{"summary: adds up.\n", "summary: waits.\n"}},
		{name: "filedocs", kind: rewrite + "filedocs", line: "package shop", whole: "summary: sells.\n"},
		{name: "tests", kind: rewrite + "tests", line: "func Total", refused: broken,
			whole: code("func TestTotal(t *testing.T) {", "\tif Total(nil) != 0 {", "\t\tt.Error()", "\t}", "}")},
		{name: "fix", kind: "quickfix.fimble", line: "	return len(prices)", refused: broken, whole: total},
		{name: "body", kind: rewrite + "body", line: "func Later", whole: "return 1\n}\n"},
		{name: "what a comment says", kind: rewrite + "body", line: "	// TODO", whole: "n *= 2\n"},
		{name: "comment", kind: rewrite + "comment", line: "// fimble", refused: broken, whole: faster},
		{name: "edit", kind: "fimble.edit", line: "func Total", command: true, refused: broken, whole: total},
		{name: "project", kind: "fimble.edit.project", line: "func Total", command: true, refused: block("../out.go", "package out"),
			whole: block("a.go", "package shop") + block("b.go", "package shop")},
		{name: "explain", kind: "fimble.explain", line: "func Total", command: true, whole: "It adds up.\n"},
	}
}

// A bench is an editor with a model of which the test knows at every moment how
// far it is.
type bench struct {
	*servertest.Editor
	t       *testing.T
	uri     string
	heard   chan struct{}         // gets one when the model has said what a script lets it say before it hangs
	hungUp  chan struct{}         // gets one when it was hung up on then
	scripts chan modeltest.Script // of the next calls; without one the model says what explains
	edits   chan struct{}         // gets one when the editor was asked to make an edit
	granted chan struct{}         // closed when progress may be shown
}

// await waits until something has happened.
func (b *bench) await(event <-chan struct{}, what string) {
	b.t.Helper()
	select {
	case <-event:
	case <-time.After(30 * time.Second): // only of a test that fails
		b.t.Fatalf("it is not so that %s", what)
	}
}

// hangs says pieces and no more.
func (b *bench) hangs(pieces ...string) modeltest.Script {
	return func(ctx context.Context, call *modeltest.Call, say func(model.Chunk) bool) error {
		for _, piece := range pieces {
			say(model.Chunk{Text: piece, Tokens: 1})
		}
		b.heard <- struct{}{}
		<-ctx.Done()
		b.hungUp <- struct{}{}
		return ctx.Err()
	}
}

func newBench(t *testing.T, resolves bool) *bench {
	t.Helper()
	leaks := goleak.IgnoreCurrent()
	t.Cleanup(func() { goleak.VerifyNone(t, leaks) }) // last of all
	dir, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	for name, text := range map[string]string{"go.mod": "module shop\n", "total.go": shopGo} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	b := &bench{
		t: t, uri: string(buffer.FileURI(filepath.Join(dir, "total.go"))), heard: make(chan struct{}, 9), hungUp: make(chan struct{}, 9),
		scripts: make(chan modeltest.Script, 9), edits: make(chan struct{}, 9), granted: make(chan struct{}),
	}
	close(b.granted)
	b.Editor = servertest.Connect(t, realEngine(t, func(ctx context.Context, call *modeltest.Call, say func(model.Chunk) bool) error {
		select {
		case script := <-b.scripts:
			return script(ctx, call, say)
		default:
			return modeltest.Says("It works.")(ctx, call, say)
		}
	}))
	b.Reply = func(method string, _ json.RawMessage) any {
		switch method {
		case "workspace/applyEdit":
			b.edits <- struct{}{}
			return map[string]any{"applied": true}
		case "window/workDoneProgress/create":
			b.heard <- struct{}{}
			<-b.granted
		}
		return nil
	}
	params := resolving()
	able := params["capabilities"].(map[string]any)
	able["workspace"] = map[string]any{"workspaceEdit": everything()}
	if !resolves {
		able["textDocument"] = map[string]any{"codeAction": map[string]any{"codeActionLiteralSupport": map[string]any{}}}
	}
	params["workspaceFolders"] = []map[string]string{{"uri": string(buffer.FileURI(dir)), "name": "shop"}}
	b.Initialize(params)
	b.Open(b.uri, "go", shopGo)
	return b
}

// entry is the deed's in the menu.
func (b *bench) entry(d deed) (action wireAction) {
	b.t.Helper()
	at := b.at(d)
	params := actionsAt(b.uri, at, d.kind)
	params["context"].(map[string]any)["triggerKind"] = 1
	params["context"].(map[string]any)["diagnostics"] = []any{map[string]any{
		"range": servertest.Range{Start: at, End: servertest.Position{Line: at.Line, Character: at.Character + 7}}, "message": "wrong",
	}}
	for range 10000 { // until the file is parsed
		var all []wireAction
		b.Ask("textDocument/codeAction", params).Decode(b.t, &all)
		if n := slices.IndexFunc(all, func(a wireAction) bool { return a.Kind == d.kind }); n >= 0 {
			return all[n]
		}
	}
	b.t.Fatal("it is not offered")
	return wireAction{}
}

func (b *bench) at(d deed) servertest.Position {
	return servertest.At(shopGo, strings.Index(shopGo, d.line)+len(d.line)-2, "utf-16")
}

// begin asks for a deed: by a request that stays open, or by a command.
func (b *bench) begin(d deed, request bool) *servertest.Pending {
	b.t.Helper()
	at := b.at(d)
	where := servertest.Range{Start: at, End: at}
	switch {
	case d.kind == "fimble.explain" && request:
		return b.Send("fimble/explain", map[string]any{"textDocument": map[string]any{"uri": b.uri}, "range": where})
	case d.command:
		argument := map[string]any{"uri": b.uri, "range": where}
		if d.kind != "fimble.explain" {
			argument["instruction"] = "double the result"
		}
		name, scope, _ := strings.Cut(d.kind, ".edit.")
		if scope != "" {
			name, argument["scope"] = name+".edit", scope
		}
		b.Ask("workspace/executeCommand", map[string]any{"command": name, "arguments": []any{argument}})
	case request:
		return b.Send("codeAction/resolve", b.entry(d))
	default:
		b.Ask("workspace/executeCommand", b.entry(d).Command)
	}
	return nil
}

// over waits until progress has come to its end, from its begin if there is
// one, and holds that nothing else was shown.
func (b *bench) over(token string) {
	b.t.Helper()
	for {
		again, value := progressOf(b.t, b.Editor)
		if again != token || value["kind"] == "begin" {
			b.t.Fatalf("after progress %s comes %s with %v", token, again, value)
		}
		if value["kind"] == "end" {
			return
		}
	}
}

// cancelled holds that the user gets a word of the deed.
func (b *bench) cancelled(pending *servertest.Pending) {
	b.t.Helper()
	if pending != nil {
		if code := pending.Wait().Code(); code != -32800 {
			b.t.Errorf("got code %d", code)
		}
	} else if said := string(b.Note("window/showMessage")); !strings.Contains(said, "cancelled") {
		b.t.Errorf("the user is told %s", said)
	}
}

// goesOn holds that nothing was done, and that the server does what comes next.
func (b *bench) goesOn() {
	b.t.Helper()
	var text string
	b.Ask("fimble/explain", map[string]any{"textDocument": map[string]any{"uri": b.uri}, "range": insideArea()}).Decode(b.t, &text)
	if text != "It works.\n" {
		b.t.Errorf("the next answer is %q", text)
	}
	token, _ := progressOf(b.t, b.Editor)
	b.over(token)
	if len(b.edits) > 0 {
		b.t.Error("the editor was asked to make an edit")
	}
}

// A stage is a moment at which a deed can be cancelled while a model is asked.
type stage struct {
	name    string
	scripts func(b *bench, d deed) []modeltest.Script // of the calls until then; nil if the deed has no such moment
}

func stages() []stage {
	half := func(answer string) []string {
		lines := slices.Collect(strings.Lines(answer))
		return append(lines[:len(lines)-1:len(lines)-1], lines[len(lines)-1][:2])
	}
	return []stage{
		{"before its first word", func(b *bench, _ deed) []modeltest.Script { return []modeltest.Script{b.hangs()} }},
		{"in the middle of its answer", func(b *bench, d deed) []modeltest.Script { return []modeltest.Script{b.hangs(half(d.whole)...)} }},
		{"at the end of its answer", func(b *bench, d deed) []modeltest.Script { return []modeltest.Script{b.hangs(d.whole)} }},
		{"in the second try", func(b *bench, d deed) []modeltest.Script {
			if d.refused == "" {
				return nil
			}
			return []modeltest.Script{modeltest.Says(d.refused), b.hangs(half(d.whole)...)}
		}},
		{"in the second try of a longer answer", func(b *bench, d deed) []modeltest.Script {
			if d.refused == "" || d.name == "project" { // whose first answer may be as long as there is room for
				return nil
			}
			return []modeltest.Script{cut(d.whole), b.hangs(half(d.whole)...)}
		}},
		{"between two questions", func(b *bench, d deed) (all []modeltest.Script) {
			for _, answer := range d.turns {
				all = append(all, modeltest.Says(answer))
			}
			if len(all) > 0 {
				all = append(all, b.hangs())
			}
			return all
		}},
		{"between two files", func(b *bench, d deed) []modeltest.Script {
			if d.name != "project" {
				return nil
			}
			return []modeltest.Script{b.hangs(strings.SplitAfter(d.whole, "REPLACE\n")[0])}
		}},
	}
}

func cut(answer string) modeltest.Script {
	return func(_ context.Context, _ *modeltest.Call, say func(model.Chunk) bool) error {
		say(model.Chunk{Text: answer, Tokens: 1, CutOff: true})
		return nil
	}
}

func TestEveryActionCanBeCancelledWhileAModelIsAsked(t *testing.T) {
	for _, d := range deeds() {
		for _, s := range stages() {
			for _, by := range []string{"the request", "the progress of a request", "the progress of a command"} {
				request := by != "the progress of a command"
				if request && d.command && d.kind != "fimble.explain" {
					continue
				}
				if s.scripts(&bench{}, d) == nil {
					continue
				}
				t.Run(d.name+", "+s.name+", by "+by, func(t *testing.T) {
					b := newBench(t, request)
					for _, script := range s.scripts(b, d) {
						b.scripts <- script
					}
					pending := b.begin(d, request)
					token, _ := progressOf(t, b.Editor)
					b.await(b.heard, "progress was wanted")
					b.await(b.heard, "the model is there")
					if by == "the request" {
						pending.Cancel()
					} else {
						b.Tell("window/workDoneProgress/cancel", map[string]any{"token": token})
					}
					b.await(b.hungUp, "the model was hung up on")
					b.over(token)
					b.cancelled(pending)
					b.goesOn()
				})
			}
		}
	}
}

func TestEveryActionCanBeCancelledInTheQueue(t *testing.T) {
	for _, d := range deeds() {
		for _, request := range []bool{true, false} {
			if request && d.command && d.kind != "fimble.explain" {
				continue
			}
			t.Run(fmt.Sprintf("%s, request %t", d.name, request), func(t *testing.T) {
				b := newBench(t, request)
				if !d.command {
					b.entry(d) // which is there once the file is parsed
				}
				b.scripts <- b.hangs()
				other := b.Send("fimble/explain", map[string]any{"textDocument": map[string]any{"uri": b.uri}, "range": insideArea()})
				first, _ := progressOf(t, b.Editor)
				b.await(b.heard, "progress was wanted")
				b.await(b.heard, "the model is at work")
				pending := b.begin(d, request)
				token, _ := progressOf(t, b.Editor)
				b.Tell("window/workDoneProgress/cancel", map[string]any{"token": token})
				b.over(token)
				b.cancelled(pending)
				if other.Answered() {
					t.Error("the other request was ended")
				}
				other.Cancel()
				b.await(b.hungUp, "the model was hung up on")
				if code := other.Wait().Code(); code != -32800 {
					t.Errorf("the other request got code %d", code)
				}
				b.over(first)
				b.goesOn()
			})
		}
	}
}

func TestEveryRequestCanBeCancelledBeforeProgressIsShown(t *testing.T) {
	for _, d := range deeds() {
		if d.command && d.kind != "fimble.explain" {
			continue
		}
		t.Run(d.name, func(t *testing.T) {
			b := newBench(t, true)
			if !d.command {
				b.entry(d)
			}
			b.granted = make(chan struct{})
			pending := b.begin(d, true)
			b.await(b.heard, "progress was wanted")
			pending.Cancel()
			b.cancelled(pending)
			close(b.granted)
			b.goesOn()
		})
	}
}

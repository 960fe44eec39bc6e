package server_test

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"go.uber.org/zap"
	"go.uber.org/zap/zapcore"
	"go.uber.org/zap/zaptest/observer"

	"fimble/completion"
	"fimble/server"
	"fimble/server/servertest"
)

const (
	inline = "textDocument/inlineCompletion"
	list   = "textDocument/completion"
	file   = "file:///w/a.go"
)

// TestEveryRequestSeesExactlyItsVersion prevents the library's own dispatch
// from coming back: it runs notifications side by side, and of ten thousand
// changes some hundred come out of order and leave a wrong text.
func TestEveryRequestSeesExactlyItsVersion(t *testing.T) {
	const changes, each = 10000, 10
	engine := &servertest.Engine{Answer: func(_ context.Context, req completion.Request) completion.Result {
		s, _ := req.View.Snapshot(req.URI)
		return completion.Result{Incomplete: true, Reason: completion.Reason(fmt.Sprint(s.Version(), " ", s.Text().Len()))}
	}}
	e := servertest.Start(t, server.Config{Engine: engine})
	e.Open(file, "go", "")
	text := ""
	var asked []*servertest.Pending
	for version := 2; version < changes+2; version++ {
		at := len(text) / 2
		text = e.Change(file, version, text, at, at, string(rune('a'+version%26)))
		if version%each == 0 {
			asked = append(asked, e.Send(list, e.Inline(file, text, len(text))))
		}
	}
	for _, p := range asked {
		if a := p.Wait(); a.Error != nil {
			t.Fatalf("request %s: %v", p.ID, a.Error)
		}
	}
	seen := map[int32]bool{}
	for _, r := range engine.Requests() {
		s, _ := r.View.Snapshot(r.URI)
		if r.Offset != int(s.Version())-1 || s.Text().Len() != r.Offset {
			t.Fatalf("the request at offset %d saw version %d with %d bytes", r.Offset, s.Version(), s.Text().Len())
		}
		seen[s.Version()] = true
	}
	if len(seen) != changes/each {
		t.Errorf("%d versions were seen, want %d", len(seen), changes/each)
	}
	e.Ask(list, e.Inline(file, text, len(text)))
	requests := engine.Requests()
	if diff := cmp.Diff(text, servertest.Text(requests[len(requests)-1])); diff != "" {
		t.Errorf("the text in the end (-want +got):\n%s", diff)
	}
}

// patient is an engine whose answers wait for their context, or for a word.
type patient struct {
	entered chan completion.Request
	release chan string
}

func newPatient() patient {
	return patient{make(chan completion.Request, 100), make(chan string)}
}

func (p patient) answer(ctx context.Context, req completion.Request) completion.Result {
	p.entered <- req
	select {
	case text := <-p.release:
		return servertest.Insert(req, text)
	case <-ctx.Done():
		return completion.Result{Superseded: true}
	}
}

func TestNewestRequestWins(t *testing.T) {
	p := newPatient()
	e := start(t, "utf-8", p.answer)
	e.Open(file, "go", "abc")
	first := e.Send(inline, e.Inline(file, "abc", 1))
	<-p.entered
	second := e.Send(inline, e.Inline(file, "abc", 2))
	if a := first.Wait(); string(a.Result) != "null" {
		t.Errorf("the superseded one got %s, want null", a.Result)
	}
	if second.Answered() {
		t.Error("the newer one was answered first")
	}
	p.release <- "new"
	if got := onlyItem(t, second.Wait()); got == nil || !strings.HasSuffix(got.InsertText, "new") {
		t.Errorf("the newest got %+v", got)
	}
}

// TestBurstOfRequestsReachesTheEngineInOrder prevents an older request from
// coming into the engine after a newer one, where it would take its place.
func TestBurstOfRequestsReachesTheEngineInOrder(t *testing.T) {
	engine := &servertest.Engine{Answer: func(_ context.Context, req completion.Request) completion.Result {
		return servertest.Insert(req, "x")
	}}
	e := servertest.Start(t, server.Config{Engine: engine})
	text := strings.Repeat("a", 1000)
	e.Open(file, "plaintext", text)
	var last *servertest.Pending
	var all []*servertest.Pending
	for i := range 1000 {
		last = e.Send(inline, e.Inline(file, text, i))
		all = append(all, last)
	}
	if onlyItem(t, last.Wait()) == nil {
		t.Error("the newest request got nothing")
	}
	for _, p := range all[:999] {
		if !p.Answered() {
			t.Fatalf("request %s was answered after the newest one, or not at all", p.ID)
		}
	}
	offset := -1
	for _, r := range engine.Requests() {
		if r.Offset <= offset {
			t.Fatalf("the engine was asked for offset %d after %d", r.Offset, offset)
		}
		offset = r.Offset
	}
}

func TestRequestsForOtherDocumentsGoOn(t *testing.T) {
	p := newPatient()
	e := start(t, "utf-8", p.answer)
	e.Open(file, "go", "")
	e.Open("file:///w/b.go", "go", "")
	first := e.Send(inline, e.Inline(file, "", 0))
	<-p.entered
	second := e.Send(inline, e.Inline("file:///w/b.go", "", 0))
	<-p.entered
	p.release <- "x"
	p.release <- "x"
	if onlyItem(t, first.Wait()) == nil || onlyItem(t, second.Wait()) == nil {
		t.Error("one document's request was lost for another's")
	}
}

// TestCancelWorksForNumbersAndTexts holds where the library's own does not:
// editors send numbers.
func TestCancelWorksForNumbersAndTexts(t *testing.T) {
	for _, id := range []string{`7`, `"seven"`, `2147483648`, `-1`, `"a\"b"`} {
		t.Run(id, func(t *testing.T) {
			p := newPatient()
			e := start(t, "utf-16", p.answer)
			e.Open(file, "go", "")
			asked := e.SendAs(json.RawMessage(id), inline, e.Inline(file, "", 0))
			<-p.entered
			asked.Cancel()
			if code := asked.Wait().Code(); code != -32800 {
				t.Errorf("got code %d, want -32800", code)
			}
			asked.Cancel() // crosses the answer
			again := e.SendAs(json.RawMessage(id), inline, e.Inline(file, "", 0))
			<-p.entered
			p.release <- "x"
			if onlyItem(t, again.Wait()) == nil {
				t.Error("the id could not be used again")
			}
		})
	}
}

func TestCancelOfNonsenseIsIgnored(t *testing.T) {
	e := servertest.Start(t, server.Config{Engine: &servertest.Engine{}})
	for _, id := range []string{`1.5`, `null`, `{}`, `[]`, `99999999999999999999`, `true`} {
		e.Tell("$/cancelRequest", map[string]any{"id": json.RawMessage(id)})
	}
	e.Tell("$/cancelRequest", nil)
	e.Tell("$/cancelRequest", []int{1})
	e.Open(file, "go", "")
	if a := e.Ask(inline, e.Inline(file, "", 0)); a.Error != nil {
		t.Errorf("afterwards: %v", a.Error)
	}
}

func TestDuplicateIDIsRefusedAndTheFirstIsAnswered(t *testing.T) {
	p := newPatient()
	e := start(t, "utf-16", p.answer)
	e.Open(file, "go", "")
	params := e.Inline(file, "", 0)
	first := e.SendAs(json.RawMessage(`5`), list, params)
	<-p.entered
	e.Raw(servertest.Frame(`{"jsonrpc":"2.0","id":5,"method":"textDocument/completion","params":{}}`))
	if code := first.Wait().Code(); code != -32600 {
		t.Errorf("the duplicate got code %d, want -32600", code)
	}
	p.release <- "x"
	if a := first.Wait(); a.Error != nil || string(a.Result) == "null" {
		t.Errorf("the first got %s, error %v", a.Result, a.Error)
	}
}

func TestPanicIsAnsweredAndTheConnectionLives(t *testing.T) {
	core, logged := observer.New(zapcore.ErrorLevel)
	e := servertest.Start(t, server.Config{
		Engine: &servertest.Engine{Answer: func(context.Context, completion.Request) completion.Result { panic("boom") }},
		Log:    zap.New(core),
	})
	e.Open(file, "go", "a")
	for range 3 {
		if code := e.Ask(inline, e.Inline(file, "a", 1)).Code(); code != -32603 {
			t.Errorf("got code %d, want -32603", code)
		}
	}
	if n := logged.FilterMessage("handler panicked").Len(); n != 3 {
		t.Errorf("%d panics were logged, want 3", n)
	}
}

// TestBadNotificationsDoNotEndTheConnection holds where any error that the
// library gets from a notification closes the connection.
func TestBadNotificationsDoNotEndTheConnection(t *testing.T) {
	e := servertest.Start(t, server.Config{Engine: &servertest.Engine{}})
	e.Open(file, "go", "abc")
	for _, method := range []string{
		"textDocument/didOpen", "textDocument/didChange", "textDocument/didClose", "textDocument/didSave",
		"notebookDocument/didOpen", "notebookDocument/didChange", "notebookDocument/didClose",
		"workspace/didChangeConfiguration", "workspace/didChangeWorkspaceFolders", "workspace/didChangeWatchedFiles",
		"$/setTrace", "$/unheardOf", "unheard/of", "initialized", "textDocument/inlineCompletion",
	} {
		for _, params := range []string{`{}`, `[]`, `[1,2]`, `{"textDocument":null}`, `{"textDocument":{"uri":7}}`,
			`{"textDocument":{"uri":"file:///nowhere","version":null}}`, `{"settings":7}`, `{"event":{"added":[7]}}`} {
			e.Tell(method, json.RawMessage(params))
		}
		e.Tell(method, nil)
	}
	answer := e.Ask(list, e.Inline(file, "abc", 3))
	if answer.Error != nil {
		t.Errorf("afterwards: %v", answer.Error)
	}
}

func TestShutdownsOneAfterTheOtherDoNotCrash(t *testing.T) {
	e := servertest.Start(t, server.Config{Engine: &servertest.Engine{}})
	var asked []*servertest.Pending
	for range 200 {
		asked = append(asked, e.Send("shutdown", nil))
	}
	for i, p := range asked {
		want := -32600
		if i == 0 {
			want = 0
		}
		if code := p.Wait().Code(); code != want {
			t.Fatalf("shutdown %d got code %d, want %d", i, code, want)
		}
	}
}

func TestCallsBesideThoseThatChangeStateDoNotCrash(t *testing.T) {
	engine := &servertest.Engine{}
	e := servertest.Start(t, server.Config{Engine: engine})
	e.Open(file, "go", "")
	var asked []*servertest.Pending
	for i := range 2000 {
		asked = append(asked, e.Send("workspace/executeCommand",
			map[string]any{"command": "fimble.accepted", "arguments": []any{fmt.Sprint(i)}}))
		asked = append(asked, e.Send(list, e.Inline(file, "", 0)))
		if i%3 == 0 {
			asked[len(asked)-1].Cancel()
		}
	}
	for _, p := range asked {
		p.Wait()
	}
	for i, id := range engine.AcceptedIDs() {
		if id != fmt.Sprint(i) {
			t.Fatalf("command %d was handled as number %s", i, id)
		}
	}
}

func TestOneSlowRequestHoldsUpNoOther(t *testing.T) {
	p := newPatient()
	e := start(t, "utf-16", func(ctx context.Context, req completion.Request) completion.Result {
		if req.Purpose == completion.List {
			return completion.Result{}
		}
		return p.answer(ctx, req)
	})
	e.Open(file, "go", "")
	slow := e.Send(inline, e.Inline(file, "", 0))
	<-p.entered
	for range 500 {
		e.Ask(list, e.Inline(file, "", 0))
	}
	if slow.Answered() {
		t.Error("the slow one was answered by itself")
	}
	slow.Cancel()
	slow.Wait()
}

func TestMoreRequestsThanAreAnsweredAtOnceAreAllAnswered(t *testing.T) {
	release := make(chan struct{})
	e := start(t, "utf-16", func(ctx context.Context, req completion.Request) completion.Result {
		<-release
		return completion.Result{}
	})
	e.Open(file, "go", "")
	params := e.Inline(file, "", 0)
	const many = 1000
	sent := make(chan []*servertest.Pending)
	go func() {
		var asked []*servertest.Pending
		for range many {
			asked = append(asked, e.Send(list, params))
		}
		sent <- asked
	}()
	close(release)
	for _, p := range <-sent {
		p.Wait()
	}
}

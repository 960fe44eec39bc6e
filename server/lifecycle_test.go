package server_test

import (
	"context"
	"errors"
	"io"
	"net"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"go.uber.org/goleak"

	"fimble/completion"
	"fimble/server"
	"fimble/server/servertest"
)

func TestNothingIsAnsweredBeforeInitialize(t *testing.T) {
	engine := &servertest.Engine{}
	e := servertest.Connect(t, server.Config{Engine: engine})
	e.Open(file, "go", "")
	for _, method := range []string{inline, list, "shutdown", "workspace/executeCommand", "unheard/of"} {
		if code := e.Ask(method, nil).Code(); code != -32002 {
			t.Errorf("%s got code %d, want -32002", method, code)
		}
	}
	e.Initialize(map[string]any{"capabilities": nil})
	e.Ask(inline, e.Inline(file, "", 0))
	if n := len(engine.Requests()); n != 0 {
		t.Error("a document that was opened too early is open")
	}
	if code := e.Ask("initialize", map[string]any{}).Code(); code != -32600 {
		t.Errorf("a second initialize got code %d, want -32600", code)
	}
	if code := e.Ask("unheard/of", nil).Code(); code != -32601 {
		t.Errorf("an unknown method got code %d, want -32601", code)
	}
}

func TestInitializeThatCannotBeReadMayBeRepeated(t *testing.T) {
	e := servertest.Connect(t, server.Config{Engine: &servertest.Engine{}})
	if code := e.Ask("initialize", []int{1}).Code(); code != -32602 {
		t.Errorf("got code %d, want -32602", code)
	}
	e.Initialize(map[string]any{"capabilities": map[string]any{"textDocument": map[string]any{"codeAction": 7}}})
}

func TestServerSaysWhatItCan(t *testing.T) {
	e := servertest.Connect(t, server.Config{Engine: &servertest.Engine{}, Version: "1.2.3"})
	var result struct {
		Capabilities map[string]any
		ServerInfo   struct{ Name, Version string }
	}
	e.Ask("initialize", map[string]any{"processId": nil, "rootUri": nil, "capabilities": map[string]any{}}).Decode(t, &result)
	if result.ServerInfo.Name != "Fimble" || result.ServerInfo.Version != "1.2.3" {
		t.Errorf("server is %+v", result.ServerInfo)
	}
	if result.Capabilities["inlineCompletionProvider"] != true {
		t.Errorf("inlineCompletionProvider is %v", result.Capabilities["inlineCompletionProvider"])
	}
	if result.Capabilities["positionEncoding"] != "utf-16" {
		t.Errorf("a client that says nothing gets %v", result.Capabilities["positionEncoding"])
	}
	for _, name := range []string{"textDocumentSync", "notebookDocumentSync", "completionProvider", "codeActionProvider", "executeCommandProvider", "workspace"} {
		if result.Capabilities[name] == nil {
			t.Errorf("nothing is said of %s", name)
		}
	}
}

func TestEncodingIsTheBestThatTheClientOffers(t *testing.T) {
	for _, c := range []struct {
		offered []string
		want    string
	}{
		{nil, "utf-16"},
		{[]string{"utf-16"}, "utf-16"},
		{[]string{"utf-32"}, "utf-32"},
		{[]string{"utf-16", "utf-8"}, "utf-8"},
		{[]string{"utf-32", "utf-16"}, "utf-16"},
		{[]string{"utf-32", "utf-8", "utf-16"}, "utf-8"},
		{[]string{"klingon"}, "utf-16"},
	} {
		e := servertest.Connect(t, server.Config{Engine: &servertest.Engine{}})
		caps := e.Initialize(map[string]any{"capabilities": map[string]any{
			"general": map[string]any{"positionEncodings": c.offered},
		}})
		if caps["positionEncoding"] != c.want {
			t.Errorf("%v gives %v, want %s", c.offered, caps["positionEncoding"], c.want)
		}
	}
}

func TestEndIsOrderlyOnlyAfterShutdown(t *testing.T) {
	for _, c := range []struct {
		name string
		end  func(e *servertest.Editor)
		want error
	}{
		{"shutdown and exit", func(e *servertest.Editor) { e.Ask("shutdown", nil); e.Tell("exit", nil) }, nil},
		{"shutdown and end of input", func(e *servertest.Editor) { e.Ask("shutdown", nil); e.Hangup() }, nil},
		{"exit", func(e *servertest.Editor) { e.Tell("exit", nil) }, server.ErrExit},
		{"end of input", func(e *servertest.Editor) { e.Hangup() }, server.ErrExit},
	} {
		t.Run(c.name, func(t *testing.T) {
			e := servertest.Start(t, server.Config{Engine: &servertest.Engine{}})
			c.end(e)
			if err := e.Served(); !errors.Is(err, c.want) {
				t.Errorf("ended with %v, want %v", err, c.want)
			}
		})
	}
	t.Run("exit before initialize", func(t *testing.T) {
		e := servertest.Connect(t, server.Config{Engine: &servertest.Engine{}})
		e.Tell("exit", nil)
		if err := e.Served(); !errors.Is(err, server.ErrExit) {
			t.Errorf("ended with %v", err)
		}
	})
}

func TestAfterShutdownNothingIsAnswered(t *testing.T) {
	e := servertest.Start(t, server.Config{Engine: &servertest.Engine{}})
	e.Ask("shutdown", nil)
	for _, method := range []string{inline, list, "initialize", "unheard/of"} {
		if code := e.Ask(method, nil).Code(); code != -32600 {
			t.Errorf("%s got code %d, want -32600", method, code)
		}
	}
}

func TestOpenRequestsAreAnsweredBeforeTheEnd(t *testing.T) {
	defer goleak.VerifyNone(t, goleak.IgnoreCurrent())
	for name, end := range map[string]func(*servertest.Editor){
		"exit": func(e *servertest.Editor) { e.Tell("exit", nil) },
	} {
		t.Run(name, func(t *testing.T) {
			p := newPatient()
			e := start(t, "utf-16", p.answer)
			e.Open(file, "go", "")
			asked := e.Send(inline, e.Inline(file, "", 0))
			<-p.entered
			end(e)
			if code := asked.Wait().Code(); code != -32800 {
				t.Errorf("got code %d, want -32800", code)
			}
			e.Served()
		})
	}
}

func TestEndOfTheContextEndsTheConnection(t *testing.T) {
	defer goleak.VerifyNone(t, goleak.IgnoreCurrent())
	here, there := net.Pipe()
	defer here.Close()
	ctx, cancel := context.WithCancel(t.Context())
	served := make(chan error)
	go func() { served <- server.Serve(ctx, there, server.Config{Engine: &servertest.Engine{}}) }()
	cancel()
	if err := <-served; !errors.Is(err, context.Canceled) {
		t.Errorf("ended with %v", err)
	}
}

func TestTheEngineIsToldOfTheEndOfAConnection(t *testing.T) {
	engine := &servertest.Engine{}
	e := servertest.Start(t, server.Config{Engine: engine})
	e.Ask("shutdown", nil)
	if got := engine.Departures(); got != 1 {
		t.Errorf("it was told %d times before the editor was: lsp-mode kills the process then", got)
	}
	e.Hangup()
	if err := e.Served(); err != nil {
		t.Fatal(err)
	}
	if got := engine.Departures(); got != 2 { // requests may have been at work until now
		t.Errorf("it was told %d times", got)
	}
}

// TestClientThatLeavesUnderAnAnswerEndsTheConnection holds where an answer that
// cannot be written would keep the process alive after its editor.
func TestClientThatLeavesUnderAnAnswerEndsTheConnection(t *testing.T) {
	defer goleak.VerifyNone(t, goleak.IgnoreCurrent())
	p := newPatient()
	e := start(t, "utf-16", p.answer)
	e.Open(file, "go", "")
	e.Open("file:///w/b.go", "go", "")
	e.Send(inline, e.Inline(file, "", 0))
	e.Send(inline, e.Inline("file:///w/b.go", "", 0))
	<-p.entered
	<-p.entered
	e.Hangup()
	if err := e.Served(); err == nil {
		t.Error("ended as if all was well")
	}
}

// stuck is a connection to a client that is there but does not read. Closing it
// frees nobody, as with a pipe to a stopped process.
type stuck struct {
	io.Reader
	release chan struct{}
}

func (s stuck) Write(p []byte) (int, error) { <-s.release; return len(p), nil }

func (stuck) Close() error { return nil }

func TestClientThatDoesNotReadCannotKeepTheServer(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := stuck{strings.NewReader(servertest.Frame(`{"jsonrpc":"2.0","id":1,"method":"initialize","params":{}}`)), make(chan struct{})}
		began := time.Now()
		ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
		defer cancel()
		if err := server.Serve(ctx, s, server.Config{Engine: &servertest.Engine{}}); err == nil {
			t.Error("ended as if all was well")
		}
		if took := time.Since(began); took > time.Minute+10*time.Second {
			t.Errorf("the end took %v", took-time.Minute)
		}
		close(s.release)
	})
}

func TestConnectionsShareOnlyTheEngine(t *testing.T) {
	engine := &servertest.Engine{Answer: func(_ context.Context, req completion.Request) completion.Result {
		return servertest.Insert(req, "x")
	}}
	a := servertest.Start(t, server.Config{Engine: engine})
	b := servertest.Start(t, server.Config{Engine: engine})
	a.Open(file, "go", "one")
	b.Open(file, "go", "two")
	first := a.Send(inline, a.Inline(file, "one", 3))
	second := b.Send(inline, b.Inline(file, "two", 3))
	if got := onlyItem(t, first.Wait()); got == nil || got.InsertText != "onex" {
		t.Errorf("the first editor got %+v", got)
	}
	if got := onlyItem(t, second.Wait()); got == nil || got.InsertText != "twox" {
		t.Errorf("the second editor got %+v", got)
	}
}

func TestTheUserIsToldBeforeTheEnd(t *testing.T) {
	e := start(t, "utf-8", func(context.Context, completion.Request) completion.Result {
		return completion.Result{Reason: completion.ReasonFailed, Err: errors.New("no such model")}
	})
	e.Open(file, "go", "x")
	params := e.Inline(file, "x", 1)
	params["context"] = map[string]any{"triggerKind": 1}
	e.Ask("textDocument/inlineCompletion", params)
	e.Ask("shutdown", nil)
	if e.Notes() == 0 {
		t.Error("the answer to shutdown came before the message to the user")
	}
}

// Package servertest is an editor for tests: it speaks to a server in memory,
// but with real bytes through the real framing. Its law: it knows the protocol
// only from its text, so it shares no mistake with the code under test.
package servertest

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/textproto"
	"strconv"
	"sync"
	"testing"
	"time"

	"fimble/server"
)

// patience is how long an answer may take before a test fails. It is only
// waited for by a test that fails.
const patience = 30 * time.Second

// An Editor is one client of one connection.
type Editor struct {
	// Reply answers the server's requests. When nil, each gets null.
	Reply func(method string, params json.RawMessage) any

	// Heard is told of every answer, in the order of the wire, before whoever
	// waits for it. Set it before the first request; it must not block.
	Heard func(id json.RawMessage, a Answer)

	t       testing.TB
	conn    net.Conn
	served  chan error
	notes   chan message
	refusal chan *Error
	unit    string

	mu      sync.Mutex
	lastID  int
	waiting map[string]chan Answer
}

// An Answer is what a request got. One of Result and Error is set.
type Answer struct {
	Result json.RawMessage
	Error  *Error
}

// An Error is an error on the wire.
type Error struct {
	Code    int    `json:"code"`
	Message string `json:"message"`
}

type message struct {
	JSONRPC string          `json:"jsonrpc"`
	ID      json.RawMessage `json:"id,omitempty"`
	Method  string          `json:"method,omitempty"`
	Params  json.RawMessage `json:"params,omitempty"`
	Result  json.RawMessage `json:"result,omitempty"`
	Error   *Error          `json:"error,omitempty"`
}

// Connect starts a server and an editor for it. Both end with the test. The
// server is not initialized yet.
func Connect(t testing.TB, cfg server.Config) *Editor {
	t.Helper()
	here, there := net.Pipe()
	e := &Editor{
		t:       t,
		conn:    here,
		served:  make(chan error, 1),
		notes:   make(chan message, 1024),
		refusal: make(chan *Error, 1024),
		unit:    "utf-16",
		waiting: map[string]chan Answer{},
	}
	ctx, cancel := context.WithCancel(context.Background())
	go func() { e.served <- server.Serve(ctx, there, cfg) }()
	read := make(chan struct{})
	go func() { defer close(read); e.read() }()
	t.Cleanup(func() {
		cancel()
		_ = here.Close()
		<-read
		select {
		case err := <-e.served:
			e.served <- err
		case <-time.After(patience):
			t.Error("the server did not end")
		}
	})
	return e
}

// Start is Connect and an initialize with default capabilities.
func Start(t testing.TB, cfg server.Config) *Editor {
	t.Helper()
	e := Connect(t, cfg)
	e.Initialize(map[string]any{"capabilities": map[string]any{}})
	return e
}

// Initialize does the handshake and returns what the server can do.
func (e *Editor) Initialize(params any) map[string]any {
	e.t.Helper()
	var result struct {
		Capabilities map[string]any `json:"capabilities"`
	}
	e.Ask("initialize", params).Decode(e.t, &result)
	e.unit, _ = result.Capabilities["positionEncoding"].(string)
	e.Tell("initialized", map[string]any{})
	return result.Capabilities
}

// Ask sends a request and waits for its answer.
func (e *Editor) Ask(method string, params any) Answer {
	e.t.Helper()
	return e.Send(method, params).Wait()
}

// Tell sends a notification.
func (e *Editor) Tell(method string, params any) {
	e.t.Helper()
	e.write(message{Method: method, Params: encode(e.t, params)})
}

// A Pending is a request without an answer yet.
type Pending struct {
	ID     json.RawMessage
	editor *Editor
	answer chan Answer
}

// Send sends a request under the next number.
func (e *Editor) Send(method string, params any) *Pending {
	e.t.Helper()
	e.mu.Lock()
	e.lastID++
	id := strconv.Itoa(e.lastID)
	e.mu.Unlock()
	return e.SendAs(json.RawMessage(id), method, params)
}

// SendAs sends a request under an id of its own.
func (e *Editor) SendAs(id json.RawMessage, method string, params any) *Pending {
	e.t.Helper()
	p := e.Expect(id)
	e.write(message{ID: id, Method: method, Params: encode(e.t, params)})
	return p
}

// Expect is a request that the test sends by Raw.
func (e *Editor) Expect(id json.RawMessage) *Pending {
	p := &Pending{id, e, make(chan Answer, 8)}
	e.mu.Lock()
	defer e.mu.Unlock()
	e.waiting[string(id)] = p.answer
	return p
}

// Wait is the answer.
func (p *Pending) Wait() Answer {
	p.editor.t.Helper()
	select {
	case a := <-p.answer:
		return a
	case <-time.After(patience):
		p.editor.t.Fatalf("no answer to request %s", p.ID)
		return Answer{}
	}
}

// Answered reports whether the answer is there.
func (p *Pending) Answered() bool { return len(p.answer) > 0 }

// Cancel asks the server to give up on the request.
func (p *Pending) Cancel() {
	p.editor.t.Helper()
	p.editor.Tell("$/cancelRequest", map[string]any{"id": p.ID})
}

// Decode reads a result. An error fails the test.
func (a Answer) Decode(t testing.TB, into any) {
	t.Helper()
	if a.Error != nil {
		t.Fatalf("the server answered with error %d: %s", a.Error.Code, a.Error.Message)
	}
	if err := json.Unmarshal(a.Result, into); err != nil {
		t.Fatalf("decode %s: %v", a.Result, err)
	}
}

// Code is the code of an error, or 0.
func (a Answer) Code() int {
	if a.Error == nil {
		return 0
	}
	return a.Error.Code
}

// Raw sends bytes as they are.
func (e *Editor) Raw(text string) {
	e.t.Helper()
	if _, err := io.WriteString(e.conn, text); err != nil {
		e.t.Fatalf("write: %v", err)
	}
}

// Try sends bytes as they are to a server that may not read them all.
func (e *Editor) Try(text string) { _, _ = io.WriteString(e.conn, text) }

// Frame is a message as it stands on the wire.
func Frame(body string) string {
	return fmt.Sprintf("Content-Length: %d\r\n\r\n%s", len(body), body)
}

// Refused waits for an answer without an id.
func (e *Editor) Refused() *Error {
	e.t.Helper()
	select {
	case err := <-e.refusal:
		return err
	case <-time.After(patience):
		e.t.Fatal("nothing was refused")
		return nil
	}
}

// Note waits for the next notification of that method, and drops others.
func (e *Editor) Note(method string) json.RawMessage {
	e.t.Helper()
	timeout := time.After(patience)
	for {
		select {
		case m := <-e.notes:
			if m.Method == method {
				return m.Params
			}
		case <-timeout:
			e.t.Fatalf("no notification %s", method)
		}
	}
}

// Notes is how many notifications have come and were not waited for.
func (e *Editor) Notes() int { return len(e.notes) }

// Hangup closes the connection.
func (e *Editor) Hangup() { _ = e.conn.Close() }

// Served waits until the server has ended, and is how.
func (e *Editor) Served() error {
	e.t.Helper()
	select {
	case err := <-e.served:
		e.served <- err
		return err
	case <-time.After(patience):
		e.t.Fatal("the server did not end")
		return nil
	}
}

func (e *Editor) write(m message) {
	e.t.Helper()
	m.JSONRPC = "2.0"
	e.Raw(Frame(string(encode(e.t, m))))
}

func (e *Editor) read() {
	in := bufio.NewReader(e.conn)
	for {
		header, err := textproto.NewReader(in).ReadMIMEHeader()
		if err != nil {
			return
		}
		length, err := strconv.Atoi(header.Get("Content-Length"))
		if err != nil {
			e.t.Errorf("the server sent the header %v", header)
			return
		}
		body := make([]byte, length)
		if _, err := io.ReadFull(in, body); err != nil {
			return
		}
		var m message
		if err := json.Unmarshal(body, &m); err != nil {
			e.t.Errorf("the server sent %q: %v", body, err)
			return
		}
		e.receive(m)
	}
}

func (e *Editor) receive(m message) {
	switch {
	case m.Method != "" && m.ID != nil:
		go e.reply(m)
	case m.Method != "":
		e.notes <- m
	case string(m.ID) == "null":
		e.refusal <- m.Error
	default:
		e.mu.Lock()
		answer := e.waiting[string(m.ID)]
		e.mu.Unlock()
		if answer == nil {
			e.t.Errorf("the server answered request %s, which nobody asked", m.ID)
			return
		}
		if e.Heard != nil {
			e.Heard(m.ID, Answer{m.Result, m.Error})
		}
		answer <- Answer{m.Result, m.Error}
	}
}

// reply answers a request of the server. The connection may have ended.
func (e *Editor) reply(m message) {
	var result any
	if e.Reply != nil {
		result = e.Reply(m.Method, m.Params)
	}
	body, err := json.Marshal(struct {
		JSONRPC string          `json:"jsonrpc"`
		ID      json.RawMessage `json:"id"`
		Result  any             `json:"result"`
	}{"2.0", m.ID, result})
	if err == nil {
		_, _ = io.WriteString(e.conn, Frame(string(body)))
	}
}

func encode(t testing.TB, v any) json.RawMessage {
	t.Helper()
	if raw, ok := v.(json.RawMessage); ok {
		return raw
	}
	if v == nil {
		return nil
	}
	b, err := json.Marshal(v)
	if err != nil {
		t.Fatalf("encode %v: %v", v, err)
	}
	return b
}

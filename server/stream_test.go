package server_test

import (
	"encoding/json"
	"strconv"
	"strings"
	"testing"

	"fimble/server"
	"fimble/server/servertest"
)

// TestBadMessagesAreRefusedAndReadingGoesOn holds where the library closes the
// connection, and with it loses every buffer.
func TestBadMessagesAreRefusedAndReadingGoesOn(t *testing.T) {
	for _, c := range []struct {
		name, body string
		code       int
	}{
		{"cut off", `{"jsonrpc":"2.0","id":1,"method":"shut`, -32700},
		{"not JSON", `hello`, -32700},
		{"two values", `{"jsonrpc":"2.0","method":"a"}{}`, -32700},
		{"bad parameters of a call without sense", `{"jsonrpc":"2.0","id":1.5,"method":"a","params":{bad}}`, -32700},
		{"bad parameters of a notification", `{"jsonrpc":"2.0","method":"textDocument/didOpen","params":{bad}}`, -32700},
		{"empty", ``, -32700},
		{"blank", ` `, -32700},
		{"not text", "\xff\xfe\x00", -32700},
		{"bare number", `42`, -32600},
		{"bare text", `"initialize"`, -32600},
		{"null", `null`, -32600},
		{"object of no kind", `{}`, -32600},
		{"no version", `{"id":1,"method":"shutdown"}`, -32600},
		{"wrong version", `{"jsonrpc":"1.0","id":1,"method":"shutdown"}`, -32600},
		{"no method", `{"jsonrpc":"2.0","id":1}`, -32600},
		{"method that is no text", `{"jsonrpc":"2.0","id":1,"method":7}`, -32600},
		{"fractional id", `{"jsonrpc":"2.0","id":1.5,"method":"shutdown"}`, -32600},
		{"id that is an object", `{"jsonrpc":"2.0","id":{},"method":"shutdown"}`, -32600},
		{"id that is null", `{"jsonrpc":"2.0","id":null,"method":"shutdown"}`, -32600},
		{"id beyond 64 bits", `{"jsonrpc":"2.0","id":99999999999999999999,"method":"shutdown"}`, -32600},
		{"request and answer in one", `{"jsonrpc":"2.0","id":1,"method":"shutdown","result":1}`, -32600},
		{"empty batch", `[]`, -32600},
		{"batch", `[{"jsonrpc":"2.0","id":1,"method":"shutdown"},{"jsonrpc":"2.0","method":"exit"}]`, -32600},
		{"batch behind blanks", " \r\n\t[{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"shutdown\"}]", -32600},
		{"batch of nonsense", `[1,2,3]`, -32600},
		{"broken batch", `[1,`, -32700},
	} {
		t.Run(c.name, func(t *testing.T) {
			engine := &servertest.Engine{}
			e := servertest.Start(t, server.Config{Engine: engine})
			e.Open(file, "go", "kept")
			e.Raw(servertest.Frame(c.body))
			if refused := e.Refused(); refused == nil || refused.Code != c.code {
				t.Errorf("got %+v, want code %d", refused, c.code)
			}
			alive(t, e, engine, "kept")
		})
	}
}

// alive checks that the connection works and the buffer is what it was.
func alive(t *testing.T, e *servertest.Editor, engine *servertest.Engine, text string) {
	t.Helper()
	if a := e.Ask(list, e.Inline(file, text, len(text))); a.Error != nil {
		t.Fatalf("afterwards: %v", a.Error)
	}
	requests := engine.Requests()
	if len(requests) == 0 {
		t.Fatal("afterwards the document is not open")
	}
	if got := servertest.Text(requests[len(requests)-1]); got != text {
		t.Errorf("afterwards the text is %.80q, want %.80q", got, text)
	}
}

func TestParametersThatDoNotFitAreAnsweredUnderTheirID(t *testing.T) {
	e := servertest.Start(t, server.Config{Engine: &servertest.Engine{}})
	for params, code := range map[string]int{
		`[]`:                               -32602,
		`{"textDocument":7}`:               -32602,
		`{"position":{"line":1.5}}`:        -32602,
		`{"position":{"line":"0"}}`:        -32602,
		`{"context":{"triggerKind":"no"}}`: -32602,
	} {
		if got := e.Ask(inline, json.RawMessage(params)).Code(); got != code {
			t.Errorf("%s got code %d, want %d", params, got, code)
		}
	}
	e.Raw(servertest.Frame(`{"jsonrpc":"2.0","id":1,"method":"` + inline + `","params":{bad}}`))
	p := e.SendAs(json.RawMessage(`99`), inline, json.RawMessage(`{}`))
	if a := p.Wait(); string(a.Result) != "null" {
		t.Errorf("parameters without a document got %s, error %v", a.Result, a.Error)
	}
}

func TestHeadersOfAllSortsAreUnderstood(t *testing.T) {
	body := `{"jsonrpc":"2.0","id":"h","method":"` + list + `","params":{}}`
	length := strconv.Itoa(len(body))
	for name, head := range map[string]string{
		"lower case":       "content-length: " + length + "\r\n\r\n",
		"upper case":       "CONTENT-LENGTH: " + length + "\r\n\r\n",
		"no blank":         "Content-Length:" + length + "\r\n\r\n",
		"more blanks":      "Content-Length: \t" + length + " \r\n\r\n",
		"type before":      "Content-Type: application/vscode-jsonrpc; charset=utf-8\r\nContent-Length: " + length + "\r\n\r\n",
		"type behind":      "Content-Length: " + length + "\r\nContent-Type: x\r\n\r\n",
		"bare line feeds":  "Content-Length: " + length + "\n\n",
		"said twice":       "Content-Length: 7\r\nContent-Length: " + length + "\r\n\r\n",
		"printed line":     "hello from a library\nContent-Length: " + length + "\r\n\r\n",
		"printed word":     "hello" + "Content-Length: " + length + "\r\n\r\n",
		"printed field":    "warning: something\r\n\r\nContent-Length: " + length + "\r\n\r\n",
		"negative before":  "Content-Length: -5\r\n\r\nContent-Length: " + length + "\r\n\r\n",
		"no number before": "Content-Length: many\r\n\r\nContent-Length: " + length + "\r\n\r\n",
		"endless before":   "Content-Length: 99999999999999\r\n\r\nContent-Length: " + length + "\r\n\r\n",
		"long noise":       strings.Repeat("noise ", 50000) + "Content-Length: " + length + "\r\n\r\n",
		"blank lines":      "\r\n\r\n\n\nContent-Length: " + length + "\r\n\r\n",
		"binary noise":     "\x00\xff\n\x80Content-Length: " + length + "\r\n\r\n",
	} {
		t.Run(name, func(t *testing.T) {
			e := servertest.Start(t, server.Config{Engine: &servertest.Engine{}})
			p := e.Expect(json.RawMessage(`"h"`))
			e.Raw(head + body)
			if a := p.Wait(); a.Error != nil {
				t.Errorf("got error %v", a.Error)
			}
		})
	}
}

func TestNoiseAtEveryPlaceOfTheReadBufferIsSkipped(t *testing.T) {
	e := servertest.Start(t, server.Config{Engine: &servertest.Engine{}})
	for n := 64<<10 - 40; n < 64<<10+40; n++ {
		p := e.Expect(json.RawMessage(`"n"`))
		e.Raw(strings.Repeat("x", n) + servertest.Frame(`{"jsonrpc":"2.0","id":"n","method":"`+list+`"}`))
		p.Wait()
	}
}

func TestSocketThatSpeaksAnotherProtocolIsClosed(t *testing.T) {
	for name, sent := range map[string]string{
		"HTTP":     "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n",
		"word":     "hello\r\n",
		"nothing":  "\r\n\r\n",
		"negative": "Content-Length: -1\r\n\r\n",
		"endless":  strings.Repeat("x", 70000),
	} {
		t.Run(name, func(t *testing.T) {
			e := servertest.Connect(t, server.Config{Engine: &servertest.Engine{}, Strict: true})
			go e.Try(sent)
			if err := e.Served(); err == nil || !strings.Contains(err.Error(), "header") {
				t.Errorf("ended with %v", err)
			}
		})
	}
}

func TestStrictConnectionWorks(t *testing.T) {
	engine := &servertest.Engine{}
	e := servertest.Start(t, server.Config{Engine: engine, Strict: true})
	e.Open(file, "go", "text")
	e.Raw(servertest.Frame(`hello`))
	if code := e.Refused().Code; code != -32700 {
		t.Errorf("got code %d, want -32700", code)
	}
	alive(t, e, engine, "text")
}

func TestFramesMayBeSplitAndJoined(t *testing.T) {
	const each = `{"jsonrpc":"2.0","id":"s","method":"` + list + `","params":{}}`
	e := servertest.Start(t, server.Config{Engine: &servertest.Engine{}})
	p := e.Expect(json.RawMessage(`"s"`))
	frame := servertest.Frame(each)
	for cut := range len(frame) {
		e.Raw(frame[:cut])
		e.Raw(frame[cut:])
		p.Wait()
	}
	for i := range len(frame) {
		e.Raw(frame[i : i+1])
	}
	p.Wait()
	e.Raw(servertest.Frame(`{"jsonrpc":"2.0","method":"$/a"}`) + servertest.Frame(`{"jsonrpc":"2.0","method":"$/b"}`) + frame + frame[:9])
	p.Wait()
	e.Raw(frame[9:])
	p.Wait()
}

func TestFrameUpToTheLimitIsReadAndAboveItRefused(t *testing.T) {
	if testing.Short() {
		t.Skip("moves 130 MB")
	}
	const limit = 64 << 20
	engine := &servertest.Engine{}
	e := servertest.Start(t, server.Config{Engine: engine})
	e.Open(file, "plaintext", "kept")

	head := `{"jsonrpc":"2.0","method":"textDocument/didOpen","params":{"textDocument":{"uri":"file:///w/big","languageId":"plaintext","version":1,"text":"`
	tail := `"}}}`
	line := strings.Repeat("x", 99) + `\n` // 100 bytes of text in 101 on the wire
	filled := strings.Repeat(line, (limit-len(head)-len(tail))/len(line))
	text := filled + strings.Repeat("y", limit-len(head)-len(tail)-len(filled))
	e.Raw(servertest.Frame(head + text + tail))
	params := e.Inline("file:///w/big", "", 0)
	e.Ask(list, params)
	requests := engine.Requests()
	if len(requests) != 1 || len(servertest.Text(requests[0])) != len(text)-strings.Count(text, `\n`) {
		t.Error("a message of exactly the limit was not taken whole")
	}

	e.Raw(servertest.Frame(head + text + "z" + tail))
	refused := e.Refused()
	if refused.Code != -32600 || !strings.Contains(refused.Message, "67108865") || !strings.Contains(refused.Message, "67108864") {
		t.Errorf("got %+v, want the length and the limit", refused)
	}
	alive(t, e, engine, "kept")
}

package model_test

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"
	"unicode/utf8"

	"go.uber.org/zap"

	"fimble/completion/model"
	"fimble/completion/model/modeltest"
)

// A fault is what a server does in place of its work.
type fault struct {
	play    http.HandlerFunc // nil: there is no server
	well    func(*answerOf, http.ResponseWriter, *http.Request)
	endless bool // it goes on until nobody listens any more
	spares  bool // a backend may make something of it
}

// An answerOf is what the well server says to a request.
type answerOf struct {
	kind string
	body []byte
}

// slowly is the deadline of requests to a server that does not end, and
// surely of all others, which must not need it.
const (
	slowly = 100 * time.Millisecond
	surely = 30 * time.Second
)

// mostTaken is how much memory a fault may take in all, that of the server
// included: several times the bounds of this package, and little of a gigabyte.
const mostTaken = 96 << 20

// mostRead is how much of a gigabyte may be read: what the bounds allow, and
// what is on its way then.
const mostRead = 48 << 20

var faults = map[string]fault{
	"refused": {},
	"reset": {play: func(w http.ResponseWriter, _ *http.Request) {
		conn, _, _ := w.(http.Hijacker).Hijack()
		_ = conn.(*net.TCPConn).SetLinger(0)
		_ = conn.Close()
	}},
	"400": {play: status(400)}, "401": {play: status(401)}, "404": {play: status(404)}, "413": {play: status(413)}, "422": {play: status(422)},
	"429": {play: status(429)}, "500": {play: status(500)}, "502": {play: status(502)}, "503": {play: status(503)},
	"garbage": {play: func(w http.ResponseWriter, _ *http.Request) {
		conn, _, _ := w.(http.Hijacker).Hijack()
		_, _ = conn.Write([]byte("\x00\xff\x16\x03\x01 no HTTP at all\n\n"))
		_ = conn.Close()
	}},
	"bad JSON": {play: func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/event-stream")
		line := "data: {\"choices\": nonsense}\n\n"
		if strings.HasPrefix(r.URL.Path, "/api/") {
			line = line[len("data: "):]
		}
		_, _ = io.WriteString(w, line)
	}},
	"half a stream": {well: func(a *answerOf, w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", a.kind)
		_, _ = w.Write(a.body[:len(a.body)/2])
		w.(http.Flusher).Flush()
		panic(http.ErrAbortHandler)
	}},
	"one byte a second": {endless: true, well: func(a *answerOf, w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", a.kind)
		for i := range a.body {
			_, _ = w.Write(a.body[i : i+1])
			w.(http.Flusher).Flush()
			select {
			case <-r.Context().Done():
				return
			case <-time.After(time.Second):
			}
		}
	}},
	"hang": {endless: true, play: func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() }},
	"a gigabyte in a line": {play: func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/event-stream")
		_, _ = io.WriteString(w, "data: ")
		gigabyte(w, "x")
	}},
	"a gigabyte of lines": {play: func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/event-stream")
		gigabyte(w, ": nothing"+strings.Repeat(" ", 90)+"\n\n")
	}},
	"a gigabyte of nothing": {play: func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/event-stream")
		gigabyte(w, strings.Repeat(" ", 99)+"\n")
	}},
	"a gigabyte of refusal": {play: func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(500)
		gigabyte(w, "no ")
	}},
	"a gigabyte of headers": {play: func(w http.ResponseWriter, _ *http.Request) {
		conn, _, _ := w.(http.Hijacker).Hijack()
		defer conn.Close()
		_, _ = io.WriteString(conn, "HTTP/1.1 200 OK\r\n")
		gigabyte(conn, "X-Y: z\r\n")
	}},
	"no UTF-8": {spares: true, well: func(a *answerOf, w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", a.kind)
		_, _ = w.Write(bytes.ReplaceAll(a.body, []byte("wö"), []byte("w\xff\xc3(")))
	}},
	"a redirect": {},
	"a bomb": {play: func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/event-stream")
		w.Header().Set("Content-Encoding", "gzip")
		_, _ = w.Write(bomb())
	}},
}

func status(code int) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		w.Header().Set("Retry-After", "7")
		w.WriteHeader(code)
		_, _ = io.WriteString(w, `{"error":{"message":"no"}}`)
	}
}

// bomb is a gigabyte when it is unpacked, member by member.
var bomb = sync.OnceValue(func() []byte {
	var member bytes.Buffer
	w := gzip.NewWriter(&member)
	_, _ = w.Write(make([]byte, 1<<20))
	_ = w.Close()
	return bytes.Repeat(member.Bytes(), 1<<10)
})

// gigabyte writes so much, or as much as anybody reads, which it counts.
func gigabyte(w io.Writer, piece string) {
	block := []byte(strings.Repeat(piece, 64<<10/len(piece)))
	for range 1 << 30 / len(block) {
		n, err := w.Write(block)
		written.Add(int64(n))
		if err != nil {
			return
		}
	}
}

var written atomic.Int64

// A front stands before a server that is well, and may have a fault.
type front struct {
	t         *testing.T
	address   string
	server    *httptest.Server
	behind    string // address of the one that is well
	elsewhere *httptest.Server
	followed  atomic.Int32 // requests that were sent elsewhere, and came there
	fault     atomic.Pointer[fault]
}

func newFront(t *testing.T, behind string) *front {
	f := &front{t: t, address: "127.0.0.1:0", behind: behind}
	f.elsewhere = httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { f.followed.Add(1) }))
	f.start()
	f.address = f.server.Listener.Addr().String()
	t.Cleanup(func() { f.server.Close(); f.elsewhere.Close() })
	return f
}

func (f *front) start() {
	listener, err := net.Listen("tcp", f.address)
	if err != nil {
		f.t.Fatal(err)
	}
	f.server = &httptest.Server{Listener: listener, Config: &http.Server{Handler: http.HandlerFunc(f.serve)}}
	f.server.Start()
}

// breaks begins a fault, and mend ends it.
func (f *front) breaks(name string) {
	how := faults[name]
	switch name {
	case "refused":
		f.server.Close()
		return
	case "a redirect":
		how.play = http.RedirectHandler(f.elsewhere.URL+"/stolen", http.StatusTemporaryRedirect).ServeHTTP
	}
	f.fault.Store(&how)
}

func (f *front) mend(name string) {
	f.fault.Store(nil)
	if name == "refused" {
		f.start()
	}
}

func (f *front) serve(w http.ResponseWriter, r *http.Request) {
	body, _ := io.ReadAll(r.Body)
	how := f.fault.Load()
	if how != nil && how.play != nil {
		how.play(w, r)
		return
	}
	req, _ := http.NewRequestWithContext(r.Context(), r.Method, f.behind+r.URL.RequestURI(), bytes.NewReader(body))
	req.Header = r.Header.Clone()
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		return
	}
	defer resp.Body.Close()
	said, _ := io.ReadAll(resp.Body)
	answer := &answerOf{resp.Header.Get("Content-Type"), said}
	if how != nil {
		how.well(answer, w, r)
		return
	}
	w.Header().Set("Content-Type", answer.kind)
	w.WriteHeader(resp.StatusCode)
	_, _ = w.Write(said)
}

// wellServer is the address of a server for a backend.
func wellServer(t *testing.T, backend string) string {
	switch backend {
	case "anthropic":
		return modeltest.NewAnthropic(t, modeltest.Exchanges(t)...).URL
	case "auto", "llamacpp":
		return modeltest.NewLlama(t, modeltest.LlamaOptions{}, modeltest.Exchanges(t)...).URL
	case "ollama":
		return modeltest.NewOllama(t, modeltest.OllamaOptions{}, modeltest.Exchanges(t)...).URL
	}
	return modeltest.NewOpenAI(t, modeltest.OpenAIOptions{}, modeltest.Exchanges(t)...).URL
}

// asks asks as the trunk does, and says how long that took. Whatever is said
// must be text.
func asks(t *testing.T, m model.Model, deadline time.Duration) (text string, took time.Duration, err error) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), deadline)
	defer cancel()
	began := time.Now()
	if err := m.(model.Prober).Probe(ctx); err != nil {
		return "", time.Since(began), err
	}
	for chunk, failure := range m.Generate(ctx, modeltest.Ask("whole")) {
		text, err = text+chunk.Text, failure
	}
	if !utf8.ValidString(text) {
		t.Errorf("it says %q", text)
	}
	return text, time.Since(began), err
}

// Every backend, every fault, at the first request to a server and later: the
// request ends in time with an error, memory stays bounded, and the first
// request after the fault is answered at once.
func TestEveryBackendSurvivesEveryFault(t *testing.T) {
	const whole = "// héllo wörld ✓\n 日本"
	for _, backend := range model.Backends() {
		for name, how := range faults {
			for _, when := range []string{"at first", "later"} {
				t.Run(backend+", "+name+", "+when, func(t *testing.T) {
					f := newFront(t, wellServer(t, backend))
					m, err := model.New(backend, model.Options{
						URL: "http://" + f.address, Model: map[string]string{"ollama": "tiny", "anthropic": "claude-one"}[backend],
						Key: model.FixedKey("secret"), Recognise: coder,
					}, zap.NewNop())
					if err != nil {
						t.Fatal(err)
					}
					defer m.(interface{ Close() }).Close()
					if when == "later" {
						if text, _, err := asks(t, m, surely); text != whole || err != nil {
							t.Fatalf("while the server is well: %q, %v", text, err)
						}
					}
					f.breaks(name)
					before := allocated()
					written.Store(0)
					deadline := surely
					if how.endless {
						deadline = slowly
					}
					text, took, err := asks(t, m, deadline)
					if taken := allocated() - before; taken > mostTaken {
						t.Errorf("it took %d MB of memory", taken>>20)
					}
					if n := written.Load(); n > mostRead {
						t.Errorf("it read %d MB", n>>20)
					}
					if err == nil && !how.spares || text == whole {
						t.Errorf("it says %q, %v", text, err)
					}
					if how.endless != errors.Is(err, context.DeadlineExceeded) || took > deadline+time.Second {
						t.Errorf("it ended after %v with %v", took, err)
					}
					if refusal, ok := errors.AsType[*model.Refusal](err); name == "429" && (!ok || refusal.RetryAfter != 7*time.Second) {
						t.Errorf("it does not tell how long to wait: %v", err)
					}
					if f.followed.Load() > 0 {
						t.Error("the redirect was followed")
					}
					f.mend(name)
					if text, took, err := asks(t, m, surely); text != whole || err != nil || took > 2*time.Second {
						t.Errorf("afterwards: %q, %v, after %v", text, err, took)
					}
				})
			}
		}
	}
}

// allocated is how much memory was taken so far, given back or not.
func allocated() uint64 {
	var stats runtime.MemStats
	runtime.ReadMemStats(&stats)
	return stats.TotalAlloc
}

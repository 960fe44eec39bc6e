package model

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"go.uber.org/zap"
)

// faultOf is what sort of thing goes wrong when a server at the options is
// asked.
func faultOf(t *testing.T, o Options) (Fault, error) {
	t.Helper()
	o.Name = "m"
	m, err := NewLlamaCpp(o, zap.NewNop())
	if err != nil {
		t.Fatal(err)
	}
	defer m.Close()
	var last error
	for _, err := range m.Generate(t.Context(), Request{Prompt: "func add(a, b int) int {"}) {
		last = err
	}
	if last == nil {
		t.Fatal("nothing went wrong")
	}
	return FaultOf(last), last
}

func TestWhatAServerRefusesTellsTheFault(t *testing.T) {
	for answer, want := range map[string]Fault{
		`401 {"error":{"message":"Invalid API Key"}}`:      WrongKey,
		`401 {"error":"the key sk-0123456789 is wrong"}`:   WrongKey,
		`402 {"error":{"message":"Insufficient Balance"}}`: WrongKey,
		`403 {"error":"no"}`:                               WrongKey,
		`404 {"error":"model 'x' not found"}`:              WrongModel,
		`404 page not found`:                               WrongURL,
		`405 no`:                                           WrongURL,
		`407 pay`:                                          WrongProxy,
		`408 late`:                                         Silent,
		`413 {"error":"large"}`:                            TooLong,
		`400 {"error":{"message":"the request exceeds the available context size"}}`:     TooLong,
		`400 {"error":{"message":"This model's maximum context length is 4096 tokens"}}`: TooLong,
		`400 {"error":{"message":"prompt is too long: 200001 tokens > 200000 maximum"}}`: TooLong,
		`400 {"error":"cannot read func add(a, b int) int {"}`:                           Unwanted,
		`422 {"error":"what"}`:      Unwanted,
		`429 {"error":"slow down"}`: Busy,
		`500 {"error":"oh"}`:        Broken,
		`503 {"error":{"message":"Loading model","type":"unavailable_error","code":503}}`: Loading,
		`503 {"error":"Model x is currently loading","estimated_time":20}`:                Loading,
		`503 {"error":"no slot is free"}`:                                                 Broken,
		`500 {"error":"failed at loading the model"}`:                                     Broken,
		`502 <html>`:                 Broken,
		`529 {"error":"overloaded"}`: Busy,
		`200 <html>`:                 WrongURL,
		// What a server says is no advice of ours.
		"500 {\"error\":\"" + checkURL + "\"}":                             Broken,
		"422 {\"error\":\"" + writeHTTPS + "\"}":                           Unwanted,
		`200 {"error":{"type":"overloaded_error","message":"Overloaded"}}`: Busy,
		`200 {"error":"out of memory"}`:                                    Broken,
	} {
		server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			status, body, _ := strings.Cut(answer, " ")
			kind := map[byte]string{'{': "application/json", '<': "text/html"}[body[0]]
			w.Header().Set("Content-Type", kind)
			code := 0
			_, _ = fmt.Sscan(status, &code)
			w.WriteHeader(code)
			_, _ = io.WriteString(w, body)
		}))
		if got, err := faultOf(t, Options{URL: server.URL, Key: FixedKey("sk-0123456789")}); got != want {
			t.Errorf("%s is %s, want %s: %v", answer, got, want, err)
		}
		server.Close()
	}
}

func TestWhereAServerIsTellsTheFault(t *testing.T) {
	elsewhere := httptest.NewServer(http.NotFoundHandler())
	defer elsewhere.Close()
	moved := httptest.NewServer(http.RedirectHandler(elsewhere.URL, http.StatusFound))
	defer moved.Close()
	resets := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		conn, _, _ := w.(http.Hijacker).Hijack()
		_ = conn.Close()
	}))
	defer resets.Close()
	locked, own := secure(t)
	noKey := func(context.Context) (string, error) { return "", errors.New("no such file") }
	for name, c := range map[string]struct {
		options Options
		want    Fault
	}{
		"nobody there":         {Options{URL: "http://127.0.0.1:1"}, Unreached},
		"reset":                {Options{URL: resets.URL}, Broken},
		"moved":                {Options{URL: moved.URL}, WrongURL},
		"no TLS there":         {Options{URL: strings.Replace(elsewhere.URL, "http:", "https:", 1)}, WrongURL},
		"TLS there":            {Options{URL: strings.Replace(locked.URL, "https:", "http:", 1)}, WrongURL},
		"an unknown authority": {Options{URL: locked.URL}, WrongTLS},
		"another host":         {Options{URL: strings.Replace(locked.URL, "127.0.0.1", "localhost", 1), CAFile: own}, WrongTLS},
		"no key":               {Options{URL: elsewhere.URL, Key: noKey}, WrongKey},
	} {
		if got, err := faultOf(t, c.options); got != c.want {
			t.Errorf("%s is %s, want %s: %v", name, got, c.want, err)
		}
	}
}

func TestErrorsOfTheNetworkTellTheFault(t *testing.T) {
	for want, err := range map[Fault]error{
		WrongHost:  &net.OpError{Op: "dial", Err: &net.DNSError{Err: "no such host", Name: "box", IsNotFound: true}},
		Unreached:  &net.OpError{Op: "dial", Err: &net.DNSError{Err: "server misbehaving", Name: "box", IsTemporary: true}},
		WrongProxy: advise(&net.OpError{Op: "proxyconnect", Err: errors.New("refused")}),
		Silent:     &net.OpError{Op: "dial", Err: context.DeadlineExceeded},
		Broken:     io.ErrUnexpectedEOF,
	} {
		if got := FaultOf(fmt.Errorf("m http://box/completion: %w", err)); got != want {
			t.Errorf("%v is %s, want %s", err, got, want)
		}
	}
}

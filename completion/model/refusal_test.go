package model

import (
	"bytes"
	"compress/gzip"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"go.uber.org/zap"
)

func TestRetryAfterIsSecondsOrADate(t *testing.T) {
	const date = "Sun, 06 Nov 1994 08:49:37 GMT"
	for value, want := range map[string]time.Duration{
		"":                               0,
		"0":                              0,
		"7":                              7 * time.Second,
		"-7":                             0,
		"7.5":                            0,
		"soon":                           0,
		"86400":                          longestPause,
		"99999999999999999999":           0,
		"Sun, 06 Nov 1994 08:50:07 GMT":  30 * time.Second,
		"Sunday, 06-Nov-94 08:50:07 GMT": 30 * time.Second,
		"Sun, 06 Nov 1994 08:49:07 GMT":  0,
		"Sun, 06 Nov 2094 08:49:07 GMT":  longestPause,
	} {
		if got := pause(http.Header{"Retry-After": {value}, "Date": {date}}); got != want {
			t.Errorf("%q is %v, want %v", value, got, want)
		}
	}
	soon := time.Now().Add(time.Minute).UTC().Format(http.TimeFormat)
	if got := pause(http.Header{"Retry-After": {soon}}); got < 50*time.Second || got > time.Minute {
		t.Errorf("a date in a minute is %v from a server without a clock", got)
	}
}

func TestRefusalIsFoundInTheErrorOfAStream(t *testing.T) {
	prompt := "func add(a, b int) int {"
	for body, want := range map[string]Refusal{
		`{"error":{"message":"slow down"}}`:                 {429, "slow down", 7 * time.Second},
		`{"error":"cannot read ` + prompt + `"}`:            {429, "cannot read ... (it repeats the request)", 7 * time.Second},
		`{"error":"the key sk-0123456789 is at its limit"}`: {429, "the key [key] is at its limit", 7 * time.Second},
	} {
		server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Retry-After", "7")
			w.WriteHeader(http.StatusTooManyRequests)
			_, _ = io.WriteString(w, body)
		}))
		m, err := NewLlamaCpp(Options{Name: "m", URL: server.URL, Key: FixedKey("sk-0123456789")}, zap.NewNop())
		if err != nil {
			t.Fatal(err)
		}
		for _, err := range m.Generate(t.Context(), Request{Prompt: prompt}) {
			got, ok := errors.AsType[*Refusal](err)
			if !ok || *got != want {
				t.Errorf("got %v of %v, want %v", got, err, want)
			}
			if full := "m " + server.URL + "/completion: 429 " + want.Words; err.Error() != full {
				t.Errorf("got  %v\nwant %s", err, full)
			}
		}
		server.Close()
	}
}

func TestErrorsOfTheSetUpSayWhatToDo(t *testing.T) {
	for name, c := range map[string]struct {
		status     int
		kind, body string
		want       string
	}{
		"a web page":             {200, "text/html; charset=utf-8", "<html>Welcome</html>", ": the answer is a web page: " + checkURL},
		"plain words":            {200, "text/plain", "Ollama is running", ": decode answer: invalid character 'O' looking for beginning of value: " + checkURL},
		"half a JSON":            {200, "application/json", `{"a":`, ": decode answer: unexpected EOF"},
		"nothing there":          {404, "text/plain", "404 page not found", ": 404 404 page not found: " + checkURL},
		"no such model":          {404, "application/json", `{"error":"model 'x' not found"}`, ": 404 model 'x' not found"},
		"a proxy that wants pay": {407, "text/plain", "", ": 407 Proxy Authentication Required: " + checkProxy},
		"a wrong key":            {401, "application/json", `{"error":"no"}`, ": 401 no: check the key (key_env, key_file or key_command)"},
		"too much text":          {400, "application/json", `{"error":"the request exceeds the available context size"}`, ": 400 the request exceeds the available context size: set context_tokens of the model to what it reads, or a smaller budget.tokens"},
		"http to https":          {400, "text/plain", "Client sent an HTTP request to an HTTPS server.", ": 400 Client sent an HTTP request to an HTTPS server.: write https:// in url"},
		"a status of its own":    {599, "text/plain", "", ": 599"},
	} {
		server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", c.kind)
			w.WriteHeader(c.status)
			_, _ = io.WriteString(w, c.body)
		}))
		var answer any
		err := local(t, server.URL, "").call(t.Context(), http.MethodGet, "/props", nil, &answer)
		if want := "m " + server.URL + "/props" + c.want; err == nil || err.Error() != want {
			t.Errorf("%s: got %v, want %s", name, err, want)
		}
		server.Close()
	}
}

// bomb is a thousand times as large when it is unpacked.
func bomb(t *testing.T) []byte {
	var packed bytes.Buffer
	w := gzip.NewWriter(&packed)
	_, err := w.Write(make([]byte, 8<<20))
	if err := errors.Join(err, w.Close()); err != nil {
		t.Fatal(err)
	}
	return packed.Bytes()
}

func TestACompressedBombIsNotUnpacked(t *testing.T) {
	packed := bomb(t)
	for status, want := range map[int]string{200: "the answer is compressed (gzip), which was not asked for", 500: "500 Internal Server Error"} {
		server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if encoding := r.Header.Get("Accept-Encoding"); encoding != "identity" {
				t.Errorf("the client accepts %q", encoding)
			}
			w.Header().Set("Content-Encoding", "gzip")
			w.WriteHeader(status)
			_, _ = w.Write(packed)
		}))
		var answer any
		err := local(t, server.URL, "").call(t.Context(), http.MethodGet, "/props", nil, &answer)
		if full := "m " + server.URL + "/props: " + want; err == nil || err.Error() != full {
			t.Errorf("got %v, want %s", err, full)
		}
		server.Close()
	}
}

package model_test

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"

	"fimble/completion/model"
)

// A wire is an exchange with a server as it goes over the wire. The files of
// testdata/wire are txtar: a comment that says where it is from, "options" and
// "request" for the backend, then each call that must come and its answer, and
// "said", what the backend makes of it.
type wire struct {
	options struct{ Backend, Model, Path string }
	request model.Request
	calls   []wireCall
	said    wireSaid
}

type wireCall struct{ path, body, status, kind, answer string }

type wireSaid struct {
	Texts    []string
	LogProbs []float64
	Tokens   int
	CutOff   bool
	Error    string // how it ends
}

var wireOrigin = regexp.MustCompile(`^(Recorded from|Written from documentation: )`)

func readWire(t *testing.T, name string) (w wire) {
	t.Helper()
	archive, err := txtar.ParseFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if !wireOrigin.Match(archive.Comment) {
		t.Errorf("%s does not say whether it was recorded or written from documentation", name)
	}
	decode := func(data []byte, result any) {
		if err := json.Unmarshal(data, result); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
	}
	for _, f := range archive.Files {
		switch {
		case f.Name == "options":
			decode(f.Data, &w.options)
		case f.Name == "request":
			decode(f.Data, &w.request)
		case f.Name == "said":
			decode(f.Data, &w.said)
		case strings.HasPrefix(f.Name, "POST "):
			w.calls = append(w.calls, wireCall{path: f.Name, body: string(f.Data)})
		default:
			last := &w.calls[len(w.calls)-1]
			last.status, last.kind, _ = strings.Cut(f.Name, " ")
			last.answer = string(f.Data)
		}
	}
	return w
}

// server answers the calls in their order, and fails the test at any other.
func (w *wire) server(t *testing.T) *httptest.Server {
	calls := w.calls
	server := httptest.NewServer(http.HandlerFunc(func(out http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		if len(calls) == 0 {
			t.Errorf("one call too many: %s %s", r.URL.Path, body)
			return
		}
		call := calls[0]
		calls = calls[1:]
		if got := r.Method + " " + r.URL.Path; got != call.path {
			t.Errorf("asked %s, want %s", got, call.path)
		}
		var got, want any
		if json.Unmarshal(body, &got) != nil || json.Unmarshal([]byte(call.body), &want) != nil {
			t.Errorf("body is not JSON: %s", body)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("body (-want +got):\n%s", diff)
		}
		out.Header().Set("Content-Type", call.kind)
		status, _ := strconv.Atoi(call.status)
		out.WriteHeader(status)
		fmt.Fprint(out, call.answer)
	}))
	t.Cleanup(func() {
		server.Close()
		if len(calls) > 0 {
			t.Errorf("%d calls did not come", len(calls))
		}
	})
	return server
}

func TestExchangesAreReadAsTheyWereRecorded(t *testing.T) {
	files, err := filepath.Glob("testdata/wire/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatal("no exchanges", err)
	}
	for _, name := range files {
		t.Run(strings.TrimSuffix(filepath.Base(name), ".txtar"), func(t *testing.T) {
			w := readWire(t, name)
			server := w.server(t)
			m := open(t, w.options.Backend, model.Options{URL: server.URL + w.options.Path, Model: w.options.Model})
			var got wireSaid
			got.Texts = make([]string, len(w.said.Texts))
			sure := make([]float64, len(w.said.Texts))
			for chunk, err := range m.Generate(t.Context(), w.request) {
				if err != nil {
					got.Error = err.Error()
					continue
				}
				got.Texts[chunk.Candidate] += chunk.Text
				sure[chunk.Candidate] += chunk.LogProb
				got.Tokens += chunk.Tokens
				got.CutOff = got.CutOff || chunk.CutOff
			}
			if w.said.LogProbs != nil {
				got.LogProbs = sure
			}
			got.Error = got.Error[strings.LastIndex(got.Error, "/completions: ")+1:]
			_, words, _ := strings.Cut(got.Error, ": ")
			got.Error = words
			if len(w.said.Texts) == 0 {
				got.Texts = nil
			}
			if diff := cmp.Diff(w.said, got); diff != "" {
				t.Errorf("said (-want +got):\n%s", diff)
			}
		})
	}
}

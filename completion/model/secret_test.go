package model_test

import (
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"go.uber.org/zap"
	"go.uber.org/zap/zapcore"
	"go.uber.org/zap/zaptest/observer"

	"fimble/completion/model"
)

// planted are secrets in every place of the options that may hold one.
var planted = map[string]string{
	"key": "sk-planted-0123456789", "header": "hdr-planted-0123456789", "password": "pwd-planted-0123456789",
}

// gossips are servers that say what they were told, each in its own place.
var gossips = map[string]http.HandlerFunc{
	"in its refusal": func(w http.ResponseWriter, r *http.Request) { gossip(w, r, 401, `{"error":{"message":"wrong: %s"}}`) },
	"in plain words": func(w http.ResponseWriter, r *http.Request) { gossip(w, r, 500, "wrong: %s") },
	"far behind":     func(w http.ResponseWriter, r *http.Request) { gossip(w, r, 500, strings.Repeat("x", 180)+"%s") },
	"in its stream":  func(w http.ResponseWriter, r *http.Request) { gossip(w, r, 200, `{"error":"wrong: %s"}`+"\n") },
	"in an event": func(w http.ResponseWriter, r *http.Request) {
		gossip(w, r, 200, `data: {"error":{"message":"wrong: %s"}}`+"\n\n")
	},
	"in its nonsense": func(w http.ResponseWriter, r *http.Request) { gossip(w, r, 200, "%s") },
	"in its encoding": func(w http.ResponseWriter, r *http.Request) { w.Header().Set("Content-Encoding", told(r)) },
	"in a redirect": func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, "http://elsewhere.invalid/?"+told(r), 307)
	},
	"in a host": func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, "http://"+r.Header.Get("X-Token")+".invalid/", 307)
	},
	"in a bad redirect": func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Location", "http://%zz/"+told(r))
		w.WriteHeader(307)
	},
}

func told(r *http.Request) string {
	_, password, _ := r.BasicAuth()
	return strings.Join([]string{strings.TrimPrefix(r.Header.Get("Authorization"), "Bearer "), r.Header.Get("X-Token"), password}, "+")
}

func gossip(w http.ResponseWriter, r *http.Request, status int, format string) {
	w.WriteHeader(status)
	_, _ = io.WriteString(w, fmt.Sprintf(format, told(r)))
}

func TestSecretsAreInNoErrorAndNoLog(t *testing.T) {
	for where, handler := range gossips {
		for _, backend := range model.Backends() {
			t.Run(backend+" "+where, func(t *testing.T) {
				server := httptest.NewServer(handler)
				defer server.Close()
				core, logs := observer.New(zapcore.DebugLevel)
				m, err := model.New(backend, model.Options{
					URL:   strings.Replace(server.URL, "//", "//user:"+planted["password"]+"@", 1),
					Key:   model.FixedKey(planted["key"]),
					Model: "tiny", Headers: map[string]string{"X-Token": planted["header"]},
					Recognise: coder,
				}, zap.New(core))
				if err != nil {
					t.Fatal(err)
				}
				said := []string{fmt.Sprintf("%+v", m.Info())}
				if p, ok := m.(model.Prober); ok {
					said = append(said, fmt.Sprint(p.Probe(t.Context())))
				}
				if l, ok := m.(model.Lister); ok {
					_, err := l.Models(t.Context())
					said = append(said, fmt.Sprint(err))
				}
				failed := false
				for _, err := range m.Generate(t.Context(), model.Request{Prompt: "x"}) {
					failed = failed || err != nil
					said = append(said, fmt.Sprint(err))
				}
				if !failed {
					t.Error("the server's answer was taken")
				}
				for _, entry := range logs.All() {
					said = append(said, fmt.Sprint(entry.Message, entry.ContextMap()))
				}
				for what, secret := range planted {
					for _, text := range said {
						if strings.Contains(text, secret[:12]) {
							t.Errorf("the %s is in: %s", what, text)
						}
					}
				}
			})
		}
	}
}

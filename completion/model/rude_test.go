package model

import (
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"go.uber.org/zap"
)

// rude is a server that answers /completion with body, of a content type.
func rude(t *testing.T, kind, body string) *LlamaCpp {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /props", func(w http.ResponseWriter, _ *http.Request) {
		_, _ = io.WriteString(w, `{"default_generation_settings":{"n_ctx":8192},"total_slots":4,"model_path":"m.gguf"}`)
	})
	mux.HandleFunc("POST /completion", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", kind)
		_, _ = io.WriteString(w, body)
	})
	server := httptest.NewServer(mux)
	t.Cleanup(server.Close)
	m, err := NewLlamaCpp(Options{
		URL: server.URL, Family: "plain", Recognise: func(string, func(...string) bool) (string, string) { return "plain", "name" },
	}, zap.NewNop())
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func hear(t *testing.T, m *LlamaCpp) (text string, err error) {
	if err := m.Probe(t.Context()); err != nil {
		t.Fatal(err)
	}
	for chunk, failure := range m.Generate(t.Context(), Request{Prompt: "x", N: 3}) {
		text, err = text+chunk.Text, failure
	}
	return text, err
}

func TestOneAnswerIsEnoughWhereSeveralWereWanted(t *testing.T) {
	text, err := hear(t, rude(t, "text/event-stream", "data: {\"content\":\"one\",\"stop\":true}\n\n"))
	if text != "one" || err != nil {
		t.Errorf("got %q, %v", text, err)
	}
}

func TestAnErrorOfNullIsNone(t *testing.T) {
	text, err := hear(t, rude(t, "text/event-stream", "data: {\"content\":\"one\",\"stop\":true,\"error\":null}\n\n"))
	if text != "one" || err != nil {
		t.Errorf("got %q, %v", text, err)
	}
}

func TestAWebPageIsNoAnswer(t *testing.T) {
	_, err := hear(t, rude(t, "text/html; charset=utf-8", "<html>Welcome</html>"))
	if err == nil || !strings.Contains(err.Error(), "the answer is a web page") {
		t.Errorf("got %v", err)
	}
}

func TestAnEventWithoutEndIsCut(t *testing.T) {
	_, err := hear(t, rude(t, "text/event-stream", strings.Repeat("data: x\n", maxEventBytes/7+8)))
	if err == nil || !strings.Contains(err.Error(), "too long") {
		t.Errorf("got %v", err)
	}
}

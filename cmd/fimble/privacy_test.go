package main

import (
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fimble/completion/model"
	"fimble/completion/model/modeltest"
	"fimble/server/servertest"
)

// echoing is a server whose errors repeat the request.
func echoing(t *testing.T) string {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /props", func(w http.ResponseWriter, _ *http.Request) {
		_, _ = io.WriteString(w, `{"default_generation_settings":{"n_ctx":8192},"total_slots":1,"model_path":"qwen2.5-coder.gguf"}`)
	})
	mux.HandleFunc("POST /", func(w http.ResponseWriter, r *http.Request) {
		w.WriteHeader(http.StatusInternalServerError)
		_, _ = io.Copy(w, r.Body)
	})
	server := httptest.NewServer(mux)
	t.Cleanup(server.Close)
	return server.URL
}

// The whole binary at its most talkative, with a model that answers and such as
// fail: what is typed, sent and answered stays out of the log.
func TestNoTextOfTheUserStandsInTheLog(t *testing.T) {
	llama := modeltest.NewLlama(t, modeltest.LlamaOptions{}, model.Exchange{Steps: []model.Step{{Text: "hunter2answer(1)"}}})
	for name, url := range map[string]string{"answer": llama.URL, "echo": echoing(t), "nobody": "http://127.0.0.1:1"} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			config := filepath.Join(dir, configName)
			options := "[models.m]\nbackend = \"llamacpp\"\nurl = \"" + url + "\"\n[use]\ninline = \"m\"\ninvoked = \"m\"\n"
			if err := os.WriteFile(config, []byte(options), 0o600); err != nil {
				t.Fatal(err)
			}
			log := filepath.Join(dir, "log")
			a, err := newApp(flags{config: config, logLevel: "debug", logFile: log}, "")
			if err != nil {
				t.Fatal(err)
			}
			defer a.close()
			e := servertest.Start(t, a.connection(a.roots.join(), false))
			text := "package a\n\nvar hunter2secret = "
			e.Open("file:///w/a.go", "go", text)
			text = e.Change("file:///w/a.go", 2, text, len(text), len(text), "hunter2typed")
			for range 2 {
				params := e.Inline("file:///w/a.go", text, len(text))
				e.Ask("textDocument/inlineCompletion", params)
				params["context"] = map[string]any{"triggerKind": 1}
				e.Ask("textDocument/inlineCompletion", params)
			}
			e.Ask("textDocument/completion", e.Inline("file:///w/a.go", text, len(text)))
			if name == "answer" && len(llama.Requests()) == 0 {
				t.Error("the model was not asked")
			}
			written, err := os.ReadFile(log)
			if err != nil {
				t.Fatal(err)
			}
			if !strings.Contains(string(written), "completion") {
				t.Error("the log says nothing at all")
			}
			if strings.Contains(string(written), "hunter2") {
				t.Errorf("the log holds text of the user:\n%s", written)
			}
		})
	}
}

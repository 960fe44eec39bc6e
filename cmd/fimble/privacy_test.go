package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fimble/completion/model"
	"fimble/completion/model/modeltest"
	"fimble/server/servertest"
)

// The whole binary at its most talkative, with a model that answers and one
// that fails: what is typed, sent and answered stays out of the log.
func TestNoTextOfTheUserStandsInTheLog(t *testing.T) {
	for name, exchange := range map[string]model.Exchange{
		"answer":  {Steps: []model.Step{{Text: "hunter2answer(1)"}}},
		"failure": {Before: "something that is not there"},
	} {
		t.Run(name, func(t *testing.T) {
			llama := modeltest.NewLlama(t, modeltest.LlamaOptions{}, exchange)
			dir := t.TempDir()
			config := filepath.Join(dir, configName)
			options := "[models.m]\nbackend = \"llamacpp\"\nurl = \"" + llama.URL + "\"\n[use]\ninline = \"m\"\ninvoked = \"m\"\n"
			if err := os.WriteFile(config, []byte(options), 0o600); err != nil {
				t.Fatal(err)
			}
			log := filepath.Join(dir, "log")
			a, err := newApp(flags{config: config, logLevel: "debug", logFile: log})
			if err != nil {
				t.Fatal(err)
			}
			defer a.close()
			e := servertest.Start(t, a.connection(a.roots.join(), false))
			text := "package a\n\nvar hunter2secret = "
			e.Open("file:///w/a.go", "go", text)
			text = e.Change("file:///w/a.go", 2, text, len(text), len(text), "hunter2typed")
			for range 2 {
				e.Ask("textDocument/inlineCompletion", e.Inline("file:///w/a.go", text, len(text)))
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

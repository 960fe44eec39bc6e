package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"go.uber.org/zap"

	"fimble/completion/model"
	"fimble/completion/model/modeltest"
	"fimble/server"
	"fimble/server/servertest"
)

func TestOneLineOfOptionsBringsAModel(t *testing.T) {
	says := model.Exchange{Steps: []model.Step{{Text: "answer(1)"}}}
	for name, line := range map[string]string{
		"llama.cpp": modeltest.NewLlama(t, modeltest.LlamaOptions{}, says).URL,
		"Ollama":    "ollama:tiny@" + modeltest.NewOllama(t, modeltest.OllamaOptions{}, says).URL,
		"chat":      "chat@" + modeltest.NewOpenAI(t, modeltest.OpenAIOptions{}, says).URL + "/v1",
	} {
		t.Run(name, func(t *testing.T) {
			config := filepath.Join(t.TempDir(), configName)
			if err := os.WriteFile(config, []byte("model = \""+line+"\"\n"), 0o600); err != nil {
				t.Fatal(err)
			}
			a, err := newApp(flags{config: config, logLevel: "error"}, "")
			if err != nil {
				t.Fatal(err)
			}
			defer a.close()
			e := servertest.Start(t, a.connection(a.roots.join(), false))
			text := "package a\n\nvar x = "
			e.Open("file:///w/a.go", "go", text)
			if answer := string(e.Ask("textDocument/inlineCompletion", e.Inline("file:///w/a.go", text, len(text))).Result); !strings.Contains(answer, "answer(1)") {
				t.Errorf("the answer is %s", answer)
			}
		})
	}
}

func TestAModelThatIsNotThereIsToldOnce(t *testing.T) {
	for line, want := range map[string]string{
		"qwen":      `model is "qwen": no model of that name is configured`,
		"ollama":    `model is "ollama": no model of that name is configured, a model of that backend is "ollama:NAME"`,
		"olama:x":   `models.olama:x: backend is "olama": it takes anthropic, chat, deepseek, llamacpp, mistral, ollama, openai or replay`,
		"anthropic": `model is "anthropic": no model of that name is configured, a model of that backend is "anthropic:NAME"`,
		"local":     "",
	} {
		settings, problems := server.Merge([]server.Layer{{Name: "user", Values: map[string]any{"model": line}}})
		_, more := newModels(zap.NewNop()).options(settings)
		var said []string
		for _, p := range append(problems, more...) {
			said = append(said, p.Text)
		}
		if got := strings.Join(said, "\n"); got != want {
			t.Errorf("model = %q\ngot  %s\nwant %s", line, got, want)
		}
	}
}

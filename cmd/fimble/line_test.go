package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/pelletier/go-toml/v2"
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
			if answer := ghostOf(t, "model = \""+line+"\"\n", "file:///w/a.go", "go"); !strings.Contains(answer, "answer(1)") {
				t.Errorf("the answer is %s", answer)
			}
		})
	}
}

func TestAModelThatIsNotThereIsToldOnce(t *testing.T) {
	for line, want := range map[string]string{
		"qwen":      `model is "qwen": no model of that name is configured`,
		"ollama":    `model is "ollama": no model of that name is configured, a model of that backend is "ollama:NAME"`,
		"olama:x":   `models.olama:x: backend is "olama": did you mean "ollama"? It takes anthropic, auto, chat, deepseek, llamacpp, mistral, ollama, openai, replay`,
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

func TestTheEmbeddedEngineAnswersInThePlaceOfAModelThatIsNotThere(t *testing.T) {
	for _, options := range []string{"model = \"qwen\"\n", "[use]\ninline = \"nobody\"\n", "model = \"mine\"\n[models.mine]\nbackend = \"openai\"\nkey_env = \"NOBODY_HAS_SET_THIS\"\n"} {
		settings := settingsOf(t, options)
		o, problems := newModels(zap.NewNop()).options(settings)
		if len(problems) == 0 || len(o.Use) != 0 {
			t.Errorf("%s: %v is used, %d problems", options, o.Use, len(problems))
		}
	}
	routed := settingsOf(t, "[[route]]\npaths = [\"private/**\"]\nmodel = \"nobody\"\n")
	if o, _ := newModels(zap.NewNop()).options(routed); len(o.Routes) != 1 {
		t.Errorf("the rule is gone: %v", o.Routes)
	}
}

// settingsOf reads a user's options.
func settingsOf(t *testing.T, text string) server.Settings {
	t.Helper()
	var values map[string]any
	if err := toml.Unmarshal([]byte(text), &values); err != nil {
		t.Fatal(err)
	}
	settings, _ := server.Merge([]server.Layer{{Name: "user", Values: values}})
	return settings
}

// ghostOf is what the whole program answers at the end of a file.
func ghostOf(t *testing.T, options, uri, language string) string {
	t.Helper()
	config := filepath.Join(t.TempDir(), configName)
	if err := os.WriteFile(config, []byte(options), 0o600); err != nil {
		t.Fatal(err)
	}
	a, err := newApp(flags{config: config, logLevel: "error", logFile: filepath.Join(t.TempDir(), "log")}, "")
	if err != nil {
		t.Fatal(err)
	}
	defer a.close()
	e := servertest.Start(t, a.connection(a.roots.join(), false))
	text := "const x = "
	e.Open(uri, language, text)
	return string(e.Ask("textDocument/inlineCompletion", e.Inline(uri, text, len(text))).Result)
}

func TestOptionsSayWhoAnswersWhereAndInstead(t *testing.T) {
	ours := modeltest.NewLlama(t, modeltest.LlamaOptions{}, model.Exchange{Steps: []model.Step{{Text: "ours(1)"}}}).URL
	spare := modeltest.NewOllama(t, modeltest.OllamaOptions{}, model.Exchange{Steps: []model.Step{{Text: "spare(1)"}}}).URL
	options := `
		model = "down"
		[[route]]
		languages = ["typescript"]
		paths = ["web/**"]
		model = "` + ours + `"
		[models.down]
		backend = "openai"
		url = "http://127.0.0.1:1"
		fallback = ["ollama:tiny@` + spare + `"]
	`
	for uri, want := range map[string]string{
		"untitled:web/a.ts":    "spare(1)",
		"file:///web/a.ts":     "ours(1)",
		"file:///api/a.ts":     "spare(1)",
		"file:///web/a.js":     "spare(1)",
		"file:///web/a/b/c.ts": "ours(1)",
	} {
		language := map[string]string{".ts": "typescript", ".js": "javascript"}[filepath.Ext(uri)]
		if answer := ghostOf(t, options, uri, language); !strings.Contains(answer, want) {
			t.Errorf("%s: the answer is %s, want %s", uri, answer, want)
		}
	}
}

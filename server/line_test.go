package server_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"fimble/completion"
	"fimble/server"
)

func TestAModelInOneLineIsAllThatIsNeeded(t *testing.T) {
	for line, want := range map[string]server.ModelSettings{
		`ollama:qwen2.5-coder:1.5b`:                    {Backend: "ollama", Model: "qwen2.5-coder:1.5b"},
		`ollama:hf.co/bartowski/Qwen2.5-Coder-GGUF:Q8`: {Backend: "ollama", Model: "hf.co/bartowski/Qwen2.5-Coder-GGUF:Q8"},
		`http://localhost:8012`:                        {Backend: "auto", URL: "http://localhost:8012"},
		`https://gpu.example.com/llama`:                {Backend: "auto", URL: "https://gpu.example.com/llama"},
		`ollama:tiny@http://gpu:11434`:                 {Backend: "ollama", Model: "tiny", URL: "http://gpu:11434"},
		`openai:Qwen/Qwen3@2507@http://localhost:8000`: {Backend: "openai", Model: "Qwen/Qwen3@2507", URL: "http://localhost:8000"},
		`openai@http://localhost:8000/v1`:              {Backend: "openai", URL: "http://localhost:8000/v1"},
	} {
		for option, purposes := range map[string][]completion.Purpose{
			"model":       {completion.Inline, completion.Invoked},
			"use.invoked": {completion.Invoked},
		} {
			got := merged(t, layer(t, "user", option+" = '"+line+"'"))
			want.Timeout = server.DefaultTimeout
			if diff := cmp.Diff(map[string]server.ModelSettings{line: want}, got.Models); diff != "" {
				t.Errorf("%s = %s (-want +got):\n%s", option, line, diff)
			}
			use := map[completion.Purpose]string{}
			for _, p := range purposes {
				use[p] = line
			}
			if diff := cmp.Diff(use, got.Options().Use); diff != "" {
				t.Errorf("%s = %s serves (-want +got):\n%s", option, line, diff)
			}
		}
	}
}

func TestAPasswordIsNoPartOfAName(t *testing.T) {
	got := merged(t, layer(t, "user", `model = "ollama:tiny@https://me:hunter2@gpu.example.com"`))
	const name = "ollama:tiny@https://me:xxxxx@gpu.example.com"
	if got.Model != name || got.Models[name].URL != "https://me:hunter2@gpu.example.com" {
		t.Errorf("%q is %+v", got.Model, got.Models)
	}
}

func TestAModelInOneLineGoesWithTables(t *testing.T) {
	got := merged(t,
		layer(t, "user", `
			model = "ollama:tiny"
			use.invoked = "big"
			[models."ollama:tiny"]
			context_tokens = 1024
			[models.big]
			backend = "chat"
		`),
		server.Layer{Name: "editor settings", Values: map[string]any{"model": "http://localhost:8012"}})
	if m := got.Models["ollama:tiny"]; m.Backend != "ollama" || m.Model != "tiny" || m.ContextTokens != 1024 {
		t.Errorf("the table and the line make %+v", m)
	}
	want := map[completion.Purpose]string{completion.Inline: "http://localhost:8012", completion.Invoked: "big"}
	if diff := cmp.Diff(want, got.Options().Use); diff != "" {
		t.Errorf("models in use (-want +got):\n%s", diff)
	}
}

func TestAProjectMayChooseAModelInOneLineOfTheUsers(t *testing.T) {
	user := layer(t, "user", "use.invoked = 'ollama:tiny'\n[models.mine]\nbackend = 'llamacpp'")
	if got := merged(t, user, project(t, "model = 'ollama:tiny'")); got.Options().Use[completion.Inline] != "ollama:tiny" {
		t.Errorf("got %+v", got.Options().Use)
	}
}

package prompt_test

import (
	"slices"
	"testing"

	"fimble/completion/prompt"
)

// families of models by the names of their files and repositories.
var named = map[string]string{
	"qwen2.5-coder-1.5b-q8_0.gguf":            "qwen2.5-coder",
	"Qwen/Qwen3-Coder-30B-A3B-Instruct":       "qwen2.5-coder",
	"starcoder2-3b-Q4_K_M.gguf":               "starcoder2",
	"bigcode/starcoder":                       "starcoder2",
	"stable-code-3b.gguf":                     "starcoder2",
	"DeepSeek-Coder-V2-Lite-Base.Q4_K_M.gguf": "deepseek-coder",
	"codellama:7b-code":                       "codellama",
	"Code-Llama-13b":                          "codellama",
	"Codestral-22B-v0.1":                      "codestral",
	"codegemma-2b":                            "codegemma",
	"qwen2-7b-instruct.gguf":                  "plain",
	"llama-3.1-8b":                            "plain",
	"":                                        "plain",
}

func TestModelsAreKnownByTheirNames(t *testing.T) {
	for name, want := range named {
		if got := prompt.Detect(name); got != want {
			t.Errorf("%q is taken for %s, want %s", name, got, want)
		}
	}
}

// vocabulary answers as a server whose model has these tokens does.
func vocabulary(tokens ...string) func(...string) bool {
	return func(markers ...string) bool {
		return !slices.ContainsFunc(markers, func(m string) bool { return !slices.Contains(tokens, m) })
	}
}

func TestVocabularyGoesBeforeTheName(t *testing.T) {
	qwen := []string{"<|fim_prefix|>", "<|fim_suffix|>", "<|fim_middle|>", "<|repo_name|>", "<|file_sep|>"}
	gemma := []string{"<|fim_prefix|>", "<|fim_suffix|>", "<|fim_middle|>", "<|file_separator|>"}
	for _, c := range []struct {
		name, model string
		known       func(...string) bool
		want, from  string
	}{
		{"the name says nothing", "tiny.gguf", vocabulary(qwen...), "qwen2.5-coder", "vocabulary"},
		{"the name says something else", "codellama-mine.gguf", vocabulary(qwen...), "qwen2.5-coder", "vocabulary"},
		{"two families fit and the name decides", "codegemma.gguf", vocabulary(slices.Concat(qwen, gemma)...), "codegemma", "vocabulary"},
		{"two families fit and the name is silent", "tiny.gguf", vocabulary(slices.Concat(qwen, gemma)...), "qwen2.5-coder", "vocabulary"},
		{"no vocabulary told", "codestral.gguf", vocabulary(), "codestral", "name"},
		{"nothing told", "tiny.gguf", vocabulary(), "plain", "nothing"},
	} {
		if got, from := prompt.Recognise(c.model, c.known); got != c.want || from != c.from {
			t.Errorf("%s: %s by its %s, want %s by its %s", c.name, got, from, c.want, c.from)
		}
	}
}

package prompt_test

import (
	"slices"
	"testing"

	"fimble/completion/prompt"
)

// named are the families of models by what files, repositories and Ollama
// call them.
var named = map[string]string{
	"qwen2.5-coder-1.5b-q8_0.gguf":            "qwen2.5-coder",
	"Qwen/Qwen3-Coder-30B-A3B-Instruct":       "qwen2.5-coder",
	"qwen2.5-coder:7b-base-q4_K_M":            "qwen2.5-coder",
	"qwen3-coder:30b":                         "qwen2.5-coder",
	"codeqwen":                                "starcoder2",
	"codeqwen:7b-code-v1.5-q4_0":              "starcoder2",
	"Qwen/CodeQwen1.5-7B":                     "starcoder2",
	"starcoder2-3b-Q4_K_M.gguf":               "starcoder2",
	"starcoder2:3b":                           "starcoder2",
	"bigcode/starcoder2-3b":                   "starcoder2",
	"bigcode/starcoder":                       "starcoder",
	"bigcode/tiny_starcoder_py":               "starcoder",
	"starcoderbase-1b.Q8_0.gguf":              "starcoder",
	"starcoder:1b":                            "starcoder",
	"granite-code":                            "starcoder",
	"granite-code:3b-base":                    "starcoder",
	"ibm-granite/granite-8b-code-base-4k":     "starcoder",
	"granite3.3:8b":                           "granite-3.3",
	"ibm-granite/granite-3.3-8b-base":         "granite-3.3",
	"granite-3.3-8b-instruct-Q4_K_M.gguf":     "granite-3.3",
	"granite4:tiny-h":                         "granite-4",
	"ibm-granite/granite-4.0-h-small-base":    "granite-4",
	"granite3.2:8b":                           "plain",
	"granite3-dense:8b":                       "plain",
	"granite3.1-moe:3b":                       "plain",
	"ibm-granite/granite-3.0-8b-instruct":     "plain",
	"stable-code-3b.gguf":                     "stable-code",
	"stable-code:3b-code":                     "stable-code",
	"stabilityai/stable-code-3b":              "stable-code",
	"DeepSeek-Coder-V2-Lite-Base.Q4_K_M.gguf": "deepseek-coder",
	"deepseek-coder-v2:16b-lite-base":         "deepseek-coder",
	"deepseek-coder:6.7b-base":                "deepseek-coder",
	"deepseek-ai/deepseek-coder-1.3b-base":    "deepseek-coder",
	"codellama:7b-code":                       "codellama",
	"Code-Llama-13b":                          "codellama",
	"codellama/CodeLlama-7b-hf":               "codellama",
	"codellama:7b-python":                     "plain",
	"CodeLlama-34B-Q4_K_M.gguf":               "plain",
	"Codestral-22B-v0.1":                      "codestral",
	"codestral:22b-v0.1-q4_K_M":               "codestral",
	"codegemma-2b":                            "codegemma",
	"google/codegemma-1.1-2b":                 "codegemma",
	"ByteDance-Seed/Seed-Coder-8B-Base":       "seed-coder",
	"Seed-Coder-8B-Base.i1-Q4_K_M.gguf":       "seed-coder",
	"JetBrains/Mellum-4b-base":                "mellum",
	"mellum-4b-sft-python-q8_0.gguf":          "mellum",
	"glm4:9b":                                 "glm-4",
	"zai-org/GLM-4.6":                         "glm-4",
	"THUDM/codegeex4-all-9b":                  "codegeex4",
	"codegeex4:9b":                            "codegeex4",
	"tiiuae/Falcon-H1-Tiny-Coder-90M":         "falcon-coder",
	"qwen2-7b-instruct.gguf":                  "plain",
	"llama-3.1-8b":                            "plain",
	"llama3.2:3b":                             "plain",
	"gpt-4o-mini":                             "plain",
	"claude-sonnet-4-5":                       "plain",
	"gemma-3-4b-it-Q4_K_M.gguf":               "plain",
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
	plain := []string{"<fim_prefix>", "<fim_suffix>", "<fim_middle>"}
	granite4 := []string{"<|fim_prefix|>", "<|fim_suffix|>", "<|fim_middle|>", "<|end_of_text|>"}
	granite3 := append(slices.Clone(plain), "<reponame>", "<filename>", "<|end_of_text|>")
	bigcode := append(slices.Clone(plain), "<reponame>", "<filename>", "<|endoftext|>")
	glm := []string{"<|code_prefix|>", "<|code_suffix|>", "<|code_middle|>", "<|user|>", "<|assistant|>"}
	for _, c := range []struct {
		name, model string
		known       func(...string) bool
		want, from  string
	}{
		{"the name says nothing", "tiny.gguf", vocabulary(qwen...), "qwen2.5-coder", "vocabulary"},
		{"the name says something else", "codellama-mine.gguf", vocabulary(qwen...), "qwen2.5-coder", "vocabulary"},
		{"two families fit and the name decides", "codegemma.gguf", vocabulary(slices.Concat(qwen, gemma)...), "codegemma", "vocabulary"},
		{"two families fit and the name is silent", "tiny.gguf", vocabulary(slices.Concat(qwen, gemma)...), "qwen2.5-coder", "vocabulary"},
		{"Granite's end of text", "tiny.gguf", vocabulary(granite4...), "granite-4", "vocabulary"},
		{"Granite's end of text with older markers", "tiny.gguf", vocabulary(granite3...), "granite-3.3", "vocabulary"},
		{"StarCoder's", "tiny.gguf", vocabulary(bigcode...), "starcoder", "vocabulary"},
		{"Mellum has StarCoder's and another order", "Mellum-4b-base", vocabulary(bigcode...), "mellum", "vocabulary"},
		{"markers and no form for files", "tiny.gguf", vocabulary(plain...), "stable-code", "vocabulary"},
		{"StarCoder 2's", "tiny.gguf", vocabulary(append(slices.Clone(plain), "<repo_name>", "<file_sep>")...), "starcoder2", "vocabulary"},
		{"Code Llama's have a blank in them", "codellama-7b.gguf", vocabulary("▁<PRE>", "▁<SUF>", "▁<MID>"), "codellama-sentencepiece", "vocabulary"},
		{"GLM's", "tiny.gguf", vocabulary(glm...), "glm-4", "vocabulary"},
		{"CodeGeeX4 is a GLM", "codegeex4-all-9b.gguf", vocabulary(glm...), "codegeex4", "vocabulary"},
		{"tokens without their use", "granite-3.1-8b.gguf", vocabulary(granite3...), "plain", "name"},
		{"no vocabulary told", "codestral.gguf", vocabulary(), "codestral", "name"},
		{"nothing told", "tiny.gguf", vocabulary(), "plain", "nothing"},
	} {
		if got, from := prompt.Recognise(c.model, c.known); got != c.want || from != c.from {
			t.Errorf("%s: %s by its %s, want %s by its %s", c.name, got, from, c.want, c.from)
		}
	}
}

package prompt_test

import (
	"slices"
	"strings"
	"testing"

	"fimble/completion/prompt"
)

// tokens are all that a family's vocabulary reads as something else than
// text, by the documentation of its models.
var tokens = map[string][]string{
	"qwen2.5-coder":           {"<|fim_prefix|>", "<|fim_suffix|>", "<|fim_middle|>", "<|fim_pad|>", "<|repo_name|>", "<|file_sep|>", "<|endoftext|>", "<|im_start|>", "<|im_end|>"},
	"starcoder2":              {"<fim_prefix>", "<fim_suffix>", "<fim_middle>", "<fim_pad>", "<repo_name>", "<file_sep>", "<|endoftext|>"},
	"deepseek-coder":          {"<｜fim▁begin｜>", "<｜fim▁hole｜>", "<｜fim▁end｜>", "<｜begin▁of▁sentence｜>", "<｜end▁of▁sentence｜>", "<|EOT|>"},
	"codellama":               {"<PRE>", "<SUF>", "<MID>", "<EOT>", "<s>", "</s>", "<unk>"},
	"codellama-sentencepiece": {"<PRE>", "<SUF>", "<MID>", "<EOT>", "<s>", "</s>", "<unk>"},
	"codestral":               {"[SUFFIX]", "[PREFIX]", "[MIDDLE]", "[INST]", "[/INST]", "<s>", "</s>", "<unk>"},
	"codegemma":               {"<|fim_prefix|>", "<|fim_suffix|>", "<|fim_middle|>", "<|file_separator|>", "<bos>", "<eos>", "<pad>", "<unk>", "<start_of_turn>", "<end_of_turn>"},
	"granite-4":               {"<|fim_prefix|>", "<|fim_suffix|>", "<|fim_middle|>", "<|fim_pad|>", "<|end_of_text|>", "<|start_of_role|>", "<|end_of_role|>"},
	"granite-3.3":             {"<fim_prefix>", "<fim_suffix>", "<fim_middle>", "<fim_pad>", "<reponame>", "<|end_of_text|>", "<|start_of_role|>", "<|end_of_role|>"},
	"starcoder":               {"<fim_prefix>", "<fim_suffix>", "<fim_middle>", "<fim_pad>", "<filename>", "<reponame>", "<gh_stars>", "<|endoftext|>"},
	"mellum":                  {"<fim_prefix>", "<fim_suffix>", "<fim_middle>", "<fim_pad>", "<filename>", "<|endoftext|>"},
	"stable-code":             {"<fim_prefix>", "<fim_suffix>", "<fim_middle>", "<fim_pad>", "<|endoftext|>", "<file_sep>"},
	"seed-coder":              {"<[fim-suffix]>", "<[fim-prefix]>", "<[fim-middle]>", "<[begin▁of▁sentence]>", "<[end▁of▁sentence]>"},
	"glm-4":                   {"<|code_prefix|>", "<|code_suffix|>", "<|code_middle|>", "<|user|>", "<|assistant|>", "<|endoftext|>"},
	"codegeex4":               {"<|code_prefix|>", "<|code_suffix|>", "<|code_middle|>", "<|user|>", "<|assistant|>", "<|endoftext|>"},
	"falcon-coder":            {"<|prefix|>", "<|suffix|>", "<|middle|>", "<|end_of_text|>", "<|endoftext|>"},
	"codestral-api":           {"[SUFFIX]", "[PREFIX]", "[MIDDLE]", "[INST]", "[/INST]", "<s>", "</s>", "<unk>"},
	// These may speak to a model with the tokens of any family or chat template.
	"chat":   {"<FILL_HERE>", "<COMPLETION>", "</COMPLETION>", "<CURRENT_FILE>", "</CURRENT_FILE>"},
	"suffix": {"<|eot_id|>", "<|start_header_id|>", "<|end_header_id|>"},
	"plain":  {"<|eot_id|>", "<|start_header_id|>", "<|end_header_id|>"},
}

func tokensOf(family string) []string {
	own := tokens[family]
	if family != prompt.Chat && family != prompt.Suffix && family != prompt.Plain {
		return own
	}
	for _, others := range tokens {
		own = append(own[:len(own):len(own)], others...)
	}
	return own
}

func TestEveryFamilyHasItsTokensWrittenDown(t *testing.T) {
	for _, family := range prompt.Families() {
		if len(tokens[family]) == 0 {
			t.Errorf("%s has no tokens here", family)
		}
	}
}

// firstStops are what a family's models go on with when they do not stop: the
// end of the text, another file, a prompt anew. A server that takes four stops
// must be told of them.
var firstStops = map[string][]string{
	"qwen2.5-coder":           {"<|endoftext|>", "<|file_sep|>", "<|fim_prefix|>"},
	"starcoder2":              {"<|endoftext|>", "<file_sep>", "<fim_prefix>"},
	"deepseek-coder":          {"<｜end▁of▁sentence｜>", "<｜fim▁begin｜>"},
	"codellama":               {"<EOT>", "<PRE>"},
	"codellama-sentencepiece": {"<EOT>", "▁<PRE>"},
	"codestral":               {"</s>", "\n+++++ ", "[PREFIX]"},
	"codegemma":               {"<eos>", "<|file_separator|>", "<|fim_prefix|>"},
	"granite-4":               {"<|end_of_text|>", "<|fim_prefix|>"},
	"granite-3.3":             {"<|end_of_text|>", "<reponame>", "<fim_prefix>"},
	"starcoder":               {"<|endoftext|>", "<filename>", "<fim_prefix>"},
	"mellum":                  {"<|endoftext|>", "<filename>", "<fim_prefix>"},
	"stable-code":             {"<|endoftext|>", "<fim_prefix>"},
	"seed-coder":              {"<[end▁of▁sentence]>", "<[fim-suffix]>", "<[fim-prefix]>"},
	"glm-4":                   {"<|endoftext|>", "<|user|>", "<|code_prefix|>"},
	"codegeex4":               {"<|endoftext|>", "<|user|>", "<|code_prefix|>"},
	"falcon-coder":            {"<|end_of_text|>", "<|prefix|>"},
	"chat":                    {"</COMPLETION>", "</CURRENT_FILE>"},
	"suffix":                  {"<|endoftext|>", "<|file_sep|>", "<|fim_prefix|>"},
	"codestral-api":           {"</s>", "\n+++++ ", "[PREFIX]"},
	"plain":                   {},
}

// sent is how many stops the servers take that take the fewest.
const sent = 4

func TestTheFirstStopsAreThoseThatMatterMost(t *testing.T) {
	for _, family := range prompt.Families() {
		want, written := firstStops[family]
		if !written {
			t.Errorf("%s has no first stops here", family)
		}
		stops := render(t, family, windowOf("piece ")).Stop
		for _, stop := range want {
			if first := stops[:min(sent, len(stops))]; !slices.Contains(first, stop) {
				t.Errorf("%s: %q is not among the first stops %q", family, stop, first)
			}
		}
	}
}

// FuzzUserTextIsNeverAMarker renders any text, in all places of a window, and
// one that has no marker in it, and counts.
func FuzzUserTextIsNeverAMarker(f *testing.F) {
	for _, of := range tokens {
		for _, token := range of {
			f.Add(token)
			f.Add(token[:2] + token + token[2:])
		}
	}
	f.Add("<|fim_<|fim_prefix|>")
	f.Add("\n+++++ a\n")
	f.Add("\r\n\x00\xff")
	f.Fuzz(func(t *testing.T, text string) {
		for _, family := range prompt.Families() {
			got, again := render(t, family, windowOf(text)), render(t, family, windowOf(text))
			if all(got) != all(again) {
				t.Fatalf("%s: two prompts of the same window differ", family)
			}
			none := render(t, family, windowOf("x"))
			for _, token := range tokensOf(family) {
				if n, want := strings.Count(all(got), token), strings.Count(all(none), token); n != want {
					t.Errorf("%s: %q occurs %d times, %d are the template's:\n%s", family, token, n, want, all(got))
				}
			}
			if !strings.Contains(text, "\r") && strings.Contains(all(got), "\r") {
				t.Errorf("%s: the prompt has a CR", family)
			}
		}
	})
}

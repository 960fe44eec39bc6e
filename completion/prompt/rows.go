package prompt

import "regexp"

// Families that a backend takes by itself, whatever its model is called.
const (
	// Plain is the family of models that only continue a text. It is what is
	// left for a model that nobody recognises.
	Plain = "plain"
	// Chat asks a model that was never trained to fill in to do so.
	Chat = "chat"
	// Suffix is for servers that know the model's markers and are given what
	// stands before and behind the cursor: Ollama with "suffix", vLLM and
	// DeepSeek likewise.
	Suffix = "suffix"
	// CodestralAPI is Suffix for Mistral's own service, whose models know how
	// other files begin.
	CodestralAPI = "codestral-api"
)

// turns are the tokens of the usual chat templates: text that spelled them
// could speak for somebody else.
var turns = [...]string{
	"<|im_start|>", "<|im_end|>", "<|endoftext|>", "<|begin_of_text|>", "<|end_of_text|>", "<|eot_id|>",
	"<|start_header_id|>", "<|end_header_id|>", "<start_of_turn>", "<end_of_turn>", "[INST]", "[/INST]",
	"<|system|>", "<|user|>", "<|assistant|>", "<|end|>", "<|start|>", "<|message|>", "<|channel|>", "<|return|>",
	"<|start_of_role|>", "<|end_of_role|>", "<｜User｜>", "<｜Assistant｜>",
}

// untrained finds models that have a family's markers in their vocabulary but
// were never trained to fill in: Code Llama's Python and 34B ones (its paper),
// Granite 3.0 to 3.2 (Continue).
var untrained = regexp.MustCompile(`code-?llama.*(python|34b)|granite-?3(\.[0-2]|-dense|-moe)`)

// rows are made anew for each caller, who fills in the rest.
func rows() []*family {
	pipes := []string{"<|fim_prefix|>", "<|fim_suffix|>", "<|fim_middle|>"} // OpenAI's spelling
	plain := []string{"<fim_prefix>", "<fim_suffix>", "<fim_middle>"}       // BigCode's
	with := func(common []string, more ...string) []string {
		return append(common[:len(common):len(common)], more...)
	}
	return []*family{
		{ // Qwen2.5-Coder's paper and README; Qwen3-Coder's README
			name:     "qwen2.5-coder",
			named:    regexp.MustCompile(`qwen.*coder`),
			markers:  with(pipes, "<|repo_name|>", "<|file_sep|>"),
			reserved: []string{"<|endoftext|>", "<|fim_pad|>", "<|im_start|>", "<|im_end|>"},
			stop: []string{
				"<|endoftext|>", "<|file_sep|>", "<|fim_prefix|>", "<|im_end|>",
				"<|repo_name|>", "<|fim_suffix|>", "<|fim_middle|>", "<|fim_pad|>", "<|im_start|>",
			},
		},
		{ // StarCoder 2's paper; CodeQwen1.5 was trained on the same markers
			name:     "starcoder2",
			named:    regexp.MustCompile(`star-?coder-?2|codeqwen`),
			markers:  with(plain, "<repo_name>", "<file_sep>"),
			reserved: []string{"<|endoftext|>", "<fim_pad>"},
			stop:     []string{"<|endoftext|>", "<file_sep>", "<fim_prefix>", "<repo_name>", "<fim_suffix>", "<fim_middle>"},
		},
		{ // DeepSeek-Coder's paper and README; V2 kept them
			name:     "deepseek-coder",
			named:    regexp.MustCompile(`deepseek.*coder`),
			markers:  []string{"<｜fim▁begin｜>", "<｜fim▁hole｜>", "<｜fim▁end｜>"},
			reserved: []string{"<｜begin▁of▁sentence｜>", "<｜end▁of▁sentence｜>", "<|EOT|>"},
			stop:     []string{"<｜end▁of▁sentence｜>", "<｜fim▁begin｜>", "<｜fim▁hole｜>", "<｜fim▁end｜>", "<|EOT|>"},
		},
		{ // Code Llama where the tokenizer tells its vocabulary: a blank is a part of each marker, spelled as SentencePiece does
			name:     "codellama-sentencepiece",
			markers:  []string{"▁<PRE>", "▁<SUF>", "▁<MID>"},
			reserved: []string{"▁<EOT>", "<s>", "</s>", "<unk>"},
			stop:     []string{"<EOT>", "▁<PRE>", "</s>", "▁<SUF>", "▁<MID>"},
		},
		{ // Code Llama's paper, for servers that leave the markers to text
			name:     "codellama",
			named:    regexp.MustCompile(`code-?llama`),
			markers:  []string{"<PRE>", "<SUF>", "<MID>"},
			reserved: []string{"<EOT>", "<s>", "</s>", "<unk>"},
			stop:     []string{"<EOT>", "<PRE>", "</s>", "<SUF>", "<MID>"},
		},
		{ // Codestral's tokenizer; other files as Continue sends them
			name:     "codestral",
			named:    regexp.MustCompile(`codestral`),
			markers:  []string{"[SUFFIX]", "[PREFIX]"},
			reserved: []string{"[MIDDLE]", "[INST]", "[/INST]", "<s>", "</s>", "<unk>"},
			stop:     []string{"</s>", "\n+++++ ", "[SUFFIX]", "[PREFIX]"},
		},
		{ // CodeGemma's model card
			name:     "codegemma",
			named:    regexp.MustCompile(`code-?gemma`),
			markers:  with(pipes, "<|file_separator|>"),
			reserved: []string{"<eos>", "<bos>", "<pad>", "<unk>", "<start_of_turn>", "<end_of_turn>"},
			stop:     []string{"<|file_separator|>", "<eos>", "<|fim_prefix|>", "<end_of_turn>", "<|fim_suffix|>", "<|fim_middle|>"},
		},
		{ // Granite 4's model card
			name:     "granite-4",
			named:    regexp.MustCompile(`granite-?4`),
			markers:  pipes,
			tells:    []string{"<|end_of_text|>"},
			reserved: []string{"<|fim_pad|>", "<|filename|>", "<|reponame|>", "<|start_of_role|>", "<|end_of_role|>"},
			stop:     []string{"<|end_of_text|>", "<|fim_prefix|>", "<|fim_suffix|>", "<|fim_middle|>", "<|fim_pad|>", "<|start_of_role|>"},
		},
		{ // Granite 3.3's tokenizer, as llama.cpp learnt it
			name:     "granite-3.3",
			named:    regexp.MustCompile(`granite-?3\.3`),
			markers:  with(plain, "<reponame>"),
			tells:    []string{"<|end_of_text|>"},
			reserved: []string{"<fim_pad>", "<filename>", "<|start_of_role|>", "<|end_of_role|>"},
			stop:     []string{"<|end_of_text|>", "<reponame>", "<fim_prefix>", "<fim_suffix>", "<fim_middle>", "<fim_pad>", "<|start_of_role|>"},
		},
		{ // StarCoder's paper; Granite Code has its tokenizer
			name:     "starcoder",
			named:    regexp.MustCompile(`star-?coder|granite(-\d+b)?-code`),
			markers:  with(plain, "<filename>", "<reponame>"),
			reserved: []string{"<|endoftext|>", "<fim_pad>", "<gh_stars>"},
			stop:     []string{"<|endoftext|>", "<filename>", "<reponame>", "<fim_prefix>", "<fim_suffix>", "<fim_middle>", "<fim_pad>"},
		},
		{ // Mellum's model card
			name:     "mellum",
			named:    regexp.MustCompile(`mellum`),
			markers:  with(plain, "<filename>"),
			reserved: []string{"<|endoftext|>", "<fim_pad>", "<reponame>"},
			stop:     []string{"<|endoftext|>", "<filename>", "<fim_suffix>", "<fim_prefix>", "<fim_middle>", "<fim_pad>"},
		},
		{ // Stable Code's model card; all that is left of BigCode's without a form for files
			name:     "stable-code",
			named:    regexp.MustCompile(`stable-?code`),
			markers:  plain,
			reserved: []string{"<|endoftext|>", "<fim_pad>", "<filename>", "<reponame>", "<repo_name>", "<file_sep>"},
			stop:     []string{"<|endoftext|>", "<fim_prefix>", "<fim_suffix>", "<fim_middle>", "<fim_pad>", "<file_sep>"},
		},
		{ // Seed-Coder's model card
			name:     "seed-coder",
			named:    regexp.MustCompile(`seed-?coder`),
			markers:  []string{"<[fim-suffix]>", "<[fim-prefix]>", "<[fim-middle]>"},
			reserved: []string{"<[begin▁of▁sentence]>", "<[end▁of▁sentence]>"},
			stop:     []string{"<[end▁of▁sentence]>", "<[fim-suffix]>", "<[fim-prefix]>", "<[fim-middle]>"},
		},
		{ // GLM-4's vocabulary, as Zed uses it
			name:     "glm-4",
			named:    regexp.MustCompile(`glm-?4`),
			markers:  []string{"<|code_prefix|>", "<|code_suffix|>", "<|code_middle|>"},
			reserved: []string{"<|endoftext|>", "<|system|>", "<|user|>", "<|assistant|>", "<|observation|>"},
			stop:     []string{"<|endoftext|>", "<|user|>", "<|code_prefix|>", "<|code_suffix|>", "<|code_middle|>", "<|assistant|>"},
		},
		{ // CodeGeeX4's guide to infilling
			name:     "codegeex4",
			named:    regexp.MustCompile(`codegeex-?4`),
			markers:  []string{"<|code_suffix|>", "<|code_prefix|>", "<|code_middle|>", "<|user|>", "<|assistant|>"},
			reserved: []string{"<|endoftext|>", "<|system|>", "<|observation|>"},
			stop:     []string{"<|endoftext|>", "<|user|>", "<|code_prefix|>", "<|assistant|>", "<|code_suffix|>", "<|code_middle|>"},
		},
		{ // Falcon-H1-Tiny-Coder's tokenizer, as llama.cpp learnt it
			name:     "falcon-coder",
			named:    regexp.MustCompile(`falcon-?h1.*coder`),
			markers:  []string{"<|prefix|>", "<|suffix|>", "<|middle|>"},
			reserved: []string{"<|endoftext|>", "<|end_of_text|>"},
			stop:     []string{"<|end_of_text|>", "<|prefix|>", "<|suffix|>", "<|middle|>", "<|endoftext|>"},
		},
		{
			name:     Chat,
			reserved: []string{"<FILL_HERE>", "<COMPLETION>", "</COMPLETION>", "<CURRENT_FILE>", "</CURRENT_FILE>"},
			stop:     []string{"</COMPLETION>", "</CURRENT_FILE>"},
			anybody:  true,
		},
		{
			name:    Suffix,
			stop:    []string{"<|endoftext|>", "<|file_sep|>", "<|fim_prefix|>", "<EOT>", "<file_sep>", "<fim_prefix>"},
			anybody: true,
			apart:   true,
		},
		{ // Mistral's FIM service; the tokens are Codestral's
			name:     CodestralAPI,
			reserved: []string{"[SUFFIX]", "[PREFIX]", "[MIDDLE]", "[INST]", "[/INST]", "<s>", "</s>", "<unk>"},
			stop:     []string{"</s>", "\n+++++ ", "[SUFFIX]", "[PREFIX]"},
			apart:    true,
		},
		{name: Plain, anybody: true},
	}
}

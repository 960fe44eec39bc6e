package prompt

import (
	"embed"
	"regexp"
	"slices"
	"strings"
	"sync"
	"text/template"
)

// Plain is the family of models that only continue a text. It is what is left
// for a model that nobody recognises.
const Plain = "plain"

//go:embed families/*.tmpl
var templates embed.FS

// A family is the models that were trained on the same markers. Its template
// is families/NAME.tmpl, without the line end at its end.
type family struct {
	name     string
	named    *regexp.Regexp // finds it in the name of a model, in lower case
	markers  []string       // in its template; single tokens of its vocabulary
	reserved []string       // further tokens that would not be read as text
	stop     []string       // markers, reserved, or the line that begins another file

	template *template.Template
	harmless *strings.Replacer
}

// families are in order of preference: where the vocabulary fits several, the
// first one is taken.
var families = sync.OnceValue(func() []*family {
	rows := []*family{
		{
			name:     "qwen2.5-coder",
			named:    regexp.MustCompile(`qwen.*coder`),
			markers:  []string{"<|fim_prefix|>", "<|fim_suffix|>", "<|fim_middle|>", "<|repo_name|>", "<|file_sep|>"},
			reserved: []string{"<|endoftext|>", "<|fim_pad|>", "<|im_start|>", "<|im_end|>"},
			stop: []string{
				"<|endoftext|>", "<|fim_prefix|>", "<|fim_suffix|>", "<|fim_middle|>", "<|fim_pad|>",
				"<|repo_name|>", "<|file_sep|>", "<|im_start|>", "<|im_end|>",
			},
		},
		{
			name:     "starcoder2",
			named:    regexp.MustCompile(`star-?coder|stable-?code|codeqwen`),
			markers:  []string{"<fim_prefix>", "<fim_suffix>", "<fim_middle>", "<repo_name>", "<file_sep>"},
			reserved: []string{"<|endoftext|>", "<fim_pad>"},
			stop:     []string{"<|endoftext|>", "<file_sep>", "<fim_prefix>", "<fim_suffix>", "<fim_middle>", "<repo_name>"},
		},
		{
			name:     "deepseek-coder",
			named:    regexp.MustCompile(`deepseek.*coder`),
			markers:  []string{"<｜fim▁begin｜>", "<｜fim▁hole｜>", "<｜fim▁end｜>"},
			reserved: []string{"<｜begin▁of▁sentence｜>", "<｜end▁of▁sentence｜>"},
			stop:     []string{"<｜end▁of▁sentence｜>", "<｜fim▁begin｜>", "<｜fim▁hole｜>", "<｜fim▁end｜>"},
		},
		{
			name:     "codellama",
			named:    regexp.MustCompile(`code-?llama`),
			markers:  []string{"<PRE>", "<SUF>", "<MID>"},
			reserved: []string{"<EOT>", "<s>", "</s>"},
			stop:     []string{"<EOT>", "<PRE>", "<SUF>", "<MID>", "</s>"},
		},
		{
			name:     "codestral",
			named:    regexp.MustCompile(`codestral`),
			markers:  []string{"[SUFFIX]", "[PREFIX]"},
			reserved: []string{"[MIDDLE]", "[INST]", "[/INST]", "<s>", "</s>"},
			stop:     []string{"[SUFFIX]", "[PREFIX]", "</s>", "\n+++++ "},
		},
		{
			name:     "codegemma",
			named:    regexp.MustCompile(`code-?gemma`),
			markers:  []string{"<|fim_prefix|>", "<|fim_suffix|>", "<|fim_middle|>", "<|file_separator|>"},
			reserved: []string{"<eos>", "<bos>", "<start_of_turn>", "<end_of_turn>"},
			stop:     []string{"<|file_separator|>", "<|fim_prefix|>", "<|fim_suffix|>", "<|fim_middle|>", "<eos>", "<end_of_turn>"},
		},
		{name: Plain},
	}
	for _, f := range rows {
		f.template, f.harmless = f.parse(), f.replacer()
	}
	return rows
})

func (f *family) parse() *template.Template {
	name := "families/" + f.name + ".tmpl"
	text, err := templates.ReadFile(name)
	if err != nil {
		panic(err) // the table names a file that the binary does not hold
	}
	return template.Must(template.New(name).Parse(strings.TrimSuffix(string(text), "\n")))
}

// replacer breaks the family's tokens up with a blank behind their first
// letter wherever the user's text spells them. A visible change is the honest
// one: if the model copies it, the user sees it before accepting.
func (f *family) replacer() *strings.Replacer {
	var pairs []string
	for _, token := range slices.Concat(f.markers, f.reserved) {
		pairs = append(pairs, token, token[:1]+" "+token[1:])
	}
	return strings.NewReplacer(pairs...)
}

// Families are the names of all families.
func Families() []string {
	var names []string
	for _, f := range families() {
		names = append(names, f.name)
	}
	return names
}

func byName(name string) (*family, bool) {
	i := slices.IndexFunc(families(), func(f *family) bool { return f.name == name })
	if i < 0 {
		return nil, false
	}
	return families()[i], true
}

package model_test

import (
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"

	"fimble/completion/model"
	"fimble/completion/model/modeltest"
)

// coder recognises models that have "coder" in their names.
func coder(name string, _ func(...string) bool) (family, from string) {
	if strings.Contains(name, "coder") {
		return "known", "name"
	}
	if strings.Contains(name, "untaught") {
		return "plain", "name"
	}
	return "plain", "nothing"
}

const suffixTemplate = `{{- if .Suffix }}<|fim_prefix|>{{ .Prompt }}<|fim_suffix|>{{ .Suffix }}<|fim_middle|>{{ else }}{{ .Prompt }}{{ end }}`

func TestOllamaIsAskedForFamilyAndContext(t *testing.T) {
	for name, c := range map[string]struct {
		server  modeltest.OllamaOptions
		options model.Options
		family  string
		from    string
		tokens  int
	}{
		"by its name":                 {modeltest.OllamaOptions{Model: "coder:7b", Template: suffixTemplate, Capabilities: []string{"insert"}}, model.Options{}, "known", "name", 4096},
		"by its file's name":          {modeltest.OllamaOptions{Basename: "some-coder"}, model.Options{}, "known", "name", 4096},
		"by the capability":           {modeltest.OllamaOptions{Capabilities: []string{"insert"}}, model.Options{}, "suffix", "template", 4096},
		"by the template":             {modeltest.OllamaOptions{Template: suffixTemplate}, model.Options{}, "suffix", "template", 4096},
		"by messages in the template": {modeltest.OllamaOptions{Template: "{{ range .Messages }}<|im_start|>{{ .Role }}{{ end }}"}, model.Options{}, "chat", "template", 4096},
		"by a system's words":         {modeltest.OllamaOptions{Template: "{{ .System }}{{ .Prompt }}"}, model.Options{}, "chat", "template", 4096},
		"untaught by its name":        {modeltest.OllamaOptions{Model: "untaught", Template: suffixTemplate}, model.Options{}, "plain", "name", 4096},
		"untaught, but it chats":      {modeltest.OllamaOptions{Model: "untaught", Template: "{{ .System }}{{ .Prompt }}"}, model.Options{}, "chat", "template", 4096},
		"by tools":                    {modeltest.OllamaOptions{Capabilities: []string{"completion", "tools"}}, model.Options{}, "chat", "template", 4096},
		"by the prompt alone":         {modeltest.OllamaOptions{Template: "{{ .Prompt }}"}, model.Options{}, "plain", "nothing", 4096},
		"by nothing":                  {modeltest.OllamaOptions{}, model.Options{}, "plain", "nothing", 4096},
		"by the user":                 {modeltest.OllamaOptions{Model: "coder"}, model.Options{Family: "chosen", ContextTokens: 65536}, "chosen", "options", 65536},
		"more context than is good":   {modeltest.OllamaOptions{ContextTokens: 131072}, model.Options{}, "plain", "nothing", 8192},
		"a Modelfile with a context": {
			modeltest.OllamaOptions{ContextTokens: 131072, Parameters: "stop                           \"<|im_end|>\"\nnum_ctx                        16384\ntemperature                    0"},
			model.Options{}, "plain", "nothing", 16384,
		},
	} {
		t.Run(name, func(t *testing.T) {
			server := modeltest.NewOllama(t, c.server)
			c.options.URL, c.options.Model, c.options.Recognise = server.URL, c.server.Model, coder
			m := ollama(t, c.options)
			if err := m.Probe(t.Context()); err != nil {
				t.Fatal(err)
			}
			i := m.Info()
			if i.Family != c.family || i.FamilyFrom != c.from || i.ContextTokens != c.tokens || i.Runs == "" || i.Class != model.Machine {
				t.Errorf("got %+v, want %s from %s with %d tokens", i, c.family, c.from, c.tokens)
			}
		})
	}
}

func TestAModelThatRefusesASuffixIsNotAskedForOneAgain(t *testing.T) {
	server := modeltest.NewOllama(t, modeltest.OllamaOptions{Template: suffixTemplate, Capabilities: []string{"insert"}, RefusesSuffix: true})
	m := ollama(t, model.Options{URL: server.URL, Recognise: coder})
	if err := m.Probe(t.Context()); err != nil || m.Info().Family != "suffix" {
		t.Fatalf("at first: %+v, %v", m.Info(), err)
	}
	_, _, err := read(t, m, model.Request{Prompt: "func add", Suffix: "}"})
	if err == nil || !strings.HasSuffix(err.Error(), "/api/generate: 400 HUB/library/tiny:latest does not support insert") {
		t.Errorf("got %v", err)
	}
	if err := m.Probe(t.Context()); err != nil || m.Info().Family != "plain" {
		t.Errorf("after the refusal: %+v, %v", m.Info(), err)
	}
}

func TestModelsOfOllamaAreListed(t *testing.T) {
	server := modeltest.NewOllama(t, modeltest.OllamaOptions{})
	names, err := ollama(t, model.Options{URL: server.URL}).Models(t.Context())
	if !slices.Equal(names, []string{"other:latest", "tiny:latest"}) || err != nil {
		t.Errorf("got %q, %v", names, err)
	}
}

func TestErrorsOfOllamaSayWhereAndWhat(t *testing.T) {
	for name, c := range map[string]struct {
		server  modeltest.OllamaOptions
		options model.Options
		ask     string
		want    string
	}{
		"no such model":                      {modeltest.OllamaOptions{}, model.Options{Model: "absent"}, "whole", "/api/show: 404 model 'absent' not found"},
		"no such model, when it is told all": {modeltest.OllamaOptions{}, model.Options{Model: "absent", ContextTokens: 1}, "whole", "/api/generate: 404 model 'absent' not found"},
		"no key":                             {modeltest.OllamaOptions{Key: "secret"}, model.Options{}, "whole", "/api/show: 401 unauthorized: check the key (key_env, key_file or key_command)"},
		"mid-stream":                         {modeltest.OllamaOptions{}, model.Options{}, "broken", "/api/generate: out of memory"},
	} {
		server := modeltest.NewOllama(t, c.server, modeltest.Exchanges(t)...)
		c.options.Name, c.options.URL = "mine", server.URL
		_, _, err := read(t, ollama(t, c.options), modeltest.Ask(c.ask))
		if want := "mine " + server.URL + c.want; err == nil || err.Error() != want {
			t.Errorf("%s: got %v, want %s", name, err, want)
		}
	}
}

func TestAnOllamaWithoutAModelIsRefused(t *testing.T) {
	_, err := model.New("ollama", model.Options{Name: "mine"}, nil)
	if err == nil || !strings.Contains(err.Error(), "mine: model is empty: it takes ") {
		t.Errorf("got %v", err)
	}
}

func TestBrokenStreamsOfOllamaAreErrors(t *testing.T) {
	for name, c := range map[string]struct{ body, want string }{
		"half a stream": {"{\"response\":\"some\",\"done\":false}\n", "read stream: unexpected EOF"},
		"half a line":   {"{\"response\":\"some\",\"done\":false}\n{\"resp", "decode event: unexpected end of JSON input"},
		"no JSON":       {"hello\n", "decode event: invalid character"},
		"no end":        {strings.Repeat("x", 5<<20), "read stream: bufio.Scanner: token too long"},
	} {
		server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, c.body) }))
		_, _, err := read(t, ollama(t, model.Options{URL: server.URL, ContextTokens: 1}), model.Request{Prompt: "x"})
		if err == nil || !strings.Contains(err.Error(), "/api/generate: "+c.want) {
			t.Errorf("%s: got %v, want %s", name, err, c.want)
		}
		server.Close()
	}
}

func TestOllamaIsOnThisMachineUnlessToldOtherwise(t *testing.T) {
	if i := ollama(t, model.Options{}).Info(); i.Server != "http://127.0.0.1:11434" || i.Class != model.Machine {
		t.Errorf("got %+v", i)
	}
}

package main

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fimble/completion/model"
	"fimble/completion/model/modeltest"
)

// commanded is what a command prints with a configuration.
func commanded(t *testing.T, config string, args ...string) (out, errs string, err error) {
	t.Helper()
	file := filepath.Join(t.TempDir(), configName)
	if err := os.WriteFile(file, []byte(config), 0o600); err != nil {
		t.Fatal(err)
	}
	var stdout, stderr strings.Builder
	cmd := rootCommand()
	cmd.SetOut(&stdout)
	cmd.SetErr(&stderr)
	cmd.SetArgs(append([]string{"--log-level", "error", "--config", file}, args...))
	err = cmd.Execute()
	return stdout.String(), stderr.String(), err
}

func TestModelsSayWhatTheyAreAndWhatFor(t *testing.T) {
	odd := model.Exchange{Steps: []model.Step{{Text: "<PRE> most"}}}
	llama := modeltest.NewLlama(t, modeltest.LlamaOptions{}, fillsTheHole)
	ollama := modeltest.NewOllama(t, modeltest.OllamaOptions{}, odd)
	config := `
[models.qwen]
backend = "llamacpp"
url = "` + llama.URL + `"
[models.tiny]
backend = "ollama"
model = "tiny"
url = "` + ollama.URL + `"
[models.gone]
backend = "llamacpp"
url = "http://127.0.0.1:1"
[use]
inline = "qwen"
`
	out, errs, err := commanded(t, config, "models")
	if err != nil || errs != "" {
		t.Fatalf("%q, %v", errs, err)
	}
	for _, want := range []string{
		"local: the embedded engine, in this process\n  for     invoked\n",
		"qwen: llamacpp " + llama.URL + ", on this machine\n  for     inline, list\n  runs    qwen2.5-coder-1.5b-q8_0.gguf, reads 4096 tokens, 2 at a time\n" +
			"  family  qwen2.5-coder, told by vocabulary; prompted with markers\n  offers  /models/qwen2.5-coder-1.5b-q8_0.gguf\n  speed   first text after ",
		"tiny: ollama " + ollama.URL + ", on this machine\n  runs    tiny, reads 4096 tokens\n",
		"  offers  other:latest, tiny:latest\n",
		"  doubt   given a hole to fill, it writes <PRE>, which is a marker and no code: if its suggestions are odd, set models.tiny.family ",
		"  error   gone http://127.0.0.1:1/props: dial tcp 127.0.0.1:1: connect: connection refused\n          start the server, or set url to where it listens\n",
	} {
		if !strings.Contains(out, want) {
			t.Errorf("it does not print\n%s\nbut\n%s", want, out)
		}
	}
	out, _, err = commanded(t, config, "models", "--json")
	var found struct{ Models []finding }
	if err := json.Unmarshal([]byte(out), &found); err != nil {
		t.Fatal(err)
	}
	if err != nil || len(found.Models) != 4 || found.Models[2].Check.Doubt != "" || found.Models[3].Check.Doubt == "" || found.Models[1].Error == "" {
		t.Errorf("as JSON: %+v, %v", found.Models, err)
	}
}

func TestWhatToDoFollowsFromWhatTheServerSays(t *testing.T) {
	for name, c := range map[string]struct {
		server modeltest.LlamaOptions
		want   string
	}{
		"a wrong key": {modeltest.LlamaOptions{Key: "secret"}, "set key_env, key_file or key_command"},
		"forbidden":   {modeltest.LlamaOptions{Tenant: "me"}, "set key_env, key_file or key_command"},
		"loading":     {modeltest.LlamaOptions{Loading: true}, "wait until the server has loaded its model"},
	} {
		server := modeltest.NewLlama(t, c.server)
		out, _, err := commanded(t, "[models.m]\nbackend = 'llamacpp'\nurl = '"+server.URL+"'\n", "models")
		if err != nil || !strings.Contains(out, "  error   m "+server.URL) || !strings.Contains(out, "\n          "+c.want) {
			t.Errorf("%s: it prints\n%s%v", name, out, err)
		}
	}
}

func TestAnAddressIsAskedWhatItSpeaks(t *testing.T) {
	llama := modeltest.NewLlama(t, modeltest.LlamaOptions{}, fillsTheHole)
	openAI := modeltest.NewOpenAI(t, modeltest.OpenAIOptions{}, fillsTheHole)
	ollama := modeltest.NewOllama(t, modeltest.OllamaOptions{})
	for url, want := range map[string]string{
		llama.URL:            ": llamacpp " + llama.URL + ", on this machine\n  for     inline, invoked, list\n  runs    qwen2.5-coder",
		openAI.URL:           ": openai " + openAI.URL + ", on this machine\n  for     inline, invoked, list\n  runs    qwen2.5-coder",
		ollama.URL:           `: a server at ` + ollama.URL + ", on this machine\n  for     inline, invoked, list\n  error   " + ollama.URL + `: Ollama has several models: name one, as in "ollama:other:latest"`,
		"http://127.0.0.1:1": ": a server at http://127.0.0.1:1, on this machine\n  for     inline, invoked, list\n  error   http://127.0.0.1:1/props: dial tcp 127.0.0.1:1: connect: connection refused\n          start the server",
	} {
		if out, _, err := commanded(t, "model = '"+url+"'\n", "models"); err != nil || !strings.Contains(out, url+want) {
			t.Errorf("it prints\n%s%v, want\n%s", out, err, url+want)
		}
	}
}

func TestAModelForActionsThatDoesNotChatIsToldSo(t *testing.T) {
	llama := modeltest.NewLlama(t, modeltest.LlamaOptions{}, fillsTheHole)
	chat := modeltest.NewOpenAI(t, modeltest.OpenAIOptions{}, fillsTheHole)
	out, _, err := commanded(t, `
[models.fills]
backend = "llamacpp"
url = "`+llama.URL+`"
[models.chats]
backend = "chat"
url = "`+chat.URL+`"
[use]
action = "fills"
[[route]]
languages = ["go"]
purpose = "action"
model = "chats"
`, "models")
	for _, want := range []string{"  for     action (but it does not chat, which code actions need)\n", "  for     route (action go)\n"} {
		if err != nil || !strings.Contains(out, want) {
			t.Errorf("it does not print\n%s\nbut\n%s%v", want, out, err)
		}
	}
}

func TestWhatToDoFollowsFromTheFault(t *testing.T) {
	nothing := httptest.NewServer(http.NotFoundHandler())
	defer nothing.Close()
	out, _, err := commanded(t, "[models.m]\nbackend = 'llamacpp'\nurl = '"+nothing.URL+"'\n", "models")
	if want := `correct url; a server at an address alone, or with backend = "auto", is asked what it speaks`; err != nil || !strings.Contains(out, want) {
		t.Errorf("it prints\n%s%v, want %s", out, err, want)
	}
	long := model.Remedy(&model.Refusal{Status: 400, Words: "this model's maximum context length is 4096 tokens"})
	if !strings.Contains(long, "the next prompts are shorter") {
		t.Errorf("of what is too long it says %q", long)
	}
}

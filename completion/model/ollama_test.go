package model_test

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"

	"go.uber.org/zap"

	"fimble/completion/model"
	"fimble/completion/model/modeltest"
)

func ollama(t *testing.T, options model.Options) *model.Ollama {
	t.Helper()
	if options.Model == "" {
		options.Model = "tiny"
	}
	m, err := model.NewOllama(options, zap.NewNop())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(m.Close)
	return m
}

// read is the whole answer, how many tokens it was said to have, and the
// error that ended it.
func read(t *testing.T, m model.Model, req model.Request) (text string, tokens int, last error) {
	t.Helper()
	for chunk, err := range m.Generate(t.Context(), req) {
		text, tokens, last = text+chunk.Text, tokens+chunk.Tokens, err
	}
	return text, tokens, last
}

func TestOllamaKeepsTheContract(t *testing.T) {
	modeltest.Contract(t, func(t *testing.T) model.Model {
		server := modeltest.NewOllama(t, modeltest.OllamaOptions{}, modeltest.Exchanges(t)...)
		return ollama(t, model.Options{URL: server.URL})
	})
}

func TestOllamaKeepsTheContractInAChat(t *testing.T) {
	modeltest.Contract(t, func(t *testing.T) model.Model {
		server := modeltest.NewOllama(t, modeltest.OllamaOptions{}, modeltest.Exchanges(t)...)
		return ollama(t, model.Options{URL: server.URL, Family: "chat"})
	})
}

func TestOllamaIsHungUpOn(t *testing.T) {
	server := modeltest.NewOllama(t, modeltest.OllamaOptions{}, modeltest.Exchanges(t)...)
	m := ollama(t, model.Options{URL: server.URL})
	for range m.Generate(t.Context(), modeltest.Ask("silent")) {
		break
	}
	server.AwaitHangUp()
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	for range m.Generate(ctx, modeltest.Ask("silent")) {
		cancel()
	}
	server.AwaitHangUp()
}

// tail is what every body ends in, but for num_predict and the temperature.
const tail = `"stream":true,"truncate":false,"keep_alive":"30m","options":{"num_ctx":4096,"num_predict":%d%s,"temperature":%s,` +
	`"top_k":40,"top_p":0.95,"repeat_penalty":1,"presence_penalty":0,"frequency_penalty":0}}`

func TestOllamaIsSentTheRequest(t *testing.T) {
	for name, c := range map[string]struct {
		req  model.Request
		want string
	}{
		"raw": {
			model.Request{Prompt: addPrompt, MaxTokens: 32, Temperature: 0.1, Stop: []string{"<|endoftext|>", "\n\n"}, N: 3},
			`{"model":"tiny","prompt":"\u003c|fim_prefix|\u003efunc add\u003c|fim_suffix|\u003e\n\u003c|fim_middle|\u003e","raw":true,` +
				fmt.Sprintf(tail, 32, `,"stop":["\u003c|endoftext|\u003e","\n\n"]`, "0.1"),
		},
		"suffix":      {model.Request{Prompt: "func add", Suffix: "\n}"}, `{"model":"tiny","prompt":"func add","suffix":"\n}",` + fmt.Sprintf(tail, 256, "", "0")},
		"only read":   {model.Request{Prompt: "x", ReadOnly: true}, `{"model":"tiny","prompt":"x","raw":true,` + fmt.Sprintf(tail, 1, "", "0")},
		"instruction": {model.Request{System: "Be brief.", Prompt: "x"}, `{"model":"tiny","messages":[{"role":"system","content":"Be brief."},{"role":"user","content":"x"}],` + fmt.Sprintf(tail, 256, "", "0")},
	} {
		t.Run(name, func(t *testing.T) {
			server := modeltest.NewOllama(t, modeltest.OllamaOptions{Capabilities: []string{"insert"}, Key: "secret"})
			m := ollama(t, model.Options{URL: server.URL + "/", Key: model.FixedKey("secret")})
			if text, _, err := read(t, m, c.req); text != "" || err != nil {
				t.Errorf("got %q, %v from an empty answer", text, err)
			}
			if got := server.Bodies(); !slices.Equal(got, []string{c.want}) {
				t.Errorf("got  %s\nwant %s", got, c.want)
			}
		})
	}
}

func TestOllamaLoadsTheModelOnce(t *testing.T) {
	for name, known := range map[string]int{"asked": 0, "told": 16384} {
		server := modeltest.NewOllama(t, modeltest.OllamaOptions{ContextTokens: 32768, Capabilities: []string{"insert"}})
		m := ollama(t, model.Options{URL: server.URL, ContextTokens: known})
		for i, req := range []model.Request{
			{Prompt: "a", MaxTokens: 8, Temperature: 0.1}, {Prompt: "b", ReadOnly: true}, {System: "c", Prompt: "d", Stop: []string{"e"}},
			{Prompt: "f", Suffix: "g", MaxTokens: 2048, Temperature: 0.6},
		} {
			if _, _, err := read(t, m, req); err != nil {
				t.Fatal(err)
			}
			if i == 1 {
				if err := m.Probe(t.Context()); err != nil {
					t.Fatal(err)
				}
			}
		}
		if server.Loads() != 1 {
			t.Errorf("%s: the model was loaded %d times:\n%s", name, server.Loads(), strings.Join(server.Bodies(), "\n"))
		}
	}
}

// The stream is the recorded one of Ollama 0.17.4: two lines stand for two
// tokens each, held back by a stop, and the end of the text counts as one.
func TestOllamaCountsItsTokens(t *testing.T) {
	recorded := []string{"(a,", " b", " int)", " int", " {\n\treturn", " a", " +", " b\n}"}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		for _, text := range recorded {
			encoded, _ := json.Marshal(text)
			fmt.Fprintf(w, "{\"model\":\"tiny\",\"created_at\":\"2026-11-22T06:20:24.589575727Z\",\"response\":%s,\"done\":false}\n", encoded)
		}
		_, _ = io.WriteString(w, `{"model":"tiny","response":"","done":true,"done_reason":"stop","context":[259,304,32],"eval_count":11}`+"\n\n")
	}))
	defer server.Close()
	text, tokens, err := read(t, ollama(t, model.Options{URL: server.URL, ContextTokens: 1}), model.Request{Prompt: "x"})
	if text != modeltest.AddAnswer || tokens != 10 || err != nil {
		t.Errorf("got %q of %d tokens, %v; want %q of 10", text, tokens, err, modeltest.AddAnswer)
	}
}

func TestOllamaSaysNothingWhenItOnlyReads(t *testing.T) {
	server := modeltest.NewOllama(t, modeltest.OllamaOptions{}, modeltest.Exchanges(t)...)
	req := modeltest.Ask("whole")
	req.ReadOnly = true
	for chunk, err := range ollama(t, model.Options{URL: server.URL}).Generate(t.Context(), req) {
		t.Errorf("it says %+v, %v", chunk, err)
	}
}

func TestOllamaThinksNot(t *testing.T) {
	server := modeltest.NewOllama(t, modeltest.OllamaOptions{Capabilities: []string{"thinking"}})
	if _, _, err := read(t, ollama(t, model.Options{URL: server.URL}), model.Request{System: "s", Prompt: "x"}); err != nil {
		t.Fatal(err)
	}
	if body := server.Bodies()[0]; !strings.Contains(body, `"think":false`) {
		t.Errorf("the model is not told to think not: %s", body)
	}
}

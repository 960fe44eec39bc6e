package model_test

import (
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"go.uber.org/zap"
	"go.uber.org/zap/zaptest/observer"

	"fimble/completion/model"
	"fimble/completion/model/modeltest"
)

func llama(t *testing.T, options model.Options) *model.LlamaCpp {
	t.Helper()
	m, err := model.NewLlamaCpp(options, zap.NewNop())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(m.Close)
	return m
}

func TestLlamaCppKeepsTheContract(t *testing.T) {
	modeltest.Contract(t, func(t *testing.T) model.Model {
		server := modeltest.NewLlama(t, modeltest.LlamaOptions{}, modeltest.Exchanges(t)...)
		return llama(t, model.Options{URL: server.URL})
	})
}

func TestBreakHangsUpOnTheServer(t *testing.T) {
	server := modeltest.NewLlama(t, modeltest.LlamaOptions{}, modeltest.Exchanges(t)...)
	for range llama(t, model.Options{URL: server.URL}).Generate(t.Context(), modeltest.Ask("silent")) {
		break
	}
	server.AwaitHangUp()
}

func TestCancelHangsUpOnTheServer(t *testing.T) {
	server := modeltest.NewLlama(t, modeltest.LlamaOptions{}, modeltest.Exchanges(t)...)
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	for range llama(t, model.Options{URL: server.URL}).Generate(ctx, modeltest.Ask("silent")) {
		cancel()
	}
	server.AwaitHangUp()
}

func TestLlamaCppSendsTheRequest(t *testing.T) {
	server := modeltest.NewLlama(t, modeltest.LlamaOptions{Key: "secret", Tenant: "me"})
	m := llama(t, model.Options{
		URL: server.URL + "/", Key: model.FixedKey("secret"), Headers: map[string]string{"x-tenant": "me"}, Model: "mine",
		Timeout: 1500 * time.Millisecond,
	})
	stops := []string{"<|endoftext|>", "<|fim_prefix|>", "<|fim_suffix|>", "<|fim_middle|>", "<|file_sep|>"}
	for _, err := range m.Generate(t.Context(), model.Request{
		Prompt: "<|fim_prefix|>func add<|fim_suffix|>\n<|fim_middle|>", MaxTokens: 32, Stop: stops, Temperature: 0.2,
	}) {
		t.Errorf("got %v from an empty answer", err)
	}
	want := []modeltest.LlamaRequest{{
		Model: "mine", Prompt: "<|fim_prefix|>func add<|fim_suffix|>\n<|fim_middle|>",
		Stream: true, CachePrompt: true, Predict: 32, Stop: stops, Temperature: 0.2,
		Samplers: []string{"top_k", "top_p", "temperature"}, Millis: 1500,
	}}
	if diff := cmp.Diff(want, server.Requests()); diff != "" {
		t.Errorf("requests (-want +got):\n%s", diff)
	}
}

func TestRequestWithoutALimitGetsOne(t *testing.T) {
	server := modeltest.NewLlama(t, modeltest.LlamaOptions{})
	for range llama(t, model.Options{URL: server.URL}).Generate(t.Context(), model.Request{Prompt: "x"}) {
	}
	if got := server.Requests()[0].Predict; got <= 0 || got > 1000 {
		t.Errorf("n_predict is %d, want a bound", got)
	}
}

func TestChunksCountTheirTokens(t *testing.T) {
	server := modeltest.NewLlama(t, modeltest.LlamaOptions{}, modeltest.Exchanges(t)...)
	tokens := 0
	for chunk := range llama(t, model.Options{URL: server.URL}).Generate(t.Context(), modeltest.Ask("whole")) {
		tokens += chunk.Tokens
	}
	if tokens != 3 {
		t.Errorf("the answer has %d tokens, want 3", tokens)
	}
}

func TestCandidatesAreAsManyAsTheServerHasSlots(t *testing.T) {
	colours := model.Exchange{Before: "colour", Steps: []model.Step{
		{Text: "re"}, {Candidate: 1, Text: "gre"}, {Text: "d"}, {Candidate: 1, Text: "en"}, {Candidate: 2, Text: "blue"},
	}}
	server := modeltest.NewLlama(t, modeltest.LlamaOptions{Slots: 2}, colours)
	m := llama(t, model.Options{URL: server.URL, Family: "any"})
	answers := func() (got [3]string) {
		for chunk, err := range m.Generate(t.Context(), model.Request{Prompt: "colour", N: 3}) {
			if err != nil {
				t.Error(err)
			}
			got[chunk.Candidate] += chunk.Text
		}
		return got
	}
	if got := answers(); got != [3]string{"red"} {
		t.Errorf("before the server was asked for its slots: %q", got)
	}
	if err := m.Probe(t.Context()); err != nil {
		t.Fatal(err)
	}
	if got := answers(); got != [3]string{"red", "green"} {
		t.Errorf("with two slots: %q", got)
	}
}

// The events are those of llama-server b11669, shortened.
func TestCandidatesComeWithTheirProbability(t *testing.T) {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/props" {
			_, _ = io.WriteString(w, `{"default_generation_settings":{"n_ctx":2048},"total_slots":2}`)
			return
		}
		body, _ := io.ReadAll(r.Body)
		for _, field := range []string{`"n_probs":1`, `"n_cmpl":2`, `"completion_probabilities"`} {
			if !strings.Contains(string(body), field) {
				t.Errorf("%s is not in %s", field, body)
			}
		}
		_, _ = io.WriteString(w, `data: {"index":0,"content":"(a,","stop":false,"tokens_predicted":1,"completion_probabilities":[{"id":265,"token":"(a,","logprob":-0.5}]}

data: {"index":1,"content":"(b","stop":false,"tokens_predicted":1,"completion_probabilities":[{"id":270,"token":"(b","logprob":-2.25}]}

data: {"index":0,"content":" b)","stop":false,"tokens_predicted":3,"completion_probabilities":[{"id":266,"token":" b","logprob":-0.25},{"id":267,"token":")","logprob":0.0}]}

data: {"index":0,"content":"","stop":true,"tokens_predicted":3}

data: {"index":1,"content":"","stop":true,"tokens_predicted":1}

`)
	}))
	defer server.Close()
	m := llama(t, model.Options{URL: server.URL, Family: "any"})
	if err := m.Probe(t.Context()); err != nil {
		t.Fatal(err)
	}
	var sure [2]float64
	for chunk, err := range m.Generate(t.Context(), model.Request{Prompt: "x", N: 2}) {
		if err != nil {
			t.Fatal(err)
		}
		sure[chunk.Candidate] += chunk.LogProb
	}
	if sure != [2]float64{-0.75, -2.25} {
		t.Errorf("log probabilities are %v", sure)
	}
}

func TestErrorsOfLlamaCppSayWhereAndWhat(t *testing.T) {
	for name, c := range map[string]struct {
		server modeltest.LlamaOptions
		ask    string
		want   string
	}{
		"loading":    {modeltest.LlamaOptions{Loading: true}, "whole", "503 Loading model"},
		"no key":     {modeltest.LlamaOptions{Key: "secret"}, "whole", "401 Invalid API Key: check the key (key_env, key_file or key_command)"},
		"mid-stream": {modeltest.LlamaOptions{}, "broken", "out of memory"},
	} {
		server := modeltest.NewLlama(t, c.server, modeltest.Exchanges(t)...)
		var last error
		for _, err := range llama(t, model.Options{Name: "mine", URL: server.URL}).Generate(t.Context(), modeltest.Ask(c.ask)) {
			last = err
		}
		if want := "mine " + server.URL + "/completion: " + c.want; last == nil || last.Error() != want {
			t.Errorf("%s: got %v, want %s", name, last, want)
		}
	}
}

func TestProbeRecognisesTheModel(t *testing.T) {
	server := modeltest.NewLlama(t, modeltest.LlamaOptions{
		Model: `C:\models\some-coder.gguf`, ContextTokens: 2048, Vocabulary: []string{"<PRE>", "<SUF>"},
	})
	recognise := func(name string, known func(...string) bool) (string, string) {
		if name != "some-coder.gguf" {
			t.Errorf("the model is named %q", name)
		}
		if known("<PRE>", "<NO>") || !known("<PRE>", "<SUF>") {
			t.Error("the vocabulary is not told as it is")
		}
		return "found", "vocabulary"
	}
	core, logs := observer.New(zap.InfoLevel)
	m, err := model.NewLlamaCpp(model.Options{URL: server.URL, Recognise: recognise}, zap.New(core))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(m.Close)
	if before := (model.Info{Name: "llamacpp", Backend: "llamacpp", Class: model.Machine, Server: server.URL}); m.Info() != before {
		t.Errorf("before the probe: %+v", m.Info())
	}
	for range 2 {
		if err := m.Probe(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	want := model.Info{Name: "llamacpp", Backend: "llamacpp", Class: model.Machine, Server: server.URL, Slots: 2, ContextTokens: 2048,
		Family: "found", FamilyFrom: "vocabulary", Runs: "some-coder.gguf"}
	if m.Info() != want {
		t.Errorf("after the probe: %+v, want %+v", m.Info(), want)
	}
	if n := logs.FilterMessage("model recognised").FilterField(zap.String("family", "found")).Len(); n != 1 {
		t.Errorf("the choice was logged %d times, want once: %v", n, logs.All())
	}
}

func TestOptionsStandAgainstTheServer(t *testing.T) {
	server := modeltest.NewLlama(t, modeltest.LlamaOptions{ContextTokens: 2048})
	m := llama(t, model.Options{
		URL: server.URL, Family: "chosen", ContextTokens: 1024,
		Recognise: func(string, func(...string) bool) (string, string) { return "found", "name" },
	})
	for _, when := range []string{"before", "after"} {
		if i := m.Info(); i.Family != "chosen" || i.ContextTokens != 1024 {
			t.Errorf("%s the probe: %+v", when, i)
		}
		if err := m.Probe(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
}

func TestProbeOfALoadingServerIsRepeated(t *testing.T) {
	server := modeltest.NewLlama(t, modeltest.LlamaOptions{Loading: true})
	m := llama(t, model.Options{URL: server.URL})
	for range 2 {
		if err := m.Probe(t.Context()); err == nil || !strings.HasSuffix(err.Error(), "/props: 503 Loading model") {
			t.Errorf("got %v", err)
		}
	}
}

package model_test

import (
	"context"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"go.uber.org/zap"

	"fimble/completion/model"
	"fimble/completion/model/modeltest"
)

// A prober is what all backends are that ask a server.
type prober interface {
	model.Model
	model.Prober
	model.Lister
	Close()
}

func open(t *testing.T, backend string, options model.Options) prober {
	t.Helper()
	m, err := model.New(backend, options, zap.NewNop())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(m.(prober).Close)
	return m.(prober)
}

// openAIKin are the backends that modeltest.OpenAI answers.
var openAIKin = []string{"openai", "chat", "mistral", "deepseek"}

func TestOpenAIsKinKeepTheContract(t *testing.T) {
	for _, backend := range openAIKin {
		t.Run(backend, func(t *testing.T) {
			modeltest.Contract(t, func(t *testing.T) model.Model {
				server := modeltest.NewOpenAI(t, modeltest.OpenAIOptions{}, modeltest.Exchanges(t)...)
				return open(t, backend, model.Options{URL: server.URL})
			})
		})
	}
}

func TestOpenAIsKinAreHungUpOn(t *testing.T) {
	for _, backend := range openAIKin {
		server := modeltest.NewOpenAI(t, modeltest.OpenAIOptions{}, modeltest.Exchanges(t)...)
		m := open(t, backend, model.Options{URL: server.URL})
		for range m.Generate(t.Context(), modeltest.Ask("silent")) {
			break
		}
		server.AwaitHangUp()
		ctx, cancel := context.WithCancel(t.Context())
		for range m.Generate(ctx, modeltest.Ask("silent")) {
			cancel()
		}
		server.AwaitHangUp()
		cancel()
	}
}

var asked = model.Request{
	System: "Fill in.", Prompt: "func add", Suffix: "\n}", MaxTokens: 32, Temperature: 0.2,
	Stop: []string{"1", "2", "3", "4", "5"},
}

func TestOpenAIsKinSendTheRequest(t *testing.T) {
	ahead := asked
	ahead.ReadOnly, ahead.N = true, 3
	several := model.Request{Prompt: "func add", N: 3}
	for _, c := range []struct {
		backend string
		request model.Request
		want    string
	}{
		{"openai", asked, `/v1/completions {"max_tokens":32,"model":"qwen2.5-coder","prompt":"func add","stop":["1","2","3","4"],"stream":true,"suffix":"\n}","temperature":0.2}`},
		{"openai", ahead, `/v1/completions {"max_tokens":1,"model":"qwen2.5-coder","prompt":"func add","stop":["1","2","3","4"],"stream":true,"suffix":"\n}","temperature":0.2}`},
		{"openai", several, `/v1/completions {"logprobs":1,"max_tokens":256,"model":"qwen2.5-coder","n":3,"prompt":"func add","stream":true,"temperature":0}`},
		{"chat", asked, `/v1/chat/completions {"max_tokens":32,"messages":[{"role":"system","content":"Fill in."},{"role":"user","content":"func add"}],"model":"qwen2.5-coder","stop":["1","2","3","4"],"stream":true,"temperature":0.2}`},
		{"chat", several, `/v1/chat/completions {"logprobs":true,"max_tokens":256,"messages":[{"role":"user","content":"func add"}],"model":"qwen2.5-coder","n":3,"stream":true,"temperature":0}`},
		{"mistral", asked, `/v1/fim/completions {"max_tokens":32,"model":"codestral-latest","prompt":"func add","stop":["1","2","3","4"],"stream":true,"suffix":"\n}","temperature":0.2}`},
		{"mistral", several, `/v1/fim/completions {"max_tokens":256,"model":"codestral-latest","prompt":"func add","stream":true,"temperature":0}`},
		{"deepseek", asked, `/beta/completions {"max_tokens":32,"model":"deepseek-chat","prompt":"func add","stop":["1","2","3","4"],"stream":true,"suffix":"\n}","temperature":0.2}`},
	} {
		server := modeltest.NewOpenAI(t, modeltest.OpenAIOptions{Key: "secret"})
		m := open(t, c.backend, model.Options{URL: server.URL, Key: model.FixedKey("secret")})
		for chunk, err := range m.Generate(t.Context(), c.request) {
			t.Errorf("%s: got %q, %v from an empty answer", c.backend, chunk.Text, err)
		}
		if diff := cmp.Diff([]string{c.want}, server.Bodies()); diff != "" {
			t.Errorf("%s: requests (-want +got):\n%s", c.backend, diff)
		}
	}
}

func TestReadingAheadSaysNothing(t *testing.T) {
	for _, backend := range openAIKin {
		server := modeltest.NewOpenAI(t, modeltest.OpenAIOptions{}, modeltest.Exchanges(t)...)
		for chunk, err := range open(t, backend, model.Options{URL: server.URL}).Generate(t.Context(), model.Request{Prompt: "whole", ReadOnly: true}) {
			t.Errorf("%s: it says %q, %v", backend, chunk.Text, err)
		}
	}
}

func TestOpenAIsKinRankTheirCandidates(t *testing.T) {
	colours := model.Exchange{Before: "colour", Steps: []model.Step{
		{Text: "re"}, {Candidate: 1, Text: "green"}, {Text: "d"}, {Candidate: 2, Text: "blue"},
	}}
	for _, backend := range []string{"openai", "chat"} {
		server := modeltest.NewOpenAI(t, modeltest.OpenAIOptions{}, colours)
		var answers [2]string
		var sure [2]float64
		for chunk, err := range open(t, backend, model.Options{URL: server.URL}).Generate(t.Context(), model.Request{Prompt: "colour", N: 2}) {
			if err != nil {
				t.Fatal(err)
			}
			answers[chunk.Candidate] += chunk.Text
			sure[chunk.Candidate] += chunk.LogProb
		}
		if answers != [2]string{"red", "green"} || sure != [2]float64{-1, -0.5} {
			t.Errorf("%s: answers %q with the log probabilities %v", backend, answers, sure)
		}
	}
}

func TestAddressMayEndInTheVersion(t *testing.T) {
	server := modeltest.NewOpenAI(t, modeltest.OpenAIOptions{}, modeltest.Exchanges(t)...)
	for address, want := range map[string]string{
		"":                     "/v1/chat/completions",
		"/":                    "/v1/chat/completions",
		"/v1":                  "/v1/chat/completions",
		"/v1/":                 "/v1/chat/completions",
		"/v1/chat/completions": "/v1/chat/completions",
		"/v1beta":              "/v1beta/chat/completions",
		"/v1beta/":             "/v1beta/chat/completions",
	} {
		m := open(t, "chat", model.Options{URL: server.URL + address, Model: "any"})
		if text, _, err := read(t, m, modeltest.Ask("whole")); text == "" || err != nil {
			t.Errorf("%s: got %q, %v", address, text, err)
		}
		bodies := server.Bodies()
		if path, _, _ := strings.Cut(bodies[len(bodies)-1], " "); path != want {
			t.Errorf("%s: asked %s, want %s", address, path, want)
		}
	}
}

func TestListOfModelsTellsFamilyAndContext(t *testing.T) {
	server := modeltest.NewOpenAI(t, modeltest.OpenAIOptions{Models: []string{"org/one", "org/two"}, ContextTokens: 2048})
	recognise := func(name string, known func(...string) bool) (string, string) {
		if known("<PRE>") {
			t.Error("a server that tells no vocabulary has a marker")
		}
		return "family of " + name, "name"
	}
	for _, c := range []struct{ backend, model, family, from, runs string }{
		{"openai", "", "family of one", "name", "org/one"},
		{"openai", "org/two", "family of two", "name", "org/two"},
		{"openai", "alias", "family of alias", "name", "alias"},
		{"chat", "", "chat", "backend", "org/one"},
	} {
		m := open(t, c.backend, model.Options{URL: server.URL, Model: c.model, Recognise: recognise})
		if err := m.Probe(t.Context()); err != nil {
			t.Fatal(err)
		}
		tokens := 2048
		if c.model == "alias" {
			tokens = 0
		}
		want := model.Info{Name: c.backend, Backend: c.backend, Class: model.Machine, Server: server.URL, ContextTokens: tokens,
			Family: c.family, FamilyFrom: c.from, Runs: c.runs}
		if m.Info() != want {
			t.Errorf("%s: %+v\nwant %+v", c.backend, m.Info(), want)
		}
		names, err := m.Models(t.Context())
		if diff := cmp.Diff([]string{"org/one", "org/two"}, names); diff != "" || err != nil {
			t.Errorf("models: %v (-want +got):\n%s", err, diff)
		}
	}
}

func TestServerWithoutAListNeedsTheNameOfItsModel(t *testing.T) {
	server := modeltest.NewOpenAI(t, modeltest.OpenAIOptions{NoList: true}, modeltest.Exchanges(t)...)
	for _, backend := range []string{"openai", "chat"} {
		named := open(t, backend, model.Options{URL: server.URL, Model: "mine"})
		if err := named.Probe(t.Context()); err != nil || named.Info().Runs != "mine" {
			t.Errorf("%s: %v, %+v", backend, err, named.Info())
		}
		nameless := open(t, backend, model.Options{URL: server.URL})
		if _, _, err := read(t, nameless, modeltest.Ask("whole")); err == nil || !strings.Contains(err.Error(), "/v1/models: 404") {
			t.Errorf("%s: got %v", backend, err)
		}
	}
	empty := modeltest.NewOpenAI(t, modeltest.OpenAIOptions{Models: []string{}})
	if err := open(t, "openai", model.Options{URL: empty.URL}).Probe(t.Context()); err == nil || !strings.HasSuffix(err.Error(), "/v1/models: the server has no model") {
		t.Errorf("got %v", err)
	}
}

// The words are those of OpenAI's and vLLM's refusals.
func TestFieldsThatAreRefusedAreLeftOutFromThenOn(t *testing.T) {
	server := modeltest.NewOpenAI(t, modeltest.OpenAIOptions{Refuses: map[string]string{
		"max_tokens":  "Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead.",
		"stop":        "Unsupported parameter: 'stop' is not supported with this model.",
		"temperature": "Unsupported value: 'temperature' does not support 0.2 with this model. Only the default (1) value is supported.",
	}}, modeltest.Exchanges(t)...)
	m := open(t, "chat", model.Options{URL: server.URL})
	request := asked
	request.Prompt = "whole"
	for range 2 {
		if text, _, err := read(t, m, request); text == "" || err != nil {
			t.Errorf("got %q, %v", text, err)
		}
	}
	bodies := server.Bodies()
	if len(bodies) != 5 {
		t.Errorf("the server was asked %d times, want four and then once: %q", len(bodies), bodies)
	}
	want := `/v1/chat/completions {"max_completion_tokens":32,"messages":[{"role":"system","content":"Fill in."},{"role":"user","content":"whole"}],"model":"qwen2.5-coder","stream":true}`
	if last := bodies[len(bodies)-1]; last != want {
		t.Errorf("got  %s\nwant %s", last, want)
	}
}

func TestRefusalThatNamesNoFieldIsNotRepeated(t *testing.T) {
	for _, words := range []string{"You must stop at once, in the temperature of this n", "'prompt' is no text"} {
		server := modeltest.NewOpenAI(t, modeltest.OpenAIOptions{Refuses: map[string]string{"stop": words}})
		_, _, err := read(t, open(t, "openai", model.Options{Name: "mine", URL: server.URL}), asked)
		if want := "mine " + server.URL + "/v1/completions: 400 " + words; err == nil || err.Error() != want {
			t.Errorf("got  %v\nwant %s", err, want)
		}
		if n := len(server.Bodies()); n != 1 {
			t.Errorf("%s: the server was asked %d times", words, n)
		}
	}
}

func TestKeyThatIsRefusedIsToldSo(t *testing.T) {
	for _, backend := range openAIKin {
		server := modeltest.NewOpenAI(t, modeltest.OpenAIOptions{Key: "secret"})
		m := open(t, backend, model.Options{URL: server.URL, Key: model.FixedKey("another"), Model: "any"})
		_, _, err := read(t, m, asked)
		if err == nil || !strings.HasSuffix(err.Error(), "/completions: 401 Incorrect API key provided: check the key (key_env, key_file or key_command)") {
			t.Errorf("%s: got %v", backend, err)
		}
		if _, err := m.Models(t.Context()); err == nil || !strings.HasSuffix(err.Error(), "/models: 401 Incorrect API key provided: check the key (key_env, key_file or key_command)") {
			t.Errorf("%s: models: %v", backend, err)
		}
	}
}

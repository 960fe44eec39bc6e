package model_test

import (
	"slices"
	"testing"

	"go.uber.org/zap"

	"fimble/completion/model"
	"fimble/completion/model/modeltest"
	"fimble/completion/prompt"
)

func TestHostedModelsNeedNoProbe(t *testing.T) {
	for backend, want := range map[string]model.Info{
		"mistral":  {Family: "codestral-api", ContextTokens: 32768},
		"deepseek": {Family: "suffix", ContextTokens: 65536},
	} {
		m := open(t, backend, model.Options{URL: "http://127.0.0.1:1"})
		if err := m.Probe(t.Context()); err != nil {
			t.Errorf("%s: %v", backend, err)
		}
		want.Name, want.Backend, want.Class, want.Server, want.FamilyFrom = backend, backend, model.Machine, "http://127.0.0.1:1", "backend"
		if m.Info() != want {
			t.Errorf("%s: %+v", backend, m.Info())
		}
		chosen := open(t, backend, model.Options{URL: "http://127.0.0.1:1", Family: "plain", ContextTokens: 100})
		if i := chosen.Info(); i.Family != "plain" || i.FamilyFrom != "options" || i.ContextTokens != 100 {
			t.Errorf("%s: the options do not stand: %+v", backend, i)
		}
	}
}

func TestBackendsChooseFamiliesThatThereAre(t *testing.T) {
	for _, backend := range model.Backends() {
		m, err := model.New(backend, model.Options{URL: "http://127.0.0.1:1", Model: "any"}, zap.NewNop())
		if err != nil {
			t.Fatal(err)
		}
		if family := m.Info().Family; family != "" && !slices.Contains(prompt.Families(), family) {
			t.Errorf("%s asks in the way of %q, which nobody renders", backend, family)
		}
	}
}

func TestHostedModelsAreAskedNothingThatNobodyReads(t *testing.T) {
	for _, backend := range []string{"mistral", "deepseek"} {
		server := modeltest.NewOpenAI(t, modeltest.OpenAIOptions{})
		m := open(t, backend, model.Options{URL: server.URL})
		if text, _, err := read(t, m, model.Request{Prompt: "x", ReadOnly: true}); text != "" || err != nil || len(server.Bodies()) > 0 {
			t.Errorf("%s: %q, %v, and the server was asked %q", backend, text, err, server.Bodies())
		}
	}
}

func TestHostedModelsHaveTheirAddress(t *testing.T) {
	for backend, want := range map[string]string{
		"mistral": "https://codestral.mistral.ai", "deepseek": "https://api.deepseek.com",
	} {
		m, err := model.New(backend, model.Options{}, zap.NewNop())
		if err != nil {
			t.Fatal(err)
		}
		if i := m.Info(); i.Server != want || i.Class != model.Remote {
			t.Errorf("%s: %+v", backend, i)
		}
	}
}

func TestHostedModelsTakeTheAddressOfTheirExamples(t *testing.T) {
	for backend, ends := range map[string][]string{
		"mistral":  {"/v1", "/v1/fim/completions"},
		"deepseek": {"/v1", "/beta", "/beta/completions"},
	} {
		for _, end := range ends {
			server := modeltest.NewOpenAI(t, modeltest.OpenAIOptions{}, modeltest.Exchanges(t)...)
			if text, _, err := read(t, open(t, backend, model.Options{URL: server.URL + end}), modeltest.Ask("whole")); text == "" || err != nil {
				t.Errorf("%s at %s: %q, %v", backend, end, text, err)
			}
		}
	}
}

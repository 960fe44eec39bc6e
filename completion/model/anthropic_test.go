package model_test

import (
	"context"
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"go.uber.org/zap"

	"fimble/completion/model"
	"fimble/completion/model/modeltest"
)

func anthropic(t *testing.T, url string) prober {
	return open(t, "anthropic", model.Options{URL: url, Model: "claude-one", Key: model.FixedKey("secret")})
}

func TestAnthropicKeepsTheContract(t *testing.T) {
	modeltest.Contract(t, func(t *testing.T) model.Model {
		return anthropic(t, modeltest.NewAnthropic(t, modeltest.Exchanges(t)...).URL)
	})
}

func TestAnthropicIsHungUpOn(t *testing.T) {
	server := modeltest.NewAnthropic(t, modeltest.Exchanges(t)...)
	m := anthropic(t, server.URL)
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

func TestAnthropicSendsTheRequest(t *testing.T) {
	server := modeltest.NewAnthropic(t)
	m := anthropic(t, server.URL+"/v1/")
	ahead := asked
	ahead.ReadOnly = true
	blank := model.Request{Prompt: "func add", Stop: []string{"\n\n", "```"}}
	for _, request := range []model.Request{asked, ahead, blank} {
		if text, tokens, err := read(t, m, request); text != "" || tokens != 0 || err != nil {
			t.Errorf("got %q, %d tokens, %v from an empty answer", text, tokens, err)
		}
	}
	want := []string{
		`{"max_tokens":32,"messages":[{"role":"user","content":[{"type":"text","text":"func add"}]}],"model":"claude-one","stop_sequences":["1","2","3","4"],"stream":true,"system":[{"type":"text","text":"Fill in.","cache_control":{"type":"ephemeral"}}],"temperature":0.2}`,
		`{"max_tokens":1,"messages":[{"role":"user","content":[{"type":"text","text":"func add"}]}],"model":"claude-one","stop_sequences":["1","2","3","4"],"stream":true,"system":[{"type":"text","text":"Fill in.","cache_control":{"type":"ephemeral"}}],"temperature":0.2}`,
		"{\"max_tokens\":256,\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\"func add\"}]}],\"model\":\"claude-one\",\"stop_sequences\":[\"```\"],\"stream\":true,\"temperature\":0}",
	}
	if diff := cmp.Diff(want, server.Bodies()); diff != "" {
		t.Errorf("requests (-want +got):\n%s", diff)
	}
}

func TestAnthropicMarksWhatStays(t *testing.T) {
	server := modeltest.NewAnthropic(t)
	m := anthropic(t, server.URL)
	files := strings.Repeat("var other = 1\n", 400)
	for _, end := range []string{"a", "ab", "abc\n"} {
		if _, _, err := read(t, m, model.Request{Prompt: files + end}); err != nil {
			t.Fatal(err)
		}
	}
	for i, want := range []int{0, 1, 1} {
		body := server.Bodies()[i]
		if n := strings.Count(body, `var other = 1\n","cache_control":{"type":"ephemeral"}},{"type":"text","text":"a`); n != want {
			t.Errorf("request %d marks %d parts, want %d: ...%s", i, n, want, body[len(body)-200:])
		}
	}
}

func TestAnthropicCountsTheTokensThatItIsTold(t *testing.T) {
	m := anthropic(t, modeltest.NewAnthropic(t, modeltest.Exchanges(t)...).URL)
	if text, tokens, err := read(t, m, modeltest.Ask("whole")); text == "" || tokens != 6 || err != nil {
		t.Errorf("got %q, %d tokens, %v; want 6 tokens", text, tokens, err)
	}
}

func TestAnthropicOverloadedInMidStreamIsARefusal(t *testing.T) {
	server := modeltest.NewAnthropic(t, modeltest.Exchanges(t)...)
	_, _, err := read(t, anthropic(t, server.URL), modeltest.Ask("broken"))
	refusal, ok := errors.AsType[*model.Refusal](err)
	if !ok || refusal.Status != 529 || refusal.Words != "out of memory" {
		t.Errorf("got %v", err)
	}
	if want := "anthropic " + server.URL + "/v1/messages: 529 out of memory"; err.Error() != want {
		t.Errorf("got  %v\nwant %s", err, want)
	}
}

func TestAnthropicTellsWhatItIs(t *testing.T) {
	server := modeltest.NewAnthropic(t)
	m := anthropic(t, server.URL)
	if i := m.Info(); i.Family != "chat" || i.FamilyFrom != "backend" || i.ContextTokens != 200_000 {
		t.Errorf("got %+v", i)
	}
	if names, err := m.Models(t.Context()); err != nil || len(names) != 1 || names[0] != "claude-one" {
		t.Errorf("models are %q, %v", names, err)
	}
	if _, err := model.New("anthropic", model.Options{URL: server.URL}, zap.NewNop()); err == nil || !strings.Contains(err.Error(), "model is empty") {
		t.Errorf("got %v", err)
	}
}

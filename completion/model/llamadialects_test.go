package model_test

import (
	"context"
	"testing"
	"time"

	"go.uber.org/zap"

	"fimble/completion/model"
	"fimble/completion/model/modeltest"
	"fimble/completion/prompt"
)

// A dialectModel is any backend that asks a server.
type dialectModel interface {
	model.Model
	model.Prober
	model.Lister
}

func newDialects(t *testing.T, options model.Options) map[string]dialectModel {
	t.Helper()
	completions, err := model.NewOpenAI(options, zap.NewNop())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(completions.Close)
	chat, err := model.NewChat(options, zap.NewNop())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(chat.Close)
	return map[string]dialectModel{"llamacpp": llama(t, options), "openai": completions, "chat": chat}
}

// llama-server speaks OpenAI's dialect, too.
func TestRealServerAnswersInAllItsDialects(t *testing.T) {
	address := realServer(t)
	for name, m := range newDialects(t, model.Options{URL: address, Recognise: prompt.Recognise}) {
		t.Run(name, func(t *testing.T) {
			if err := m.Probe(t.Context()); err != nil {
				t.Fatal(err)
			}
			if i := m.Info(); i.Runs != "script.gguf" || i.ContextTokens < 1024 {
				t.Errorf("the server told %+v", i)
			}
			if names, err := m.Models(t.Context()); len(names) != 1 || names[0] != "script.gguf" || err != nil {
				t.Errorf("the server offers %q, %v", names, err)
			}
			// A chat's prompt is in a template, so that it ends in no marker: the
			// model goes on for ever.
			request := model.Request{Prompt: addPrompt, MaxTokens: 64, N: 2, Stop: []string{heldBack}}
			want, pieces := modeltest.AddAnswer, len(modeltest.AddLines()[0].Pieces)
			if name == "chat" {
				request.System, request.MaxTokens = "Be brief.", 4
				want, pieces = " tick tock tick tock", 4
			}
			answers, tokens, cutOff := make([]string, 2), 0, [2]bool{}
			for chunk, err := range m.Generate(t.Context(), request) {
				if err != nil {
					t.Fatal(err)
				}
				answers[chunk.Candidate] += chunk.Text
				tokens += chunk.Tokens
				cutOff[chunk.Candidate] = cutOff[chunk.Candidate] || chunk.CutOff
				if chunk.LogProb > 0 || chunk.LogProb < -1 { // the model knows but one answer
					t.Errorf("a chunk has the log probability %g", chunk.LogProb)
				}
			}
			for i, answer := range answers {
				if answer != want || cutOff[i] != (name == "chat") {
					t.Errorf("candidate %d is %q, cut off %t; want %q", i, answer, cutOff[i], want)
				}
			}
			if tokens < 2*pieces || tokens > 2*(pieces+1) {
				t.Errorf("the answers have %d tokens, want %d and perhaps their ends", tokens, 2*pieces)
			}
			told := false
			for chunk := range m.Generate(t.Context(), model.Request{Prompt: addPrompt, MaxTokens: 3}) {
				told = chunk.CutOff
			}
			if !told {
				t.Error("it does not tell that three tokens are too few")
			}
			for chunk, err := range m.Generate(t.Context(), model.Request{Prompt: addPrompt, ReadOnly: true}) {
				t.Errorf("asked only to read, it says %q, %v", chunk.Text, err)
			}
		})
	}
}

func TestRealServerFreesItsSlotWhenCancelledInAnyDialect(t *testing.T) {
	address := realServer(t)
	for name, m := range newDialects(t, model.Options{URL: address}) {
		t.Run(name, func(t *testing.T) {
			ctx, cancel := context.WithCancel(t.Context())
			defer cancel()
			var last error
			chunks := 0
			for _, err := range m.Generate(ctx, model.Request{Prompt: "for ever", MaxTokens: 1 << 20}) {
				last = err
				if chunks++; chunks == 1 && busySlots(t, address) != 1 {
					t.Error("no slot is busy while the answer runs")
				}
				if chunks == 20 {
					cancel()
				}
			}
			if last != context.Canceled {
				t.Errorf("cancelled, it ends with %v", last)
			}
			awaitIdle(t, address)
		})
	}
}

func awaitIdle(t *testing.T, address string) {
	t.Helper()
	deadline := time.Now().Add(serverPatience)
	for busySlots(t, address) > 0 {
		if time.Now().After(deadline) {
			t.Fatal("the slot is still busy")
		}
	}
}

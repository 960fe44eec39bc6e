package model_test

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"

	"fimble/completion/model"
	"fimble/completion/model/modeltest"
	"fimble/context/window"
)

const addPrompt = "<|fim_prefix|>func add<|fim_suffix|>\n<|fim_middle|>"

func TestRealServerAnswers(t *testing.T) {
	address := realServer(t)
	m := llama(t, model.Options{URL: address, Recognise: func(name string, known func(...string) bool) (string, string) {
		if !known("<|fim_prefix|>", "<|fim_suffix|>", "<|fim_middle|>") || known("<PRE>", "<SUF>", "<MID>") {
			t.Error("the server tells another vocabulary than the model has")
		}
		return "found in " + name, "vocabulary"
	}})
	if err := m.Probe(t.Context()); err != nil {
		t.Fatal(err)
	}
	if i := m.Info(); i.ContextTokens < 1024 || i.Family != "found in script.gguf" {
		t.Errorf("the server told %+v", i)
	}
	if names, err := m.Models(t.Context()); len(names) != 1 || names[0] != "script.gguf" || err != nil {
		t.Errorf("the server offers %q, %v", names, err)
	}
	for chunk, err := range m.Generate(t.Context(), model.Request{Prompt: addPrompt, ReadOnly: true}) {
		t.Errorf("asked only to read, it says %q, %v", chunk.Text, err)
	}
	answers := make([]string, 2)
	sure := make([]float64, 2)
	tokens := 0
	request := model.Request{Prompt: addPrompt, MaxTokens: 64, N: 3, Stop: []string{heldBack}}
	for chunk, err := range m.Generate(t.Context(), request) {
		if err != nil {
			t.Fatal(err)
		}
		answers[chunk.Candidate] += chunk.Text
		tokens += chunk.Tokens
		sure[chunk.Candidate] += chunk.LogProb
	}
	for i, answer := range answers {
		if sure[i] > 0 || sure[i] < -1 { // the model knows but one answer
			t.Errorf("candidate %d has the log probability %g", i, sure[i])
		}
		if answer != modeltest.AddAnswer {
			t.Errorf("candidate %d is %q, want %q", i, answer, modeltest.AddAnswer)
		}
	}
	// The server counts the end of text to a piece that it held back.
	if pieces := len(modeltest.AddLines()[0].Pieces); tokens < 2*pieces || tokens > 2*(pieces+1) {
		t.Errorf("the answers have %d tokens, want %d and perhaps their ends", tokens, 2*pieces)
	}
}

// heldBack is not in the answer, but the answer ends like its beginning.
const heldBack = "}\n\n"

func TestRealServerFreesItsSlotWhenHungUp(t *testing.T) {
	address := realServer(t)
	m := llama(t, model.Options{URL: address})
	chunks := 0
	for _, err := range m.Generate(t.Context(), model.Request{Prompt: "for ever", MaxTokens: 1 << 20}) {
		if err != nil {
			t.Fatal(err)
		}
		if chunks++; chunks == 1 && busySlots(t, address) != 1 {
			t.Error("no slot is busy while the answer runs")
		}
		if chunks == 20 {
			break
		}
	}
	awaitIdle(t, address)
}

func TestRealServerRefusesInItsOwnWords(t *testing.T) {
	address := realServer(t)
	long := strings.Repeat("x", 100_000)
	var last error
	m := llama(t, model.Options{URL: address, ContextTokens: 1 << 20})
	for _, err := range m.Generate(t.Context(), model.Request{Prompt: long}) {
		last = err
	}
	if last == nil || !strings.Contains(last.Error(), "/completion: 400 ") || !strings.Contains(last.Error(), "exceeds the available context size") {
		t.Errorf("got %v", last)
	}
	// So it tells how much it reads, against what the options say.
	reads := m.Info().ContextTokens
	for window.Tokens(long) > reads {
		long = long[:len(long)-100]
	}
	for _, err := range m.Generate(t.Context(), model.Request{Prompt: long, MaxTokens: 1}) {
		if err != nil {
			t.Errorf("of %d tokens: %v", reads, err)
		}
	}
	if reads < 2048 {
		t.Errorf("it reads %d", reads)
	}
}

func busySlots(t *testing.T, address string) (busy int) {
	t.Helper()
	resp, err := http.Get(address + "/slots")
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	defer http.DefaultClient.CloseIdleConnections()
	var slots []struct {
		Busy bool `json:"is_processing"`
	}
	if err := json.NewDecoder(resp.Body).Decode(&slots); err != nil {
		t.Fatal(err)
	}
	for _, s := range slots {
		if s.Busy {
			busy++
		}
	}
	return busy
}

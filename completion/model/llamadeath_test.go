package model_test

import (
	"context"
	"strings"
	"syscall"
	"testing"
	"time"

	"fimble/completion/model"
	"fimble/completion/model/modeltest"
)

// serverPatience is how long a server may take to come up on a busy machine. It
// is only waited for by a test that fails.
const serverPatience = time.Minute

// awaitAnswer asks again and again until the model answers as it should. What it
// fails with until then must be nothing that only the user can put right.
func awaitAnswer(t *testing.T, m *model.LlamaCpp) (failures []string) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), serverPatience)
	defer cancel()
	for {
		err := m.Probe(ctx)
		answer := ""
		if err == nil {
			for chunk, failure := range m.Generate(ctx, model.Request{Prompt: addPrompt, MaxTokens: 64}) {
				answer += chunk.Text
				err = failure
			}
		}
		switch {
		case err == nil && answer == modeltest.AddAnswer:
			return failures
		case err == nil:
			t.Fatalf("the answer is %q, want %q", answer, modeltest.AddAnswer)
		case ctx.Err() != nil:
			t.Fatalf("no answer after %q", failures)
		case model.FaultOf(err).SetUp() || model.FaultOf(err).OfRequest():
			t.Errorf("a server that is not up yet is taken for %s: %v", model.FaultOf(err), err)
		case strings.HasSuffix(err.Error(), "Loading model") && model.FaultOf(err) != model.Loading:
			t.Errorf("a server that loads is taken for %s: %v", model.FaultOf(err), err)
		}
		failures = append(failures, err.Error())
	}
}

func TestRealServerThatIsStillLoadingAnswersSoon(t *testing.T) {
	server := newLlamaServer(t, modeltest.QwenVocabulary(), modeltest.AddLines())
	m := llama(t, model.Options{URL: server.address})
	err := m.Probe(t.Context())
	if model.FaultOf(err) != model.Unreached {
		t.Fatalf("with no server there, got %v", err)
	}
	server.start()
	failures := awaitAnswer(t, m)
	server.awaitLoaded()
	seen := map[string]int{}
	for _, failure := range failures {
		seen[failure]++
	}
	for failure, times := range seen {
		t.Logf("%d times %s", times, failure)
		if !strings.HasSuffix(failure, "connection refused") && !strings.HasSuffix(failure, "503 Loading model") {
			t.Errorf("while it loads, got %s", failure)
		}
	}
	if i := m.Info(); i.Runs != "script.gguf" || i.Slots != 2 {
		t.Errorf("the server told %+v", i)
	}
}

func TestRealServerKilledInMidStreamAnswersWhenItIsBack(t *testing.T) {
	server := newLlamaServer(t, modeltest.QwenVocabulary(), modeltest.AddLines())
	server.start()
	server.awaitLoaded()
	m := llama(t, model.Options{URL: server.address})
	awaitAnswer(t, m)
	var last error
	chunks := 0
	for _, err := range m.Generate(t.Context(), model.Request{Prompt: "for ever", MaxTokens: 1 << 20}) {
		if chunks++; chunks == 20 {
			server.end(syscall.SIGKILL)
		}
		last = err
	}
	if fault := model.FaultOf(last); last == nil || chunks < 20 || fault != model.Unreached && fault != model.Broken {
		t.Errorf("after %d chunks got %v, taken for %s", chunks, last, fault)
	}
	if err := m.Probe(t.Context()); model.FaultOf(err) != model.Unreached {
		t.Errorf("with no server there, got %v", err)
	}
	server.start()
	awaitAnswer(t, m)
}

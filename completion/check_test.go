package completion_test

import (
	"errors"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"fimble/completion"
	"fimble/completion/model"
	"fimble/completion/model/modeltest"
)

// qwen is a model that is prompted in Qwen's markers.
var qwen = model.Info{Name: remoteName, Class: model.Machine, Family: "qwen2.5-coder", ContextTokens: 4096, Slots: 1}

func TestACheckDoubtsWhatIsNoAnswer(t *testing.T) {
	for name, c := range map[string]struct{ family, answer, doubt string }{
		"an answer":                {"qwen2.5-coder", "if n > most {\n\t\t\tmost = n\n\t\t}", ""},
		"nothing":                  {"qwen2.5-coder", "\n", "it says nothing"},
		"another family's marker":  {"qwen2.5-coder", "n <PRE> ", "it writes <PRE>, which"},
		"its own marker":           {"starcoder", "<fim_suffix>", "it writes <fim_suffix>, which"},
		"a marker of DeepSeek":     {"plain", "<｜fim▁begin｜>", "it writes <｜fim▁begin｜>, which"},
		"the prompt":               {"plain", "func largest(numbers []int) int {", "it repeats the code"},
		"a chat":                   {"plain", "Sure!\n```go\nx\n```", "it answers as in a chat"},
		"a chat that is asked for": {"chat", "<COMPLETION>\n```go\nmost = max(most, n)\n```", ""},
		"an arrow and an index":    {"qwen2.5-coder", "c <- a[i]; if a<b {}", ""},
	} {
		info := qwen
		info.Family = c.family
		check, err := completion.CheckModel(t.Context(), modeltest.NewFakeOf(info, modeltest.Says(c.answer)))
		if err != nil || !strings.HasPrefix(check.Doubt, c.doubt) || (c.doubt == "") != (check.Doubt == "") {
			t.Errorf("%s: doubts %q, want %q, %v", name, check.Doubt, c.doubt, err)
		}
	}
}

func TestACheckTellsHowFastAModelIs(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		fake := modeltest.NewFakeOf(qwen, modeltest.Driven())
		done := make(chan completion.Check, 1)
		go func() {
			check, err := completion.CheckModel(t.Context(), fake)
			if err != nil {
				t.Error(err)
			}
			done <- check
		}()
		call := fake.Await()
		time.Sleep(300 * time.Millisecond)
		for range 11 {
			call.Say("x")
			time.Sleep(50 * time.Millisecond)
		}
		call.End(nil)
		check := <-done
		if check.First != 300*time.Millisecond || check.Total != 850*time.Millisecond || check.TokensPerSecond() > 20 || check.TokensPerSecond() < 18 {
			t.Errorf("got %+v, %g tokens a second", check, check.TokensPerSecond())
		}
		if p := call.Request.Prompt; !strings.HasPrefix(p, "<|") || !strings.Contains(p, "func largest") {
			t.Errorf("the prompt is %q", p)
		}
	})
}

func TestACheckTellsWhyAModelFails(t *testing.T) {
	down := errors.New("connection refused")
	if _, err := completion.CheckModel(t.Context(), modeltest.NewFakeOf(qwen, modeltest.Fails(down))); !errors.Is(err, down) {
		t.Errorf("got %v", err)
	}
}

package completion_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"go.uber.org/zap/zaptest"

	"fimble/completion/action"
	"fimble/completion/model"
	"fimble/completion/model/modeltest"
	"fimble/completion/prompt"
)

const requestGo = "package p\n\n// fimble: add them█ up\nfunc total(prices []int) int {\n\treturn 0\n}\n"

const totalAnswer = "<CODE>\nfunc total(prices []int) int {\n\treturn 1\n}\n</CODE>"

func TestAnswerThatIsCutOffIsNotUsedForCode(t *testing.T) {
	for name, c := range map[string]struct {
		chunks []model.Chunk
		asked  int
		why    string
	}{
		"by its length":  {[]model.Chunk{{Text: totalAnswer}, {CutOff: true}}, 2, "stopped before its answer was whole"},
		"with its words": {[]model.Chunk{{Text: totalAnswer, CutOff: true}}, 2, "stopped before its answer was whole"},
		"without an end": {[]model.Chunk{{Text: totalAnswer}, {Text: strings.Repeat("and so on\n", 7000)}}, 1, "did not come to an end in 64 KB"},
		"not at all":     {[]model.Chunk{{Text: totalAnswer}}, 1, ""},
	} {
		t.Run(name, func(t *testing.T) {
			d, first, second := newChatPair(t, func(_ context.Context, _ *modeltest.Call, say func(model.Chunk) bool) error {
				for _, chunk := range c.chunks {
					say(chunk)
				}
				return nil
			})
			d.open("a.go", requestGo)
			got, err := d.acts(action.Comment)
			if len(first.Calls()) != c.asked || len(second.Calls()) != 0 {
				t.Errorf("asked %d and %d times", len(first.Calls()), len(second.Calls()))
			}
			if c.why == "" {
				if err != nil || !strings.Contains(got, "return 1") {
					t.Errorf("the file is\n%s (%v)", got, err)
				}
				return
			}
			if err == nil || !strings.Contains(err.Error(), c.why) || !strings.Contains(err.Error(), remoteName) {
				t.Errorf("the file is\n%s (%v)", got, err)
			}
		})
	}
}

// cutsAt says an answer behind so many tokens of thought, and is cut off where
// the request has it.
func cutsAt(thoughts int, answer string) modeltest.Script {
	return func(_ context.Context, call *modeltest.Call, say func(model.Chunk) bool) error {
		if most := call.Request.MaxTokens; most < thoughts {
			say(model.Chunk{Text: "<think>" + strings.Repeat("hm ", most), Tokens: most, CutOff: true})
			return nil
		}
		say(model.Chunk{Text: "<think>" + strings.Repeat("hm ", thoughts) + "</think>\n", Tokens: thoughts})
		say(model.Chunk{Text: answer, Tokens: 1})
		return nil
	}
}

func TestAnswerThatIsCutOffIsAskedForOnceMoreWithTwiceTheRoom(t *testing.T) {
	for name, c := range map[string]struct {
		thoughts, reads, budget int
		limits                  []float64 // of each answer, as parts of the first
		why                     string
	}{
		"enough the first time":        {thoughts: 500, reads: 65536, limits: []float64{1}},
		"enough the second time":       {thoughts: 1500, reads: 65536, limits: []float64{1, 2}},
		"of a model that does not say": {thoughts: 1500, reads: 0, limits: []float64{1, 2}},
		"not enough":                   {thoughts: 9000, reads: 65536, limits: []float64{1, 2}, why: "raise answer under [budget]"},
		"enough as it is raised":       {thoughts: 7000, reads: 65536, budget: 4096, limits: []float64{1, 2}},
		"no room for so much":          {thoughts: 9000, reads: 2048, limits: []float64{1, 1.5}, why: "raise context_tokens of the model"},
		"no room for more":             {thoughts: 9000, reads: 1024, limits: []float64{1}, why: "as it reads 1024 tokens in all"},
	} {
		t.Run(name, func(t *testing.T) {
			d, fake := newDeskOf(t, model.Info{Name: remoteName, Class: model.Machine, ContextTokens: c.reads, Family: prompt.Chat}, cutsAt(c.thoughts, totalAnswer), modeltest.Says())
			d.options.MaxTokens = max(d.options.MaxTokens, c.budget)
			d.open("a.go", requestGo)
			got, err := d.acts(action.Comment)
			if c.why == "" && (err != nil || !strings.Contains(got, "return 1")) || c.why != "" && (err == nil || !strings.Contains(err.Error(), c.why)) {
				t.Errorf("the file is\n%s (%v)", got, err)
			}
			calls := fake.Calls()
			if len(calls) != len(c.limits) {
				t.Fatalf("asked %d times, want %d", len(calls), len(c.limits))
			}
			first := calls[0].Request.MaxTokens
			for i, call := range calls {
				r := call.Request
				low, high := c.limits[i]*float64(first), c.limits[i]*float64(first)
				if c.limits[i] == 1.5 { // as much as there is
					low, high = float64(first+1), float64(2*first-1)
				}
				if most := float64(r.MaxTokens); most < low || most > high {
					t.Errorf("question %d allows %d tokens, the first %d", i, r.MaxTokens, first)
				}
				if c.reads > 0 && r.MaxTokens > c.reads {
					t.Errorf("question %d allows %d tokens of a model that reads %d", i, r.MaxTokens, c.reads)
				}
			}
		})
	}
}

func TestServerThatGrantsNoMoreIsNotWhatTheUserIsTold(t *testing.T) {
	d, fake := newDeskOf(t, chatting(remoteName, model.Machine), modeltest.InTurn(cutsAt(1<<20, totalAnswer), modeltest.Fails(errBroken)), modeltest.Says())
	d.open("a.go", requestGo)
	if got, err := d.acts(action.Comment); err == nil || !strings.Contains(err.Error(), "raise answer") || len(fake.Calls()) != 2 {
		t.Errorf("the file is\n%s (%v)", got, err)
	}
}

func TestWordsOfAnAnswerThatIsCutOffAreUsed(t *testing.T) {
	d, fake, _ := newChatPair(t, func(_ context.Context, _ *modeltest.Call, say func(model.Chunk) bool) error {
		say(model.Chunk{Text: "summary: adds up the prices.\n"})
		say(model.Chunk{Text: "prices: in ce", CutOff: true})
		return nil
	})
	if got, err := d.acts(action.Docs); err != nil || !strings.Contains(got, "// total adds up the prices.") || len(fake.Calls()) != 1 {
		t.Errorf("the file is\n%s (%v)", got, err)
	}
}

const longBody = "total := 0\n\tfor _, p := range prices {\n\t\ttotal += p\n\t}\n\treturn total\n}\n"

const bodyGo = "package p\n\nfunc to█tal(prices []int) int {\n\tpanic(\"todo\")\n}\n"

// longBodySteps is an answer that adds so many numbers, each a token, and more.
func longBodySteps(numbers int) (steps []model.Step) {
	for i := range numbers {
		text := fmt.Sprintf("use(%d) + ", i)
		if i%100 == 99 {
			text = fmt.Sprintf("use(%d)\n\tsum%d := ", i, i/100)
		}
		steps = append(steps, model.Step{Text: text})
	}
	return append(steps, model.Step{Text: "0\n\t" + longBody})
}

// TestBodyOfLlamaCppThatIsCutOff speaks with a server in the dialect of
// llama.cpp, which cuts where n_predict says.
func TestBodyOfLlamaCppThatIsCutOff(t *testing.T) {
	for name, c := range map[string]struct {
		numbers, reads int
		predicts       []int
		why            string
	}{
		"enough the first time":  {10, 32768, []int{1024}, ""},
		"enough the second time": {1500, 32768, []int{1024, 2048}, ""},
		"not enough":             {2500, 32768, []int{1024, 2048}, "raise answer under [budget]"},
		"no room for more":       {1500, 2048, []int{1024}, "raise context_tokens of the model"},
	} {
		t.Run(name, func(t *testing.T) {
			server := modeltest.NewLlama(t, modeltest.LlamaOptions{ContextTokens: c.reads}, model.Exchange{Steps: longBodySteps(c.numbers)})
			m, err := model.NewLlamaCpp(model.Options{Name: remoteName, URL: server.URL, Family: "qwen2.5-coder"}, zaptest.NewLogger(t))
			if err != nil {
				t.Fatal(err)
			}
			d, _ := newDesk(t, modeltest.Says(), modeltest.Says())
			d.options.Models[remoteName] = m
			d.open("a.go", bodyGo)
			got, err := d.acts(action.Body)
			if c.why == "" && (err != nil || strings.Count(got, "use(") != c.numbers || !strings.Contains(got, "return total\n}")) {
				t.Errorf("the file is\n%s (%v)", got, err)
			}
			if c.why != "" && (err == nil || !strings.Contains(err.Error(), c.why)) {
				t.Errorf("the file is\n%s (%v), want %q", got, err, c.why)
			}
			var predicts []int
			for _, r := range server.Requests() {
				predicts = append(predicts, r.Predict)
			}
			if len(predicts) != len(c.predicts) || predicts[0] != c.predicts[0] || predicts[len(predicts)-1] != c.predicts[len(c.predicts)-1] {
				t.Errorf("asked for %v tokens, want %v", predicts, c.predicts)
			}
		})
	}
}

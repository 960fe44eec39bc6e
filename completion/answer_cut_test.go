package completion_test

import (
	"context"
	"strings"
	"testing"

	"fimble/completion/action"
	"fimble/completion/model"
	"fimble/completion/model/modeltest"
)

const requestGo = "package p\n\n// fimble: add them█ up\nfunc total(prices []int) int {\n\treturn 0\n}\n"

const totalAnswer = "<CODE>\nfunc total(prices []int) int {\n\treturn 1\n}\n</CODE>"

func TestAnswerThatIsCutOffIsNotUsedForCode(t *testing.T) {
	for name, c := range map[string]struct {
		chunks []model.Chunk
		why    string
	}{
		"by its length":  {[]model.Chunk{{Text: totalAnswer}, {CutOff: true}}, "stopped before its answer was whole"},
		"with its words": {[]model.Chunk{{Text: totalAnswer, CutOff: true}}, "stopped before its answer was whole"},
		"without an end": {[]model.Chunk{{Text: totalAnswer}, {Text: strings.Repeat("and so on\n", 7000)}}, "did not come to an end in 64 KB"},
		"not at all":     {[]model.Chunk{{Text: totalAnswer}}, ""},
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
			if c.why == "" {
				if err != nil || !strings.Contains(got, "return 1") {
					t.Errorf("the file is\n%s (%v)", got, err)
				}
				return
			}
			if err == nil || !strings.Contains(err.Error(), c.why) || !strings.Contains(err.Error(), remoteName) {
				t.Errorf("the file is\n%s (%v)", got, err)
			}
			if len(first.Calls()) != 1 || len(second.Calls()) != 0 {
				t.Errorf("asked %d and %d times", len(first.Calls()), len(second.Calls()))
			}
		})
	}
}

func TestWordsOfAnAnswerThatIsCutOffAreUsed(t *testing.T) {
	d, _, _ := newChatPair(t, func(_ context.Context, _ *modeltest.Call, say func(model.Chunk) bool) error {
		say(model.Chunk{Text: "summary: adds up the prices.\n"})
		say(model.Chunk{Text: "prices: in ce", CutOff: true})
		return nil
	})
	if got, err := d.acts(action.Docs); err != nil || !strings.Contains(got, "// total adds up the prices.") {
		t.Errorf("the file is\n%s (%v)", got, err)
	}
}

package prompt_test

import (
	"testing"

	"fimble/completion/prompt"
)

func TestMarkersOfAnyFamilyAreFound(t *testing.T) {
	for text, want := range map[string]string{
		"x := <|fim_prefix|>y":  "<|fim_prefix|>",
		"</s>":                  "</s>",
		"a <｜fim▁hole｜>":        "<｜fim▁hole｜>",
		"list[i] <s.next, <-ch": "",
		"<|im_start|>assistant": "<|im_start|>",
		"":                      "",
		"<":                     "",
	} {
		if got, found := prompt.FindMarker(text); got != want || found != (want != "") {
			t.Errorf("in %q: %q, %v", text, got, found)
		}
	}
}

package prompt_test

import (
	"slices"
	"strings"
	"testing"

	"fimble/completion/prompt"
	"fimble/context/window"
)

func render(t *testing.T, family string, w *window.Window) prompt.Prompt {
	t.Helper()
	p, err := prompt.Render(family, w)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// all is everything that a model is shown.
func all(p prompt.Prompt) string { return p.System + p.Text + p.Suffix }

// windowOf has one piece of every kind, each made of text.
func windowOf(text string) *window.Window {
	return &window.Window{
		Project: text, Path: "dir/" + text + ".go",
		Pieces: []window.Piece{
			{Kind: window.PiecePath, Text: text},
			{Kind: window.PieceImports, Text: text + "I"},
			{Kind: window.PieceSignatures, Text: text + "S"},
			{Kind: window.PieceRelated, Path: text + ".go", Text: text + "R"},
			{Kind: window.PieceHistory, Path: text + ".go", Text: text + "H"},
			{Kind: window.PiecePrefix, Text: text + "P"},
			{Kind: window.PieceSuffix, Text: text + "Q"},
		},
	}
}

func TestEveryFamilyRendersAllPiecesStableOnesFirst(t *testing.T) {
	for _, family := range prompt.Families() {
		text := all(render(t, family, windowOf("piece ")))
		order := []string{"piece R", "piece H", "piece I", "piece S", "piece P"}
		if family != prompt.Plain && !strings.Contains(text, "piece Q") {
			t.Errorf("%s: the suffix is lost in\n%s", family, text)
		}
		at := -1
		for _, piece := range order {
			i := strings.Index(text, piece)
			if i <= at {
				t.Errorf("%s: %q stands at %d, after a piece at %d:\n%s", family, piece, i, at, text)
			}
			at = i
		}
	}
}

func TestTypingChangesOnlyTheTailOfThePrompt(t *testing.T) {
	for _, family := range prompt.Families() {
		before, after := windowOf("piece "), windowOf("piece ")
		after.Pieces[5].Text += "x"
		one, two := render(t, family, before).Text, render(t, family, after).Text
		if head := one[:strings.Index(one, "piece P")]; !strings.HasPrefix(two, head) {
			t.Errorf("%s: the prompt changes before the prefix:\n%s\n%s", family, one, two)
		}
	}
}

func TestEveryFamilyStopsAtWhatOnlyItKnows(t *testing.T) {
	for _, family := range prompt.Families() {
		p := render(t, family, windowOf("piece "))
		for _, stop := range p.Stop {
			if !slices.Contains(tokensOf(family), stop) && !strings.Contains(p.Text, stop) {
				t.Errorf("%s stops at %q, which is no token of its and not in its prompts", family, stop)
			}
		}
		if family != prompt.Plain && len(p.Stop) == 0 {
			t.Errorf("%s stops nowhere", family)
		}
	}
}

func TestEveryFamilyEndsWhereTheModelGoesOn(t *testing.T) {
	ends := map[string]string{
		"qwen2.5-coder": "<|fim_middle|>", "starcoder2": "<fim_middle>", "deepseek-coder": "<｜fim▁end｜>",
		"codellama": " <MID>", "codellama-sentencepiece": "▁<MID>", "codestral": "piece P", "codegemma": "<|fim_middle|>", "granite-4": "<|fim_middle|>",
		"granite-3.3": "<fim_middle>", "starcoder": "<fim_middle>", "mellum": "piece P<fim_middle>", "stable-code": "<fim_middle>",
		"seed-coder": "piece P<[fim-middle]>", "glm-4": "<|code_middle|>", "codegeex4": "<|code_middle|><|assistant|>\n",
		"falcon-coder": "<|middle|>", "chat": "</CURRENT_FILE>", "suffix": "piece P", "codestral-api": "piece P", "plain": "piece P",
	}
	for _, family := range prompt.Families() {
		if text := render(t, family, windowOf("piece ")).Text; ends[family] == "" || !strings.HasSuffix(text, ends[family]) {
			t.Errorf("%s: the prompt does not end with %q:\n%s", family, ends[family], text)
		}
	}
}

func TestNameWithALineEndStaysOnItsLine(t *testing.T) {
	for _, family := range prompt.Families() {
		w := windowOf("two\nlines")
		for i := range w.Pieces {
			w.Pieces[i].Text = "code"
		}
		if text := render(t, family, w).Text; strings.Contains(text, "two\nlines") || !strings.Contains(text, "two lines") {
			t.Errorf("%s: a name breaks its line:\n%s", family, text)
		}
	}
}

func TestUnknownFamilyIsNamed(t *testing.T) {
	_, err := prompt.Render("gpt", &window.Window{})
	if err == nil || !strings.HasPrefix(err.Error(), `render prompt: no family "gpt"; there are qwen2.5-coder, `) {
		t.Errorf("got %v", err)
	}
}

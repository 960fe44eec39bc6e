package prompt_test

import (
	"slices"
	"strings"
	"testing"

	"fimble/completion/prompt"
	"fimble/context/window"
)

// tokens are all that a family's vocabulary reads as something else than
// text, by the documentation of its models.
var tokens = map[string][]string{
	"qwen2.5-coder":  {"<|fim_prefix|>", "<|fim_suffix|>", "<|fim_middle|>", "<|fim_pad|>", "<|repo_name|>", "<|file_sep|>", "<|endoftext|>", "<|im_start|>", "<|im_end|>"},
	"starcoder2":     {"<fim_prefix>", "<fim_suffix>", "<fim_middle>", "<fim_pad>", "<repo_name>", "<file_sep>", "<|endoftext|>"},
	"deepseek-coder": {"<｜fim▁begin｜>", "<｜fim▁hole｜>", "<｜fim▁end｜>", "<｜begin▁of▁sentence｜>", "<｜end▁of▁sentence｜>"},
	"codellama":      {"<PRE>", "<SUF>", "<MID>", "<EOT>", "<s>", "</s>"},
	"codestral":      {"[SUFFIX]", "[PREFIX]", "[MIDDLE]", "[INST]", "[/INST]", "<s>", "</s>"},
	"codegemma":      {"<|fim_prefix|>", "<|fim_suffix|>", "<|fim_middle|>", "<|file_separator|>", "<bos>", "<eos>", "<start_of_turn>", "<end_of_turn>"},
	"plain":          {},
}

func render(t *testing.T, family string, w *window.Window) prompt.Prompt {
	t.Helper()
	p, err := prompt.Render(family, w)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

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
		text := render(t, family, windowOf("piece ")).Text
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
			if !slices.Contains(tokens[family], stop) && !strings.Contains(p.Text, stop) {
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
		"codellama": " <MID>", "codestral": "piece P", "codegemma": "<|fim_middle|>", "plain": "piece P",
	}
	for _, family := range prompt.Families() {
		if text := render(t, family, windowOf("piece ")).Text; !strings.HasSuffix(text, ends[family]) {
			t.Errorf("%s: the prompt does not end with %q:\n%s", family, ends[family], text)
		}
	}
}

func TestNoFamilyAddsMuchToTheWindow(t *testing.T) {
	for _, family := range prompt.Families() {
		for _, line := range []string{"x\n", "a line of code that is as long as most\n"} {
			w := windowOf(strings.Repeat(line, 100))
			w.Project, w.Path = "project", "path.go"
			size, lines := 0, 0
			for i := range w.Pieces {
				w.Pieces[i].Path = "path.go"
				size += len(w.Pieces[i].Text)
				lines += strings.Count(w.Pieces[i].Text, "\n")
			}
			// Markers and names for each piece, and what makes a line a comment.
			most := size + 40*len(w.Pieces) + 3*lines
			if got := len(render(t, family, w).Text); got > most {
				t.Errorf("%s: a window of %d bytes became a prompt of %d, more than %d", family, size, got, most)
			}
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

// FuzzUserTextIsNeverAMarker renders any text, in all places of a window, and
// one that has no marker in it, and counts.
func FuzzUserTextIsNeverAMarker(f *testing.F) {
	for _, of := range tokens {
		for _, token := range of {
			f.Add(token)
			f.Add(token[:2] + token + token[2:])
		}
	}
	f.Add("\n+++++ a\n")
	f.Add("\r\n\x00\xff")
	f.Fuzz(func(t *testing.T, text string) {
		for _, family := range prompt.Families() {
			got, again := render(t, family, windowOf(text)), render(t, family, windowOf(text))
			if got.Text != again.Text {
				t.Fatalf("%s: two prompts of the same window differ", family)
			}
			none := render(t, family, windowOf("x"))
			for _, token := range tokens[family] {
				if n, want := strings.Count(got.Text, token), strings.Count(none.Text, token); n != want {
					t.Errorf("%s: %q occurs %d times, %d are the template's:\n%s", family, token, n, want, got.Text)
				}
			}
			if !strings.Contains(text, "\r") && strings.Contains(got.Text, "\r") {
				t.Errorf("%s: the prompt has a CR", family)
			}
		}
	})
}

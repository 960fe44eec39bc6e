package model_test

import (
	"bytes"
	"encoding/json"
	"net/http"
	"slices"
	"strings"
	"testing"

	"fimble/completion/model"
	"fimble/completion/model/modeltest"
	"fimble/completion/prompt"
	"fimble/context/window"
)

// The real engine has each vocabulary, under a name that says nothing: its own
// tokenizer must lead to the family whose prompts it reads as they are meant.
func TestRealTokenizersReadTheirFamilysPrompts(t *testing.T) {
	for _, c := range []struct {
		family, middle string
		vocabulary     modeltest.Vocabulary
		markers        []string // in the order of a prompt of several files
	}{
		{
			"qwen2.5-coder", "<|fim_middle|>", modeltest.QwenVocabulary(),
			[]string{"<|repo_name|>", "<|file_sep|>", "<|file_sep|>", "<|fim_prefix|>", "<|fim_suffix|>", "<|fim_middle|>"},
		},
		{
			"starcoder2", "<fim_middle>", modeltest.StarCoder2Vocabulary(),
			[]string{"<repo_name>", "<file_sep>", "<file_sep>", "<fim_prefix>", "<fim_suffix>", "<fim_middle>"},
		},
		{
			"codellama-sentencepiece", "▁<MID>", modeltest.CodeLlamaVocabulary(),
			[]string{"▁<PRE>", "▁<SUF>", "▁<MID>"},
		},
	} {
		t.Run(c.family, func(t *testing.T) {
			address := realServerOf(t, c.vocabulary, modeltest.AddLinesAfter(c.middle))
			m := llama(t, model.Options{URL: address, Recognise: prompt.Recognise})
			if err := m.Probe(t.Context()); err != nil {
				t.Fatal(err)
			}
			if i := m.Info(); i.Family != c.family || i.FamilyFrom != "vocabulary" {
				t.Fatalf("taken for %s by its %s", i.Family, i.FamilyFrom)
			}
			spelled := strings.Join(c.vocabulary.Control, "")
			for _, said := range []string{"text", spelled} {
				p, err := prompt.Render(c.family, &window.Window{Project: said, Path: said + ".go", Pieces: []window.Piece{
					{Kind: window.PieceRelated, Path: said, Text: said},
					{Kind: window.PiecePrefix, Text: said + "\nfunc add"},
					{Kind: window.PieceSuffix, Text: "\n" + said},
				}})
				if err != nil {
					t.Fatal(err)
				}
				if got := controlTokens(t, address, c.vocabulary, p.Text); !slices.Equal(got, c.markers) {
					t.Errorf("the tokenizer reads the markers %q, want %q, in\n%s", got, c.markers, p.Text)
				}
				answer := ""
				for chunk, err := range m.Generate(t.Context(), model.Request{Prompt: p.Text, Stop: p.Stop, MaxTokens: 64}) {
					if err != nil {
						t.Fatal(err)
					}
					answer += chunk.Text
				}
				if answer != modeltest.AddAnswer {
					t.Errorf("the answer is %q, want %q", answer, modeltest.AddAnswer)
				}
			}
		})
	}
}

// controlTokens are those that the server reads in a text.
func controlTokens(t *testing.T, address string, vocabulary modeltest.Vocabulary, text string) []string {
	t.Helper()
	names := map[int]string{}
	for _, c := range vocabulary.Control {
		if ids := tokenize(t, address, c); len(ids) == 1 {
			names[ids[0]] = c
		} else {
			t.Errorf("%q is %d tokens", c, len(ids))
		}
	}
	var found []string
	for _, id := range tokenize(t, address, text) {
		if name := names[id]; name != "" {
			found = append(found, name)
		}
	}
	return found
}

func tokenize(t *testing.T, address, text string) []int {
	t.Helper()
	body, err := json.Marshal(map[string]string{"content": text})
	if err != nil {
		t.Fatal(err)
	}
	resp, err := http.Post(address+"/tokenize", "application/json", bytes.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	defer http.DefaultClient.CloseIdleConnections()
	var answer struct {
		Tokens []int `json:"tokens"`
	}
	if err := json.NewDecoder(resp.Body).Decode(&answer); err != nil {
		t.Fatal(err)
	}
	return answer.Tokens
}

func TestModelsOfLlamaCppAreListed(t *testing.T) {
	server := modeltest.NewLlama(t, modeltest.LlamaOptions{Model: "mine.gguf"})
	names, err := llama(t, model.Options{URL: server.URL}).Models(t.Context())
	if len(names) != 1 || names[0] != "mine.gguf" || err != nil {
		t.Errorf("got %q, %v", names, err)
	}
}

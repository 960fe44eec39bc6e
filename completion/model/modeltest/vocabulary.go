package modeltest

import (
	"fmt"
	"maps"
	"slices"
	"strings"
)

// A Vocabulary is what a model written by its WriteGGUF reads and says: single
// bytes, the pieces of the lines, and control tokens. It is a byte-level one in
// the spelling of GPT-2, or SentencePiece's.
type Vocabulary struct {
	Control       []string
	Ends          string            // the control token that ends an answer
	Roles         map[string]string // control tokens by the name of their key in the file
	SentencePiece bool              // a blank is written ▁, and stands before a text
}

// EndOfText is the token that ends an answer of most vocabularies.
const EndOfText = "<|endoftext|>"

// QwenVocabulary has Qwen2.5-Coder's markers.
func QwenVocabulary() Vocabulary {
	return Vocabulary{
		Control: []string{
			EndOfText, "<|im_start|>", "<|im_end|>", "<|fim_prefix|>", "<|fim_middle|>", "<|fim_suffix|>",
			"<|fim_pad|>", "<|repo_name|>", "<|file_sep|>",
		},
		Ends: EndOfText,
		Roles: map[string]string{
			"bos": EndOfText, "eos": EndOfText, "padding": EndOfText, "eot": "<|im_end|>",
			"fim_pre": "<|fim_prefix|>", "fim_suf": "<|fim_suffix|>", "fim_mid": "<|fim_middle|>",
			"fim_pad": "<|fim_pad|>", "fim_rep": "<|repo_name|>", "fim_sep": "<|file_sep|>",
		},
	}
}

// StarCoder2Vocabulary has StarCoder 2's markers.
func StarCoder2Vocabulary() Vocabulary {
	return Vocabulary{
		Control: []string{EndOfText, "<fim_prefix>", "<fim_middle>", "<fim_suffix>", "<fim_pad>", "<repo_name>", "<file_sep>"},
		Ends:    EndOfText,
		Roles:   map[string]string{"bos": EndOfText, "eos": EndOfText},
	}
}

// CodeLlamaVocabulary has Code Llama's markers, with the blank before them
// that is a part of each.
func CodeLlamaVocabulary() Vocabulary {
	return Vocabulary{
		Control:       []string{"<unk>", "<s>", "</s>", "▁<PRE>", "▁<MID>", "▁<SUF>", "▁<EOT>"},
		Ends:          "▁<EOT>",
		Roles:         map[string]string{"unknown": "<unk>", "bos": "<s>", "eos": "</s>", "eot": "▁<EOT>"},
		SentencePiece: true,
	}
}

// Types of tokens in the file.
const (
	ggufNormal  = 1
	ggufControl = 3
	ggufByte    = 6
)

// ggufTokens are the tokens of a file by their number.
type ggufTokens struct {
	texts []string
	types []int32
	index map[string]int
}

func (t *ggufTokens) add(text string, kind int32) int {
	if i, ok := t.index[text]; ok {
		return i
	}
	t.index[text] = len(t.texts)
	t.texts, t.types = append(t.texts, text), append(t.types, kind)
	return len(t.texts) - 1
}

// tokens numbers all tokens and tells which follows which.
func (v Vocabulary) tokens(lines []Line, loop []string) (*ggufTokens, map[int]int, error) {
	t := &ggufTokens{index: map[string]int{}}
	for b := range 256 {
		if v.SentencePiece {
			t.add(fmt.Sprintf("<0x%02X>", b), ggufByte)
		} else {
			t.add(spelledByte(byte(b)), ggufNormal)
		}
	}
	for _, c := range v.Control {
		t.add(c, ggufControl)
	}
	number := func(piece string) int {
		if slices.Contains(v.Control, piece) {
			return t.index[piece]
		}
		return t.add(v.spelled(piece), ggufNormal)
	}
	next := map[int]int{}
	follow := func(token, by int) error {
		if _, taken := next[token]; taken {
			return fmt.Errorf("write gguf: %q occurs twice", t.texts[token])
		}
		next[token] = by
		return nil
	}
	for _, line := range lines {
		last := number(line.After)
		for _, piece := range append(slices.Clone(line.Pieces), v.Ends) {
			if err := follow(last, number(piece)); err != nil {
				return nil, nil, err
			}
			last = number(piece)
		}
	}
	for i, piece := range loop {
		if err := follow(number(piece), number(loop[(i+1)%len(loop)])); err != nil {
			return nil, nil, err
		}
	}
	for len(t.texts)%ggufVocabFactor != 0 {
		t.add(fmt.Sprintf("<|unused%d|>", len(t.texts)), ggufControl)
	}
	for token := range t.texts {
		if _, ok := next[token]; !ok {
			next[token] = number(loop[0])
		}
	}
	return t, next, nil
}

// describe tells of the tokens.
func (v Vocabulary) describe(g *ggufFile, t *ggufTokens) {
	texts, types := []any{uint32(ggufString), uint64(len(t.texts))}, []any{uint32(ggufInt32), uint64(len(t.texts))}
	for i, text := range t.texts {
		texts, types = append(texts, text), append(types, t.types[i])
	}
	g.key("tokenizer.ggml.tokens", ggufArray, texts...)
	g.key("tokenizer.ggml.token_type", ggufArray, types...)
	if v.SentencePiece {
		g.key("tokenizer.ggml.model", ggufString, "llama")
		scores := []any{uint32(ggufFloat32), uint64(len(t.texts))}
		for range t.texts {
			scores = append(scores, float32(0))
		}
		g.key("tokenizer.ggml.scores", ggufArray, scores...)
	} else {
		g.key("tokenizer.ggml.model", ggufString, "gpt2")
		g.key("tokenizer.ggml.pre", ggufString, "qwen2")
		g.key("tokenizer.ggml.merges", ggufArray, uint32(ggufString), uint64(0))
	}
	for _, role := range slices.Sorted(maps.Keys(v.Roles)) {
		g.key("tokenizer.ggml."+role+"_token_id", ggufUint32, uint32(t.index[v.Roles[role]]))
	}
	g.key("tokenizer.ggml.add_bos_token", ggufBool, v.SentencePiece)
}

// spelled is how the file writes a piece.
func (v Vocabulary) spelled(piece string) string {
	if v.SentencePiece {
		return strings.ReplaceAll(piece, " ", "▁")
	}
	var s strings.Builder
	for i := range len(piece) {
		s.WriteString(spelledByte(piece[i]))
	}
	return s.String()
}

// spelledByte is how GPT-2's vocabulary writes a byte: the printable ones of
// Latin-1 as themselves, the others by the letters from U+0100 on.
func spelledByte(b byte) string {
	printable := func(b byte) bool { return b >= '!' && b <= '~' || b >= 0xa1 && b != 0xad }
	if printable(b) {
		return string(rune(b))
	}
	shifted := rune(0x100)
	for other := range b {
		if !printable(other) {
			shifted++
		}
	}
	return string(shifted)
}

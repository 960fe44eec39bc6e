package modeltest

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"io"
	"math"
	"slices"
)

// A Line is what a model written by WriteGGUF says after a token: its pieces,
// one token each. A piece means the same wherever it stands: the model knows
// only the last token, so every piece may occur once in all Lines.
type Line struct {
	After  string
	Pieces []string
}

// EndOfText is the token that ends an answer.
const EndOfText = "<|endoftext|>"

// Sizes of the network. One layer does nothing, but llama.cpp wants it.
const (
	ggufHeadSize    = 64
	ggufForward     = 64
	ggufContext     = 32768
	ggufAlign       = 32
	ggufTokenLogit  = 30 // makes the next token certain: exp(30) against 1
	ggufVocabFactor = 64 // the embedding is as wide as the vocabulary and must divide into heads
)

// controlTokens are Qwen2.5-Coder's.
func controlTokens() []string {
	return []string{
		EndOfText, "<|im_start|>", "<|im_end|>", "<|fim_prefix|>", "<|fim_middle|>", "<|fim_suffix|>",
		"<|fim_pad|>", "<|repo_name|>", "<|file_sep|>",
	}
}

// WriteGGUF writes a model that llama.cpp loads and runs, and that says what
// the test knows beforehand: after a token of lines its pieces, after
// everything else loop for ever. It is a Qwen2 whose attention does nothing:
// embeddings are one-hot, and the output matrix is the table of which token
// follows which.
func WriteGGUF(w io.Writer, lines []Line, loop []string) error {
	v, next, err := ggufVocabulary(lines, loop)
	if err != nil {
		return err
	}
	g := &ggufFile{}
	g.describe(v)
	g.network(len(v.tokens), next)
	return g.write(w)
}

// ggufVocab is a byte-level vocabulary in the spelling of GPT-2.
type ggufVocab struct {
	tokens  []string
	control []bool
	index   map[string]int
}

func (v *ggufVocab) add(spelled string, control bool) int {
	if i, ok := v.index[spelled]; ok {
		return i
	}
	v.index[spelled] = len(v.tokens)
	v.tokens, v.control = append(v.tokens, spelled), append(v.control, control)
	return len(v.tokens) - 1
}

// ggufVocabulary numbers all tokens and tells which follows which.
func ggufVocabulary(lines []Line, loop []string) (*ggufVocab, map[int]int, error) {
	v := &ggufVocab{index: map[string]int{}}
	for b := range 256 {
		v.add(spelledByte(byte(b)), false)
	}
	for _, c := range controlTokens() {
		v.add(c, true)
	}
	number := func(piece string) int {
		if slices.Contains(controlTokens(), piece) {
			return v.index[piece]
		}
		return v.add(spelled(piece), false)
	}
	next := map[int]int{}
	follow := func(token, by int) error {
		if _, taken := next[token]; taken {
			return fmt.Errorf("write gguf: %q occurs twice", v.tokens[token])
		}
		next[token] = by
		return nil
	}
	for _, line := range lines {
		last := number(line.After)
		for _, piece := range append(slices.Clone(line.Pieces), EndOfText) {
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
	for len(v.tokens)%ggufVocabFactor != 0 {
		v.add(fmt.Sprintf("<|unused%d|>", len(v.tokens)), true)
	}
	for token := range v.tokens {
		if _, ok := next[token]; !ok {
			next[token] = number(loop[0])
		}
	}
	return v, next, nil
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

func spelled(piece string) string {
	var s []byte
	for i := range len(piece) {
		s = append(s, spelledByte(piece[i])...)
	}
	return string(s)
}

// ggufFile is a GGUF v3 file: keys, the list of tensors, their data.
type ggufFile struct {
	keys, tensors, data bytes.Buffer
	nKeys, nTensors     uint64
}

// Types of values.
const (
	ggufUint32  = 4
	ggufInt32   = 5
	ggufFloat32 = 6
	ggufBool    = 7
	ggufString  = 8
	ggufArray   = 9
)

func put(b *bytes.Buffer, values ...any) {
	for _, value := range values {
		if s, ok := value.(string); ok {
			put(b, uint64(len(s)))
			b.WriteString(s)
			continue
		}
		// A bytes.Buffer takes everything.
		_ = binary.Write(b, binary.LittleEndian, value)
	}
}

func (g *ggufFile) key(name string, kind uint32, values ...any) {
	put(&g.keys, append([]any{name, kind}, values...)...)
	g.nKeys++
}

func (g *ggufFile) describe(v *ggufVocab) {
	number := func(token string) uint32 { return uint32(v.index[token]) }
	g.key("general.architecture", ggufString, "qwen2")
	g.key("general.name", ggufString, "fimble-test")
	g.key("qwen2.block_count", ggufUint32, uint32(1))
	g.key("qwen2.context_length", ggufUint32, uint32(ggufContext))
	g.key("qwen2.embedding_length", ggufUint32, uint32(len(v.tokens)))
	g.key("qwen2.feed_forward_length", ggufUint32, uint32(ggufForward))
	g.key("qwen2.attention.head_count", ggufUint32, uint32(len(v.tokens)/ggufHeadSize))
	g.key("qwen2.attention.head_count_kv", ggufUint32, uint32(len(v.tokens)/ggufHeadSize))
	g.key("qwen2.rope.freq_base", ggufFloat32, float32(10000))
	g.key("qwen2.attention.layer_norm_rms_epsilon", ggufFloat32, float32(1e-6))
	g.key("tokenizer.ggml.model", ggufString, "gpt2")
	g.key("tokenizer.ggml.pre", ggufString, "qwen2")
	tokens, types := []any{uint32(ggufString), uint64(len(v.tokens))}, []any{uint32(ggufInt32), uint64(len(v.tokens))}
	for i, token := range v.tokens {
		tokens, types = append(tokens, token), append(types, int32(1))
		if v.control[i] {
			types[len(types)-1] = int32(3)
		}
	}
	g.key("tokenizer.ggml.tokens", ggufArray, tokens...)
	g.key("tokenizer.ggml.token_type", ggufArray, types...)
	g.key("tokenizer.ggml.merges", ggufArray, uint32(ggufString), uint64(0))
	for _, special := range [][2]string{
		{"bos", EndOfText}, {"eos", EndOfText}, {"padding", EndOfText}, {"eot", "<|im_end|>"},
		{"fim_pre", "<|fim_prefix|>"}, {"fim_suf", "<|fim_suffix|>"}, {"fim_mid", "<|fim_middle|>"},
		{"fim_pad", "<|fim_pad|>"}, {"fim_rep", "<|repo_name|>"}, {"fim_sep", "<|file_sep|>"},
	} {
		g.key("tokenizer.ggml."+special[0]+"_token_id", ggufUint32, number(special[1]))
	}
	g.key("tokenizer.ggml.add_bos_token", ggufBool, false)
}

func (g *ggufFile) network(vocabulary int, next map[int]int) {
	n := vocabulary
	embedding, output := make([]float32, n*n), make([]float32, n*n)
	for token, follower := range next {
		embedding[token*n+token] = 1
		// Normalising a one-hot vector makes its one the square root of n.
		output[follower*n+token] = ggufTokenLogit / float32(math.Sqrt(float64(n)))
	}
	ones := slices.Repeat([]float32{1}, n)
	g.tensor("token_embd.weight", embedding, n, n)
	g.tensor("output_norm.weight", ones, n)
	g.tensor("output.weight", output, n, n)
	g.tensor("blk.0.attn_norm.weight", ones, n)
	g.tensor("blk.0.ffn_norm.weight", ones, n)
	for _, name := range []string{"attn_q", "attn_k", "attn_v"} {
		g.tensor("blk.0."+name+".weight", make([]float32, n*n), n, n)
		g.tensor("blk.0."+name+".bias", make([]float32, n), n)
	}
	g.tensor("blk.0.attn_output.weight", make([]float32, n*n), n, n)
	g.tensor("blk.0.ffn_gate.weight", make([]float32, n*ggufForward), n, ggufForward)
	g.tensor("blk.0.ffn_up.weight", make([]float32, n*ggufForward), n, ggufForward)
	g.tensor("blk.0.ffn_down.weight", make([]float32, n*ggufForward), ggufForward, n)
}

// tensor adds a matrix of 32-bit floats, the fastest dimension first.
func (g *ggufFile) tensor(name string, values []float32, dimensions ...int) {
	put(&g.tensors, name, uint32(len(dimensions)))
	for _, d := range dimensions {
		put(&g.tensors, uint64(d))
	}
	const float32Type = 0
	put(&g.tensors, uint32(float32Type), uint64(g.data.Len()))
	put(&g.data, values, make([]byte, -4*len(values)&(ggufAlign-1)))
	g.nTensors++
}

func (g *ggufFile) write(w io.Writer) error {
	var head bytes.Buffer
	head.WriteString("GGUF")
	put(&head, uint32(3), g.nTensors, g.nKeys)
	head.Write(g.keys.Bytes())
	head.Write(g.tensors.Bytes())
	put(&head, make([]byte, -head.Len()&(ggufAlign-1)))
	head.Write(g.data.Bytes())
	if _, err := head.WriteTo(w); err != nil {
		return fmt.Errorf("write gguf: %w", err)
	}
	return nil
}

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

// Sizes of the network. One layer does nothing, but llama.cpp wants it.
const (
	ggufHeadSize    = 64
	ggufForward     = 64
	ggufContext     = 32768
	ggufAlign       = 32
	ggufTokenLogit  = 30 // makes the next token certain: exp(30) against 1
	ggufVocabFactor = 64 // the embedding is as wide as the vocabulary and must divide into heads
)

// WriteGGUF writes a model with Qwen2.5-Coder's markers; see Vocabulary.
func WriteGGUF(w io.Writer, lines []Line, loop []string) error {
	return QwenVocabulary().WriteGGUF(w, lines, loop)
}

// WriteGGUF writes a model that llama.cpp loads and runs, and that says what
// the test knows beforehand: after a token of lines its pieces, after
// everything else loop for ever. It is a Qwen2 whose attention does nothing:
// embeddings are one-hot, and the output matrix is the table of which token
// follows which.
func (v Vocabulary) WriteGGUF(w io.Writer, lines []Line, loop []string) error {
	t, next, err := v.tokens(lines, loop)
	if err != nil {
		return err
	}
	g := &ggufFile{}
	g.describe(len(t.texts))
	v.describe(g, t)
	g.network(len(t.texts), next)
	return g.write(w)
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

// describe tells of the network.
func (g *ggufFile) describe(tokens int) {
	g.key("general.architecture", ggufString, "qwen2")
	g.key("general.name", ggufString, "fimble-test")
	g.key("qwen2.block_count", ggufUint32, uint32(1))
	g.key("qwen2.context_length", ggufUint32, uint32(ggufContext))
	g.key("qwen2.embedding_length", ggufUint32, uint32(tokens))
	g.key("qwen2.feed_forward_length", ggufUint32, uint32(ggufForward))
	g.key("qwen2.attention.head_count", ggufUint32, uint32(tokens/ggufHeadSize))
	g.key("qwen2.attention.head_count_kv", ggufUint32, uint32(tokens/ggufHeadSize))
	g.key("qwen2.rope.freq_base", ggufFloat32, float32(10000))
	g.key("qwen2.attention.layer_norm_rms_epsilon", ggufFloat32, float32(1e-6))
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

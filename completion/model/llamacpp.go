package model

import (
	"cmp"
	"context"
	"errors"
	"io"
	"iter"

	"go.uber.org/zap"
)

// defaultMaxTokens bounds an answer when the request does not: a function
// body of some thirty lines.
const defaultMaxTokens = 256

// A LlamaCpp asks a llama.cpp server for /completion, with a prompt that
// Fimble rendered: /infill drops context without saying so when the server's
// batch is large.
type LlamaCpp struct{ *client }

var (
	_ Model  = (*LlamaCpp)(nil)
	_ Prober = (*LlamaCpp)(nil)
	_ Lister = (*LlamaCpp)(nil)
)

// NewLlamaCpp returns a backend. It connects to nothing.
func NewLlamaCpp(options Options, log *zap.Logger) (*LlamaCpp, error) {
	c, err := newClient("llamacpp", options, log)
	if err != nil {
		return nil, err
	}
	c.bearer()
	m := &LlamaCpp{c}
	c.ask = m.props
	return m, nil
}

// Models are the names of the models that the server offers, which are several
// where it loads them as they are asked for.
func (m *LlamaCpp) Models(ctx context.Context) ([]string, error) { return m.names(ctx, "/v1/models") }

// llamaRequest is the body of /completion.
// It has no n_indent, by which the server ends at the first line with less of an
// indent: trimming ends a block as the syntax tree has it, with the bracket that
// closes it, and the server would call what it cut off a limit.
type llamaRequest struct {
	Model          string   `json:"model,omitempty"`
	Prompt         string   `json:"prompt"`
	Stream         bool     `json:"stream"`
	CachePrompt    bool     `json:"cache_prompt"`
	Predict        int      `json:"n_predict"`
	Candidates     int      `json:"n_cmpl,omitempty"`
	Probabilities  int      `json:"n_probs,omitempty"` // of how many likeliest tokens at each place
	Stop           []string `json:"stop,omitempty"`
	Temperature    float64  `json:"temperature"`
	TopK           int      `json:"top_k"`
	TopP           float64  `json:"top_p"`
	Samplers       []string `json:"samplers"`
	PredictMillis  int64    `json:"t_max_predict_ms,omitempty"`
	ResponseFields []string `json:"response_fields"`
}

// llamaEvent is one event of its stream.
type llamaEvent struct {
	Candidate       int    `json:"index"`
	Content         string `json:"content"`
	Stop            bool   `json:"stop"`
	StopType        string `json:"stop_type"` // "limit" if it may predict no more; else "eos" or "word"
	TokensPredicted int    `json:"tokens_predicted"`
	Tokens          []struct {
		LogProb float64 `json:"logprob"`
	} `json:"completion_probabilities"` // those that Content is made of
}

// Generate streams the answer to req.Prompt.
func (m *LlamaCpp) Generate(ctx context.Context, req Request) iter.Seq2[Chunk, error] {
	return m.generate(ctx, completionPath, req, func(say func(Chunk) bool) error { return m.stream(ctx, req, say) })
}

const completionPath = "/completion"

// stream returns nil when the answer is whole or the reader wants no more.
func (m *LlamaCpp) stream(ctx context.Context, req Request, say func(Chunk) bool) error {
	body := m.request(req)
	open := max(1, body.Candidates)
	said := make([]int, open) // tokens told so far, by candidate
	for event, err := range events[llamaEvent](ctx, m.endpoint, completionPath, body) {
		if open < len(said) && errors.Is(err, io.ErrUnexpectedEOF) {
			return nil // a server that gives one answer, however many are wanted
		}
		if err != nil {
			return err
		}
		// A server that is to predict nothing may still give the one token that
		// reading gave it.
		cutOff := event.StopType == "limit"
		if i := event.Candidate; !req.ReadOnly && (event.Content != "" || cutOff) && i >= 0 && i < len(said) {
			chunk := Chunk{Candidate: i, Text: event.Content, Tokens: max(0, event.TokensPredicted-said[i]), CutOff: cutOff}
			said[i] += chunk.Tokens
			for _, t := range event.Tokens {
				chunk.LogProb += t.LogProb
			}
			if !say(chunk) {
				return nil
			}
		}
		if event.Stop {
			open--
		}
		if open == 0 {
			return nil
		}
	}
	return nil
}

func (m *LlamaCpp) request(req Request) llamaRequest {
	body := llamaRequest{
		Model: m.options.Model, Prompt: req.Prompt, Stream: true, CachePrompt: true,
		Predict: cmp.Or(req.MaxTokens, defaultMaxTokens), Stop: req.Stop, Temperature: req.Temperature,
		// The server's own chain also penalises repetition, which code is full of.
		Samplers: []string{"top_k", "top_p", "temperature"}, TopK: 40, TopP: 0.95,
		PredictMillis:  m.options.Timeout.Milliseconds(),
		ResponseFields: []string{"index", "content", "stop", "stop_type", "tokens_predicted"},
	}
	if req.ReadOnly {
		body.Predict = 0
		return body
	}
	// The server refuses more candidates than it has slots.
	if n := min(req.N, m.known().slots); n > 1 {
		body.Candidates, body.Probabilities = n, 1 // to tell which one is the best
		body.ResponseFields = append(body.ResponseFields, "completion_probabilities")
	}
	return body
}

package model

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"net"
	"net/http"
	"strings"
	"sync"
	"time"

	"go.uber.org/zap"
)

// defaultMaxTokens bounds an answer when the request does not: a function
// body of some thirty lines.
const defaultMaxTokens = 256

// LlamaCppOptions say where a llama.cpp server is and what it runs.
type LlamaCppOptions struct {
	Name string // as the user named it; "llamacpp" if empty
	URL  string // "http://127.0.0.1:8080" and the like, without the path of an endpoint
	Key  string // sent as bearer to that URL's host alone; empty for none

	// Headers are sent with every request, to that host alone.
	Headers map[string]string
	// Model is what the server knows the model by, where it serves several.
	Model string

	// Family is the row of completion/prompt to render for. Empty: Probe asks
	// the server, and Recognise decides.
	Family string
	// ContextTokens is how much the model can read, the answer included. 0:
	// Probe asks the server.
	ContextTokens int
	// PredictTimeout is for how long the server may write, counted by itself
	// from the first token. 0 leaves that to the context.
	PredictTimeout time.Duration
	// Recognise finds the family of a model by its name and by whether the
	// markers handed to known are single tokens of its vocabulary. It returns
	// the family that fits best, never empty.
	Recognise func(name string, known func(markers ...string) bool) (family string)
}

// A LlamaCpp asks a llama.cpp server for /completion, with a prompt that
// Fimble rendered: /infill drops context without saying so when the server's
// batch is large.
type LlamaCpp struct {
	options  LlamaCppOptions
	endpoint *endpoint
	log      *zap.Logger

	probing chan struct{} // holds a token while no probe runs

	mu    sync.Mutex
	facts serverFacts
}

var (
	_ Model  = (*LlamaCpp)(nil)
	_ Prober = (*LlamaCpp)(nil)
)

// NewLlamaCpp returns a backend. It resolves the host, which decides the
// class, and connects to nothing.
func NewLlamaCpp(options LlamaCppOptions, log *zap.Logger) (*LlamaCpp, error) {
	options.Name = cmp.Or(options.Name, "llamacpp")
	e, err := newEndpoint(options.Name, options.URL, net.DefaultResolver.LookupIPAddr)
	if err != nil {
		return nil, err
	}
	for name, value := range options.Headers {
		e.headers.Set(name, value)
	}
	if options.Key != "" {
		e.headers.Set("Authorization", "Bearer "+options.Key)
	}
	m := &LlamaCpp{options: options, endpoint: e, log: log, probing: make(chan struct{}, 1)}
	m.probing <- struct{}{}
	m.facts = serverFacts{family: options.Family, contextTokens: options.ContextTokens}
	return m, nil
}

// Close lets go of idle connections.
func (m *LlamaCpp) Close() { m.endpoint.client.CloseIdleConnections() }

// Info is what the options say, and what the server said when it was probed.
func (m *LlamaCpp) Info() Info {
	m.mu.Lock()
	defer m.mu.Unlock()
	return Info{
		Name: m.options.Name, Class: m.endpoint.class,
		Family: m.facts.family, ContextTokens: m.facts.contextTokens,
		Server: m.options.URL, Slots: m.facts.slots,
	}
}

// llamaRequest is the body of /completion.
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
	TokensPredicted int    `json:"tokens_predicted"`
	Tokens          []struct {
		LogProb float64 `json:"logprob"`
	} `json:"completion_probabilities"` // those that Content is made of
	Error json.RawMessage `json:"error"`
}

// Generate streams the answer to req.Prompt.
func (m *LlamaCpp) Generate(ctx context.Context, req Request) iter.Seq2[Chunk, error] {
	return func(yield func(Chunk, error) bool) {
		err := m.stream(ctx, req, func(c Chunk) bool { return yield(c, nil) })
		if err == nil {
			return
		}
		if cause := ctx.Err(); cause != nil {
			err = cause
		} else {
			m.forget()
			err = withoutEcho(err, m.endpoint.where(completionPath), req.Prompt)
		}
		yield(Chunk{}, err)
	}
}

const completionPath = "/completion"

// stream returns nil when the answer is whole or the reader wants no more.
func (m *LlamaCpp) stream(ctx context.Context, req Request, say func(Chunk) bool) error {
	ctx, hangUp := context.WithCancel(ctx)
	defer hangUp()
	body := m.request(req)
	resp, err := m.endpoint.do(ctx, http.MethodPost, completionPath, body)
	if err != nil {
		return err
	}
	defer resp.Body.Close()

	if kind := resp.Header.Get("Content-Type"); strings.HasPrefix(kind, "text/html") {
		return m.endpoint.wrap(completionPath, errors.New("the answer is a web page: is this the address of a llama.cpp server?"))
	}
	open := max(1, body.Candidates)
	said := make([]int, open) // tokens told so far, by candidate
	for raw, err := range serverEvents(resp.Body) {
		if err != nil {
			return m.endpoint.wrap(completionPath, fmt.Errorf("read stream: %w", err))
		}
		if raw.data == "[DONE]" {
			return nil
		}
		event, err := decodeEvent(raw)
		if err != nil {
			return m.endpoint.wrap(completionPath, err)
		}
		// A server that is to predict nothing may still give the one token that
		// reading gave it.
		if i := event.Candidate; !req.ReadOnly && event.Content != "" && i >= 0 && i < len(said) {
			chunk := Chunk{Candidate: i, Text: event.Content, Tokens: max(0, event.TokensPredicted-said[i])}
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
	if open < len(said) {
		return nil // a server that gives one answer, however many are wanted
	}
	return m.endpoint.wrap(completionPath, fmt.Errorf("read stream: %w", io.ErrUnexpectedEOF))
}

func (m *LlamaCpp) request(req Request) llamaRequest {
	body := llamaRequest{
		Model: m.options.Model, Prompt: req.Prompt, Stream: true, CachePrompt: true,
		Predict: cmp.Or(req.MaxTokens, defaultMaxTokens), Stop: req.Stop, Temperature: req.Temperature,
		// The server's own chain also penalises repetition, which code is full of.
		Samplers: []string{"top_k", "top_p", "temperature"}, TopK: 40, TopP: 0.95,
		PredictMillis:  m.options.PredictTimeout.Milliseconds(),
		ResponseFields: []string{"index", "content", "stop", "tokens_predicted"},
	}
	if req.ReadOnly {
		body.Predict = 0
		return body
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	// The server refuses more candidates than it has slots.
	if n := min(req.N, m.facts.slots); n > 1 {
		body.Candidates, body.Probabilities = n, 1 // to tell which one is the best
		body.ResponseFields = append(body.ResponseFields, "completion_probabilities")
	}
	return body
}

func decodeEvent(raw serverEvent) (llamaEvent, error) {
	if raw.name == "error" {
		return llamaEvent{}, errors.New(serverMessage([]byte(`{"error":` + raw.data + `}`)))
	}
	var event llamaEvent
	if err := json.Unmarshal([]byte(raw.data), &event); err != nil {
		return event, fmt.Errorf("decode event: %w", err)
	}
	if len(event.Error) > 0 && string(event.Error) != "null" {
		return event, errors.New(serverMessage([]byte(raw.data)))
	}
	return event, nil
}

package model

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"net/http"
	"strings"
	"sync/atomic"

	"go.uber.org/zap"
)

const (
	// ollamaURL is where Ollama listens unless it is told otherwise.
	ollamaURL = "http://127.0.0.1:11434"
	// ollamaKeepAlive is for how long the model stays in memory when nobody
	// asks: loading takes seconds, and a pause in writing code is longer than
	// Ollama's own five minutes. It counts anew from every request.
	ollamaKeepAlive = "30m"

	generatePath = "/api/generate"
	chatPath     = "/api/chat"
)

// An Ollama asks an Ollama server for /api/generate, with a prompt that
// Fimble rendered and that the server takes as it is, or with a suffix that
// the model's own template puts in place. Models that chat are asked by
// /api/chat. It gives one answer, however many are wanted, and has no use for
// Options.Timeout.
type Ollama struct {
	*client

	noInsert atomic.Bool // the server said that the model takes no suffix
	thinks   atomic.Bool // the model thinks first unless it is told not to
}

var (
	_ Model  = (*Ollama)(nil)
	_ Prober = (*Ollama)(nil)
	_ Lister = (*Ollama)(nil)
)

// NewOllama returns a backend for Options.Model. It connects to nothing.
func NewOllama(options Options, log *zap.Logger) (*Ollama, error) {
	options.URL = cmp.Or(options.URL, ollamaURL)
	c, err := newClient("ollama", options, log)
	if err != nil {
		return nil, err
	}
	if options.Model == "" {
		return nil, fmt.Errorf("%s: model is empty: it takes a name that `ollama list` shows", c.options.Name)
	}
	c.bearer()
	m := &Ollama{client: c}
	c.ask = m.show
	return m, nil
}

// ollamaRequest is the body of /api/generate and of /api/chat.
type ollamaRequest struct {
	Model     string          `json:"model"`
	Prompt    string          `json:"prompt,omitempty"`
	Suffix    string          `json:"suffix,omitempty"`
	Raw       bool            `json:"raw,omitempty"`
	Messages  []ollamaMessage `json:"messages,omitempty"`
	Stream    bool            `json:"stream"`
	Think     *bool           `json:"think,omitempty"`
	Truncate  bool            `json:"truncate"`
	KeepAlive string          `json:"keep_alive"`
	Options   ollamaOptions   `json:"options"`
}

type ollamaMessage struct {
	Role    string `json:"role"`
	Content string `json:"content"`
}

// ollamaOptions leave out num_batch, num_gpu, num_thread and all else that
// the server loads the model anew for when it differs from the last request;
// num_ctx, the one such option here, never changes.
type ollamaOptions struct {
	ContextTokens    int      `json:"num_ctx"`
	Predict          int      `json:"num_predict"`
	Stop             []string `json:"stop,omitempty"`
	Temperature      float64  `json:"temperature"`
	TopK             int      `json:"top_k"`
	TopP             float64  `json:"top_p"`
	RepeatPenalty    float64  `json:"repeat_penalty"`
	PresencePenalty  float64  `json:"presence_penalty"`
	FrequencyPenalty float64  `json:"frequency_penalty"`
}

// ollamaEvent is one line of its stream.
type ollamaEvent struct {
	Response  string        `json:"response"` // of /api/generate
	Message   ollamaMessage `json:"message"`  // of /api/chat
	Done      bool          `json:"done"`
	Reason    string        `json:"done_reason"` // "stop" if a token ended the answer, which is in EvalCount then; "length" if it was cut off
	EvalCount int           `json:"eval_count"`  // tokens of the whole answer
	Error     string        `json:"error"`
}

// Generate streams the answer to req.Prompt, to what stands between it and
// req.Suffix, or in a chat that req.System opens.
func (m *Ollama) Generate(ctx context.Context, req Request) iter.Seq2[Chunk, error] {
	path := generatePath
	if req.System != "" || m.known().family == familyChat {
		path = chatPath
	}
	return m.generate(ctx, path, req, func(say func(Chunk) bool) error { return m.stream(ctx, path, req, say) })
}

// stream returns nil when the answer is whole or the reader wants no more.
func (m *Ollama) stream(ctx context.Context, path string, req Request, say func(Chunk) bool) error {
	// num_ctx must be the same from the first request on.
	if m.known().contextTokens == 0 {
		if err := m.Probe(ctx); err != nil {
			return err
		}
	}
	ctx, hangUp := context.WithCancel(ctx)
	defer hangUp()
	resp, err := m.endpoint.do(ctx, http.MethodPost, path, m.request(path, req))
	if err != nil {
		if strings.Contains(err.Error(), "does not support insert") {
			m.noInsert.Store(true)
		}
		return err
	}
	defer resp.Body.Close()

	said := 0 // tokens told so far
	for line, err := range jsonLines(io.LimitReader(resp.Body, maxStreamBytes)) {
		if err != nil {
			return m.endpoint.wrap(path, fmt.Errorf("read stream: %w", err))
		}
		var event ollamaEvent
		if err := json.Unmarshal(line, &event); err != nil {
			return m.endpoint.wrap(path, fmt.Errorf("decode event: %w", err))
		}
		if event.Error != "" {
			return m.endpoint.wrap(path, errors.New(event.Error))
		}
		if chunk := event.chunk(said); !req.ReadOnly && chunk != (Chunk{}) {
			said += chunk.Tokens
			if !say(chunk) {
				return nil
			}
		}
		if event.Done {
			return nil
		}
	}
	return m.endpoint.wrap(path, fmt.Errorf("read stream: %w", io.ErrUnexpectedEOF))
}

// chunk is what an event adds to an answer of so many tokens. A line stands
// for one token or for several; how many there were, the last line tells.
func (e ollamaEvent) chunk(said int) Chunk {
	c := Chunk{Text: e.Response + e.Message.Content, CutOff: e.Reason == "length"}
	switch {
	case e.Reason == "stop":
		c.Tokens = max(0, e.EvalCount-1-said)
	case e.Done:
		c.Tokens = max(0, e.EvalCount-said)
	case c.Text != "":
		c.Tokens = 1
	}
	return c
}

func (m *Ollama) request(path string, req Request) ollamaRequest {
	body := ollamaRequest{
		Model: m.options.Model, Stream: true, KeepAlive: ollamaKeepAlive,
		// A prompt that is too long loses its middle, and its markers with it,
		// unless the server is told to say so.
		Truncate: false,
		Options: ollamaOptions{
			ContextTokens: m.known().contextTokens, Predict: cmp.Or(req.MaxTokens, defaultMaxTokens), Stop: req.Stop,
			// A model's own settings may penalise repetition, which code is full of.
			Temperature: req.Temperature, TopK: 40, TopP: 0.95, RepeatPenalty: 1,
		},
	}
	if req.ReadOnly {
		body.Options.Predict = 1 // 0 is without end
	}
	if m.thinks.Load() {
		body.Think = new(false)
	}
	switch {
	case path == chatPath:
		if req.System != "" {
			body.Messages = append(body.Messages, ollamaMessage{"system", req.System})
		}
		body.Messages = append(body.Messages, ollamaMessage{"user", req.Prompt})
	case req.Suffix != "":
		body.Prompt, body.Suffix = req.Prompt, req.Suffix
	default:
		body.Prompt, body.Raw = req.Prompt, true
	}
	return body
}

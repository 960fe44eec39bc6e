package model

import (
	"cmp"
	"context"
	"fmt"
	"iter"
	"slices"
	"strings"

	"go.uber.org/zap"
)

const (
	anthropicURL     = "https://api.anthropic.com"
	anthropicVersion = "2023-06-01" // of the API; the only one that streams as below
	// anthropicContextTokens is what every model reads at least.
	anthropicContextTokens = 200_000

	messagesPath = "/v1/messages"
)

// An Anthropic asks Anthropic's /v1/messages, as its API documentation has it.
// Instruction and the part of the prompt that stays the same from request to
// request are marked for the service's cache. It gives one answer, however
// many are wanted, and leaves Options.Timeout to the context.
type Anthropic struct {
	*client
	steady steady
	diet   diet
}

var (
	_ Model  = (*Anthropic)(nil)
	_ Prober = (*Anthropic)(nil)
	_ Lister = (*Anthropic)(nil)
)

// NewAnthropic returns a backend for Options.Model. It connects to nothing.
// Without a model it fails: which one is taken is a matter of money.
func NewAnthropic(options Options, log *zap.Logger) (*Anthropic, error) {
	options.URL = cmp.Or(options.URL, first(options.URLs), anthropicURL)
	options, _ = versioned(options, "/messages", "/v1")
	c, err := newClient("anthropic", options, log)
	if err != nil {
		return nil, err
	}
	if options.Model == "" {
		return nil, fmt.Errorf("%s: model is empty: it takes a name of Anthropic's list of models", c.options.Name)
	}
	c.keyHeader("X-Api-Key")
	if c.endpoint.headers.Get("Anthropic-Version") == "" {
		c.endpoint.headers.Set("Anthropic-Version", anthropicVersion)
	}
	c.assume(familyChat, anthropicContextTokens)
	return &Anthropic{client: c, diet: diet{optional: []string{"stop_sequences", "temperature"}}}, nil
}

// Models are the names of all models that the key may use.
func (m *Anthropic) Models(ctx context.Context) ([]string, error) {
	return m.names(ctx, "/v1/models?limit=1000")
}

// Generate streams the answer to req.Prompt, which req.System instructs.
func (m *Anthropic) Generate(ctx context.Context, req Request) iter.Seq2[Chunk, error] {
	return m.generate(ctx, messagesPath, req, func(say func(Chunk) bool) error { return m.stream(ctx, req, say) })
}

// textBlock is a piece of the instruction or of a message.
type textBlock struct {
	Type  string        `json:"type"`
	Text  string        `json:"text"`
	Cache *cacheControl `json:"cache_control,omitempty"` // all up to here is kept
}

type cacheControl struct {
	Type string `json:"type"`
}

func block(text string, kept bool) textBlock {
	b := textBlock{Type: "text", Text: text}
	if kept {
		b.Cache = &cacheControl{"ephemeral"}
	}
	return b
}

type blockMessage struct {
	Role    string      `json:"role"`
	Content []textBlock `json:"content"`
}

func (m *Anthropic) request(req Request) fields {
	var content []textBlock
	stable, rest := m.steady.split(req.Prompt)
	if stable != "" {
		content = append(content, block(stable, true))
	}
	content = append(content, block(rest, false))
	body := fields{
		"model": m.options.Model, "max_tokens": cmp.Or(req.MaxTokens, defaultMaxTokens), "temperature": req.Temperature,
		"stream": true, "messages": []blockMessage{{"user", content}},
	}
	if req.System != "" {
		body["system"] = []textBlock{block(req.System, true)}
	}
	// Stop strings of white space alone are refused.
	if stops := slices.DeleteFunc(slices.Clone(req.Stop), func(s string) bool { return strings.TrimSpace(s) == "" }); len(stops) > 0 {
		body["stop_sequences"] = wireStops(stops)
	}
	if req.ReadOnly {
		body["max_tokens"] = 1
	}
	return body
}

// messageEvent is an event of the stream of a message. Types that are not
// named here do not matter: "ping", and what may come to be.
type messageEvent struct {
	Type  string `json:"type"`
	Delta struct {
		Type string `json:"type"` // "text_delta"; what the model thinks is of other types
		Text string `json:"text"`
		Stop string `json:"stop_reason"` // of "message_delta"
	} `json:"delta"` // of "content_block_delta"
	Usage struct {
		Tokens int `json:"output_tokens"` // of the answer so far
	} `json:"usage"` // of "message_delta"
}

// cutOffStops are the reasons for which a message ends too early.
var cutOffStops = [...]string{"max_tokens", "model_context_window_exceeded", "refusal"}

// stream returns nil when the answer is whole or the reader wants no more.
func (m *Anthropic) stream(ctx context.Context, req Request, say func(Chunk) bool) error {
	say = heard(req, say)
	return m.diet.ask(m.request(req), func(body fields, took func()) error {
		said := 0
		for event, err := range events[messageEvent](ctx, m.endpoint, messagesPath, body) {
			if err != nil {
				return err
			}
			took()
			var chunk Chunk
			switch event.Type {
			case "content_block_delta":
				if event.Delta.Type == "text_delta" && event.Delta.Text != "" {
					chunk = Chunk{Text: event.Delta.Text, Tokens: 1} // or some more; the usage tells
				}
			case "message_delta":
				chunk.Tokens = max(0, event.Usage.Tokens-said)
				chunk.CutOff = slices.Contains(cutOffStops[:], event.Delta.Stop)
			case "message_stop":
				return nil
			}
			if said += chunk.Tokens; chunk != (Chunk{}) && !say(chunk) {
				return nil
			}
		}
		return nil
	})
}

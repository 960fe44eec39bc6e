package model

import (
	"context"
	"iter"

	"go.uber.org/zap"
)

// A Chat is a Model behind the chat completions of OpenAI's dialect: OpenAI
// itself, Google's and other services by their compatible route, and servers
// of one's own. What the model thinks before it answers is left out. It leaves
// Options.Timeout to the context.
type Chat struct {
	*client
	path, listPath string
	diet           diet
}

var (
	_ Model  = (*Chat)(nil)
	_ Prober = (*Chat)(nil)
	_ Lister = (*Chat)(nil)
)

// NewChat returns a backend for /v1/chat/completions. It connects to nothing.
// The URL may end in the version of the API.
func NewChat(options Options, log *zap.Logger) (*Chat, error) {
	options, v := versioned(options, "/chat/completions", "/v1")
	c, err := newClient("chat", options, log)
	if err != nil {
		return nil, err
	}
	c.bearer()
	m := &Chat{client: c, path: v + "/chat/completions", listPath: v + "/models", diet: diet{
		optional: []string{"max_tokens", "n", "logprobs", "stop", "temperature"},
	}}
	c.ask = m.find
	c.assume(familyChat, 0)
	return m, nil
}

// find asks the server for its model.
func (m *Chat) find(ctx context.Context) (facts, error) {
	l, err := m.look(ctx, m.listPath)
	return facts{runs: l.ID, contextTokens: l.contextTokens(), family: familyChat, familyFrom: "backend"}, err
}

// Models are the names of all models that the server offers.
func (m *Chat) Models(ctx context.Context) ([]string, error) { return m.names(ctx, m.listPath) }

// Generate streams the answer to req.Prompt, which req.System instructs.
func (m *Chat) Generate(ctx context.Context, req Request) iter.Seq2[Chunk, error] {
	return m.generate(ctx, m.path, req, func(say func(Chunk) bool) error { return m.stream(ctx, req, say) })
}

type chatMessage struct {
	Role    string `json:"role"`
	Content string `json:"content"`
}

// stream returns nil when the answer is whole or the reader wants no more.
func (m *Chat) stream(ctx context.Context, req Request, say func(Chunk) bool) error {
	name, err := m.modelName(ctx, "")
	if err != nil {
		return err
	}
	body := bodyOf(name, req)
	messages := []chatMessage{{"user", req.Prompt}}
	if req.System != "" {
		messages = []chatMessage{{"system", req.System}, {"user", req.Prompt}}
	}
	body["messages"] = messages
	candidates := body.askFor(req, true)
	return m.diet.ask(body, func(body fields, took func()) error {
		return m.choices(ctx, m.path, body, candidates, took, heard(req, say))
	})
}

package model

import (
	"cmp"
	"context"
	"iter"

	"go.uber.org/zap"
)

// Completions is a Model behind the completions of OpenAI's dialect: a prompt
// that Fimble rendered, or one with a suffix where the server puts them in
// place itself. It leaves Options.Timeout to the context.
type Completions struct {
	*client
	dialect dialect
	diet    diet
}

// A dialect is what tells servers of completions apart.
type dialect struct {
	path          string // of completions
	list          string // of the models
	model         string // asked for when the options name none; empty for what the server has
	family        string // of the prompts; empty for what the model's name says
	contextTokens int    // of its models; 0 if the server tells
	several       bool   // it takes n, and logprobs to rank the answers by
	caches        bool   // what was read once is read faster again
}

var (
	_ Model  = (*Completions)(nil)
	_ Prober = (*Completions)(nil)
	_ Lister = (*Completions)(nil)
)

// NewOpenAI returns a backend for /v1/completions, as vLLM, LM Studio,
// llama.cpp and many others have it. It connects to nothing. The URL may end
// in the version of the API. The family is by the model's name, and "suffix"
// only if the options say so: some servers ignore a suffix without a word.
func NewOpenAI(options Options, log *zap.Logger) (*Completions, error) {
	options, v := versioned(options, "/completions", "/v1")
	return newCompletions("openai", dialect{
		path: v + "/completions", list: v + "/models", several: true, caches: true,
	}, options, log)
}

func newCompletions(backend string, d dialect, options Options, log *zap.Logger) (*Completions, error) {
	c, err := newClient(backend, options, log)
	if err != nil {
		return nil, err
	}
	c.bearer()
	m := &Completions{client: c, dialect: d, diet: diet{optional: []string{"n", "logprobs", "stop", "temperature"}}}
	if d.family == "" {
		c.ask = m.find
	} else {
		c.assume(d.family, d.contextTokens)
	}
	return m, nil
}

// find asks the server for its model.
func (m *Completions) find(ctx context.Context) (facts, error) {
	l, err := m.look(ctx, m.dialect.list)
	if err != nil {
		return facts{}, err
	}
	f := facts{runs: l.ID, contextTokens: l.contextTokens()}
	f.family, f.familyFrom = m.recogniseListed(l)
	return f, nil
}

// Models are the names of all models that the server offers.
func (m *Completions) Models(ctx context.Context) ([]string, error) {
	return m.names(ctx, m.dialect.list)
}

// Generate streams the answer to req.Prompt, or to what stands between it and
// req.Suffix.
func (m *Completions) Generate(ctx context.Context, req Request) iter.Seq2[Chunk, error] {
	return m.generate(ctx, m.dialect.path, req, func(say func(Chunk) bool) error { return m.stream(ctx, req, say) })
}

// stream returns nil when the answer is whole or the reader wants no more.
func (m *Completions) stream(ctx context.Context, req Request, say func(Chunk) bool) error {
	if req.ReadOnly && !m.dialect.caches {
		return nil
	}
	name, err := m.modelName(ctx, m.dialect.model)
	if err != nil {
		return err
	}
	body := bodyOf(name, req)
	body["prompt"] = req.Prompt
	if req.Suffix != "" {
		body["suffix"] = req.Suffix
	}
	candidates := 1
	if m.dialect.several {
		candidates = body.askFor(req, 1)
	}
	return m.diet.ask(body, func(body fields, took func()) error {
		return m.choices(ctx, m.dialect.path, body, candidates, took, heard(req, say))
	})
}

// bodyOf is what completions and chats have in common.
func bodyOf(name string, req Request) fields {
	body := fields{
		"model": name, "max_tokens": cmp.Or(req.MaxTokens, defaultMaxTokens), "temperature": req.Temperature, "stream": true,
	}
	if len(req.Stop) > 0 {
		body["stop"] = wireStops(req.Stop)
	}
	if req.ReadOnly {
		body["max_tokens"] = 1 // servers refuse 0
	}
	return body
}

// askFor asks for as many answers as are wanted, with what they are ranked by.
func (f fields) askFor(req Request, logProbs any) (candidates int) {
	if req.N <= 1 || req.ReadOnly {
		return 1
	}
	f["n"], f["logprobs"] = req.N, logProbs
	return req.N
}

// heard is say, unless the request is only to be read.
func heard(req Request, say func(Chunk) bool) func(Chunk) bool {
	if req.ReadOnly {
		return func(Chunk) bool { return true }
	}
	return say
}

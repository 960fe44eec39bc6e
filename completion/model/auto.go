package model

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"sync"

	"go.uber.org/zap"
)

// An Auto is a Model at an address of which nobody has said what it speaks:
// Probe asks the server, and it is from then on as if the user had said so. The
// questions that tell have none of the user's text in them.
type Auto struct {
	door    *client // which asks
	options Options

	mu     sync.Mutex
	spoken speaker // nil until the server has told
}

// A speaker is a backend for one dialect.
type speaker interface {
	Model
	Prober
	Lister
	Close()
}

var (
	_ Model  = (*Auto)(nil)
	_ Prober = (*Auto)(nil)
	_ Lister = (*Auto)(nil)
)

// NewAuto returns a backend for a server that is llama.cpp, Ollama, or speaks
// OpenAI's dialect. It connects to nothing. An address with the path of an API
// tells without a question.
func NewAuto(options Options, log *zap.Logger) (Model, error) {
	base, err := url.Parse(strings.TrimRight(cmp.Or(options.URL, first(options.URLs)), "/"))
	switch {
	case err != nil: // which is told below
	case strings.HasSuffix(base.Path, "/chat/completions"):
		return NewChat(options, log)
	case versionInPath.MatchString(base.Path):
		return NewOpenAI(options, log)
	}
	c, err := newClient("auto", options, log)
	if err != nil {
		return nil, err
	}
	c.bearer()
	return &Auto{door: c, options: options}, nil
}

// Info is what the options say, and what the server has told.
func (a *Auto) Info() Info {
	if s := a.speaker(); s != nil {
		return s.Info()
	}
	return a.door.Info()
}

// Probe asks the server what it speaks, and then what it runs.
func (a *Auto) Probe(ctx context.Context) error {
	s, err := a.find(ctx)
	if err == nil {
		err = a.notSo(s, s.Probe(ctx))
	}
	return err
}

// Models are the names of the models that the server offers.
func (a *Auto) Models(ctx context.Context) ([]string, error) {
	s, err := a.find(ctx)
	if err != nil {
		return nil, err
	}
	return s.Models(ctx)
}

// Generate streams the answer to req.Prompt.
func (a *Auto) Generate(ctx context.Context, req Request) iter.Seq2[Chunk, error] {
	return func(yield func(Chunk, error) bool) {
		s, err := a.find(ctx)
		if err != nil {
			yield(Chunk{}, err)
			return
		}
		for chunk, err := range s.Generate(ctx, req) {
			if !yield(chunk, a.notSo(s, err)) {
				return
			}
		}
	}
}

// Close lets go of idle connections.
func (a *Auto) Close() {
	a.door.Close()
	if s := a.speaker(); s != nil {
		s.Close()
	}
}

func (a *Auto) speaker() speaker {
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.spoken
}

// notSo makes the next Probe ask anew when something else seems to answer than
// before, and gives the error back.
func (a *Auto) notSo(s speaker, err error) error {
	if err == nil || !slices.Contains([]Fault{WrongURL, WrongModel}, FaultOf(err)) {
		return err
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.spoken == s {
		a.spoken = nil
		s.Close()
	}
	return err
}

// find is the backend for what the server speaks. It asks once.
func (a *Auto) find(ctx context.Context) (speaker, error) {
	if s := a.speaker(); s != nil {
		return s, nil
	}
	ctx, cancel := context.WithTimeout(ctx, probeTimeout)
	defer cancel()
	select {
	case <-a.door.probing:
		defer func() { a.door.probing <- struct{}{} }()
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	if s := a.speaker(); s != nil {
		return s, nil
	}
	s, err := a.ask(ctx)
	if err != nil {
		return nil, err
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	a.spoken = s
	return s, nil
}

// ask tries one dialect after the other, that of all last: the others have it,
// too, with less.
func (a *Auto) ask(ctx context.Context) (speaker, error) {
	for _, try := range []func(context.Context) (speaker, error){a.llamaCpp, a.ollama, a.openAI} {
		if s, err := try(ctx); s != nil || err != nil {
			return s, err
		}
	}
	return nil, a.door.endpoint.wrap("", advised{errors.New("neither llama.cpp nor Ollama nor OpenAI's API answers there"), checkURL})
}

// has asks for what only one sort of server has, and reports whether it is
// there: others know no such page, or say in JSON that they do not.
func (a *Auto) has(ctx context.Context, path string, answer any) (bool, error) {
	err := a.door.endpoint.call(ctx, http.MethodGet, path, nil, answer)
	refusal, refused := errors.AsType[*Refusal](err)
	switch {
	case refused && refusal.Status == http.StatusBadRequest, hasNoList(err),
		is[*json.SyntaxError](err), is[*json.UnmarshalTypeError](err), errors.Is(err, errWebPage):
		return false, nil
	}
	return err == nil, err
}

func (a *Auto) llamaCpp(ctx context.Context) (speaker, error) {
	var props struct {
		Defaults json.RawMessage `json:"default_generation_settings"`
	}
	if ok, err := a.has(ctx, "/props", &props); !ok || props.Defaults == nil {
		return nil, err
	}
	m, err := NewLlamaCpp(a.options, a.door.log)
	return m, err
}

// ollama takes the one model that the server has: which of several the user
// wants nobody can know.
func (a *Auto) ollama(ctx context.Context) (speaker, error) {
	var is struct {
		Version string `json:"version"`
	}
	if ok, err := a.has(ctx, "/api/version", &is); !ok || is.Version == "" {
		return nil, err
	}
	o := a.options
	if o.Model == "" {
		names, err := (&Ollama{client: a.door}).Models(ctx)
		if err != nil {
			return nil, err
		}
		if len(names) != 1 {
			return nil, a.door.endpoint.wrap("", unnamed(names))
		}
		o.Model = names[0]
	}
	m, err := NewOllama(o, a.door.log)
	return m, err
}

// openAI also takes a server that has a list of models and nothing in it.
func (a *Auto) openAI(ctx context.Context) (speaker, error) {
	var list struct {
		Data []listedModel `json:"data"`
	}
	if ok, err := a.has(ctx, "/v1/models", &list); !ok || list.Data == nil {
		return nil, err
	}
	m, err := NewOpenAI(a.options, a.door.log)
	return m, err
}

// unnamed is the error of an Ollama that has these models.
type unnamed []string

func (u unnamed) Error() string {
	if len(u) == 0 {
		return "Ollama has no model: fetch one with `ollama pull`"
	}
	return fmt.Sprintf(`Ollama has several models: name one, as in "ollama:%s" (it has %s)`, u[0], strings.Join(u, ", "))
}

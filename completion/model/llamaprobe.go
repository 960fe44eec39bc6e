package model

import (
	"cmp"
	"context"
	"net/http"
	"path"
	"strings"
	"time"

	"go.uber.org/zap"
)

// probeTimeout bounds a probe. It is a matter of milliseconds unless the
// server is busy loading.
const probeTimeout = 3 * time.Second

// A Prober is a Model that can find out what its server runs. Probe asks only
// what is not known yet, so it is cheap to call before every request; Info
// tells what it found.
type Prober interface {
	Probe(ctx context.Context) error
}

// serverFacts are what the options or the server said.
type serverFacts struct {
	probed        bool
	family        string
	contextTokens int
	slots         int // requests that the server works on at a time
}

// llamaProps is the part of /props that matters here.
type llamaProps struct {
	Defaults struct {
		ContextTokens int `json:"n_ctx"` // of one slot
	} `json:"default_generation_settings"`
	Slots     int    `json:"total_slots"`
	Alias     string `json:"model_alias"`
	ModelPath string `json:"model_path"`
}

// Probe asks the server for its context size and its model, and finds the
// model's family: by its vocabulary where markers are told apart, by its name
// otherwise. What the options say stands. The choice is logged.
func (m *LlamaCpp) Probe(ctx context.Context) error {
	if m.known().probed {
		return nil
	}
	ctx, cancel := context.WithTimeout(ctx, probeTimeout)
	defer cancel()
	select {
	case <-m.probing:
		defer func() { m.probing <- struct{}{} }()
	case <-ctx.Done():
		return ctx.Err()
	}
	if m.known().probed {
		return nil
	}
	var props llamaProps
	if err := m.endpoint.call(ctx, http.MethodGet, "/props", nil, &props); err != nil {
		return err
	}
	name := cmp.Or(props.Alias, props.ModelPath)
	name = path.Base(strings.ReplaceAll(name, `\`, "/"))
	facts := serverFacts{
		probed: true, slots: props.Slots, family: m.options.Family,
		contextTokens: cmp.Or(m.options.ContextTokens, props.Defaults.ContextTokens),
	}
	source := "options"
	if facts.family == "" && m.options.Recognise != nil {
		source = "server"
		facts.family = m.options.Recognise(name, func(markers ...string) bool { return m.singleTokens(ctx, markers) })
		if ctx.Err() != nil {
			return ctx.Err() // the vocabulary was not told in time
		}
	}
	m.mu.Lock()
	m.facts = facts
	m.mu.Unlock()
	m.log.Info("model recognised", zap.String("model", m.options.Name), zap.String("runs", name),
		zap.String("family", facts.family), zap.String("source", source), zap.Int("tokens", facts.contextTokens))
	return nil
}

func (m *LlamaCpp) known() serverFacts {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.facts
}

// forget makes the next Probe ask again: after a failure the server may come
// back with another model.
func (m *LlamaCpp) forget() {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.facts.probed = false
}

// singleTokens tells whether each marker is one token of the vocabulary. A
// server that does not say is taken for one that does not know them.
func (m *LlamaCpp) singleTokens(ctx context.Context, markers []string) bool {
	request := struct {
		Content string `json:"content"`
	}{strings.Join(markers, "")}
	var answer struct {
		Tokens []int `json:"tokens"`
	}
	if err := m.endpoint.call(ctx, http.MethodPost, "/tokenize", request, &answer); err != nil {
		m.log.Debug("vocabulary not told", zap.String("model", m.options.Name), zap.Error(err))
		return false
	}
	return len(answer.Tokens) == len(markers)
}

package model

import (
	"cmp"
	"context"
	"net/http"
	"path"
	"strings"

	"go.uber.org/zap"
)

// llamaProps is the part of /props that matters here.
type llamaProps struct {
	Defaults struct {
		ContextTokens int `json:"n_ctx"` // of one slot
	} `json:"default_generation_settings"`
	Slots     int    `json:"total_slots"`
	Alias     string `json:"model_alias"`
	ModelPath string `json:"model_path"`
}

// props asks the server for its context size and its model, and finds the
// model's family: by its vocabulary where markers are told apart, by its name
// otherwise.
func (m *LlamaCpp) props(ctx context.Context) (facts, error) {
	var props llamaProps
	if err := m.endpoint.call(ctx, http.MethodGet, "/props", nil, &props); err != nil {
		return facts{}, err
	}
	name := cmp.Or(props.Alias, props.ModelPath)
	f := facts{runs: path.Base(strings.ReplaceAll(name, `\`, "/")), slots: props.Slots, contextTokens: props.Defaults.ContextTokens}
	f.family, f.familyFrom = m.recognise(f.runs, func(markers ...string) bool { return m.singleTokens(ctx, markers) })
	return f, nil
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

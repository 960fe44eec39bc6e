package model

import (
	"context"
	"encoding/json"
	"net/http"
	"slices"
	"strconv"
	"strings"
)

// ollamaContextTokens bounds num_ctx where neither the options nor the
// Modelfile name it. The server sets memory aside for all of it when it loads
// the model: for one of seven billion parameters 8192 tokens take half a
// gigabyte, its whole 128k more than the model itself. The default budget of
// a request fits in twice.
const ollamaContextTokens = 8192

// ollamaShow is the part of /api/show that matters here.
type ollamaShow struct {
	Template     string                     `json:"template"`
	Parameters   string                     `json:"parameters"` // lines of a name, blanks and a value
	Capabilities []string                   `json:"capabilities"`
	Info         map[string]json.RawMessage `json:"model_info"`
}

// show asks the server for the model's context size and template, and finds
// the model's family: by its names first, then by whether it takes a suffix. A
// model that does neither and has a template for messages was trained to follow
// instructions, and is instructed to fill in.
func (m *Ollama) show(ctx context.Context) (facts, error) {
	request := struct {
		Model string `json:"model"`
	}{m.options.Model}
	var show ollamaShow
	if err := m.endpoint.call(ctx, http.MethodPost, "/api/show", request, &show); err != nil {
		return facts{}, err
	}
	m.thinks.Store(slices.Contains(show.Capabilities, "thinking"))
	f := facts{runs: m.options.Model, contextTokens: show.contextTokens()}
	for _, name := range []string{m.options.Model, show.text("general.basename"), show.text("general.name")} {
		family, from := m.recognise(name, nil)
		if f.family == "" || from == "name" {
			f.family, f.familyFrom = family, from
		}
		if from == "name" && family != familyPlain {
			return f, nil
		}
	}
	switch {
	case f.familyFrom != "name" && show.inserts() && !m.noInsert.Load():
		f.family, f.familyFrom = familySuffix, "template"
	case show.chats():
		f.family, f.familyFrom = familyChat, "template"
	}
	return f, nil
}

// inserts tells whether the model takes a suffix. Old servers tell no
// capabilities.
func (s ollamaShow) inserts() bool {
	return slices.Contains(s.Capabilities, "insert") || strings.Contains(s.Template, ".Suffix")
}

// chats tells whether the model has a template for messages. One that Ollama
// has made up for a model without is the prompt alone.
func (s ollamaShow) chats() bool {
	return strings.Contains(s.Template, ".Messages") || strings.Contains(s.Template, ".System") || slices.Contains(s.Capabilities, "tools")
}

// contextTokens is num_ctx for all requests. A Modelfile that names it has
// the last word: whoever else uses the model gets that many.
func (s ollamaShow) contextTokens() int {
	for line := range strings.Lines(s.Parameters) {
		name, value, _ := strings.Cut(line, " ")
		if n, err := strconv.Atoi(strings.TrimSpace(value)); name == "num_ctx" && err == nil && n > 0 {
			return n
		}
	}
	n, err := strconv.Atoi(string(s.Info[s.text("general.architecture")+".context_length"]))
	if err == nil && n > 0 {
		return min(n, ollamaContextTokens)
	}
	return ollamaContextTokens
}

func (s ollamaShow) text(name string) (text string) {
	_ = json.Unmarshal(s.Info[name], &text) // what is no text is no name
	return text
}

// Models are the names of the models that the server has.
func (m *Ollama) Models(ctx context.Context) ([]string, error) {
	var tags struct {
		Models []struct {
			Name string `json:"name"`
		} `json:"models"`
	}
	if err := m.endpoint.call(ctx, http.MethodGet, "/api/tags", nil, &tags); err != nil {
		return nil, err
	}
	var names []string
	for _, t := range tags.Models {
		names = append(names, t.Name)
	}
	return names, nil
}

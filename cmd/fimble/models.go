package main

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"

	"go.uber.org/zap"

	"fimble/completion"
	"fimble/completion/model"
	"fimble/completion/prompt"
	"fimble/server"
)

// models makes the backends that the user's settings name. One that is set
// up alike twice is made once, so that a change of settings elsewhere does
// not forget what a server was probed for.
type models struct {
	log *zap.Logger

	mu         sync.Mutex
	made       map[string]made // by the user's name
	generation int
}

type made struct {
	settings string // as printed, to see whether they changed
	model    model.Model
}

func newModels(log *zap.Logger) *models {
	return &models{log: log, made: map[string]made{}}
}

// options makes the trunk's options of settings.
func (m *models) options(s server.Settings) (*completion.Options, []server.Problem) {
	m.mu.Lock()
	defer m.mu.Unlock()
	o := s.Options()
	m.generation++
	o.Generation = m.generation
	o.Models = map[string]model.Model{}
	var problems []server.Problem
	for _, name := range slices.Sorted(maps.Keys(s.Models)) {
		if name == "local" {
			problems = append(problems, server.Problem{Option: "models.local", Mistake: server.WrongValue,
				Text: "models.local: this is the embedded engine, which takes no options; choose another name"})
			continue
		}
		backend, err := m.backend(name, s.Models[name])
		if err != nil {
			problem := server.Problem{Option: "models." + name, Mistake: server.WrongValue, Text: fmt.Sprintf("models.%s: %v", name, err)}
			if of, ok := errors.AsType[optionError](err); ok {
				problem.Option += "." + of.option
			}
			problems = append(problems, problem)
			continue
		}
		o.Models[name] = backend
	}
	for _, mention := range s.Mentions() {
		if _, ok := s.Models[mention.Model]; !ok && mention.Model != "local" {
			problems = append(problems, unknownModel(mention, slices.Sorted(maps.Keys(s.Models))))
		}
	}
	// What is wrong is not used: the embedded engine answers. A rule stays, as what
	// it is for may be meant to be kept from the other models.
	for purpose, name := range o.Use {
		if o.Models[name] == nil && name != "local" {
			delete(o.Use, purpose)
		}
	}
	return o, problems
}

// An optionError is what is wrong with one option of a model.
type optionError struct {
	option string
	error
}

// unknownModel says that an option names a model that there is not. configured
// are those that there are.
func unknownModel(m server.Mention, configured []string) server.Problem {
	text := fmt.Sprintf("%s is %q: no model of that name is configured", m.Option, m.Model)
	if slices.Contains(model.Backends(), m.Model) {
		text += fmt.Sprintf(`, a model of that backend is "%s:NAME"`, m.Model)
	} else if near := nearest(m.Model, configured); near != "" {
		text += fmt.Sprintf(", did you mean %q?", near)
	}
	return server.Problem{Text: text, Option: m.Option, Mistake: server.UnknownModel}
}

// backend makes one model, or finds the one made before. m.mu is held.
func (m *models) backend(name string, s server.ModelSettings) (model.Model, error) {
	printed := fmt.Sprintf("%+v", s)
	if old, ok := m.made[name]; ok && old.settings == printed {
		return old.model, nil
	}
	backend, err := m.build(name, s)
	if err == nil {
		m.made[name] = made{printed, backend}
	}
	return backend, err
}

func (m *models) build(name string, s server.ModelSettings) (model.Model, error) {
	if families := prompt.Families(); s.Family != "" && !slices.Contains(families, s.Family) {
		return nil, optionError{"family", wrongName("family", s.Family, families)}
	}
	if s.Backend == "replay" {
		replay, err := model.OpenReplay(strings.TrimPrefix(s.URL, "file://"))
		if err != nil {
			return nil, err
		}
		return replay.As(model.Info{Name: name, Class: model.Embedded, Family: s.Family, ContextTokens: s.ContextTokens}), nil
	}
	if backends := append(model.Backends(), "replay"); !slices.Contains(backends, s.Backend) {
		return nil, optionError{"backend", wrongName("backend", s.Backend, backends)}
	}
	key, err := keyOf(s)
	if err != nil {
		return nil, err
	}
	if s.CAFile != "" {
		if s.CAFile, err = homed("ca_file", s.CAFile); err != nil {
			return nil, err
		}
	}
	return model.New(s.Backend, model.Options{
		Name: name, URL: s.URL, URLs: s.URLs, Key: key, Proxy: s.Proxy, CAFile: s.CAFile, Headers: s.Headers,
		Model: s.Model, Family: s.Family, ContextTokens: s.ContextTokens,
		Timeout: s.Timeout, Recognise: prompt.Recognise, Trusted: s.Trusted,
	}, m.log)
}

// wrongName says that an option has none of the names that it takes.
func wrongName(option, name string, takes []string) error {
	if name == "" {
		return fmt.Errorf("%s is missing: it takes %s", option, strings.Join(takes, ", "))
	}
	if near := nearest(name, takes); near != "" {
		return fmt.Errorf("%s is %q: did you mean %q? It takes %s", option, name, near, strings.Join(takes, ", "))
	}
	return fmt.Errorf("%s is %q: it takes %s", option, name, strings.Join(takes, ", "))
}

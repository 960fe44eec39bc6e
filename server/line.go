package server

import (
	"cmp"
	"net/url"
	"regexp"
	"strings"
)

// takesModel is what an option takes that names a model.
const takesModel = `the name of a model, or one like "ollama:NAME", "BACKEND:NAME@URL" or "http://localhost:8012"`

// line is a model in one line: the address of a server, or a backend
// with the name of a model, an address or both.
var line = regexp.MustCompile(`^(?:(https?://\S+)|([a-z]+)(?::(\S+?))?(?:@(https?://\S+))?)$`)

// aModel makes a row's set of a field that names a model.
func aModel(field func(*Settings) *string) func(*Settings, string, any) bool {
	return func(s *Settings, _ string, value any) bool {
		text, ok := value.(string)
		if ok {
			text, ok = s.refer(text)
		}
		if ok {
			*field(s) = text
		}
		return ok
	}
}

// refer is the name of the model that a text means. A model in one line comes
// to be by being named; what its table says besides stands.
func (s *Settings) refer(text string) (name string, ok bool) {
	if !strings.Contains(text, ":") || s.Models[text].Backend != "" {
		return text, true
	}
	name, said, ok := readLine(text)
	if !ok {
		return "", false
	}
	m := s.model(name)
	m.Backend, m.Model, m.URL = cmp.Or(m.Backend, said.Backend), cmp.Or(m.Model, said.Model), cmp.Or(m.URL, said.URL)
	s.Models[name] = m
	return name, true
}

// readLine is what a line says, and the name for it: the line itself, less a
// password.
func readLine(text string) (name string, m ModelSettings, ok bool) {
	found := line.FindStringSubmatch(text)
	if found == nil {
		return "", m, false
	}
	m = ModelSettings{Backend: cmp.Or(found[2], "auto"), Model: found[3], URL: found[1] + found[4]}
	base, err := url.Parse(m.URL)
	if err != nil || strings.HasPrefix(m.Model, "//") || strings.Trim(m.Model, "0123456789") == "" && m.URL == "" {
		return "", m, false // an address without http://, or with something else
	}
	return strings.TrimSuffix(text, m.URL) + base.Redacted(), m, true
}

package server

import (
	"math"
	"slices"
	"strings"
	"time"
	"unicode"

	"fimble/completion"
)

// An option is one row of the table of all options.
type option struct {
	path    []string                                       // "*" stands for any name
	takes   string                                         // in words, for whoever wrote something else
	set     func(s *Settings, name string, value any) bool // false if the value is not what it takes; name is what stands for "*"
	narrows func(before, after *Settings, name string) bool
}

// options is the table. A row without narrows is refused from a project.
func options() []option {
	return slices.Concat([]option{
		{[]string{"enabled"}, "true or false", flag(func(s *Settings) *bool { return &s.Enabled }),
			func(before, after *Settings, _ string) bool { return before.Enabled || !after.Enabled }},
		{[]string{"languages", "*"}, "true or false", language,
			func(before, after *Settings, name string) bool { return before.speaks(name) || !after.speaks(name) }},
		{[]string{"inline", "automatic"}, "true or false", flag(func(s *Settings) *bool { return &s.Inline.Automatic }),
			func(before, after *Settings, _ string) bool {
				return before.Inline.Automatic || !after.Inline.Automatic
			}},
		{[]string{"inline", "places", "*"}, "true or false", somewhere,
			func(before, after *Settings, name string) bool {
				return !after.suggestsIn(name) || before.suggestsIn(name)
			}},
		{[]string{"inline", "candidates"}, "a whole number from 1 to 10",
			number(1, 10, func(s *Settings) *int { return &s.Inline.Candidates }),
			func(before, after *Settings, _ string) bool {
				return after.Inline.Candidates <= before.Inline.Candidates
			}},
		{[]string{"completion", "enabled"}, "true or false", flag(func(s *Settings) *bool { return &s.Completion.Enabled }),
			func(before, after *Settings, _ string) bool {
				return before.Completion.Enabled || !after.Completion.Enabled
			}},
		{[]string{"completion", "first"}, "true or false", flag(func(s *Settings) *bool { return &s.Completion.First }), nil},
		{[]string{"speculate"}, `"never", "unmetered" or "always"`, when(func(s *Settings) *completion.When { return &s.Speculate }),
			func(before, after *Settings, _ string) bool { return rank(after.Speculate) <= rank(before.Speculate) }},
		{[]string{"warm_up"}, `"never", "unmetered" or "always"`, when(func(s *Settings) *completion.When { return &s.WarmUp }),
			func(before, after *Settings, _ string) bool { return rank(after.WarmUp) <= rank(before.WarmUp) }},
		{[]string{"budget", "tokens"}, "a whole number from 256 to 1000000",
			number(256, 1000000, func(s *Settings) *int { return &s.Budget.Tokens }),
			func(before, after *Settings, _ string) bool { return after.Budget.Tokens <= before.Budget.Tokens }},
		{[]string{"budget", "answer"}, "a whole number from 1 to 4096",
			number(1, 4096, func(s *Settings) *int { return &s.Budget.Answer }),
			func(before, after *Settings, _ string) bool { return after.Budget.Answer <= before.Budget.Answer }},
		{[]string{"budget", "file"}, "a whole number from 1 to 1000000",
			number(1, 1000000, func(s *Settings) *int { return &s.Budget.File }),
			func(before, after *Settings, _ string) bool { return after.Budget.File <= before.Budget.File }},
		{[]string{"denied"}, "a list of globs", denied,
			func(_, _ *Settings, _ string) bool { return true }},
		{[]string{"model"}, takesModel, aModel(func(s *Settings) *string { return &s.Model }),
			func(before, after *Settings, _ string) bool { return before.names(after.Model) }},
		{[]string{"use", "inline"}, takesModel, aModel(func(s *Settings) *string { return &s.Use.Inline }),
			func(before, after *Settings, _ string) bool { return before.names(after.Use.Inline) }},
		{[]string{"use", "invoked"}, takesModel, aModel(func(s *Settings) *string { return &s.Use.Invoked }),
			func(before, after *Settings, _ string) bool { return before.names(after.Use.Invoked) }},
		{[]string{"use", "list"}, takesModel, aModel(func(s *Settings) *string { return &s.Use.List }),
			func(before, after *Settings, _ string) bool { return before.names(after.Use.List) }},
		{[]string{"use", "action"}, takesModel, aModel(func(s *Settings) *string { return &s.Use.Action }),
			func(before, after *Settings, _ string) bool { return before.names(after.Use.Action) }},
		{[]string{"models", "*", "backend"}, "the name of a backend",
			ofModel(text(func(m *ModelSettings) *string { return &m.Backend })), nil},
		{[]string{"models", "*", "url"}, "an address", ofModel(text(func(m *ModelSettings) *string { return &m.URL })), nil},
		{[]string{"models", "*", "urls"}, "a list of addresses", ofModel(addresses), nil},
		{[]string{"models", "*", "model"}, "a name", ofModel(text(func(m *ModelSettings) *string { return &m.Model })), nil},
		{[]string{"models", "*", "family"}, "the name of a prompt format",
			ofModel(text(func(m *ModelSettings) *string { return &m.Family })), nil},
		{[]string{"models", "*", "key_env"}, "the name of an environment variable",
			ofModel(text(func(m *ModelSettings) *string { return &m.KeyEnv })), nil},
		{[]string{"models", "*", "key_file"}, "the name of a file",
			ofModel(text(func(m *ModelSettings) *string { return &m.KeyFile })), nil},
		{[]string{"models", "*", "key_command"}, "a command line or a list of its words", ofModel(keyCommand), nil},
		{[]string{"models", "*", "headers"}, "a table of texts", ofModel(headers), nil},
		{[]string{"models", "*", "proxy"}, `"none" or an address like "http://host:3128"`,
			ofModel(text(func(m *ModelSettings) *string { return &m.Proxy })), nil},
		{[]string{"models", "*", "ca_file"}, "the name of a file",
			ofModel(text(func(m *ModelSettings) *string { return &m.CAFile })), nil},
		{[]string{"models", "*", "timeout"}, `a duration like "5s"`, ofModel(timeout), nil},
		{[]string{"models", "*", "context_tokens"}, "a whole number from 0 up", ofModel(contextTokens), nil},
		{[]string{"models", "*", "fallback"}, "a list of names of models", fallback, nil},
		{[]string{"models", "*", "trusted"}, "true or false", ofModel(trusted), nil},
	}, routeRows())
}

// names reports whether there is a model of that name.
func (s *Settings) names(model string) bool {
	return s.Models[model].Backend != "" || model == "local" || model == ""
}

// model is what is set of a model so far.
func (s *Settings) model(name string) ModelSettings {
	if m, ok := s.Models[name]; ok {
		return m
	}
	return ModelSettings{Timeout: DefaultTimeout}
}

// speaks reports whether the language is on.
func (s *Settings) speaks(language string) bool {
	on, ok := s.Languages[language]
	return on || !ok
}

// suggestsIn reports whether suggestions come up in a sort of place.
func (s *Settings) suggestsIn(place string) bool {
	on, ok := s.Inline.Places[place]
	return on || !ok && !completion.DefaultOptions().Silent[completion.Place(place)]
}

// somewhere switches a sort of place. There is no other than the trunk's.
func somewhere(s *Settings, name string, value any) bool {
	on, ok := value.(bool)
	ok = ok && slices.Contains(completion.Places(), completion.Place(name))
	if ok {
		s.Inline.Places[name] = on
	}
	return ok
}

// whens are the values of a completion.When, each wider than the one before.
var whens = [...]completion.When{completion.Never, completion.Unmetered, completion.Always}

func rank(w completion.When) int { return slices.Index(whens[:], w) }

func when(field func(*Settings) *completion.When) func(*Settings, string, any) bool {
	return func(s *Settings, _ string, value any) bool {
		text, ok := value.(string)
		w := completion.When(text)
		ok = ok && slices.Contains(whens[:], w)
		if ok {
			*field(s) = w
		}
		return ok
	}
}

func flag(field func(*Settings) *bool) func(*Settings, string, any) bool {
	return func(s *Settings, _ string, value any) bool {
		v, ok := value.(bool)
		if ok {
			*field(s) = v
		}
		return ok
	}
}

func number(low, high int, field func(*Settings) *int) func(*Settings, string, any) bool {
	return func(s *Settings, _ string, value any) bool {
		n, ok := whole(value)
		ok = ok && low <= n && n <= high
		if ok {
			*field(s) = n
		}
		return ok
	}
}

func language(s *Settings, name string, value any) bool {
	on, ok := value.(bool)
	if ok {
		s.Languages[name] = on
	}
	return ok
}

func denied(s *Settings, _ string, value any) bool {
	globs, ok := texts(value)
	if ok {
		s.Denied = append(s.Denied, globs...)
	}
	return ok
}

// texts are those of a list that has no empty one and nothing else.
func texts(value any) (all []string, ok bool) {
	list, ok := value.([]any)
	for _, v := range list {
		text, isText := v.(string)
		ok = ok && isText && text != ""
		all = append(all, text)
	}
	return all, ok
}

// ofModel makes a row's set of one for a single model.
func ofModel(set func(*ModelSettings, any) bool) func(*Settings, string, any) bool {
	return func(s *Settings, name string, value any) bool {
		m := s.model(name)
		ok := set(&m, value)
		if ok {
			s.Models[name] = m
		}
		return ok
	}
}

func text(field func(*ModelSettings) *string) func(*ModelSettings, any) bool {
	return func(m *ModelSettings, value any) bool {
		v, ok := value.(string)
		if ok {
			*field(m) = v
		}
		return ok
	}
}

func addresses(m *ModelSettings, value any) bool {
	all, ok := texts(value)
	if ok {
		m.URLs = all
	}
	return ok
}

func keyCommand(m *ModelSettings, value any) bool {
	words, ok := texts(value)
	if line, isLine := value.(string); isLine {
		words, ok = split(line)
	}
	if ok = ok && len(words) > 0; ok {
		m.KeyCommand = words
	}
	return ok
}

// split is a command line as words. Quotes of both kinds hold one together;
// nothing else is done that a shell does.
func split(line string) (words []string, ok bool) {
	var word strings.Builder
	var quote rune // that is open, 0 for none
	begun := false
	for _, r := range line {
		switch {
		case r == quote:
			quote = 0
		case quote == 0 && (r == '"' || r == '\''):
			quote, begun = r, true
		case quote == 0 && unicode.IsSpace(r):
			if begun {
				words = append(words, word.String())
			}
			word.Reset()
			begun = false
		default:
			word.WriteRune(r)
			begun = true
		}
	}
	if begun {
		words = append(words, word.String())
	}
	return words, quote == 0
}

func headers(m *ModelSettings, value any) bool {
	table, ok := value.(map[string]any)
	all := map[string]string{}
	for name, v := range table {
		text, isText := v.(string)
		ok = ok && isText
		all[name] = text
	}
	if ok {
		m.Headers = all
	}
	return ok
}

func timeout(m *ModelSettings, value any) bool {
	text, _ := value.(string)
	d, err := time.ParseDuration(text)
	if err != nil || d <= 0 {
		return false
	}
	m.Timeout = d
	return true
}

func contextTokens(m *ModelSettings, value any) bool {
	n, ok := whole(value)
	if ok = ok && n >= 0; ok {
		m.ContextTokens = n
	}
	return ok
}

func fallback(s *Settings, name string, value any) bool {
	all, ok := texts(value)
	for i := range all {
		if ok {
			all[i], ok = s.refer(all[i])
		}
	}
	if ok {
		m := s.model(name)
		m.Fallback = all
		s.Models[name] = m
	}
	return ok
}

func trusted(m *ModelSettings, value any) bool {
	v, ok := value.(bool)
	if ok {
		m.Trusted = v
	}
	return ok
}

// whole is the number that a TOML or JSON reader has made of a whole number.
func whole(value any) (int, bool) {
	switch v := value.(type) {
	case int64:
		return int(v), true
	case float64:
		return int(v), v == math.Trunc(v) && math.Abs(v) < 1<<53
	}
	return 0, false
}

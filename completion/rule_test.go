package completion_test

import (
	"context"
	"testing"
	"testing/synctest"

	"fimble/completion"
	"fimble/completion/model"
	"fimble/completion/model/modeltest"
	"fimble/context/buffer"
)

func TestTheFirstRuleThatFitsChoosesTheModel(t *testing.T) {
	rules := []completion.Rule{
		{Languages: []string{"typescript"}, Paths: []string{"web/**"}, Model: "web"},
		{Paths: []string{"/vendor/", "*.gen.go"}, Model: "local"},
		{Languages: []string{"go"}, Purposes: []completion.Purpose{completion.Invoked}, Model: "go on demand"},
		{Languages: []string{"go", "lua"}, Purposes: []completion.Purpose{completion.Inline}, Model: "inline"},
	}
	all := []completion.Purpose{completion.Inline, completion.Invoked, completion.List}
	for file, want := range map[string][]string{ // by all
		"web/app/a.ts":    {"web", "web", "web"},
		"api/web/a.ts":    {remoteName, remoteName, remoteName},
		"web/a.go":        {"inline", "go on demand", "inline"},
		"vendor/x/a.ts":   {"local", "local", "local"},
		"a/vendor/a.go":   {"inline", "go on demand", "inline"},
		"deep/b/a.gen.go": {"local", "local", "local"},
		"a.lua":           {"inline", remoteName, "inline"},
		"a.py":            {remoteName, remoteName, remoteName},
	} {
		for i, purpose := range all {
			synctest.Test(t, func(t *testing.T) {
				d, _ := newDesk(t, modeltest.Says("x"), modeltest.Says("x"))
				d.options.Routes = rules
				for _, name := range []string{"web", "go on demand", "inline"} {
					d.options.Models[name] = modeltest.NewFakeOf(model.Info{Name: name, Class: model.Machine, ContextTokens: 4096, Slots: 4}, modeltest.Says("x"))
				}
				d.store.SetRoots([]buffer.Root{{Client: "file:///project", Name: "project"}})
				d.open(file, "one = █")
				if res := d.waits(purpose); res.Model != want[i] {
					t.Errorf("%s, %s: asked %q (%s), want %q", file, purpose, res.Model, res.Reason, want[i])
				}
			})
		}
	}
}

func TestAnActionIsForAModelThatChats(t *testing.T) {
	for name, c := range map[string]struct {
		use    map[completion.Purpose]string
		routes []completion.Rule
		want   completion.Reason
	}{
		"the invoked model chats":  {use: map[completion.Purpose]string{completion.Invoked: "chat", completion.Inline: "fill"}},
		"the invoked model fills":  {use: map[completion.Purpose]string{completion.Invoked: "fill", completion.Inline: "chat"}, want: completion.ReasonNoModel},
		"nothing is configured":    {want: completion.ReasonNoModel},
		"one is named":             {use: map[completion.Purpose]string{completion.Action: "fill"}},
		"one that is not there":    {use: map[completion.Purpose]string{completion.Action: "none"}, want: completion.ReasonNoModel},
		"a rule names one":         {routes: []completion.Rule{{Purposes: []completion.Purpose{completion.Action}, Model: "chat"}}},
		"a rule for completions":   {routes: []completion.Rule{{Model: "fill"}}, want: completion.ReasonNoModel},
		"a rule with one to chat":  {routes: []completion.Rule{{Model: "chat"}}},
		"the embedded one is told": {use: map[completion.Purpose]string{completion.Action: "local"}},
	} {
		d, _ := newDesk(t, modeltest.Says("x"), modeltest.Says("x"))
		for model, family := range map[string]string{"chat": "chat", "fill": "qwen2.5-coder"} {
			d.options.Models[model] = modelOf(model, family)
		}
		d.options.Use, d.options.Routes = c.use, c.routes
		d.open("a.go", "package a█")
		if _, reason := d.engine.Window(t.Context(), d.request(completion.Action)); reason != c.want {
			t.Errorf("%s: %q, want %q", name, reason, c.want)
		}
	}
}

func modelOf(name, family string) model.Model {
	return modeltest.NewFakeOf(model.Info{Name: name, Class: model.Machine, Family: family, ContextTokens: 4096}, modeltest.Says("x"))
}

// A shy model tells its family when it is asked.
type shy struct {
	*modeltest.Fake
	probed bool
}

func (m *shy) Probe(context.Context) error {
	m.probed = true
	return nil
}

func (m *shy) Info() model.Info {
	info := m.Fake.Info()
	if m.probed {
		info.Family = "chat"
	}
	return info
}

func TestAModelIsAskedWhetherItChats(t *testing.T) {
	d, fake := newDesk(t, modeltest.Says("x"), modeltest.Says("x"))
	d.options.Models[remoteName] = &shy{Fake: fake}
	d.open("a.go", "package a█")
	if _, reason := d.engine.Window(t.Context(), d.request(completion.Action)); reason != "" {
		t.Errorf("no action because %q", reason)
	}
}

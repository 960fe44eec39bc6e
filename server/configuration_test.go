package server_test

import (
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"sync/atomic"
	"testing"

	"fimble/server"
	"fimble/server/servertest"
)

// registrations are the methods of a client/registerCapability.
func registrations(t *testing.T, params json.RawMessage) map[string]string {
	t.Helper()
	var p struct {
		Registrations []struct {
			ID, Method      string
			RegisterOptions json.RawMessage
		}
	}
	decode(t, params, &p)
	all, ids := map[string]string{}, []string{}
	for _, r := range p.Registrations {
		all[r.Method] = string(r.RegisterOptions)
		ids = append(ids, r.ID)
	}
	slices.Sort(ids)
	if len(slices.Compact(ids)) != len(p.Registrations) {
		t.Errorf("the ids are not unique: %q", ids)
	}
	return all
}

func TestWhatTheClientCanRegisterIsRegistered(t *testing.T) {
	yes := map[string]any{"dynamicRegistration": true}
	asked := make(chan json.RawMessage, 1)
	e := servertest.Connect(t, server.Config{Engine: &servertest.Engine{}})
	e.Reply = func(method string, params json.RawMessage) any {
		if method == "client/registerCapability" {
			asked <- params
		}
		return nil
	}
	caps := e.Initialize(map[string]any{"capabilities": map[string]any{
		"textDocument": map[string]any{"inlineCompletion": yes},
		"workspace":    map[string]any{"didChangeConfiguration": yes, "didChangeWatchedFiles": yes},
	}})
	if caps["inlineCompletionProvider"] != nil {
		t.Error("what is registered at run time is announced too, so that the editor asks twice")
	}
	all := registrations(t, <-asked)
	for method, options := range map[string]string{
		inline:                             `{"documentSelector":null}`,
		"workspace/didChangeConfiguration": `{"section":"fimble"}`,
		"workspace/didChangeWatchedFiles":  `{"watchers":[{"globPattern":"**/*"}]}`,
	} {
		if all[method] != options {
			t.Errorf("%s is registered with %q, want %q", method, all[method], options)
		}
	}
}

func TestClientThatCanRegisterNothingIsNotAsked(t *testing.T) {
	e := servertest.Connect(t, server.Config{Engine: &servertest.Engine{}})
	e.Reply = func(method string, _ json.RawMessage) any {
		t.Errorf("the client was asked %s", method)
		return nil
	}
	e.Initialize(map[string]any{"capabilities": map[string]any{}})
	e.Tell("workspace/didChangeConfiguration", map[string]any{"settings": nil})
	e.Ask("shutdown", nil)
	e.Tell("exit", nil)
	e.Served()
}

// automatic is whether ghost text comes by itself, as a request sees it now.
func (d desk) automatic() bool {
	d.t.Helper()
	d.snapshot(file)
	requests := d.engine.Requests()
	return requests[len(requests)-1].Options.Automatic
}

func TestEditorSettingsCountHoweverTheyCome(t *testing.T) {
	off := map[string]any{"inline": map[string]any{"automatic": false}}
	for name, settings := range map[string]any{
		"alone":        off,
		"among others": map[string]any{"fimble": off, "gopls": map[string]any{"enabled": 7}},
	} {
		t.Run(name, func(t *testing.T) {
			engine := &servertest.Engine{}
			d := desk{servertest.Connect(t, server.Config{Engine: engine}), t, engine}
			d.Initialize(map[string]any{"capabilities": map[string]any{}, "initializationOptions": settings})
			d.Open(file, "go", "")
			if d.automatic() {
				t.Error("the initializationOptions do not count")
			}
			d.Tell("workspace/didChangeConfiguration", map[string]any{"settings": map[string]any{"fimble": map[string]any{}}})
			if !d.automatic() {
				t.Error("what was taken back still counts")
			}
			d.Tell("workspace/didChangeConfiguration", map[string]any{"settings": settings})
			if d.automatic() {
				t.Error("what was pushed does not count")
			}
			for _, nonsense := range []string{`null`, `7`, `"text"`, `[]`, `{"fimble":null}`} {
				d.Tell("workspace/didChangeConfiguration", map[string]any{"settings": json.RawMessage(nonsense)})
			}
			d.automatic()
		})
	}
}

func TestTheUsersOwnOptionsCountAsSoonAsTheyChange(t *testing.T) {
	automatic := func(on bool) []server.Layer {
		return []server.Layer{{Name: "user", Values: map[string]any{"inline": map[string]any{"automatic": on}}}}
	}
	type state struct {
		layers []server.Layer
		stamp  string
		err    error
	}
	var kept atomic.Pointer[state]
	kept.Store(&state{automatic(false), "first", nil})
	reads := 0
	own := func(stamp string) ([]server.Layer, string, error) {
		now := kept.Load()
		if now.stamp == stamp {
			return nil, stamp, nil
		}
		reads++
		return now.layers, now.stamp, now.err
	}
	engine := &servertest.Engine{}
	d := desk{servertest.Connect(t, server.Config{Engine: engine, Own: own}), t, engine}
	d.Initialize(map[string]any{"capabilities": map[string]any{}})
	d.Open(file, "go", "")
	for _, step := range []struct {
		state
		want bool
	}{
		{state{automatic(false), "first", nil}, false},
		{state{automatic(true), "second", nil}, true},
		{state{nil, "half", errors.New("user:1:1: half a file")}, true},
		{state{automatic(false), "third", nil}, false},
		{state{nil, "gone", nil}, true},
	} {
		kept.Store(&step.state)
		for range 2 {
			if got := d.automatic(); got != step.want {
				t.Errorf("%s: automatic is %t", step.stamp, got)
			}
		}
	}
	if reads != 5 {
		t.Errorf("read %d times", reads)
	}
	if said := string(d.Note("window/showMessage")); !strings.Contains(said, "half a file") {
		t.Errorf("told %s", said)
	}
}

// TestEditorIsAskedForItsSettings also shows that a request to the client does
// not stop the reader: the answer comes between two messages.
func TestEditorIsAskedForItsSettings(t *testing.T) {
	engine := &servertest.Engine{}
	d := desk{servertest.Connect(t, server.Config{Engine: engine}), t, engine}
	var asked atomic.Int32
	answers := make(chan string)
	d.Reply = func(method string, params json.RawMessage) any {
		if method != "workspace/configuration" || !strings.Contains(string(params), `"section":"fimble"`) {
			t.Errorf("asked %s %s", method, params)
		}
		asked.Add(1)
		return json.RawMessage(<-answers)
	}
	d.Initialize(map[string]any{"capabilities": map[string]any{"workspace": map[string]any{"configuration": true}}})
	d.Open(file, "go", "")
	if !d.automatic() {
		t.Error("the settings changed by themselves")
	}
	settle := func(answer string, want bool) {
		t.Helper()
		answers <- answer
		for d.automatic() != want { // until the answer has come through
		}
	}
	settle(`[{"inline":{"automatic":false}}]`, false)
	d.Tell("workspace/didChangeConfiguration", map[string]any{"settings": nil})
	settle(`[{"inline":{"automatic":true}}]`, true)
	for _, nonsense := range []string{`null`, `[]`, `[null]`, `[7]`, `{}`, `[{"inline":7}]`} {
		d.Tell("workspace/didChangeConfiguration", map[string]any{"settings": nil})
		answers <- nonsense
	}
	d.Tell("workspace/didChangeConfiguration", map[string]any{"settings": nil})
	settle(`[{"inline":{"automatic":false}}]`, false)
	if n := asked.Load(); n != 9 {
		t.Errorf("the editor was asked %d times, want 9", n)
	}
}

func TestWrongSettingsAreShownOnceAndOddOnesLogged(t *testing.T) {
	const path = "/home/me/.config/fimble/fimble.toml"
	own := server.Layer{Name: path, Values: map[string]any{"inline": map[string]any{"automatik": true}}, Lines: map[string]int{"inline.automatik": 2}}
	e := servertest.Connect(t, server.Config{Engine: &servertest.Engine{}, Layers: []server.Layer{own}})
	e.Initialize(map[string]any{"capabilities": map[string]any{}, "initializationOptions": map[string]any{
		"enabled": "yes", "trace": map[string]any{"server": "off"},
	}})
	var logged, shown struct {
		Type    int
		Message string
	}
	decode(t, e.Note("window/showMessage"), &shown)
	if shown.Type != 2 || shown.Message != "Fimble: "+path+":2: unknown option inline.automatik, did you mean inline.automatic?" {
		t.Errorf("shown %+v", shown)
	}
	decode(t, e.Note("window/showMessage"), &shown)
	if shown.Type != 2 || shown.Message != `Fimble: editor settings: enabled is "yes": it takes true or false` {
		t.Errorf("shown %+v", shown)
	}
	decode(t, e.Note("window/logMessage"), &logged)
	if logged.Type != 2 || !strings.Contains(logged.Message, "unknown option trace") {
		t.Errorf("logged %+v", logged)
	}
	e.Tell("workspace/didChangeConfiguration", map[string]any{"settings": map[string]any{"enabled": "yes"}})
	e.Ask("shutdown", nil)
	if n := e.Notes(); n != 0 {
		t.Errorf("%d more messages", n)
	}
}

package server

import (
	"context"
	"slices"
	"sync"
	"sync/atomic"

	"go.lsp.dev/protocol"
	"go.uber.org/zap"

	"fimble/completion"
	"fimble/context/buffer"
)

// editorLayer is the Name of what an editor sends.
const editorLayer = "editor settings"

// A configuration keeps the layers of options and what follows from them, for
// each folder and for files in none. What a request has seen of it does not
// change.
type configuration struct {
	base    []Layer
	own     func(stamp string) ([]Layer, string, error)
	project func(dir string) (Layer, error)
	resolve func(Settings) (*completion.Options, []Problem)
	sent    func(editor string, sent Layer, problems []Problem)
	roots   func() []*buffer.Root
	deny    func(dir string, patterns []string)
	settled atomic.Pointer[settled]

	mu     sync.Mutex // held while the options are worked out
	stamp  string     // of what base was read from
	editor Layer
	asked  int // how often the editor was
	heard  int // the number of the question whose answer counts
}

// settled is all options of one instant.
type settled struct {
	nowhere  resolved // for files in no folder
	byFolder map[*buffer.Root]resolved
}

// resolved is the options of one folder.
type resolved struct {
	Settings
	trunk *completion.Options
}

func newConfiguration(cfg Config, roots func() []*buffer.Root) *configuration {
	c := &configuration{base: cfg.Layers, own: cfg.Own, project: cfg.Project, resolve: cfg.Options, sent: cfg.Sent, roots: roots, deny: func(string, []string) {}}
	if cfg.Workspace != nil {
		c.deny = cfg.Workspace.Deny
	}
	if c.resolve == nil {
		c.resolve = func(s Settings) (*completion.Options, []Problem) { return s.Options(), nil }
	}
	if c.project == nil {
		c.project = func(string) (Layer, error) { return Layer{}, nil }
	}
	if c.own == nil {
		c.own = func(stamp string) ([]Layer, string, error) { return nil, stamp, nil }
	}
	if layers, now, err := c.own(""); now != "" && err == nil {
		c.base, c.stamp = layers, now
	}
	return c
}

func (c *configuration) current() *settled { return c.settled.Load() }

// of is the options for a document.
func (s *settled) of(doc *buffer.Snapshot) resolved { return s.in(doc.Root()) }

// in is the options for a folder, or for none.
func (s *settled) in(root *buffer.Root) resolved {
	if r, ok := s.byFolder[root]; ok {
		return r
	}
	return s.nowhere
}

// client takes the options that the editor has sent, in place of those that it
// sent before, and returns what is wrong with any of them.
func (c *configuration) client(editor string, values map[string]any) []Problem {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.take(editor, values)
}

// asks numbers a question to the editor, and answered takes what it says to
// that, unless a later one is answered already: answers are read side by side.
func (c *configuration) asks() int {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.asked++
	return c.asked
}

func (c *configuration) answered(question int, editor string, values map[string]any) []Problem {
	c.mu.Lock()
	defer c.mu.Unlock()
	if question < c.heard {
		return nil
	}
	c.heard = question
	return c.take(editor, values)
}

// take is client for who holds c.mu.
func (c *configuration) take(editor string, values map[string]any) []Problem {
	c.editor = Layer{Name: editorLayer, Values: values}
	problems := c.settle()
	if c.sent != nil {
		c.sent(editor, c.editor, problems)
	}
	return problems
}

// refresh reads the user's own options again if they have changed. Half a file is
// saved every now and then: what counted before counts until all of it is there.
func (c *configuration) refresh() []Problem {
	c.mu.Lock()
	defer c.mu.Unlock()
	layers, now, err := c.own(c.stamp)
	switch {
	case now == c.stamp:
		return nil
	case err != nil:
		c.stamp = now
		return []Problem{{Text: err.Error()}}
	}
	c.base, c.stamp = layers, now
	return c.settle()
}

// reload reads the options of all folders again.
func (c *configuration) reload() []Problem {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.settle()
}

// settle works out the options of all folders. c.mu is held.
func (c *configuration) settle() []Problem {
	var problems []Problem
	last := c.current()
	work := func(project Layer) resolved {
		project.Project = true
		layers := slices.Concat(c.base, []Layer{project, c.editor})
		merged, found := Merge(layers)
		trunk, more := c.resolve(merged)
		problems = append(problems, InOrder(slices.Concat(found, more), layers)...)
		return resolved{merged, trunk}
	}
	next := &settled{nowhere: work(Layer{}), byFolder: map[*buffer.Root]resolved{}}
	for _, root := range c.roots() {
		if root.Dir == "" {
			continue
		}
		layer, err := c.project(root.Dir)
		if err != nil {
			problems = append(problems, Problem{Text: err.Error()})
			if last != nil { // half a file is saved every now and then: what it denied stays denied
				if r, ok := last.byFolder[root]; ok {
					next.byFolder[root] = r
				}
			}
			continue
		}
		if len(layer.Values) > 0 {
			next.byFolder[root] = work(layer)
		}
	}
	c.settled.Store(next)
	for _, root := range c.roots() {
		c.deny(root.Dir, next.in(root).Denied)
	}
	return problems
}

// editorValues is what the editor sends for "fimble", alone or among the
// options of others. It is nil if that is not a table.
func editorValues(sent protocol.LSPAny) map[string]any {
	var values map[string]any
	if len(sent) == 0 || protocol.Unmarshal(sent, &values) != nil {
		return nil
	}
	if own, ok := values[Section].(map[string]any); ok {
		return own
	}
	return values
}

// pullSettings asks the editor for its options.
func (c *connection) pullSettings(ctx context.Context) {
	if !c.client.answersSettings {
		return
	}
	var answer []protocol.LSPAny
	section, question := Section, c.settings.asks()
	err := protocol.Call(ctx, c.conn, protocol.MethodWorkspaceConfiguration,
		&protocol.ConfigurationParams{Items: []protocol.ConfigurationItem{{Section: &section}}}, &answer)
	if err != nil {
		c.log.Info("editor gave no settings", zap.Error(err))
		return
	}
	if len(answer) == 1 {
		if values := editorValues(answer[0]); values != nil {
			c.tell(c.settings.answered(question, c.client.name, values))
		}
	}
}

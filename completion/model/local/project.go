package local

import (
	"path"

	"go.uber.org/zap"

	"fimble/completion/model/local/token"
	"fimble/context/buffer"
	"fimble/context/syntax"
	"fimble/context/workspace"
)

// A project is the index of one root: a corpus for each language, or for
// languages that share their words. The root's walk alone writes to it, behind
// the gate and in small pieces, and needs no gate to read what it wrote.
type project struct {
	*gate
	corpora map[string]*corpus
	tokens  []token.Token // for the next file
	full    bool
}

func newProject() *project { return &project{gate: newGate(), corpora: map[string]*corpus{}} }

// family names the languages that are indexed together.
func family(lang *syntax.Language) string {
	switch lang.ID {
	case "typescript", "typescriptreact", "javascript", "javascriptreact":
		return "ecmascript"
	case "c", "cpp":
		return "c"
	}
	return lang.ID
}

// prose are languages whose text is not copied on.
func prose(lang *syntax.Language) bool {
	return lang.ID == "plaintext" || lang.ID == "markdown"
}

// follow keeps the index of a root. It runs in the goroutine of the root's
// walk.
func (m *Model) follow(root *buffer.Root, added []workspace.File, removed []string) {
	p := m.project(root)
	for _, name := range removed {
		p.remove(name)
	}
	for _, f := range added {
		if prose(f.Language) || f.Size > m.opts.MaxFile {
			p.remove(f.Rel)
			continue
		}
		text, err := m.workspace.ReadFile(root, f.Path)
		if err != nil {
			m.log.Debug("file not indexed", zap.Error(err))
			p.remove(f.Rel)
			continue
		}
		if !p.put(f, text, m.opts.MaxSource) {
			m.log.Info("index is full", zap.String("root", string(root.URI)), zap.Int("bytes", m.opts.MaxSource))
		}
	}
	m.drop(root, p)
}

func (m *Model) project(root *buffer.Root) *project {
	m.mu.Lock()
	defer m.mu.Unlock()
	p := m.projects[root.URI]
	if p == nil {
		p = newProject()
		m.projects[root.URI] = p
	}
	return p
}

// drop forgets a project that has no files left.
func (m *Model) drop(root *buffer.Root, p *project) {
	if len(p.corpora) > 0 {
		return
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	delete(m.projects, root.URI)
}

// put adds or replaces a file. It reports false when the index becomes full
// with it, once.
func (p *project) put(f workspace.File, text string, limit int) bool {
	p.remove(f.Rel)
	if p.source()+len(text) > limit {
		first := !p.full
		p.full = true
		return !first
	}
	c := p.corpora[family(f.Language)]
	if c == nil {
		c = newCorpus()
		c.change = p.write
		p.write(func() { p.corpora[family(f.Language)] = c })
	}
	p.tokens = c.put(f.Rel, path.Dir(f.Rel), text, f.Language, p.tokens)
	return true
}

func (p *project) remove(name string) {
	for family, c := range p.corpora {
		c.remove(name)
		if len(c.live) == 0 {
			p.write(func() { delete(p.corpora, family) })
		}
	}
}

func (p *project) source() int {
	n := 0
	for _, c := range p.corpora {
		n += c.source
	}
	return n
}

// corpus is what is known of a language in a root so far, held until release.
// While the root is being indexed a request waits for one piece at the most.
func (m *Model) corpus(root *buffer.Root, lang *syntax.Language) (c *corpus, release func()) {
	if root == nil {
		return m.nothing, func() {}
	}
	m.mu.Lock()
	p := m.projects[root.URI]
	m.mu.Unlock()
	if p == nil {
		return m.nothing, func() {}
	}
	p.enter()
	if c = p.corpora[family(lang)]; c == nil {
		c = m.nothing
	}
	return c, p.leave
}

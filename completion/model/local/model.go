package local

import (
	"context"
	"iter"
	"strings"
	"sync"

	"go.uber.org/zap"

	"fimble/completion/model"
	"fimble/context/buffer"
	"fimble/context/syntax"
	"fimble/context/workspace"
)

// Options bound what is kept and what is shown.
type Options struct {
	// MaxSource is how much text of a project is indexed, in bytes. The index
	// takes about eight times that in memory at the most.
	MaxSource int
	// MaxFile is the longest file that is indexed, in bytes. What is longer is
	// data more often than not.
	MaxFile int64
	// Sure is how likely a text must be to be shown unasked, from 0 to 1.
	Sure float64
}

// DefaultOptions index 16 MB of a project and show what is right at least
// half of the time.
func DefaultOptions() Options {
	return Options{MaxSource: 16 << 20, MaxFile: 256 << 10, Sure: 0.5}
}

// A Model is the embedded engine. It follows the files of a workspace and
// keeps an index of each root.
type Model struct {
	workspace *workspace.Workspace
	opts      Options
	log       *zap.Logger
	mixer     *mixer
	nothing   *corpus // for a file outside any root
	decoders  sync.Pool
	shelf     *shelf

	mu       sync.Mutex
	projects map[buffer.URI]*project
}

// New is a Model that follows the workspace until that is closed.
func New(ws *workspace.Workspace, opts Options, log *zap.Logger) *Model {
	return newModel(ws, opts, log, fitted())
}

func newModel(ws *workspace.Workspace, opts Options, log *zap.Logger, mixer *mixer) *Model {
	m := &Model{
		workspace: ws, opts: opts, log: log, mixer: mixer, nothing: newCorpus(), shelf: newShelf(),
		projects: map[buffer.URI]*project{},
	}
	m.decoders.New = func() any { return &decoder{mixer: m.mixer, lineup: *newLineup()} }
	ws.Subscribe(m.follow)
	return m
}

// contextTokens is what it can read: all of a project.
const contextTokens = 1 << 22

// Info says that nothing leaves the process.
func (m *Model) Info() model.Info {
	return model.Info{Name: "local", Class: model.Embedded, ContextTokens: contextTokens}
}

// Wait returns when the root has been indexed.
func (m *Model) Wait(ctx context.Context, root *buffer.Root) error {
	return m.workspace.Wait(ctx, root)
}

const (
	// defaultTokens is how long an answer gets when the request does not say.
	defaultTokens = 64
	// maxLines is how many lines behind the one of the cursor an answer may
	// have: more is not read before it is accepted.
	maxLines = 8
)

// Generate reads the Window's Snapshot whole and yields one Chunk for each
// candidate, the likeliest first.
func (m *Model) Generate(ctx context.Context, req model.Request) iter.Seq2[model.Chunk, error] {
	return func(yield func(model.Chunk, error) bool) {
		if err := ctx.Err(); err != nil {
			yield(model.Chunk{}, err)
			return
		}
		chunks := m.answer(ctx, req)
		if err := ctx.Err(); err != nil {
			yield(model.Chunk{}, err)
			return
		}
		for _, c := range chunks {
			if !yield(c, nil) {
				return
			}
		}
	}
}

func (m *Model) answer(ctx context.Context, req model.Request) []model.Chunk {
	d := m.decoders.Get().(*decoder)
	defer m.decoders.Put(d)
	s := req.Window.Snapshot
	c, release := m.corpus(s.Root(), s.Language())
	defer release()
	at := placeOf(req)
	at.open, at.stale = m.pages(at, req.Window.Open, c)
	d.set(at, unitOf(req.Window.Outline), c)
	want := limits{drafts: max(1, req.N), tokens: req.MaxTokens, lines: maxLines}
	if req.Sure {
		want.sure = m.opts.Sure
	}
	if want.tokens <= 0 {
		want.tokens = defaultTokens
	}
	for _, stop := range req.Stop {
		if stop == "\n" {
			want.lines = 0
		}
	}
	return m.chunks(d.decode(ctx, want), req)
}

// chunks are the distinct texts of the drafts, cut to what is sure enough.
func (m *Model) chunks(drafts []draft, req model.Request) []model.Chunk {
	var chunks []model.Chunk
	seen := map[string]bool{}
	for _, p := range drafts {
		if req.Sure {
			p.cut(p.sure(m.opts.Sure))
		}
		text := string(p.text)
		for _, stop := range req.Stop {
			if at := strings.Index(text, stop); stop != "" && at >= 0 {
				text = text[:at]
			}
		}
		if strings.TrimSpace(text) == "" || seen[text] {
			continue
		}
		seen[text] = true
		chunks = append(chunks, model.Chunk{Candidate: len(chunks), Text: text, Tokens: len(p.steps), LogProb: p.logP})
	}
	return chunks
}

func placeOf(req model.Request) place {
	w := req.Window
	text := w.Snapshot.Text()
	return place{
		lang: w.Snapshot.Language(), name: w.Path,
		before: text.Slice(max(0, w.Offset-hereBytes-1), w.Offset),
		after:  text.Slice(w.Offset, min(text.Len(), w.Offset+hereBytes+1)),
	}
}

// unitOf is one level of indentation, as the file has it.
func unitOf(o *syntax.Outline) string {
	if o == nil || o.Style.Indent == "" {
		return "    "
	}
	return o.Style.Indent
}

// set makes the decoder ready for a place.
func (d *decoder) set(p place, unit string, c *corpus) {
	d.scene.set(p, c)
	line := p.before[strings.LastIndexByte(p.before, '\n')+1:]
	code := strings.TrimLeft(line, " \t")
	d.indent = indent{line: line[:len(line)-len(code)], unit: unit}
	d.blank = code == "" || strings.HasSuffix(line, " ") || strings.HasSuffix(line, "\t")
}

package model

import (
	"context"
	"fmt"
	"io"
	"iter"
	"strings"
	"sync"
	"unicode/utf8"
)

// recordedBytes is how much of the text before the cursor tells a recorded
// question from others: two or three lines.
const recordedBytes = 120

// A Recorder is the Model that it wraps, and writes every exchange down as
// ParseExchanges reads it. That holds text of the user's.
type Recorder struct {
	model Model

	mu sync.Mutex
	w  io.Writer
}

var _ Model = (*Recorder)(nil)

// NewRecorder returns a Recorder that writes to w, an exchange at a time.
func NewRecorder(m Model, w io.Writer) *Recorder { return &Recorder{model: m, w: w} }

// Info is the Info of the wrapped model.
func (r *Recorder) Info() Info { return r.model.Info() }

// Generate streams what the wrapped model says. An exchange that cannot be
// written ends the stream with an error.
func (r *Recorder) Generate(ctx context.Context, req Request) iter.Seq2[Chunk, error] {
	return func(yield func(Chunk, error) bool) {
		e := question(req)
		for chunk, err := range r.model.Generate(ctx, req) {
			step := Step{Candidate: chunk.Candidate, Text: chunk.Text, CutOff: chunk.CutOff}
			switch {
			case ctx.Err() != nil:
				step.Hang = true
			case err != nil:
				step.Err = err.Error()
			}
			e.Steps = append(e.Steps, step)
			if !yield(chunk, err) {
				_ = r.write(e) // nobody listens any more
				return
			}
		}
		if err := r.write(e); err != nil {
			yield(Chunk{}, err)
		}
	}
}

func (r *Recorder) write(e Exchange) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	if _, err := io.WriteString(r.w, e.String()+"\n"); err != nil {
		return fmt.Errorf("record exchange: %w", err)
	}
	return nil
}

// question is what tells req from others.
func question(req Request) Exchange {
	before, after, path := req.Prompt, "", ""
	if w := req.Window; w != nil {
		before, after, path = w.Prefix(), w.Suffix(), w.Path
	}
	if cut := len(before) - recordedBytes; cut > 0 {
		before = lineOrRune(before[cut:])
	}
	if i := strings.IndexByte(after, '\n'); i >= 0 {
		after = after[:i+1]
	}
	return Exchange{Path: path, Before: before, After: after}
}

// lineOrRune cuts text where its first line begins that is whole, or without
// one its first rune.
func lineOrRune(text string) string {
	if i := strings.IndexByte(text, '\n'); i >= 0 && i+1 < len(text) {
		return text[i+1:]
	}
	for text != "" && !utf8.RuneStart(text[0]) {
		text = text[1:]
	}
	return text
}

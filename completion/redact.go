package completion

import (
	"iter"
	"slices"

	"fimble/completion/guard/secrets"
	"fimble/completion/model"
	"fimble/context/syntax"
	"fimble/context/window"
)

// A veil is what lies between the user's secrets and one model call. The zero
// veil hides nothing.
type veil struct {
	redacted secrets.Redacted
	drawn    bool
}

// redact hides the secrets in a window from a model that runs elsewhere,
// unless the user trusts it.
func (e *Engine) redact(info model.Info, w *window.Window) (*window.Window, veil) {
	if info.Class != model.Remote || info.Trusted {
		return w, veil{}
	}
	parts := make([]secrets.Part, 0, 2*len(w.Pieces)+2)
	for _, p := range w.Pieces {
		path := p.Path
		if path == "" {
			path = w.Path
		}
		parts = append(parts, secrets.Part{Path: path, Text: p.Text, Joins: p.Kind == window.PiecePrefix}) // the suffix is next
	}
	for _, p := range w.Pieces {
		parts = append(parts, secrets.Part{Text: p.Path})
	}
	parts = append(parts, secrets.Part{Text: w.Project}, secrets.Part{Text: w.Path})
	red := e.secrets.Redact(parts...)
	return rewritten(w, red.Texts), veil{red, true}
}

// rewritten is a window with other texts: of its pieces, their paths, its
// project and its path. The tokens stay estimates of what was there.
func rewritten(w *window.Window, texts []string) *window.Window {
	other, n := *w, len(w.Pieces)
	other.Pieces = slices.Clone(w.Pieces)
	for i := range other.Pieces {
		other.Pieces[i].Text, other.Pieces[i].Path = texts[i], texts[n+i]
	}
	other.Project, other.Path = texts[2*n], texts[2*n+1]
	other.LeftOut = slices.Clone(w.LeftOut)
	for i := range other.LeftOut {
		other.LeftOut[i].Text = ""
	}
	return &other
}

// over is what of a rendered window goes to the model: without the documents
// themselves, if a veil is drawn.
func (v veil) over(w *window.Window) *window.Window {
	if !v.drawn {
		return w
	}
	bare := *w
	bare.Snapshot, bare.Outline, bare.Open = nil, &syntax.Outline{}, nil
	return &bare
}

// lift puts the secrets back into an answer while it comes. Each candidate is
// an answer of its own.
func (v veil) lift(answer iter.Seq2[model.Chunk, error]) iter.Seq2[model.Chunk, error] {
	if !v.drawn {
		return answer
	}
	return func(yield func(model.Chunk, error) bool) {
		var restorers []*secrets.Restorer
		for chunk, err := range answer {
			if err == nil {
				for len(restorers) <= chunk.Candidate {
					restorers = append(restorers, v.redacted.Restorer())
				}
				chunk.Text = restorers[chunk.Candidate].Write(chunk.Text)
			}
			if !yield(chunk, err) {
				return
			}
			if err != nil {
				return
			}
		}
		for i, r := range restorers {
			if rest := r.Flush(); rest != "" && !yield(model.Chunk{Candidate: i, Text: rest}, nil) {
				return
			}
		}
	}
}

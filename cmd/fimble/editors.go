package main

import (
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"go.uber.org/zap"

	"fimble/context/store"
	"fimble/server"
)

// lastEditors is how many are remembered: more than anybody uses.
const lastEditors = 5

var editorsKind = store.Kind{Name: "editors", Version: 1}

// An editorsWord is what an editor has set, and what of that was not taken.
type editorsWord struct {
	Editor  string      `json:"editor"`
	At      time.Time   `json:"at"`
	Options []origin    `json:"options"`
	Wrong   []complaint `json:"wrong_options"`
}

// editors keep what they have set in a file, as doctor cannot ask them. No key
// is written there, nor anything that may hold one.
type editors struct {
	files *store.Dir // nil: nowhere
	log   *zap.Logger

	mu      sync.Mutex
	news    []editorsWord
	writing bool
	done    sync.WaitGroup
}

func newEditors(files *store.Dir, log *zap.Logger) *editors {
	return &editors{files: files, log: log}
}

// note takes what an editor has sent.
func (e *editors) note(editor string, layer server.Layer, problems []server.Problem) {
	if e.files == nil {
		return
	}
	e.mu.Lock()
	defer e.mu.Unlock()
	e.news = append(e.news, wordOf(editor, layer, problems))
	if !e.writing {
		e.writing = true
		e.done.Go(e.write)
	}
}

func wordOf(editor string, layer server.Layer, problems []server.Problem) editorsWord {
	word := editorsWord{Editor: editor, At: time.Now().UTC().Truncate(time.Second), Options: originsOf([]server.Layer{layer}, problems), Wrong: []complaint{}}
	for _, p := range problems {
		if p.Layer == layer.Name {
			word.Wrong = append(word.Wrong, complaint{discreet(p.String()), remedyOf(p.Mistake)})
		}
	}
	return word
}

// write brings to disk what is not there yet, beside what other servers have
// written, until there is nothing more.
func (e *editors) write() {
	for {
		e.mu.Lock()
		news := e.news
		e.news, e.writing = nil, len(news) > 0
		e.mu.Unlock()
		if len(news) == 0 {
			return
		}
		err := e.files.Update(editorsKind, func(content []byte) ([]byte, error) {
			all, err := decoded[editorsWord](editorsKind, content)
			if err != nil {
				return nil, err
			}
			for _, word := range news {
				all = slices.DeleteFunc(all, func(old editorsWord) bool { return old.Editor == word.Editor })
				all = append(all, word)
			}
			return json.Marshal(all[max(0, len(all)-lastEditors):])
		})
		if err != nil {
			e.log.Warn("settings of editors not written", zap.Error(err))
		}
	}
}

// names reports whether an option makes use of a model.
func (w editorsWord) names(model string) bool {
	return slices.ContainsFunc(w.Options, func(o origin) bool {
		uses := !strings.HasPrefix(o.Option, "models.") || strings.HasSuffix(o.Option, ".fallback")
		return uses && strings.Contains(o.Value, strconv.Quote(model))
	})
}

func (e *editors) close() { e.done.Wait() }

func (w editorsWord) print(out io.Writer) {
	sets := ""
	if len(w.Options)+len(w.Wrong) == 0 {
		sets = ", which sets nothing"
	}
	fmt.Fprintf(out, "  %s  %s%s\n", w.At.Local().Format(time.DateTime), w.Editor, sets)
	for _, o := range w.Options {
		fmt.Fprintf(out, "          %s = %s\n", o.Option, o.Value)
	}
	for _, wrong := range w.Wrong {
		wrong.print(out)
	}
}

package model

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"iter"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"
	"unicode/utf8"
)

// A Replay is a Model that plays recorded exchanges: for tests, demonstrations
// and editors without a model. The first exchange that fits the question is
// played; a question that none fits gets an empty answer.
type Replay struct {
	info      Info
	exchanges []Exchange
}

var _ Model = (*Replay)(nil)

// NewReplay returns a Replay of exchanges. It is of class Embedded and reads
// the Window itself.
func NewReplay(exchanges ...Exchange) *Replay {
	return &Replay{info: Info{Name: "replay", Class: Embedded, ContextTokens: 8192}, exchanges: exchanges}
}

// As returns the same exchanges played by a model that claims to be info.
func (m *Replay) As(info Info) *Replay { return &Replay{info: info, exchanges: m.exchanges} }

// OpenReplay reads exchanges from a file, or from all files of a directory
// that are named *.replay, in the order of their names. ParseExchanges tells
// what they look like.
func OpenReplay(name string) (*Replay, error) {
	files := []string{name}
	if info, err := os.Stat(name); err == nil && info.IsDir() {
		files, err = filepath.Glob(filepath.Join(name, "*.replay"))
		if err != nil {
			return nil, fmt.Errorf("list %s: %w", name, err)
		}
		if len(files) == 0 {
			return nil, fmt.Errorf("list %s: *.replay: %w", name, fs.ErrNotExist)
		}
	}
	m := NewReplay()
	for _, file := range files {
		exchanges, err := readExchanges(file)
		if err != nil {
			return nil, err
		}
		m.exchanges = append(m.exchanges, exchanges...)
	}
	return m, nil
}

func readExchanges(name string) ([]Exchange, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	exchanges, err := ParseExchanges(f)
	if err != nil {
		return nil, fmt.Errorf("parse %s: %w", name, err)
	}
	return exchanges, nil
}

// Info is what the Replay claims to be.
func (m *Replay) Info() Info { return m.info }

// Generate plays the first exchange that fits.
func (m *Replay) Generate(ctx context.Context, req Request) iter.Seq2[Chunk, error] {
	return func(yield func(Chunk, error) bool) {
		i := slices.IndexFunc(m.exchanges, func(e Exchange) bool { return e.fits(req) })
		if i < 0 {
			return
		}
		begun := map[int]string{} // the bytes of a rune whose end is in a later step
		for _, step := range m.exchanges[i].Steps {
			if err := step.wait(ctx); err != nil {
				yield(Chunk{}, err)
				return
			}
			if step.Candidate >= max(1, req.N) {
				continue
			}
			text, rest := wholeRunes(begun[step.Candidate] + step.Text)
			begun[step.Candidate] = rest
			if (text != "" || step.CutOff) && !yield(Chunk{Candidate: step.Candidate, Text: text, CutOff: step.CutOff}, nil) {
				return
			}
		}
	}
}

// fits tells whether req is the question of e. Without a Window the text
// before the cursor is the prompt.
func (e *Exchange) fits(req Request) bool {
	if req.Window == nil {
		return e.Path == "" && e.After == "" && strings.HasSuffix(req.Prompt, e.Before)
	}
	return strings.HasSuffix(req.Window.Path, e.Path) && strings.HasSuffix(req.Window.Prefix(), e.Before) &&
		strings.HasPrefix(req.Window.Suffix(), e.After)
}

// wait does what the step does before it says anything.
func (s Step) wait(ctx context.Context) error {
	switch {
	case ctx.Err() != nil:
		return ctx.Err()
	case s.Err != "":
		return errors.New(s.Err)
	case s.Hang:
		<-ctx.Done()
		return ctx.Err()
	case s.Wait > 0:
		timer := time.NewTimer(s.Wait)
		defer timer.Stop()
		select {
		case <-timer.C:
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	return nil
}

// wholeRunes splits off the bytes at the end of text that are the beginning
// of a rune and not all of it.
func wholeRunes(text string) (whole, begun string) {
	for n := 1; n < utf8.UTFMax && n <= len(text); n++ {
		tail := text[len(text)-n:]
		if utf8.RuneStart(tail[0]) {
			if !utf8.FullRuneInString(tail) {
				return text[:len(text)-n], tail
			}
			break
		}
	}
	return text, ""
}

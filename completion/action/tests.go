package action

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"fimble/completion/action/testcode"
	"fimble/context/syntax"
)

// Tests writes a test of a function or method beside those that there are.
const Tests Kind = "refactor.rewrite.fimble.tests"

var errOdd = testcode.Untold("no test that parses comes of what the code alone tells")

// offerTests offers to test the function at the place, if that is not a test.
func offerTests(p Place) []Offer {
	_, file := p.Snapshot.URI().Path()
	if root := p.Snapshot.Root(); !file || root == nil || root.Dir == "" || !testcode.Known(p.Snapshot.Language(), p.Snapshot.Path()) {
		return nil
	}
	for _, s := range slices.Backward(p.Outline.Symbols) {
		if !s.Span.Contains(p.Span.Start) || !testcode.Testable(p.Outline, s) {
			continue
		}
		if p.Asked || p.Span.Start <= s.Body.Start {
			return []Offer{{Kind: Tests, Title: "Write a test for " + s.Name, At: s.NameSpan.Start}}
		}
		break
	}
	return nil
}

// A proof is a test that is being written, for what it is of.
type proof struct {
	Place
	*testcode.Test
	file File // that it comes into
}

// writeTests writes a test of the function whose name stands at the offset.
func writeTests(ctx context.Context, p Place, at int, tools Tools) ([]Change, error) {
	n := slices.IndexFunc(p.Outline.Symbols, func(s syntax.Symbol) bool { return s.NameSpan.Start == at && testcode.Testable(p.Outline, s) })
	if n < 0 {
		return nil, ErrGone
	}
	s := testcode.Subject{
		Language: p.Snapshot.Language(), Path: p.Snapshot.Path(), Source: p.Snapshot.Text().String(),
		Outline: p.Outline, Symbol: p.Outline.Symbols[n],
	}
	heads, ok := s.Language.Heads(s.Source, []syntax.Symbol{s.Symbol})
	if !ok {
		return nil, ErrUnparsed
	}
	s.Head = heads[0]
	t, err := testcode.Begin(ctx, s, testFiles{tools.Files})
	if err != nil {
		return nil, err
	}
	path, _ := t.File()
	file, err := tools.Files.File(path)
	if err != nil {
		return nil, err
	}
	c, err := proof{p, t, file}.write(ctx, tools.Ask)
	if untold := testcode.Untold(""); errors.As(err, &untold) {
		err = fmt.Errorf("%w; %w", err, ErrNeedsChat)
	}
	if err != nil {
		return nil, err
	}
	return []Change{c}, nil
}

// write has a model write the test, or, if there is none to ask, the code.
func (t proof) write(ctx context.Context, ask Ask) (Change, error) {
	own, err := t.Sketch()
	if ask != nil {
		return t.ask(ctx, ask, own)
	}
	if err != nil {
		return Change{}, err
	}
	c := t.change(own)
	if errors.Is(parsesNoWorse(c.File.Language(), c.File.text().String(), c.after().String()), ErrBroken) {
		return Change{}, errOdd
	}
	return c, nil
}

// change is the edit that puts a test into the file, with its line ends.
func (t proof) change(p testcode.Piece) Change {
	eol := t.Snapshot.Text().LineEnding()
	if t.file.Text != nil {
		eol = t.file.Text.LineEnding()
	}
	c := Change{File: t.file, Edits: t.Edits(p)}
	for i, e := range c.Edits {
		c.Edits[i].NewText = strings.ReplaceAll(e.NewText, "\n", eol)
	}
	return c
}

// testFiles are the project's as testcode wants them.
type testFiles struct{ Files }

func (f testFiles) Open(path string) (string, bool, error) {
	file, err := f.File(path)
	return file.text().String(), file.Text != nil, err
}

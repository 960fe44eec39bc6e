package action

import (
	"context"
	"strings"

	"fimble/completion/action/testcode"
	"fimble/context/buffer"
	"fimble/context/syntax"
)

// ask has a model write the test, and once more if what comes is refused. It
// gets to see the sketch, if there is one.
func (t proof) ask(ctx context.Context, ask Ask, sketch testcode.Piece) (Change, error) {
	q := Question{
		Task: "tests", Language: t.Language.Name, Path: t.Path,
		Code: t.code(), Context: t.sample(), Problem: t.task(sketch),
	}
	return askTwice(ctx, ask, q, func(answer string) (n reading[Change]) {
		if n.made, n.refused = t.answered(answer, sketch); n.refused == nil {
			n.risky = severe(t.Place, []Change{n.made})
		}
		return n
	})
}

// answered puts a model's test into the file, or says why it cannot be used.
func (t proof) answered(answer string, sketch testcode.Piece) (Change, error) {
	code, err := rewritten(t.Language, answer, "")
	if err != nil {
		return Change{}, err
	}
	p := t.Read(shifted(code, ""), sketch)
	if err := t.Usable(&p); err != nil {
		return Change{}, err
	}
	c := t.change(p)
	return c, faultOf(t.Language, c.File.text().String(), c.after().String())
}

const sampleReach = 3 << 10 // bytes of another test that a model reads to write like it

// code is the function, below the head of its class.
func (t proof) code() string {
	code := t.Source[t.Symbol.Span.Start:t.Symbol.Span.End]
	if len(code) > codeLimit {
		code = strings.ToValidUTF8(code[:codeLimit], "")
	}
	code = syntax.IndentOf(t.Source, t.Symbol.Span.Start) + code
	if n := t.Symbol.Parent; n >= 0 {
		code = t.Outline.Symbols[n].Signature + "\n" + code
	}
	return buffer.LF(importsOf(t.Place) + "\n\n" + code)
}

// sample is the start of the tests that there are: their imports and the first
// of them.
func (t proof) sample() string {
	sample := strings.TrimLeft(buffer.LF(t.Samples()), "\n")
	if len(sample) > sampleReach {
		sample = sample[:sampleReach]
		sample = sample[:strings.LastIndexByte(sample, '\n')+1]
	}
	return strings.TrimRight(sample, "\n")
}

// task says what is wanted.
func (t proof) task(sketch testcode.Piece) string {
	words := "a test of " + t.Symbol.Name + " for the file " + t.file.Path
	if t.file.Text == nil {
		words += ", which is new"
	}
	if begin := sketch.String(); begin != "" {
		words += "\n\nIt may begin like this:\n\n" + begin
	}
	return strings.TrimRight(words, "\n")
}

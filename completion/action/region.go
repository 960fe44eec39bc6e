package action

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"strings"

	"github.com/aymanbagabas/go-udiff"

	"fimble/completion/action/testcode"
	"fimble/completion/guard/insecure"
	"fimble/context/buffer"
	"fimble/context/syntax"
)

const (
	regionReach = 6 << 10 // bytes of the declaration that a model writes again; more takes it too long
	regionLines = 30      // on each side of the place, where the declaration is larger
	importReach = 2 << 10 // bytes of the file's imports that it reads
)

// A region is code that a model writes again: whole lines.
type region struct {
	Place
	span syntax.Span // without the last line end
	old  string      // LF
	drop string      // lines of it that are not to stay; LF
	// dropAt is where they begin in the document, or an empty line that new code
	// may take; 0 if there is none.
	dropAt int
	// chosen says that the user has selected it.
	chosen bool
	// open says that more may come to it, at dropAt or, if that is 0, behind it.
	open bool
}

// regionAround takes the innermost declaration around a place, or the lines
// around it if that is too large.
func regionAround(p Place, at syntax.Span) region {
	text := p.Snapshot.Text()
	first, last := text.LineAt(at.Start), text.LineAt(at.End)
	span := syntax.Span{Start: text.LineSpan(max(0, first-regionLines)).Start, End: text.LineSpan(min(text.Lines()-1, last+regionLines)).End}
	for _, s := range slices.Backward(p.Outline.Symbols) {
		whole := wholeLines(text, s.Span)
		if s.Body.Len() > 0 && whole.Start <= at.Start && at.End <= whole.End {
			if whole.Len() <= regionReach {
				span = whole
			}
			break
		}
	}
	return regionOf(p, span)
}

func regionOf(p Place, span syntax.Span) region {
	text := p.Snapshot.Text()
	if mark := "\ufeff"; span.Start == 0 && text.Slice(0, len(mark)) == mark {
		span.Start = len(mark) // no model gives it back
	}
	return region{Place: p, span: span, old: buffer.LF(text.Slice(span.Start, span.End))}
}

// wholeLines are the lines that a span touches, without the last line end.
func wholeLines(text *buffer.Text, span syntax.Span) syntax.Span {
	return syntax.Span{Start: text.LineSpan(text.LineAt(span.Start)).Start, End: text.LineSpan(text.LineAt(span.End)).End}
}

const errNotUsed = "the model's change was not used: %w"

var (
	errSame    = errors.New("the code is the same as before")
	errInvalid = errors.New("the code does not parse any more")
)

// A checking says why new code for the region cannot be used, with the imports
// that the file gets.
type checking func(code string, imports []string) error

// rewrite asks for the region's code, and once more if what comes is refused.
func (r region) rewrite(ctx context.Context, ask Ask, q Question, said wanting, check checking) (buffer.Edit, error) {
	language := r.Snapshot.Language()
	q.Language, q.Path, q.Code, q.Context = language.Name, r.Snapshot.Path(), r.old, importsOf(r.Place)
	return askTwice(ctx, ask, q, func(answer string) (n reading[buffer.Edit]) {
		code, err := rewritten(language, answer, r.old)
		if err == nil {
			n.made, err = r.made(code, said, check)
		}
		if n.refused = err; err == nil {
			n.risky = r.severe(n.made)
		}
		return n
	})
}

// made is the edit that puts a model's code into the place of the region, or
// adds it to what is there, and the imports that it needs to those of the file.
func (r region) made(code string, said wanting, check checking) (buffer.Edit, error) {
	own, imports, err := r.own(code)
	if err == nil {
		err = r.refused(r.fit(own), r.missing(imports), said, check)
	}
	if err == nil {
		return r.with(r.fit(own), imports)
	}
	if !r.open || errors.Is(err, errSame) {
		return buffer.Edit{}, err
	}
	imports, own = testcode.Lift(r.Snapshot.Language(), packageLine.ReplaceAllString(atMargin(code), ""))
	if more, ok := r.added(without(strings.Trim(own, "\n"), r.drop)); ok && r.refused(more, r.missing(imports), said, check) == nil {
		return r.with(more, imports)
	}
	return buffer.Edit{}, err
}

// fit is code with the indent of the region, and without the lines that go.
func (r region) fit(code string) string { return without(fitted(code, r.old), r.drop) }

// missing are the imports if the file lacks one of them.
func (r region) missing(imports []string) []string {
	if len(testcode.Import(r.Snapshot.Language(), r.Snapshot.Path(), r.Snapshot.Text().String(), imports)) == 0 {
		return nil
	}
	return imports
}

// refused says why code cannot come into the place of the region. It may be the
// same as before if imports are all that is needed.
func (r region) refused(code string, imports []string, said wanting, check checking) error {
	language := r.Snapshot.Language()
	if standsIn(language, without(r.old, r.drop), code, said.words) {
		return errElided
	}
	fault := r.parses(code)
	if errors.Is(fault, errSame) {
		if len(imports) == 0 {
			return errSame
		}
		fault = nil
	}
	return cmp.Or(fault, check(code, imports), r.keeps(code, said), r.doubles(code))
}

// with is the edit that makes the region the code, and brings imports.
func (r region) with(code string, imports []string) (buffer.Edit, error) {
	text, edit := r.Snapshot.Text(), r.edit(code)
	after := text.Apply([]buffer.Edit{edit})
	brings := testcode.Import(r.Snapshot.Language(), r.Snapshot.Path(), after.String(), imports)
	if len(brings) == 0 {
		return edit, nil
	}
	for _, e := range brings {
		after = after.Splice(e.Span.Start, e.Span.End, strings.ReplaceAll(e.NewText, "\n", text.LineEnding()))
	}
	if errors.Is(parsesNoWorse(r.Snapshot.Language(), text.String(), after.String()), ErrBroken) {
		return buffer.Edit{}, errInvalid
	}
	return text.Difference(after.String()), nil
}

// parses says whether the file is no worse with other code in the region.
func (r region) parses(code string) error {
	if code == without(r.old, r.drop) {
		return errSame
	}
	text := r.Snapshot.Text()
	after := text.Splice(r.span.Start, r.span.End, code)
	return faultOf(r.Snapshot.Language(), text.String(), after.String())
}

// severe says what is insecure in an edit, if it should not come unasked.
func (p Place) severe(edit buffer.Edit) error {
	found := insecure.Added(p.Snapshot.Language(), p.Snapshot.Text().String(), edit.Span, edit.NewText)
	if f, ok := insecure.Severe(found); ok {
		return errors.New(f.String())
	}
	return nil
}

// edit is the least that makes the region the code. Lines that stay keep their
// ends, whatever those of the others are.
func (r region) edit(code string) buffer.Edit {
	text := r.Snapshot.Text()
	behind := text.Len() // the region and its last line end
	if next := text.LineAt(r.span.End) + 1; next < text.Lines() {
		behind = text.LineSpan(next).Start
	}
	ends := buffer.LineEnds(text.Slice(r.span.Start, behind))
	var fresh []string // ends of the code's lines; empty for those of the file
	at := 0            // the line that is next
	old := r.old + "\n"
	for _, e := range udiff.Lines(old, code+"\n") {
		from, to := strings.Count(old[:e.Start], "\n"), strings.Count(old[:e.End], "\n")
		fresh = append(fresh, ends[at:from]...)
		for n := range strings.Count(e.New, "\n") {
			end := ""
			if from+n < to {
				end = ends[from+n]
			}
			fresh = append(fresh, end)
		}
		at = to
	}
	fresh = append(fresh, ends[at:]...)
	var b strings.Builder
	lines := strings.Split(code, "\n")
	for i, line := range lines {
		b.WriteString(line)
		switch {
		case i < len(lines)-1:
			b.WriteString(cmp.Or(fresh[i], text.LineEnding()))
		case behind > r.span.End:
			b.WriteString(cmp.Or(fresh[i], text.Slice(r.span.End, behind)))
		}
	}
	return text.Difference(text.Splice(r.span.Start, behind, b.String()).String())
}

// importsOf are the file's imports, so that a model knows what is there.
func importsOf(p Place) string {
	var lines []string
	size := 0
	for _, i := range p.Outline.Imports {
		line := p.Snapshot.Text().Slice(i.Span.Start, i.Span.End)
		if size += len(line); size > importReach {
			break
		}
		if len(lines) == 0 || lines[len(lines)-1] != line {
			lines = append(lines, line)
		}
	}
	return buffer.LF(strings.Join(lines, "\n"))
}

package action

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"fimble/context/buffer"
	"fimble/context/syntax"
)

// Edit does what a sentence says. It stands in no menu, since the sentence has
// to be written first.
const Edit Kind = "fimble.edit"

const (
	editReach        = 12 << 10 // bytes of code that a model writes again at most: some 300 lines
	longestRequest   = 4 << 10  // bytes of the sentence
	errNoInstruction = "say what to change in one or a few sentences, of %d KB at most"
)

// errSelect says how much may be selected.
var errSelect = fmt.Errorf("select less: %d KB of code at most can be taken at a time", editReach>>10)

// offerNothing is of kinds that are asked for by command alone.
func offerNothing(Place) []Offer { return nil }

// writeEdit has a model write the selected lines again, or the declaration at
// the cursor.
func writeEdit(ctx context.Context, p Place, _ int, tools Tools) (buffer.Edit, error) {
	instruction, err := sentenceOf(p, tools)
	if err != nil {
		return buffer.Edit{}, err
	}
	r, err := regionMeant(p)
	if err != nil {
		return buffer.Edit{}, err
	}
	return r.rewrite(ctx, tools.Ask, Question{Task: "edit", Problem: instruction, Before: p.told(), Uses: used(p, tools.Files)}, wanting{words: instruction}, func(string, []string) error { return nil })
}

// sentenceOf is what the user has asked for in words, or why that cannot be done.
func sentenceOf(p Place, tools Tools) (string, error) {
	said := strings.TrimSpace(p.Instruction)
	switch {
	case said == "" || len(said) > longestRequest:
		return "", fmt.Errorf(errNoInstruction, longestRequest>>10)
	case !p.holds(p.Span):
		return "", ErrGone
	case tools.Ask == nil:
		return "", ErrNeedsChat
	}
	return said, nil
}

// regionMeant are the selected lines, or the declaration at the cursor.
func regionMeant(p Place) (region, error) {
	r := regionAround(p, p.Span)
	if p.Span.Len() > 0 {
		r = regionOf(p, selected(p))
		r.chosen = true
	}
	if r.span.Len() > editReach {
		return region{}, errSelect
	}
	r.open = makes.MatchString(p.Instruction) && r.takesMore()
	return r, nil
}

// takesMore reports whether new code may come to that of the region: it is more
// than one declaration, and is the whole file or has the cursor in an empty line.
func (r *region) takesMore() bool {
	text := r.Snapshot.Text()
	if _, top := declarations(r.Outline, r.span); top == 1 {
		return false
	}
	line := text.LineSpan(text.LineAt(r.Place.Span.Start))
	if !r.chosen && strings.TrimSpace(text.Slice(line.Start, line.End)) == "" && line.End < text.Len() {
		r.dropAt = line.Start
		return true
	}
	return strings.TrimSpace(text.Slice(r.span.End, text.Len())) == "" && (!r.chosen || strings.Trim(text.Slice(0, r.span.Start), "\ufeff \t\r\n") == "")
}

// selected are the whole lines of a selection. One that ends at the start of a
// line does not take that in.
func selected(p Place) syntax.Span {
	text, span := p.Snapshot.Text(), p.Span
	if last := text.LineSpan(text.LineAt(span.End)); last.Start == span.End && span.End > span.Start {
		span.End = text.LineSpan(text.LineAt(span.End) - 1).End
	}
	return wholeLines(text, span)
}

// parsesIfItDid is the check of what may be asked for in a file of any
// language. One without a grammar cannot be checked; of the others nothing is
// taken that cannot be parsed, be it only for lack of time.
func parsesIfItDid(l *syntax.Language, before, after string) error {
	if !l.Deep() {
		return nil
	}
	return parsesNoWorse(l, before, after)
}

// faultOf is what parsesIfItDid says, in the words that a model is told.
func faultOf(l *syntax.Language, before, after string) error {
	err := parsesIfItDid(l, before, after)
	if errors.Is(err, ErrBroken) {
		return errInvalid
	}
	return err
}

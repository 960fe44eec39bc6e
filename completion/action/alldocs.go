package action

import (
	"context"
	"errors"
	"fmt"
	"go/token"
	"slices"
	"strings"

	"fimble/context/buffer"
	"fimble/context/syntax"
)

// AllDocs writes the doc comments that a file lacks.
const AllDocs Kind = "refactor.rewrite.fimble.alldocs"

// mostAsked is for how many declarations a model is asked in one action, one
// after the other: as many as a small one answers for within a minute. The rest
// is said as without a model.
const mostAsked = 16

// manyWritten is after how many declarations the user is told how far it is: a
// few times in a second where no model is asked.
const manyWritten = 500

// offerAllDocs offers it to who has opened the menu, where more than one is
// missing: a single one is written by Docs as well, but by who is there alone.
func offerAllDocs(p Place) []Offer {
	least := 2
	if p.Named == AllDocs {
		least, p.Span.End = 1, p.Span.Start
	}
	if !p.Asked || p.Span.Len() > 0 {
		return nil
	}
	if _, ok := flavourOf(p); !ok {
		return nil
	}
	found := 0
	for i := range p.Outline.Symbols {
		if lacksDocs(p, i) {
			if found++; found >= least {
				return []Offer{{Kind: AllDocs, Title: "Write the docs that are missing in this file"}}
			}
		}
	}
	return nil
}

// lacksDocs reports whether a declaration has no doc comment and should have
// one: what others may use by its name, and nothing within a function.
func lacksDocs(p Place, i int) bool {
	o := p.Outline
	s := &o.Symbols[i] // one of thousands, and asked about at every menu
	switch {
	case s.Doc.Len() > 0 && (o.Language.ID != "go" || p.Snapshot.Text().Slice(s.Doc.Start, s.Doc.Start+len("// ")) == "// "),
		o.Language.ID == "go" && !token.IsExported(s.Name), o.Language.ID == "python" && strings.HasPrefix(s.Name, "_"),
		!documents(o.Language, *s), !forOthers(p, s):
		return false
	}
	for around := s; around.Parent >= 0; {
		if around = &o.Symbols[around.Parent]; around.Kind == syntax.Function || around.Kind == syntax.Method {
			return false
		}
	}
	doc, ok := docsOf(p, *s)
	return ok && doc.Len() == 0
}

// forOthers reports whether a declaration says something of its own to who does
// not read its file. What overrides another or is of a trait has the docs of
// that, and what is private in Rust is nobody else's; of other languages the
// name has told.
func forOthers(p Place, s *syntax.Symbol) bool {
	switch p.Outline.Language.ID {
	case "java":
		return !strings.Contains(p.Snapshot.Text().Slice(s.Span.Start, s.NameSpan.Start), "@Override")
	case "rust":
		if s.Parent >= 0 && p.Outline.Symbols[s.Parent].Kind == syntax.Interface {
			s = &p.Outline.Symbols[s.Parent]
		}
		head := p.Snapshot.Text().Slice(s.Span.Start, s.NameSpan.Start)
		return strings.Contains(head[strings.LastIndexByte(head, '\n')+1:], "pub ")
	}
	return true
}

// writeAllDocs writes them all, or as many as have a place.
func writeAllDocs(ctx context.Context, p Place, _ int, tools Tools) (buffer.Edit, error) {
	p.survey = surveyOf(ctx, p, tools.Files)
	var lacking []syntax.Symbol
	for i, s := range p.Outline.Symbols {
		if lacksDocs(p, i) && (len(lacking) == 0 || lacking[len(lacking)-1].Span.Start != s.Span.Start) {
			lacking = append(lacking, s)
		}
	}
	text := p.Snapshot.Text()
	source := text.String()
	heads, ok := p.Snapshot.Language().Heads(source, lacking)
	switch {
	case len(lacking) == 0:
		return buffer.Edit{}, ErrGone
	case !ok:
		return buffer.Edit{}, ErrUnparsed
	}
	var edits []buffer.Edit
	asked := patient{ask: tools.Ask}
	for i, s := range lacking {
		if ctx.Err() != nil {
			return buffer.Edit{}, context.Cause(ctx)
		}
		if tools.Report != nil && (i > 0 && i%manyWritten == 0 || asked.ask != nil && i < mostAsked) {
			tools.Report(fmt.Sprintf("%d of %d", i+1, len(lacking)))
		}
		d, err := documentOf(p, source, s, heads[i])
		if err != nil {
			return buffer.Edit{}, err
		}
		var ask Ask
		if asked.ask != nil && i < mostAsked {
			ask = asked.put
		}
		edit, err := d.write(ctx, ask)
		switch {
		case errors.Is(err, ErrUnclear), errors.Is(err, ErrUnparsed): // this one has no place for it
			continue
		case err != nil:
			return buffer.Edit{}, err
		}
		edits = append(edits, edit)
	}
	if asked.err != nil && !asked.answered {
		return buffer.Edit{}, asked.err
	}
	return together(text, edits)
}

// mostFailed is after how many questions in a row that fail none is put any more.
const mostFailed = 2

// errUnanswered is that of a question which is not put again.
var errUnanswered = errors.New("the model has not answered")

// A patient asker takes a question that fails for one that has no answer.
type patient struct {
	ask      Ask // nil once there is no use in it
	failed   int // in a row
	answered bool
	err      error // the last
}

func (p *patient) put(ctx context.Context, q Question) (string, error) {
	if p.ask == nil {
		return "", errUnanswered
	}
	answer, err := p.ask(ctx, q)
	switch {
	case err == nil:
		p.failed, p.answered = 0, true
	case ctx.Err() != nil:
		return "", err
	default:
		p.err = err
		if p.failed++; p.failed < mostFailed {
			return "", errUnanswered
		}
		if !p.answered { // the user learns why
			return "", err
		}
		p.ask = nil
		return "", errUnanswered
	}
	return answer, nil
}

// together is one edit that does what all do, each for the text as it is.
func together(text *buffer.Text, edits []buffer.Edit) (buffer.Edit, error) {
	slices.SortStableFunc(edits, func(a, b buffer.Edit) int { return b.Span.Start - a.Span.Start })
	apart := edits[:0]
	for _, e := range edits {
		if n := len(apart); n == 0 || e.Span.End < apart[n-1].Span.Start {
			apart = append(apart, e)
		}
	}
	if len(apart) == 0 {
		return buffer.Edit{}, ErrUnclear
	}
	return text.Difference(text.Apply(apart).String()), nil
}

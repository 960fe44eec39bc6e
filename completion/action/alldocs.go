package action

import (
	"context"
	"errors"
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

// offerAllDocs offers it to who has opened the menu, where more than one is
// missing.
func offerAllDocs(p Place) []Offer {
	if !p.Asked || p.Span.Len() > 0 {
		return nil
	}
	if _, ok := flavourOf(p); !ok {
		return nil
	}
	found := 0
	for i := range p.Outline.Symbols {
		if lacksDocs(p.Outline, i) {
			if found++; found > 1 {
				return []Offer{{Kind: AllDocs, Title: "Write the docs that are missing in this file"}}
			}
		}
	}
	return nil
}

// lacksDocs reports whether a declaration has no doc comment and should have
// one: what others may use by its name, and nothing within a function.
func lacksDocs(o *syntax.Outline, i int) bool {
	s := &o.Symbols[i] // one of thousands, and asked about at every menu
	switch {
	case s.Doc.Len() > 0,
		o.Language.ID == "go" && !token.IsExported(s.Name), o.Language.ID == "python" && strings.HasPrefix(s.Name, "_"),
		!documents(o.Language, *s):
		return false
	}
	for s.Parent >= 0 {
		if s = &o.Symbols[s.Parent]; s.Kind == syntax.Function || s.Kind == syntax.Method {
			return false
		}
	}
	return true
}

// writeAllDocs writes them all, or as many as have a place.
func writeAllDocs(ctx context.Context, p Place, _ int, tools Tools) (buffer.Edit, error) {
	var lacking []syntax.Symbol
	for i, s := range p.Outline.Symbols {
		if lacksDocs(p.Outline, i) && (len(lacking) == 0 || lacking[len(lacking)-1].Span.Start != s.Span.Start) {
			lacking = append(lacking, s)
		}
	}
	text := p.Snapshot.Text()
	heads, ok := p.Snapshot.Language().Heads(text.String(), lacking)
	switch {
	case len(lacking) == 0:
		return buffer.Edit{}, ErrGone
	case !ok:
		return buffer.Edit{}, ErrUnparsed
	}
	var edits []buffer.Edit
	for i, s := range lacking {
		d, err := documentOf(p, text.String(), s, heads[i])
		if err != nil {
			return buffer.Edit{}, err
		}
		ask := tools.Ask
		if i >= mostAsked {
			ask = nil
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
	return together(text, edits)
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

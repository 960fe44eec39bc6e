package testcode

import (
	"context"
	"slices"

	"fimble/context/buffer"
	"fimble/context/syntax"
)

// Lift takes the imports at the margin out of code, with LF, that is not to
// have them: each as the language writes it. Code in a language that is not
// known stays as it is.
func Lift(l *syntax.Language, code string) (imports []string, rest string) {
	d, ok := dialects()[l.ID]
	if !ok {
		return nil, code
	}
	t := &Test{Subject: Subject{Language: l}, dialect: d}
	return d.lift(t, code)
}

// Import are the edits that give a file those of the imports, as Lift takes
// them, that it lacks: the last one first, each in the text as it is. Their text
// has LF.
func Import(l *syntax.Language, path, text string, imports []string) (edits []buffer.Edit) {
	d, ok := dialects()[l.ID]
	if !ok || len(imports) == 0 {
		return nil
	}
	t := &Test{Subject: Subject{Language: l, Path: path, Source: text}, dialect: d, files: alone{}, file: file{path, text, true}, twins: text}
	t.outline = parsed(t, text)
	t.Outline = t.outline
	all := d.bring(t, imports)
	slices.SortStableFunc(all, func(a, b insertion) int { return b.at - a.at })
	for _, e := range all {
		if last := len(edits) - 1; last >= 0 && edits[last].Span.Start == e.at {
			edits[last].NewText += e.text
			continue
		}
		edits = append(edits, buffer.Edit{Span: syntax.Span{Start: e.at, End: e.at}, NewText: e.text})
	}
	return edits
}

// alone is a project of which nothing is known.
type alone struct{}

func (alone) Open(string) (string, bool, error)     { return "", false, nil }
func (alone) Paths(context.Context) (none []string) { return nil }

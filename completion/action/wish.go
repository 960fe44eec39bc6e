package action

import (
	"context"
	"regexp"
	"strings"

	"fimble/context/buffer"
	"fimble/context/syntax"
)

// todo is a comment that says what is to be written.
var todo = regexp.MustCompile(`(?i)^(//|#|/\*)+\s*(todo|fixme)\b.*\w`)

// wishAt finds the comment at an offset that says what is to be written below
// it: the line it stands on alone, and its indent.
func wishAt(p Place, at int) (line syntax.Span, indent string, ok bool) {
	text := p.Snapshot.Text()
	line = text.LineSpan(text.LineAt(at))
	if line.Len() > longestStub {
		return line, "", false
	}
	said := text.Slice(line.Start, line.End)
	indent = said[:depth(said)]
	return line, indent, todo.MatchString(said[len(indent):]) && p.Outline.ScopeAt(line.End) != syntax.ScopeString
}

// fillBelow has a model write below a line.
func fillBelow(ctx context.Context, p Place, end int, indent string, tools Tools) (buffer.Edit, error) {
	eol := p.Snapshot.Text().LineEnding()
	below := syntax.Span{Start: end, End: end}
	code, err := tools.Fill(ctx, []buffer.Edit{{Span: below, NewText: eol + indent}}, end+len(eol+indent))
	if err != nil {
		return buffer.Edit{}, err
	}
	if code, err = written(p, code); err != nil {
		return buffer.Edit{}, err
	}
	return buffer.Edit{Span: below, NewText: eol + indent + strings.ReplaceAll(code, "\n", eol)}, nil
}

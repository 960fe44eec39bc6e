package action

import (
	"context"
	"regexp"

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
	return hole{p, below, eol + indent, ""}.fill(ctx, tools.Fill)
}

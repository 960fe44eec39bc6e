package action

import (
	"context"
	"regexp"
	"slices"
	"strings"

	"fimble/context/buffer"
	"fimble/context/syntax"
)

// Body writes the body of a function that has none, or only says that it has
// none yet.
const Body Kind = "refactor.rewrite.fimble.body"

// stub is a statement that stands for code to be written.
var stub = regexp.MustCompile(`(?i)^(` + strings.Join([]string{
	`pass`, `\.\.\.`, `raise NotImplementedError(\(.*\))?`,
	`panic\((fmt\.Sprintf?\()?["` + "`" + `](todo|not (yet )?implemented|unimplemented|implement me).*\)`,
	`(todo|unimplemented)!\(.*\)`,
	`throw new \w*(NotImplemented|UnsupportedOperation)\w*\(.*\)`,
	`throw new \w*(Error|Exception)\(["'` + "`" + `].*(todo|not (yet )?implemented|unimplemented).*\)`,
	`throw std::(logic|runtime)_error\(".*(todo|not (yet )?implemented|unimplemented).*"\)`,
	`(assert\(.*(todo|not (yet )?implemented).*\)|abort\(\))`,
}, "|") + `);?$`)

// A gap is where a body is to be written.
type gap struct {
	symbol syntax.Symbol
	span   syntax.Span // what makes room for it: the statement, or all between two braces
	braced bool        // nothing stands between the braces
}

// offerBody offers to write the body of the innermost function at the place, or
// what a comment there wants.
func offerBody(p Place) []Offer {
	for _, s := range slices.Backward(p.Outline.Symbols) {
		if (s.Kind == syntax.Function || s.Kind == syntax.Method) && s.Span.Contains(p.Span.Start) {
			if _, ok := gapIn(p, s); ok {
				return []Offer{{Kind: Body, Title: "Write the body of " + s.Name, At: s.NameSpan.Start}}
			}
			break
		}
	}
	if line, _, ok := wishAt(p, p.Span.Start); ok {
		return []Offer{{Kind: Body, Title: "Write what the comment says", At: line.Start}}
	}
	return nil
}

// longestStub bounds the bodies that are looked at: comments that say what is
// wanted, and one statement.
const longestStub = 4 << 10

// gapIn finds the gap in a function: comments may stand in front of it, and
// nothing else.
func gapIn(p Place, s syntax.Symbol) (gap, bool) {
	if s.Body.Len() == 0 || s.Body.Len() > longestStub {
		return gap{}, false
	}
	l := p.Snapshot.Language()
	inner, body := s.Body, p.Snapshot.Text().Slice(s.Body.Start, s.Body.End)
	if strings.HasPrefix(body, "{") && strings.HasSuffix(body, "}") {
		inner = syntax.Span{Start: inner.Start + 1, End: inner.End - 1}
	} else if !l.Offside() {
		return gap{}, false
	}
	if s.Doc.Start >= inner.Start && s.Doc.End <= inner.End { // a docstring
		inner.Start = s.Doc.End
	}
	text := p.Snapshot.Text().Slice(inner.Start, inner.End)
	from := inner.Start
	for line := range strings.Lines(text) {
		word := strings.TrimSpace(line)
		if word == "" || strings.HasPrefix(word, l.LineComment) {
			from += len(line)
			continue
		}
		from += depth(line)
		break
	}
	rest := strings.TrimRight(p.Snapshot.Text().Slice(from, inner.End), " \t\r\n")
	switch {
	case stub.MatchString(rest):
		return gap{s, syntax.Span{Start: from, End: from + len(rest)}, false}, true
	case rest == "" && !l.Offside() && strings.TrimSpace(text) == "" && s.Kind == syntax.Function:
		return gap{s, inner, true}, true // an empty method may be meant to do nothing
	case rest == "" && !l.Offside() && strings.TrimSpace(text) != "":
		end := inner.Start + len(strings.TrimRight(text, " \t\r\n"))
		return gap{s, syntax.Span{Start: end, End: end}, false}, true
	}
	return gap{}, false
}

// writeBody has a model fill the gap, as if the user had asked for ghost text
// there.
func writeBody(ctx context.Context, p Place, at int, tools Tools) (buffer.Edit, error) {
	if tools.Fill == nil {
		return buffer.Edit{}, ErrNeedsModel
	}
	if line, indent, ok := wishAt(p, at); ok && at == line.Start {
		return fillBelow(ctx, p, line.End, indent, tools)
	}
	n := slices.IndexFunc(p.Outline.Symbols, func(s syntax.Symbol) bool { return s.NameSpan.Start == at })
	if n < 0 {
		return buffer.Edit{}, ErrGone
	}
	g, ok := gapIn(p, p.Outline.Symbols[n])
	if !ok {
		return buffer.Edit{}, ErrGone
	}
	text, eol := p.Snapshot.Text(), p.Snapshot.Text().LineEnding()
	before, after := "", ""
	outer := syntax.IndentOf(text.Slice(0, g.symbol.NameSpan.Start), g.symbol.NameSpan.Start)
	inner := outer + p.Outline.IndentUnit()
	start := text.Slice(0, g.span.Start)
	switch _, opens := indentAt(start, g.span.Start); {
	case g.braced:
		before, after = eol+inner, eol+outer
	case g.span.Len() == 0: // behind the last comment
		before = eol + syntax.IndentOf(start, g.span.Start)
	case !opens: // "{ todo!() }", "def f(): pass"
		g.span.Start = len(strings.TrimRight(start, " \t"))
		before = eol + inner
		if !p.Snapshot.Language().Offside() {
			g.span.End += len(text.Slice(g.span.End, g.symbol.Body.End)) - len(strings.TrimLeft(text.Slice(g.span.End, g.symbol.Body.End), " \t"))
			after = eol + outer
		}
	}
	return hole{p, g.span, before, after}.fill(ctx, tools.Fill)
}

// parsesNoWorse is the check of what writes code.
func parsesNoWorse(l *syntax.Language, before, after string) error {
	switch worse, known := syntax.ParsesWorse(l, before, after); {
	case !known:
		return ErrUnparsed
	case worse:
		return ErrBroken
	}
	return nil
}

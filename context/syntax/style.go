package syntax

// docSample is how many doc comments decide on the flavour. Reading all of a
// large file would cost more than parsing a key does.
const docSample = 64

// style measures how a file is written; f and o are what was read from it.
func (l *Language) style(text string, f *facts, o *Outline) Style {
	s := lineStyle(text[o.Span.Start:o.Span.End])
	if l.quotes {
		s.Quotes = quotes(text, f)
	}
	if l.freeEnd && f.ended+f.bare > 0 {
		s.Semicolons = "always"
		if f.bare > f.ended {
			s.Semicolons = "never"
		}
	}
	s.Braces = braces(text, o.Scopes)
	functions, types := tally{}, tally{}
	for _, symbol := range o.Symbols {
		switch symbol.Kind {
		case Function, Method:
			functions.add(caseOf(symbol.Name))
		case Class, Struct, Interface, Enum, Type:
			types.add(caseOf(symbol.Name))
		}
	}
	s.Functions, s.Types = functions.convention(), types.convention()
	s.Docs = l.flavour(text, o.Symbols)
	return s
}

func (l *Language) flavour(text string, symbols []Symbol) string {
	flavours, left := tally{}, docSample
	for _, symbol := range symbols {
		if symbol.Doc.Len() == 0 {
			continue
		}
		flavours.add(l.docs(text[symbol.Doc.Start:symbol.Doc.End]))
		if left--; left == 0 {
			break
		}
	}
	return flavours.most()
}

func quotes(text string, f *facts) string {
	double, single := 0, 0
	for _, s := range f.scopes {
		if s.Kind != ScopeString || s.Span.Start == 0 {
			continue
		}
		switch text[s.Span.Start-1] {
		case '"':
			double++
		case '\'':
			single++
		}
	}
	switch {
	case double == 0 && single == 0:
		return ""
	case single > double:
		return "'"
	}
	return `"`
}

func braces(text string, scopes []Scope) string {
	same, next := 0, 0
	for _, s := range scopes {
		if (s.Kind != ScopeBody && s.Kind != ScopeMembers) || s.Span.Start == 0 || text[s.Span.Start-1] != '{' {
			continue
		}
		if opensLine(text, s.Span.Start-1) {
			next++
		} else {
			same++
		}
	}
	switch {
	case same == 0 && next == 0:
		return ""
	case next > same:
		return "next line"
	}
	return "same line"
}

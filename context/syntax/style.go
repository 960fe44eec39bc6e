package syntax

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
	s.Functions, s.Types = convention(f.functions), convention(f.types)
	s.Docs = f.flavours.most()
	return s
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

// braceSample is how many bodies decide on the place of braces: nobody mixes
// styles so much that more would tell another one.
const braceSample = 256

func braces(text string, scopes []Scope) string {
	same, next := 0, 0
	for _, s := range scopes {
		if same+next == braceSample {
			break
		}
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

package syntax

import (
	"slices"
	"strings"
)

// addTyped adds the scope that is being typed at the focus: a comment or a
// string of several lines that nobody has closed yet, and the arguments or
// parameters that the focus's line has opened. The grammars see no more in
// them than errors.
func (l *Language) addTyped(text string, window Span, focus int, f *facts) {
	focus = max(window.Start, min(focus, window.End))
	if len(f.defects) == 0 || !l.Balanced() {
		return
	}
	open, opener, ok := l.openAt(text[window.Start:focus])
	if !ok {
		return
	}
	start := window.Start + open.End
	wrong := slices.ContainsFunc(f.defects, func(d Span) bool { return d.End >= start-open.Len() })
	known := slices.ContainsFunc(f.scopes, func(s Scope) bool { return s.Span.Start == start && s.Span.Contains(focus) })
	line := lineAround(text, window, focus)
	kind := ScopeString
	switch {
	case !wrong || known:
		return
	case opener == l.BlockComment[0]:
		kind = ScopeComment
	case opener == "(":
		if start <= line.Start {
			return
		}
		if kind, ok = l.called(text[line.Start : start-1]); !ok {
			return
		}
	case !l.HoldsLines(opener):
		return
	}
	inside := Span{start, line.End}
	if kind == ScopeComment || kind == ScopeString {
		f.scopes = slices.DeleteFunc(f.scopes, func(s Scope) bool { return inside.Contains(s.Span.Start) })
	}
	f.scopes = append(f.scopes, Scope{kind, inside})
}

// openAt is the innermost bracket, string or comment that is open at the end
// of a text, as far as its last declarations tell.
func (l *Language) openAt(text string) (at Span, opener string, ok bool) {
	tail := LastDeclarations(text)
	var open []Span
	for _, m := range Marks(l, tail) {
		switch m.Kind {
		case MarkOpen:
			open = append(open, m.Span)
		case MarkClose, MarkBreak:
			if len(open) > 0 {
				open = open[:len(open)-1]
			}
		}
	}
	if len(open) == 0 {
		return Span{}, "", false
	}
	last := open[len(open)-1]
	return last.moved(len(text) - len(tail)), tail[last.Start:last.End], true
}

// called tells what a parenthesis behind the code of a line holds: arguments
// behind a name, parameters behind one that is being declared.
func (l *Language) called(line string) (ScopeKind, bool) {
	words := strings.FieldsFunc(line, func(r rune) bool { return !WordRune(r) })
	if len(words) == 0 || !strings.HasSuffix(line, words[len(words)-1]) || l.Keyword(words[len(words)-1]) {
		return "", false
	}
	if len(words) > 1 {
		switch words[len(words)-2] {
		case "func", "def", "fn", "function", "fun":
			return ScopeParameters, true
		}
	}
	return ScopeArguments, true
}

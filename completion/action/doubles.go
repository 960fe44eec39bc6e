package action

import (
	"fmt"
	"slices"
	"strings"

	"fimble/context/syntax"
)

// doubles says what code has that the file has already outside of the region.
func (r region) doubles(code string) error {
	language := r.Snapshot.Language()
	if !language.Deep() || r.whole() {
		return nil
	}
	text := r.Snapshot.Text()
	if beside := text.Slice(0, r.span.Start) + text.Slice(r.span.End, text.Len()); packageClause.MatchString(beside) {
		if clause := packageClause.FindString(code); clause != "" && !packageClause.MatchString(r.old) {
			return fmt.Errorf(errAround, clause)
		}
	}
	after := r.parsed(code)
	all := text.Splice(r.span.Start, r.span.End, code).String()
	span := syntax.Span{Start: r.span.Start, End: r.span.Start + len(code)}
	inside := func(s syntax.Span) bool { return span.Start <= s.Start && s.End <= span.End }
	had, _ := declarations(r.Outline, r.span)
	for _, s := range after.Symbols {
		if !inside(s.Span) {
			continue
		}
		if !slices.Contains(had, s.Name) && slices.ContainsFunc(after.Symbols, func(over syntax.Symbol) bool {
			return over.Span.Start < span.Start && span.End <= over.Span.End && over.Name == s.Name && over.Kind == s.Kind
		}) {
			return fmt.Errorf(errAround, s.Name)
		}
		own := slices.Contains(had, s.Name) || inFunction(after, s)
		for n, other := range after.Symbols {
			twice := s.Parent == other.Parent && !(language.Offside() && s.Body.Len() == 0) && clash(s, all, other, all[other.Span.Start:other.NameSpan.End], language)
			nested := s.Parent == n && s.Name == other.Name && s.Kind == other.Kind
			if !inside(other.Span) && (twice && !own || nested) {
				return fmt.Errorf(errAround, s.Name)
			}
		}
	}
	for _, i := range after.Imports {
		statement := all[i.Span.Start:i.Span.End]
		if !inside(i.Span) || strings.Contains(r.old, statement) || language.Offside() && i.Span.Start > 0 && all[i.Span.Start-1] != '\n' {
			continue
		}
		if slices.ContainsFunc(after.Imports, func(o syntax.Import) bool {
			return !inside(o.Span) && oneLine(all[o.Span.Start:o.Span.End]) == oneLine(statement)
		}) {
			return fmt.Errorf(errAround, oneLine(statement))
		}
	}
	return nil
}

// inFunction reports whether a declaration is local to a function.
func inFunction(o *syntax.Outline, s syntax.Symbol) bool {
	for n := s.Parent; n >= 0; n = o.Symbols[n].Parent {
		if kind := o.Symbols[n].Kind; kind == syntax.Function || kind == syntax.Method {
			return true
		}
	}
	return false
}

// clash reports whether two declarations below the same parent are one and the
// same, or cannot both be there. What stands in front of a name tells methods
// of Go apart, and accessors; the rest of the head overloads.
func clash(s syntax.Symbol, code string, other syntax.Symbol, upTo string, l *syntax.Language) bool {
	if s.Name != other.Name || s.Kind != other.Kind || s.Name == "" || s.Name == "_" {
		return false
	}
	switch s.Kind {
	case syntax.Module, syntax.Interface:
		return false
	case syntax.Variable, syntax.Constant, syntax.Field:
		return true
	}
	if l.ID == "go" && s.Name == "init" || (s.Body.Len() > 0) != (other.Body.Len() > 0) {
		return false
	}
	front, there := oneLine(code[s.Span.Start:s.NameSpan.Start]), oneLine(strings.TrimSuffix(upTo, other.Name))
	switch {
	case strings.Contains(front, "@") && front != there, strings.HasSuffix(front, "get") != strings.HasSuffix(there, "get"):
		return false
	case l.ID == "go":
		return receiverOf(front) == receiverOf(there)
	case l.ID == "java" || l.ID == "cpp" || l.ID == "c":
		return s.Kind != syntax.Method && s.Kind != syntax.Function || oneLine(s.Signature) == oneLine(other.Signature)
	case l.ID == "rust":
		return !strings.Contains(front, "impl")
	}
	return true
}

// receiverOf is the type of a method of Go, of what stands in front of its name.
func receiverOf(front string) string {
	fields := strings.FieldsFunc(front, func(c rune) bool { return !syntax.WordRune(c) })
	if len(fields) < 2 {
		return ""
	}
	return fields[len(fields)-1]
}

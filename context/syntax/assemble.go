package syntax

import (
	"slices"
	"sort"
	"strings"
)

// assemble makes an Outline of the facts of a whole file or window, whose
// spans count from the start of the text. It does what needs a view beyond
// one chunk: parents, doc comments, the kinds that depend on the parent.
func (l *Language) assemble(text string, window Span, focus int, f *facts) *Outline {
	f.sortSpans()
	f.scopes = withoutCode(f.scopes, f.codes)
	l.addUnclosed(text, window, focus, f)
	l.addTyped(text, window, focus, f)
	l.members(f)
	if l.offside {
		f.offside(text, window)
	}
	f.sortOutline()
	o := &Outline{
		Language: l,
		Span:     window,
		Imports:  f.importsAlone(),
		Symbols:  f.family(text),
		Scopes:   slices.Clone(f.scopes),
		Defects:  slices.Clone(f.defects),
	}
	l.document(text, f, o.Symbols)
	o.Style = l.style(text, f, o)
	return o
}

func (f *facts) importsAlone() []Import {
	var imports []Import
	for _, i := range f.imports {
		imports = append(imports, i.Import)
	}
	return imports
}

// withoutCode takes the code within strings out of the strings, so that a
// string becomes the stretches of text in it.
func withoutCode(scopes []Scope, codes []Span) []Scope {
	if len(codes) == 0 {
		return scopes
	}
	out := make([]Scope, 0, len(scopes)+len(codes))
	for _, s := range scopes {
		if s.Kind != ScopeString {
			out = append(out, s)
			continue
		}
		from := s.Span.Start
		first := sort.Search(len(codes), func(i int) bool { return codes[i].Start >= s.Span.Start })
		for _, code := range codes[first:] {
			if code.Start > s.Span.End {
				break
			}
			if code.Start >= from {
				out = append(out, Scope{ScopeString, Span{from, code.Start}})
				from = code.End
			}
		}
		out = append(out, Scope{ScopeString, Span{from, max(from, s.Span.End)}})
	}
	return out
}

// members turns bodies of types and modules into members.
func (l *Language) members(f *facts) {
	var bodies []int // where they start inside
	for _, s := range f.symbols {
		if s.Body == (Span{}) || !s.Kind.hasMembers() && s.Kind != Module {
			continue
		}
		if l.offside {
			bodies = append(bodies, s.Body.Start)
		} else {
			bodies = append(bodies, s.Body.Start+1)
		}
	}
	slices.Sort(bodies)
	for i, s := range f.scopes {
		if s.Kind == ScopeBody {
			if _, ok := slices.BinarySearch(bodies, s.Span.Start); ok {
				f.scopes[i].Kind = ScopeMembers
			}
		}
	}
}

// family puts the symbols in their places: it takes in what wraps them, sets
// the parents, drops what the outer of two patterns has found already and what
// is local, and turns functions and variables of types into methods
// and fields.
func (f *facts) family(text string) []Symbol {
	symbols := make([]Symbol, 0, len(f.symbols))
	var open []int // symbols that the present one may lie in, outermost first
	bodies, wrapping := nesting{scopes: f.scopes}, wrapping{text: text, wraps: f.wraps}
	for _, d := range f.symbols {
		s := wrapping.wrap(d.Symbol)
		for len(open) > 0 && symbols[open[len(open)-1]].Span.End < s.Span.End {
			open = open[:len(open)-1]
		}
		if slices.ContainsFunc(open, func(i int) bool { return symbols[i].NameSpan == s.NameSpan }) {
			continue
		}
		s.Parent = -1
		for _, i := range slices.Backward(open) {
			if symbols[i].Span != s.Span {
				s.Parent = i
				break
			}
		}
		if s.local(bodies.at(s.NameSpan.Start), symbols) {
			continue
		}
		if s.Parent >= 0 && (s.Kind == Field || s.Kind == Method) && !symbols[s.Parent].owns(s) {
			continue
		}
		s.Kind = s.kindIn(symbols)
		f.count(s.Kind, d.naming)
		open = append(open, len(symbols))
		symbols = append(symbols, s)
	}
	return symbols
}

func (s Symbol) kindIn(symbols []Symbol) SymbolKind {
	within := s.Parent >= 0 && symbols[s.Parent].Kind.hasMembers()
	switch {
	case (s.Kind == Function || s.Kind == prototype) && within:
		return Method
	case s.Kind == prototype:
		return Function
	case s.Kind == Variable && within:
		return Field
	case s.Kind == Variable && capitals(s.Name):
		return Constant
	}
	return s.Kind
}

// capitals reports whether a name is written the way of constants.
func capitals(name string) bool {
	return len(name) > 1 && name == strings.ToUpper(name) && name != strings.ToLower(name)
}

// owns reports whether a field or method within the symbol is one of its
// members, and not of a type that its head or its statements write down.
func (s Symbol) owns(member Symbol) bool {
	if s.callable() {
		return member.Kind == Method
	}
	return s.Body == (Span{}) || s.Body.Start <= member.Span.Start
}

func (k SymbolKind) hasMembers() bool {
	switch k {
	case Class, Struct, Interface, Enum:
		return true
	}
	return false
}

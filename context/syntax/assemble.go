package syntax

import (
	"slices"
	"sort"
	"strings"
)

// assemble makes an Outline of the facts of a whole file or window, whose
// spans count from the start of the text. It does what needs a view beyond
// one chunk: parents, doc comments, the kinds that depend on the parent.
func (l *Language) assemble(text string, window Span, f *facts) *Outline {
	f.sort()
	f.scopes = withoutCode(f.scopes, f.codes)
	if l.offside {
		f.membersByClass()
		f.offside(text, window)
	}
	f.sort()
	o := &Outline{
		Language: l,
		Span:     window,
		Imports:  l.imports(f.imports),
		Symbols:  f.family(),
		Scopes:   f.scopes,
		Defects:  f.defects,
	}
	f.document(text, o.Symbols)
	o.Style = l.style(text, f, o)
	return o
}

func (l *Language) imports(found []imported) []Import {
	var imports []Import
	for _, i := range found {
		if !i.named && l.brings != nil {
			i.Names = l.brings(i.Path)
		}
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
	var out []Scope
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

// family puts the symbols in their places: it sets the parents, drops what
// the outer of two patterns has found already and what is local to a body,
// and turns functions and variables of types into methods and fields.
func (f *facts) family() []Symbol {
	var symbols []Symbol
	var open []int // symbols that the present one may lie in, outermost first
	bodies := nesting{scopes: f.scopes}
	for _, s := range f.symbols {
		for len(open) > 0 && symbols[open[len(open)-1]].Span.End < s.Span.End {
			open = open[:len(open)-1]
		}
		named := func(i int) bool { return symbols[i].NameSpan == s.NameSpan }
		if slices.ContainsFunc(open, named) {
			continue
		}
		s.Parent = -1
		for _, i := range slices.Backward(open) {
			if symbols[i].Span != s.Span {
				s.Parent = i
				break
			}
		}
		if s.Kind == Variable || s.Kind == Constant {
			if bodies.at(s.NameSpan.Start) == ScopeBody {
				continue
			}
		}
		s.Kind = s.kindIn(symbols)
		open = append(open, len(symbols))
		symbols = append(symbols, s.Symbol)
	}
	return symbols
}

func (s Symbol) kindIn(symbols []Symbol) SymbolKind {
	within := s.Parent >= 0 && symbols[s.Parent].Kind.hasMembers()
	switch {
	case s.Kind == Function && within:
		return Method
	case s.Kind == Variable && within:
		return Field
	case s.Kind == Variable && len(s.Name) > 1 && s.Name == strings.ToUpper(s.Name) && s.Name != strings.ToLower(s.Name):
		return Constant
	}
	return s.Kind
}

func (k SymbolKind) hasMembers() bool {
	switch k {
	case Class, Struct, Interface, Enum:
		return true
	}
	return false
}

// A nesting tells which body or members an offset lies in. The offsets asked
// for must rise.
type nesting struct {
	scopes []Scope
	open   []Scope
}

func (n *nesting) at(offset int) ScopeKind {
	for len(n.scopes) > 0 && n.scopes[0].Span.Start <= offset {
		if s := n.scopes[0]; s.Kind == ScopeBody || s.Kind == ScopeMembers {
			for len(n.open) > 0 && n.open[len(n.open)-1].Span.End < s.Span.Start {
				n.open = n.open[:len(n.open)-1]
			}
			n.open = append(n.open, s)
		}
		n.scopes = n.scopes[1:]
	}
	for len(n.open) > 0 && n.open[len(n.open)-1].Span.End < offset {
		n.open = n.open[:len(n.open)-1]
	}
	if len(n.open) == 0 {
		return ScopeFile
	}
	return n.open[len(n.open)-1].Kind
}

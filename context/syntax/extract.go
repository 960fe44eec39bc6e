package syntax

import (
	"cmp"
	"math"
	"slices"
	"strings"

	sitter "github.com/smacker/go-tree-sitter"
)

// A reader runs the outline query of a language over nodes of one tree.
type reader struct {
	language *Language
	grammar  *grammar
	cursor   *sitter.QueryCursor
	text     string // that the tree was parsed from
}

// A match is one match of the query, its captures sorted by role.
type match struct {
	pattern int
	found   capture // what the pattern finds
	node    *sitter.Node
	parts   [roleDefinition]*sitter.Node // the other captures, by role
}

// within reads everything that the node holds, the node included.
func (r *reader) within(n *sitter.Node) *facts {
	r.cursor.SetPointRange(sitter.Point{}, sitter.Point{Row: math.MaxUint32, Column: math.MaxUint32})
	return r.read(n, func(*sitter.Node) bool { return true })
}

// alone reads what the node is by itself: the patterns that start at it. The
// cost does not depend on the size of the node.
func (r *reader) alone(n *sitter.Node) *facts {
	if !r.grammar.roots[n.Symbol()] {
		return &facts{}
	}
	from := n.StartPoint()
	r.cursor.SetPointRange(from, sitter.Point{Row: from.Row, Column: from.Column + 1})
	return r.read(n, func(found *sitter.Node) bool { return found.ID() == n.ID() })
}

func (r *reader) read(n *sitter.Node, wanted func(*sitter.Node) bool) *facts {
	f := &facts{}
	at := int(n.StartByte())
	r.cursor.Exec(r.grammar.outline, n)
	for {
		found, ok := r.cursor.NextMatch()
		if !ok {
			break
		}
		if m := r.sort(found); m.node != nil && wanted(m.node) && r.holds(m) {
			r.record(f, m, at)
		}
	}
	f.settle(r.language)
	f.sort()
	return f
}

func (r *reader) sort(found *sitter.QueryMatch) match {
	m := match{pattern: int(found.PatternIndex)}
	for _, c := range found.Captures {
		if capture := r.grammar.captures[c.Index]; capture.role < roleDefinition {
			m.parts[capture.role] = c.Node
		} else {
			m.found, m.node = capture, c.Node
		}
	}
	return m
}

// holds reports whether the match passes its pattern's test.
func (r *reader) holds(m match) bool {
	test := r.grammar.tests[m.pattern]
	return test == "" || m.parts[roleTest] != nil && r.content(m.parts[roleTest]) == test
}

// record adds what the match found to the facts of a stretch that starts at
// the offset.
func (r *reader) record(f *facts, m match, at int) {
	span := spanOf(m.node)
	switch m.found.role {
	case roleDefinition:
		if name := m.parts[roleName]; name != nil && name.EndByte() > name.StartByte() {
			f.symbols = append(f.symbols, r.declared(m).moved(-at))
		}
	case roleImport:
		if m.parts[rolePath] != nil {
			f.addImport(r.imported(m, at))
		}
	case roleScope:
		kind := ScopeKind(m.found.kind)
		if kind == ScopeComment {
			f.comments = append(f.comments, span.moved(-at))
		}
		inside := r.language.inside(kind, r.text, span)
		f.scopes = append(f.scopes, Scope{kind, Span{inside.Start - at, inside.End - at}})
	case roleWrap:
		f.wraps = append(f.wraps, Span{span.Start - at, span.End - at})
	case roleCode:
		f.codes = append(f.codes, Span{span.Start - at, span.End - at})
	case roleAttribute:
		f.attributes = append(f.attributes, Span{span.Start - at, span.End - at})
	case roleDocstring:
		f.docstrings = append(f.docstrings, docstring{span.moved(-at), r.language.docs(r.content(m.node))})
	case roleStatement:
		if span.Len() > 0 && r.text[span.End-1] == ';' {
			f.ended++
		} else {
			f.bare++
		}
	}
}

func (r *reader) declared(m match) declared {
	d := declared{owner: spanOf(m.node), pattern: m.pattern}
	d.Kind, d.Name = SymbolKind(m.found.kind), unquoted(r.content(m.parts[roleName]))
	d.Span, d.NameSpan = d.owner, spanOf(m.parts[roleName])
	if n := m.parts[roleSpan]; n != nil {
		d.Span = spanOf(n)
	}
	d.Span = withoutLineEnd(r.text, d.Span)
	if n := m.parts[roleBody]; n != nil {
		d.Body = spanOf(n)
		if open := bracket(r.content(n)); open > 0 && !r.language.offside { // the body of a function that ends in a dict is all of it
			d.Body.Start += open
		}
	}
	head := d.Symbol
	if n := m.parts[roleAside]; n != nil && head.Body != (Span{}) {
		head.Body.Start = int(n.StartByte())
	}
	d.naming = namingOf(d.Name)
	d.Signature = r.language.signature(r.text, head)
	if n := m.parts[roleKeyword]; n != nil {
		d.Signature = r.content(n) + " " + d.Signature
	}
	return d
}

func (r *reader) imported(m match, at int) imported {
	path := fold(r.language.withoutComments(r.content(m.parts[rolePath])))
	span := withoutLineEnd(r.text, spanOf(m.node))
	i := imported{Import: Import{Path: unquoted(path), Span: span.moved(-at)}}
	if m.parts[roleAll] != nil {
		i.named, i.Names = true, []string{"*"}
	}
	if n := cmp.Or(m.parts[roleAlias], m.parts[roleName]); n != nil {
		i.named = true
		if name := r.content(n); name != "_" && name != "." {
			i.Names = []string{name}
		}
	}
	return i
}

// addImport adds an import, or the names it brings to the same one found
// before.
func (f *facts) addImport(i imported) {
	same := func(o imported) bool { return o.Path == i.Path && o.Span == i.Span }
	if n := slices.IndexFunc(f.imports, same); n >= 0 {
		f.imports[n].named = f.imports[n].named || i.named
		for _, name := range i.Names {
			if !slices.Contains(f.imports[n].Names, name) {
				f.imports[n].Names = append(f.imports[n].Names, name)
			}
		}
		return
	}
	f.imports = append(f.imports, i)
}

// withoutLineEnd cuts off the end of the line, which is part of directives.
func withoutLineEnd(text string, s Span) Span {
	return Span{s.Start, s.Start + len(strings.TrimRight(text[s.Start:s.End], "\r\n"))}
}

func (r *reader) content(n *sitter.Node) string { return r.text[n.StartByte():n.EndByte()] }

func spanOf(n *sitter.Node) Span { return Span{int(n.StartByte()), int(n.EndByte())} }

package syntax

import (
	"cmp"
	"slices"

	sitter "github.com/smacker/go-tree-sitter"
)

const (
	localsDepth = 4       // names that stand for names that stand for …
	localsMost  = 6       // readings of one piece of code, as branches make several
	localsBytes = 2 << 10 // of a reading; a larger one is not what rules look for
)

// locals know what the names of a tree have been assigned. Their law: a name
// stands for what is assigned to it above its use in the same function, or once
// in a function or file around; of all others, parameters too, nothing is known,
// and they stand for themselves.
type locals struct {
	source    string
	sets      map[string][]set // by name, in the order of the text
	functions []Span
	declare   bool             // the language declares variables
	carries   map[uintptr]bool // what carries what it is called with on to its result, by node
	shut      map[uintptr]bool // what says nothing of the names in it
	blank     map[uintptr]bool // values that nobody wants to read: functions, objects
}

// A set gives a name a value.
type set struct {
	kind     string       // set, declares, adds or lost
	value    *sitter.Node // nil if it is lost
	span     Span         // of the statement
	function Span         // around
	block    Span         // in which it surely has happened
}

// A reading is code with its names replaced by what they stand for.
type reading struct {
	text string
	from []Span // the statements that say so
}

// localsOf runs the query of flows.scm over a tree.
func (g *grammar) localsOf(root *sitter.Node, source string) *locals {
	l := &locals{source: source, sets: map[string][]set{}, functions: []Span{spanOf(root)},
		declare: slices.Contains(g.flows.names, "declares"),
		carries: map[uintptr]bool{}, shut: map[uintptr]bool{}, blank: map[uintptr]bool{}}
	blocks := []Span{spanOf(root)}
	cursor := sitter.NewQueryCursor()
	defer cursor.Close()
	cursor.Exec(g.flows.query, root)
	for m, ok := cursor.NextMatch(); ok; m, ok = cursor.NextMatch() {
		if !g.flows.passes(m, source) {
			continue
		}
		var name string
		s := set{}
		for _, c := range m.Captures {
			switch kind := g.flows.names[c.Index]; kind {
			case "function":
				l.functions = append(l.functions, spanOf(c.Node))
				l.shut[c.Node.ID()], l.blank[c.Node.ID()] = true, true
			case "block":
				blocks = append(blocks, spanOf(c.Node))
			case "shut":
				l.shut[c.Node.ID()] = true
			case "blank":
				l.shut[c.Node.ID()], l.blank[c.Node.ID()] = true, true
			case "carries":
				l.carries[c.Node.ID()] = true
			case "lost":
				for _, n := range identifiers(c.Node, func(*sitter.Node) bool { return false }) {
					text := n.Content([]byte(source))
					l.sets[text] = append(l.sets[text], set{kind: kind, span: spanOf(n)})
				}
			case "_name":
				name = source[c.Node.StartByte():c.Node.EndByte()]
			case "_value":
				s.value = c.Node
			default:
				s.kind, s.span = kind, spanOf(c.Node)
			}
		}
		if s.value != nil {
			l.sets[name] = append(l.sets[name], s)
		}
	}
	blocks = append(blocks, l.functions...)
	for _, sets := range l.sets {
		for i := range sets {
			sets[i].function, sets[i].block = shortest(l.functions, sets[i].span), shortest(blocks, sets[i].span)
		}
		slices.SortStableFunc(sets, func(a, b set) int { return cmp.Compare(a.span.End, b.span.End) })
	}
	return l
}

// shortest is the shortest of some spans that holds another.
func shortest(all []Span, s Span) (inner Span) {
	for _, o := range all {
		if o.holds(s) && (inner.Len() == 0 || o.Len() < inner.Len()) {
			inner = o
		}
	}
	return inner
}

// identifiers are the names in code that stand for values.
func identifiers(n *sitter.Node, shut func(*sitter.Node) bool) []*sitter.Node {
	if shut(n) {
		return nil
	}
	if n.Type() == "identifier" || n.Type() == "shorthand_property_identifier_pattern" {
		return []*sitter.Node{n}
	}
	var all []*sitter.Node
	for i := range int(n.ChildCount()) {
		child := n.Child(i)
		if !child.IsNamed() {
			continue
		}
		switch field := n.FieldNameForChild(i); {
		case child.Type() != "identifier":
		case field == "attribute" || field == "name" || field == "field" || field == "function" || field == "key":
			continue // the name of a member, an argument or what is called
		}
		all = append(all, identifiers(child, shut)...)
	}
	return all
}

// read are the readings of code: at least one, the likeliest first.
func (l *locals) read(n *sitter.Node, depth int) []reading {
	all := []reading{{}}
	at := int(n.StartByte())
	text := func(s string) {
		for i := range all {
			all[i].text += s
		}
	}
	for _, name := range identifiers(n, func(n *sitter.Node) bool { return l.shut[n.ID()] && !l.carries[n.ID()] }) {
		span := spanOf(name)
		text(l.source[at:span.Start])
		at = span.End
		all = joined(all, "", l.values(l.source[span.Start:span.End], span.Start, depth))
	}
	text(l.source[at:n.EndByte()])
	return all
}

// joined are readings with other readings behind them.
func joined(all []reading, between string, behind []reading) (both []reading) {
	for _, a := range all {
		for _, b := range behind {
			if text := a.text + between + b.text; len(both) < localsMost && len(text) <= localsBytes {
				both = append(both, reading{text, slices.Concat(a.from, b.from)})
			}
		}
	}
	if len(both) == 0 {
		return all[:1]
	}
	return both
}

// values are the readings of a name at a place.
func (l *locals) values(name string, at, depth int) []reading {
	unknown := []reading{{text: name}}
	place := Span{at, at + 1}
	function := shortest(l.functions, place)
	for outer := false; depth > 0; outer = true {
		var sets []set
		for _, s := range l.sets[name] {
			if s.function == function {
				sets = append(sets, s)
			}
		}
		switch {
		case len(sets) == 0:
		case !outer:
			if l.setWithin(name, function) {
				return unknown
			}
			above, _ := slices.BinarySearchFunc(sets, at+1, func(s set, at int) int { return cmp.Compare(s.span.End, at) })
			return l.reaching(name, sets[:above], place, depth)
		case len(sets) > 1 || sets[0].span.End > at || sets[0].kind == "adds" || l.setWithin(name, function):
			return unknown // nobody knows when the function is called
		default:
			return l.reaching(name, sets, place, depth)
		}
		around := Span{}
		for _, f := range l.functions {
			if f != function && f.holds(function) && (around.Len() == 0 || f.Len() < around.Len()) {
				around = f
			}
		}
		if around.Len() == 0 {
			break
		}
		function = around
	}
	return unknown
}

// setWithin reports whether a function within another sets its variable: nobody
// knows when. Where nothing is declared, a function only sets its own.
func (l *locals) setWithin(name string, function Span) bool {
	if !l.declare {
		return false
	}
	own := map[Span]bool{}
	for _, s := range l.sets[name] {
		own[s.function] = own[s.function] || s.kind == "declares" || s.kind == "lost"
	}
	return slices.ContainsFunc(l.sets[name], func(s set) bool {
		return s.function != function && function.holds(s.function) && !own[s.function]
	})
}

// reaching are the values that a name may have at a place, of the sets above
// it: those in branches, and the last one that is in none.
func (l *locals) reaching(name string, sets []set, place Span, depth int) (all []reading) {
	for i, s := range slices.Backward(sets) {
		sure := s.block.holds(place)
		switch {
		case s.kind == "declares" && !sure:
			continue // another variable of that name
		case s.value == nil || l.blank[s.value.ID()]:
			all = append(all, reading{text: name})
		default:
			values := l.read(s.value, depth-1)
			for j := range values {
				values[j].from = append(slices.Clip(values[j].from), s.span)
			}
			if s.kind == "adds" {
				values = joined(l.reaching(name, sets[:i], Span{s.span.Start, s.span.Start + 1}, depth), " + ", values)
			}
			all = append(all, values...)
		}
		if sure || len(all) >= localsMost {
			return all[:min(len(all), localsMost)]
		}
	}
	if len(all) == 0 {
		return []reading{{text: name}}
	}
	return all // of branches, of which one has been taken if there is nothing above them
}

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
	localsSteps = 300     // assignments looked at for one piece of code; behind them a name stands for itself
)

// A reading is code with its names replaced by what they stand for.
type reading struct {
	text string
	from []Span // the statements that say so
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

// readings are code with its names replaced, at least one.
func (l *locals) readings(n *sitter.Node) []reading {
	l.steps = localsSteps
	return l.read(n, localsDepth)
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
		raw := l.source[span.Start:span.End]
		next := joined(all, "", l.values(raw, span.Start, depth))
		if len(next) == 0 {
			next = joined(all, "", []reading{{text: raw}})
		}
		if len(next) == 0 {
			return []reading{{text: l.source[n.StartByte():n.EndByte()]}}
		}
		all = next
	}
	text(l.source[at:n.EndByte()])
	return all
}

// joined are readings with other readings behind them, none if all are too long.
func joined(all []reading, between string, behind []reading) (both []reading) {
	for _, a := range all {
		for _, b := range behind {
			if text := a.text + between + b.text; len(both) < localsMost && len(text) <= localsBytes {
				both = append(both, reading{text, slices.Concat(a.from, b.from)})
			}
		}
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
		if l.steps--; l.steps < 0 {
			break
		}
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
			if len(values) == 0 {
				values = []reading{{text: name}}
			}
			all = append(all, values...)
		}
		if sure || len(all) >= localsMost {
			return all[:min(len(all), localsMost)]
		}
	}
	if len(all) == 0 || l.steps < 0 {
		return append(all, reading{text: name})
	}
	return all // of branches, of which one has been taken if there is nothing above them
}

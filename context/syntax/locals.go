package syntax

import (
	"cmp"
	"slices"

	sitter "github.com/smacker/go-tree-sitter"
)

// locals know what the names of a tree have been assigned. Their law: a name
// stands for what is assigned to it above its use in the same function, or once
// in a function or file around; of all others, parameters too, nothing is known,
// and they stand for themselves.
type locals struct {
	source    string
	sets      map[string][]set // by name, in the order of the text
	functions []Span
	steps     int              // left for the piece of code that is read
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
					text := source[n.StartByte():n.EndByte()]
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

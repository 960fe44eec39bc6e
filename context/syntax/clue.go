package syntax

import (
	"slices"
	"strings"

	sitter "github.com/smacker/go-tree-sitter"
)

// A clue is one match of heads.scm, its captures by their names. One match
// tells one thing, see queries.go.
type clue struct{ spans map[string]Span }

// clues runs the head query over a tree.
func (g *grammar) clues(root *sitter.Node, text string) []clue {
	cursor := sitter.NewQueryCursor()
	defer cursor.Close()
	source := []byte(text)
	var all []clue
	cursor.Exec(g.heads, root)
	for m, ok := cursor.NextMatch(); ok; m, ok = cursor.NextMatch() {
		if m = cursor.FilterPredicates(m, source); len(m.Captures) == 0 {
			continue
		}
		c := clue{map[string]Span{}}
		for _, captured := range m.Captures {
			name, node := g.heads.CaptureNameForId(captured.Index), captured.Node
			if name == "parameter" && strings.HasSuffix(node.Type(), "_declarator") {
				if node = firstIdentifier(node); node == nil {
					continue
				}
			}
			c.spans[name] = spanOf(node)
		}
		all = append(all, c)
	}
	return all
}

// firstIdentifier finds the name in a declarator of C: what else it holds, a
// size or parameters of its own, comes later. It is nil if there is none.
func firstIdentifier(n *sitter.Node) *sitter.Node {
	if n.Type() == "identifier" {
		return n
	}
	for i := range int(n.NamedChildCount()) {
		if found := firstIdentifier(n.NamedChild(i)); found != nil {
			return found
		}
	}
	return nil
}

// parameter is where the clue has one.
func (c clue) parameter() (Span, bool) {
	if span, ok := c.spans["parameter"]; ok {
		return span, true
	}
	span, ok := c.spans["unnamed"]
	return span, ok
}

// statement is where the clue has one.
func (c clue) statement() (Span, bool) {
	for _, name := range []string{"value", "yield", "raise", "again"} {
		if span, ok := c.spans[name]; ok {
			return span, true
		}
	}
	return Span{}, false
}

// A findings is the clues of a file, by what is asked for.
type findings struct {
	clues      []clue
	lists      map[Span][]int // clues by their list of parameters
	names      nest
	functions  nest
	statements nest
	branches   nest
	guarded    nest
	handlers   nest
	sets       nest
}

func findingsOf(clues []clue) *findings {
	by := func(name string) nest {
		return nestOf(clues, func(c clue) (Span, bool) { s, ok := c.spans[name]; return s, ok })
	}
	f := &findings{
		clues: clues, lists: map[Span][]int{},
		names: by("name"), functions: by("function"), statements: nestOf(clues, clue.statement), branches: by("branch"), guarded: by("guarded"),
		handlers: by("handler"), sets: by("set"),
	}
	for i, c := range clues {
		if list, ok := c.spans["list"]; ok {
			f.lists[list] = append(f.lists[list], i)
		}
	}
	return f
}

// headOf are the clues about the head of a symbol, by its name or by its list
// of parameters: in C the one whose declarator holds the least around the name.
func (f *findings) headOf(s Symbol) (clues []clue, list Span) {
	var all []int
	best := -1
	for i, name := range f.names.holding(s.NameSpan) {
		all = append(all, i)
		if l, ok := f.clues[i].spans["parameters"]; ok && (best < 0 || name.Len() < best) {
			list, best = l, name.Len()
		}
	}
	if list.Len() > 0 {
		all = append(all, f.lists[list]...)
	}
	slices.Sort(all)
	for _, i := range slices.Compact(all) {
		clues = append(clues, f.clues[i])
	}
	return clues, list
}

// ownFunction is the function whose statements are the symbol's: the outermost
// around its body. A type has none, though its body may be that of a method.
func (f *findings) ownFunction(s Symbol) (own Span, ok bool) {
	if s.Body == (Span{}) || !s.callable() {
		return Span{}, false
	}
	for _, span := range f.functions.holding(s.Body) {
		if s.Span.holds(span) {
			own, ok = span, true
		}
	}
	return own, ok
}

// own are the clues of a nest that are of the function itself, and not of one
// within it, in the order of the text.
func (f *findings) own(function Span, n nest) (all []clue) {
	for _, i := range n.within(function) {
		for _, innermost := range f.functions.holding(n.spans[i]) {
			if innermost == function {
				all = append(all, f.clues[n.clues[i]])
			}
			break
		}
	}
	return all
}

func (s Span) holds(other Span) bool { return s.Start <= other.Start && other.End <= s.End }

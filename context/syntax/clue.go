package syntax

import (
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

// named reports whether the clue is about the symbol by its name.
func (c clue) named(s Symbol) bool {
	name, ok := c.spans["name"]
	return ok && name.holds(s.NameSpan)
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
	for _, name := range []string{"value", "yield", "raise"} {
		if span, ok := c.spans[name]; ok {
			return span, true
		}
	}
	return Span{}, false
}

// listOf is the symbol's list of parameters: in C the one whose declarator
// holds the least around the name.
func listOf(s Symbol, clues []clue) Span {
	best, around := Span{}, -1
	for _, c := range clues {
		if list, ok := c.spans["parameters"]; ok && c.named(s) {
			if size := c.spans["name"].Len(); around < 0 || size < around {
				best, around = list, size
			}
		}
	}
	return best
}

// ownFunction is the function whose statements are the symbol's: the outermost
// around its body.
func ownFunction(s Symbol, clues []clue) (Span, bool) {
	if s.Body == (Span{}) {
		return Span{}, false
	}
	best, ok := Span{}, false
	for _, c := range clues {
		if f, is := c.spans["function"]; is && s.Span.holds(f) && f.holds(s.Body) && (!ok || f.holds(best)) {
			best, ok = f, true
		}
	}
	return best, ok
}

// innermost is the function that a statement stands in.
func innermost(statement Span, clues []clue) Span {
	best := Span{}
	for _, c := range clues {
		if f, is := c.spans["function"]; is && f.holds(statement) && (best == (Span{}) || best.holds(f)) {
			best = f
		}
	}
	return best
}

func (s Span) holds(other Span) bool { return s.Start <= other.Start && other.End <= s.End }

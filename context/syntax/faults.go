package syntax

import (
	sitter "github.com/smacker/go-tree-sitter"
)

// faults counts what a language refuses in a source.
func (l *Language) faults(root *sitter.Node, text string) int {
	found := l.misaligned(text) + l.disordered(root)
	if broken(root) {
		return found + breaks(root)
	}
	return found + len(misplaced(l, root, text))
}

// breaks counts the errors and missing tokens in a node, also those that have
// no node of their own: the line end that is missing between two statements is
// known from the node that they stand in.
func breaks(n *sitter.Node) (found int) {
	cursor := sitter.NewTreeCursor(n)
	defer cursor.Close()
	inner := []bool{false} // for each node down to the one at the cursor, whether what is broken has been seen in it
	for {
		n := cursor.CurrentNode()
		own := n.IsError() || n.IsMissing()
		if own {
			found++
		}
		if own || broken(n) {
			inner[len(inner)-1] = true
		}
		if n.HasError() && cursor.GoToFirstChild() {
			inner = append(inner, own)
			continue
		}
		for !cursor.GoToNextSibling() {
			if !inner[len(inner)-1] {
				found++
			}
			if inner = inner[:len(inner)-1]; len(inner) == 0 || !cursor.GoToParent() {
				return found
			}
		}
	}
}

// disordered counts the package clauses and imports of a Go file that do not
// come first, and a package clause that is not there.
func (l *Language) disordered(root *sitter.Node) (found int) {
	if l.ID != "go" {
		return 0
	}
	packaged, declared := false, false
	cursor := sitter.NewTreeCursor(root)
	defer cursor.Close()
	for ok := cursor.GoToFirstChild(); ok; ok = cursor.GoToNextSibling() {
		n := cursor.CurrentNode()
		switch kind := n.Type(); {
		case !n.IsNamed() || n.IsError() || kind == "comment":
			continue
		case kind == "package_clause":
			if packaged || declared {
				found++
			}
			packaged = true
			continue
		case kind == "import_declaration":
			if declared {
				found++
			}
		default:
			declared = true
		}
		if !packaged {
			found++
			packaged = true // said once
		}
	}
	return found
}

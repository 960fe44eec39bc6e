package syntax

import (
	"strings"

	sitter "github.com/smacker/go-tree-sitter"
)

// maxDefects bounds how many defects of one node are listed. A node with more
// is not source of its language, and nobody asks for the rest.
const maxDefects = 256

// defects lists the errors and the missing tokens in the node, by start.
func defects(n *sitter.Node) []Span {
	cursor := sitter.NewTreeCursor(n)
	defer cursor.Close()
	var found []Span
	for depth := 0; len(found) < maxDefects; {
		n := cursor.CurrentNode()
		if n.IsError() || n.IsMissing() {
			found = append(found, spanOf(n))
		}
		if n.HasError() && cursor.GoToFirstChild() {
			depth++
			continue
		}
		for !cursor.GoToNextSibling() {
			if depth--; depth < 0 || !cursor.GoToParent() {
				return found
			}
		}
	}
	return found
}

// defectReach is how much text Defects parses on each side.
const defectReach = 32 << 10

// Defects is the number of errors and missing tokens that the text brings
// between before and after: zero if there are as many without it. It looks at
// 32 KB on each side, and gives zero if those cannot be parsed in time.
func Defects(l *Language, before, text, after string) int {
	if !l.Deep() {
		return 0
	}
	if len(before) > defectReach {
		before = before[len(before)-defectReach:]
		before = before[strings.IndexByte(before, '\n')+1:]
	}
	if len(after) > defectReach {
		after = after[:strings.LastIndexByte(after[:defectReach], '\n')+1]
	}
	without, ok := l.countDefects(before + after)
	if !ok {
		return 0
	}
	with, ok := l.countDefects(before + text + after)
	if !ok {
		return 0
	}
	return max(0, with-without)
}

func (l *Language) countDefects(source string) (n int, ok bool) {
	grammar, err := l.parsing()
	if err != nil {
		return 0, false
	}
	tree := grammar.parseOnce(source)
	if tree == nil {
		return 0, false
	}
	defer tree.Close()
	return len(defects(tree.RootNode())), true
}

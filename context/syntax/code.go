package syntax

import (
	"slices"
	"strings"

	sitter "github.com/smacker/go-tree-sitter"
)

// SameCode reports whether two texts differ in nothing but blanks, comments and
// docstrings, and the second parses no worse. It is not known if either cannot
// be parsed in time or the language has no grammar.
func SameCode(l *Language, before, after string) (same, known bool) {
	if !l.Deep() {
		return false, false
	}
	grammar, err := l.parsing()
	if err != nil {
		return false, false
	}
	code := func(text string) (tokens []string, faults int, ok bool) {
		tree := grammar.parseOnce(text, parseLimit)
		if tree == nil {
			return nil, 0, false
		}
		defer tree.Close()
		return l.code(tree.RootNode(), text), l.faults(tree.RootNode(), text), true
	}
	was, faults, ok := code(before)
	if !ok {
		return false, false
	}
	is, more, ok := code(after)
	return more <= faults && slices.Equal(was, is), ok
}

// ParsesWorse reports whether a file has more in it that its language refuses
// than it had before: errors, missing tokens, blocks that are not indented as
// they have to be, and what stands where it may not. It is not known if either
// text cannot be parsed in time or the language has no grammar.
func ParsesWorse(l *Language, before, after string) (worse, known bool) {
	if !l.Deep() {
		return false, false
	}
	grammar, err := l.parsing()
	if err != nil {
		return false, false
	}
	faults := func(text string) (int, bool) {
		tree := grammar.parseOnce(text, parseLimit)
		if tree == nil {
			return 0, false
		}
		defer tree.Close()
		return l.faults(tree.RootNode(), text), true
	}
	was, ok := faults(before)
	is, also := faults(after)
	return is > was, ok && also
}

// code lists the tokens in a node.
func (l *Language) code(root *sitter.Node, text string) (tokens []string) {
	cursor := sitter.NewTreeCursor(root)
	defer cursor.Close()
	for depth := 0; ; {
		n := cursor.CurrentNode()
		if !l.silent(n) {
			if cursor.GoToFirstChild() {
				depth++
				continue
			}
			if token := text[n.StartByte():n.EndByte()]; !blank(token) {
				tokens = append(tokens, token)
			}
		}
		for !cursor.GoToNextSibling() {
			if depth--; depth < 0 || !cursor.GoToParent() {
				return tokens
			}
		}
	}
}

// silent reports whether a node does nothing: a comment, or a string that is a
// statement, which is a docstring or as good as one.
func (l *Language) silent(n *sitter.Node) bool {
	return strings.HasSuffix(n.Type(), "comment") ||
		l.offside && n.Type() == "expression_statement" && n.ChildCount() == 1 && n.Child(0).Type() == "string"
}

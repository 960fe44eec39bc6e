package syntax

import (
	"slices"
	"strings"
	"unicode/utf8"

	sitter "github.com/smacker/go-tree-sitter"
)

// misplaced finds the first thing in a source that a grammar takes although the
// language has no place for it there, because the grammar must also read what
// is half written: a statement outside of all functions, or a reserved word as
// the name of something. More of them say no more: they are what is left of a
// function whose head is not in the source.
func misplaced(l *Language, root *sitter.Node, source string) []Span {
	if len(l.inner) > 0 {
		cursor := sitter.NewTreeCursor(root)
		defer cursor.Close()
		for ok := cursor.GoToFirstChild(); ok; ok = cursor.GoToNextSibling() {
			if n := cursor.CurrentNode(); slices.Contains(l.inner, n.Type()) {
				return []Span{spanOf(n)}
			}
		}
	}
	for _, word := range l.misread {
		for at := strings.Index(source, word); at >= 0; {
			if span := (Span{at, at + len(word)}); stands(source, span) && named(root, source, span) {
				return []Span{span}
			}
			n := strings.Index(source[at+len(word):], word)
			if n < 0 {
				break
			}
			at += len(word) + n
		}
	}
	return nil
}

// stands reports whether no letters are around a word.
func stands(source string, word Span) bool {
	before, _ := utf8.DecodeLastRuneInString(source[:word.Start])
	behind, _ := utf8.DecodeRuneInString(source[word.End:])
	return !WordRune(before) && !WordRune(behind)
}

// named reports whether a word is the name of something for the grammar, apart
// from names behind a dot, which may be any word in some languages.
func named(root *sitter.Node, source string, word Span) bool {
	line := strings.LastIndexByte(source[:word.Start], '\n') + 1
	begin := sitter.Point{Row: uint32(strings.Count(source[:line], "\n")), Column: uint32(word.Start - line)}
	end := sitter.Point{Row: begin.Row, Column: begin.Column + uint32(word.End-word.Start)}
	n := root.NamedDescendantForPointRange(begin, end)
	return n != nil && (n.Type() == "identifier" || n.Type() == "type_identifier") && spanOf(n) == word
}

package syntax

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	sitter "github.com/smacker/go-tree-sitter"

	"fimble/completion/eval/corpus"
)

// The grammars know which brackets are code. In real files that they parse
// without a fault, the marks are the same.
func TestMarkedBracketsAreThoseOfTheGrammar(t *testing.T) {
	for _, name := range corpus.Languages() {
		l := Detect(name, "x."+name)
		grammar, err := l.parsing()
		if err != nil {
			t.Fatal(err)
		}
		files, wrong := 0, 0
		for i, f := range corpus.Files(t, name) {
			if i%3 > 0 {
				continue
			}
			tree := grammar.parseOnce(f.Text)
			if tree == nil {
				t.Fatalf("%s takes too long", f.Path)
			}
			if !tree.RootNode().HasError() {
				files++
				want, got := brackets(tree.RootNode(), l, f.Text), []string{}
				for _, m := range Marks(l, f.Text) {
					if (m.Kind == MarkOpen || m.Kind == MarkClose) && m.Bracket {
						got = append(got, fmt.Sprint(m.Span.Start, f.Text[m.Span.Start:m.Span.End]))
					}
				}
				if !slices.Equal(want, got) {
					wrong++
					i := 0
					for i < len(want) && i < len(got) && want[i] == got[i] {
						i++
					}
					t.Logf("%s: want %v, got %v", f.Path, want[i:min(len(want), i+3)], got[i:min(len(got), i+3)])
				}
			}
			tree.Close()
		}
		if files < 3 || wrong > 0 {
			t.Errorf("%s: the marks of %d of %d files are wrong", name, wrong, files)
		}
	}
}

// brackets lists the bracket tokens of a tree, without those in strings and on
// lines of the preprocessor.
func brackets(n *sitter.Node, l *Language, text string) []string {
	found := []string{}
	cursor := sitter.NewTreeCursor(n)
	defer cursor.Close()
	var walk func(inert bool)
	walk = func(inert bool) {
		n := cursor.CurrentNode()
		kind := n.Type()
		if n.ChildCount() == 0 {
			start := int(n.EndByte()) - len(kind) // some scanners take the blanks before a token along
			if !n.IsNamed() && !inert && strings.Contains(" ( [ { } ] ) ${ ", " "+kind+" ") && !(l.directives && inDirective(text, start)) {
				found = append(found, fmt.Sprint(start, kind))
			} else if kind == "()" { // the name of an operator
				found = append(found, fmt.Sprint(start, "("), fmt.Sprint(start+1, ")"))
			}
			return
		}
		inert = inert || l.offside && kind == "string"
		for more := cursor.GoToFirstChild(); more; more = cursor.GoToNextSibling() {
			walk(inert)
		}
		cursor.GoToParent()
	}
	walk(false)
	return found
}

func inDirective(text string, at int) bool {
	start := strings.LastIndexByte(text[:at], '\n') + 1
	for start > 1 && text[start-2] == '\\' {
		start = strings.LastIndexByte(text[:start-1], '\n') + 1
	}
	return strings.HasPrefix(strings.TrimSpace(text[start:at]), "#")
}

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
			tree := grammar.parseOnce(f.Text, parseLimit)
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

// shown is a text with its brackets and quotes in place and everything else
// left out; lines are set off by /, and what a line end broke by !.
func shown(l *Language, text string) string {
	var b strings.Builder
	for _, m := range Marks(l, text) {
		switch m.Kind {
		case MarkLine:
			b.WriteString("/")
		case MarkOpen, MarkClose:
			b.WriteString(text[m.Span.Start:m.Span.End])
		case MarkBreak:
			b.WriteString("!")
		case MarkComment:
			b.WriteString("#")
		}
	}
	return b.String()
}

func TestMarksOfCodeThatIsBeingWritten(t *testing.T) {
	for _, c := range []struct{ language, text, want string }{
		{"go", "f(\"a(b\n\tg(x) // y(\n", `/("!/()#`},
		{"go", "s := `a\n(b` + '('\n", "/``''"},
		{"go", "/* ( */ f(", "/**//("},
		{"python", "x = '''a'b\n(''' # (\ny = \"it's\"\n", `/''''''#/""`},
		{"python", "x = f('a\n  y)\n", "/('!/)"},
		{"typescript", "a(`b ${c({d: `e${f}`})} (`)\n", "/(`${({`${}`})}`)"},
		{"typescript", "x = /[/(]/.test(y) / 2 / (z)\n", "/()()"},
		{"typescriptreact", "<p>Don't {x}</p>\n", "/{}"},
		{"rust", "fn f<'a>(x: &'a str) { '(' ; r#\"(\"#; b\"\\\"(\" }\n", `/(){''r#""#""}`},
		{"cpp", "x = 1'000; R\"y(a)\")y\"; '('\n#define F(x) { \\\n  (\nf(\n", `/R"y()y"''/#/(`},
		{"java", "String s = \"\"\"\n  ( \"\n  \"\"\";\n", `/""""""`},
		{"json", "{\"a\": [1, \"b\n", `/{""["!`},
	} {
		if got := shown(Detect(c.language, ""), c.text); got != c.want {
			t.Errorf("%s: marks are %s, want %s in\n%s", c.language, got, c.want, c.text)
		}
	}
}

func TestEveryOpenerHasACloser(t *testing.T) {
	text := "( [ { \" ' ` /* # -- \"\"\" ''' r#\"x\"# R\"y(z)y\" 'a' '\\n' ${ =begin {- <!-- \xff\n"
	for _, l := range Languages() {
		end := 0
		for _, m := range Marks(l, text+text) {
			opener := (text + text)[m.Span.Start:m.Span.End]
			if m.Span.Start < end || m.Span.Len() < 0 || m.Kind == MarkOpen && l.Closer(opener) == "" {
				t.Errorf("%s: %v of %q", l.Name, m, opener)
			}
			if m.Kind != MarkLine {
				end = m.Span.End
			}
		}
	}
}

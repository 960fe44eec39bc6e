package syntax

import (
	"strings"
	"testing"
)

func TestTextThatBreaksTheSyntaxIsCounted(t *testing.T) {
	for _, c := range []struct {
		language, marked string // the text stands between the marks
		broken           bool
	}{
		{"go", "package x\n\nfunc f() {\n\t├return g(1)┤\n}\n", false},
		{"go", "package x\n\nfunc f() {\n\t├return g(1┤\n}\n", true},
		{"go", "package x\n\nfunc f() {\n\treturn g(├1)┤\n}\n", false},
		{"python", "def f():\n    ├return 1┤\n", false},
		{"python", "def f():\n    ├return (┤\n", true},
		{"rust", "fn f() {\n    ├let x = 1;┤\n}\n", false},
		{"java", "class K {\n  void f() {\n    ├if (x) {┤\n  }\n}\n", true},
		{"ruby", "def f\n  ├(((┤\nend\n", false},
	} {
		before, rest, _ := strings.Cut(c.marked, "├")
		text, after, _ := strings.Cut(rest, "┤")
		got, ok := Defects(Detect(c.language, ""), before+text+after)
		if len(got) > 0 != c.broken || ok != Detect(c.language, "").Deep() {
			t.Errorf("%s: defects %v, %v, with %q in\n%s", c.language, got, ok, text, c.marked)
		}
	}
}

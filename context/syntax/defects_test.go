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
		// What the grammar takes, and the language does not.
		{"go", "package x\n\n├return 1┤\n", true},
		{"go", "package x\n\n├x := f()┤\n", true},
		{"go", "package x\n\n├var x = f()┤\n", false},
		{"go", "package x\n\nfunc f() {\n\t├package┤\n\tg()\n}\n", true},
		{"go", "package x\n\nfunc f(a T) {\n\tif a.x {\n\t}\n\t├else {\n\t}┤\n}\n", true},
		{"go", "package x\n\nfunc f(a T) {\n\t├if a.x {\n\t} else {\n\t}┤\n}\n", false},
		{"go", "package x\n\nfunc f() {\n\t├elseif := \"else\" // else┤\n}\n", false},
		{"javascript", "function f() {\n  if (a) {\n  }\n}\n├else {\n}┤\n", true},
		{"javascript", "a.catch(b).finally(├c.else┤);\n", false},
		{"javascript", "├export { a as default }┤;\n", false},
		{"typescript", "├return 1;┤\n", true},
		{"python", "├return 1┤\n", true},
		{"java", "├return 1;┤\nclass K {\n}\n", true},
		{"c", "├return 1;┤\n", true},
		{"c", "├MODULE_LICENSE(\"GPL\");┤\n", false},
		{"rust", "├let x = 1;┤\n", true},
		{"rust", "├thread_local! { static X: i32 = 1; }┤\n", false},
		{"ruby", "def f\n  ├(((┤\nend\n", false},
	} {
		before, rest, _ := strings.Cut(c.marked, "├")
		text, after, _ := strings.Cut(rest, "┤")
		got, ok := defectsOf(Detect(c.language, ""), before+text+after)
		if len(got) > 0 != c.broken || ok != Detect(c.language, "").Deep() {
			t.Errorf("%s: defects %v, %v, with %q in\n%s", c.language, got, ok, text, c.marked)
		}
	}
}

// defectsOf is Checker.Defects for a single source. It also reports false if the
// language has no grammar.
func defectsOf(l *Language, source string) (found []Span, ok bool) {
	c, ok := NewChecker(l)
	if !ok {
		return nil, false
	}
	defer c.Close()
	return c.Defects(source)
}

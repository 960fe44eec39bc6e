package syntax

import (
	"strings"
	"testing"
)

// at parses a text with a cursor mark and returns the outline and the offset.
func at(t *testing.T, language, marked string) (*Outline, int) {
	t.Helper()
	before, after, ok := strings.Cut(marked, "█")
	if !ok {
		t.Fatalf("no cursor in %q", marked)
	}
	p := NewParser(Detect(language, ""))
	defer p.Close()
	return p.Parse(before+after, nil, len(before)), len(before)
}

func TestScopeAtTheCursor(t *testing.T) {
	for _, c := range []struct {
		language, marked string
		want             ScopeKind
	}{
		{"go", "package x\n\nfunc f() {\n\t// a com█ment\n}\n", ScopeComment},
		{"go", "package x\n\nfunc f() {} // to the end█", ScopeComment},
		{"go", "package x\n\nfunc f() { /* in */█ }\n", ScopeBody},
		{"go", "package x\n\nvar s = \"█\"\n", ScopeString},
		{"go", "package x\n\nvar s = █\"\"\n", ScopeFile},
		{"go", "package x\n\nvar s = `raw\n█`\n", ScopeString},
		{"go", "package x\n\nimport \"█fmt\"\n", ScopeString},
		{"go", "package x\n\nimport (\n\t█\n)\n", ScopeImport},
		{"go", "package x\n\nfunc f(█) {}\n", ScopeParameters},
		{"go", "package x\n\nfunc f() { g(1, █) }\n", ScopeArguments},
		{"go", "package x\n\ntype T struct {\n\t█\n}\n", ScopeMembers},
		{"go", "package x\n\ntype I interface {█}\n", ScopeMembers},
		{"go", "package x\n\nfunc f() {\n\tif x {\n\t\t█\n\t}\n}\n", ScopeBody},
		{"go", "package x\n█\nfunc f() {}\n", ScopeFile},
		{"python", "def f():\n    x = 1\n    █\n", ScopeBody},
		{"python", "def f():\n    x = 1\n█\n", ScopeFile},
		{"python", "def f():\n    █", ScopeBody},
		{"python", "def f():  # why\n    █\n    return 1\n", ScopeBody},
		{"python", "class K:\n    x = 1\n\n    █\n\ny = 2\n", ScopeMembers},
		{"python", "class K:\n    def f(self):\n        return 1\n\n    █\n", ScopeMembers},
		{"python", "x = f\"a {█b} c\"\n", ScopeFile},
		{"python", "x = f\"a {b} █c\"\n", ScopeString},
		{"python", "def f():\n    \"\"\"Do█c.\"\"\"\n", ScopeString},
		{"typescript", "const s = `a ${█b} c`\n", ScopeFile},
		{"typescript", "const s = `a ${b} █c`\n", ScopeString},
		{"typescript", "interface I {\n  █\n}\n", ScopeMembers},
		{"typescript", "namespace N {\n  █\n}\n", ScopeMembers},
		{"javascript", "import { █ } from 'x'\n", ScopeImport},
		{"typescriptreact", "const a = <A b={c(█)} />\n", ScopeArguments},
		{"rust", "fn f() {\n    g(█)\n}\n", ScopeArguments},
		{"rust", "struct S {\n    █\n}\n", ScopeMembers},
		{"java", "class K {\n  void f() {\n    █\n  }\n}\n", ScopeBody},
		{"java", "class K {\n  █\n}\n", ScopeMembers},
		{"c", "int f(void)\n{\n\t█\n}\n", ScopeBody},
		{"c", "#include <█stdio.h>\n", ScopeImport},
		{"cpp", "class K {\n public:\n  █\n};\n", ScopeMembers},
		{"ruby", "def f\n  █\nend\n", ScopeFile},
	} {
		o, offset := at(t, c.language, c.marked)
		if got := o.ScopeAt(offset); got != c.want {
			t.Errorf("%s: scope is %s, want %s in\n%s", c.language, got, c.want, c.marked)
		}
	}
}

func TestStringThatIsBeingTypedIsAString(t *testing.T) {
	for _, c := range []struct {
		language, marked string
		want             ScopeKind
	}{
		{"go", "package x\n\nfunc f() {\n\tfmt.Println(\"abc█\n\ty := 1\n}\n", ScopeString},
		{"go", "package x\n\nfunc f() {\n\tg(\"a\", \"call h(b█\n}\n", ScopeString},
		{"go", "package x\n\nfunc f() {\n\tg(\"a\", b█\n}\n", ScopeArguments},
		{"python", "def f():\n    x = \"abc█\n    y = 1\n", ScopeString},
		{"python", "def f():\n    x = f'a {b█\n    y = 1\n", ScopeFile},
		{"python", "def f():\n    x = f'a {b} c█\n    y = 1\n", ScopeString},
		{"typescript", "function f() {\n  foo('abc█\n  const y = 1\n}\n", ScopeString},
		{"java", "class K {\n  void f() {\n    g(\"abc█\n  }\n}\n", ScopeString},
		{"rust", "fn f<'a>() {\n    g(\"abc█\n}\n", ScopeString},
		{"c", "int f(void)\n{\n\tg(\"abc█\n}\n", ScopeString},
		{"cpp", "int f()\n{\n\tg(\"abc█\n}\n", ScopeString},
	} {
		o, offset := at(t, c.language, c.marked)
		if got := o.ScopeAt(offset); got != c.want {
			t.Errorf("%s: scope is %s, want %s in\n%s", c.language, got, c.want, c.marked)
		}
	}
}

func TestWhatIsBeingTypedHasItsScope(t *testing.T) {
	for _, c := range []struct {
		language, marked string
		want             ScopeKind
	}{
		{"go", "package x\n\nvar s = `raw\nmore █\n\nfunc f() {}\n", ScopeString},
		{"go", "package x\n\nfunc f() {\n\t/* why █\n\tx := 1\n}\n", ScopeComment},
		{"go", "package x\n\nfunc f() {\n\tg(1, █\n}\n", ScopeArguments},
		{"go", "package x\n\nfunc f() {\n\tg(1, █\n\ty := 2\n}\n\nfunc h() {}\n", ScopeArguments},
		{"go", "package x\n\nfunc f(a int, █\n\nfunc h() {}\n", ScopeParameters},
		{"python", "def f():\n    \"\"\"Do █\n\n    return 1\n", ScopeString},
		{"python", "def f():\n    g(1, █\n    return 2\n", ScopeArguments},
		{"python", "def f(a, █\n    return 2\n", ScopeParameters},
		{"typescript", "const s = `a █\nfoo()\n", ScopeString},
		{"typescript", "/**\n * Doc █\nfunction f() {}\n", ScopeComment},
		{"typescript", "function f() {\n  g(1, █\n  h()\n}\n", ScopeArguments},
		{"typescript", "function f() {\n  if (1 < █\n  h()\n}\n", ScopeBody},
		{"java", "class K {\n  /** Do █\n  void f() {}\n}\n", ScopeComment},
		{"java", "class K {\n  void f() {\n    g(1, █\n  }\n}\n", ScopeArguments},
		{"rust", "/* a █\nfn f() {}\n", ScopeComment},
		{"rust", "fn f() {\n    g(1, █\n}\n", ScopeArguments},
		{"rust", "fn f() {\n    let s = r#\"a █\n}\n", ScopeString},
		{"c", "/* a █\nint x;\n", ScopeComment},
		{"c", "int f(void)\n{\n\tg(1, █\n}\n", ScopeArguments},
		{"cpp", "int f()\n{\n\tauto s = R\"x(a █\n}\n", ScopeString},
	} {
		o, offset := at(t, c.language, c.marked)
		if got := o.ScopeAt(offset); got != c.want {
			t.Errorf("%s: scope is %s, want %s in\n%s", c.language, got, c.want, c.marked)
		}
	}
}

func TestEnclosingSymbolsComeOutermostFirst(t *testing.T) {
	o, offset := at(t, "python", "class K:\n    def f(self):\n        def g():\n            pass\n        █\n\nx = 1\n")
	var names []string
	for _, i := range o.EnclosingSymbols(offset) {
		names = append(names, o.Symbols[i].Name)
	}
	if got := strings.Join(names, " "); got != "K f" {
		t.Errorf("enclosing symbols are %q, want K f", got)
	}
}

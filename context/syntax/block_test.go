package syntax

import (
	"strings"
	"testing"
)

func TestBlockEndsWhereItsCloserStands(t *testing.T) {
	for _, c := range []struct{ language, marked string }{
		{"go", "package x\n\nfunc f() {\n\t█return 1\n╣}\n\nfunc g() {\n}\n"},
		{"go", "package x\n\nfunc f() {\n\tif x {\n\t\t█g()\n\t╣}\n\treturn\n}\n"},
		{"go", "package x\n\nfunc f() {\n\tfor █_, x := range y {\n\t\tg(\"}\")\n\t}\n\t// }\n╣}\n"},
		{"go", "package x\n\nfunc f() {\n\tx := T{\n\t\tA: █1,\n\t\tB: T{},\n\t╣}\n\treturn\n}\n"},
		{"go", "package x\n\nimport (\n\t█\"fmt\"\n╣)\n\nfunc f() {}\n"},
		{"go", "package x\n\nvar (\n\t█a = f(1)\n╣)\n\nfunc f() {}\n"},
		{"go", "package x\n\nfunc f() {\n\tg(█1, func() {\n\t\th()\n\t})\n╣}\n\nfunc h() {}\n"},
		{"go", "package x\n\nfunc f() {\n\treturn █1\n\t// no closer"},
		{"go", "package x\n\nfunc f() {█\n\tx := `\n}`\n╣}\n}\n"},
		{"go", "package x\n\nfunc broken( {\n\tx := [\n\nfunc f() {\n\t█return 1\n╣}\n\nfunc g() {}\n"},
		{"go", "package x\n\n█func f() {\n}\n\nfunc g() {\n}\n"},
		{"python", "def f():\n    █return 1\n\n╣def g():\n    pass\n"},
		{"python", "def f():\n    if x:\n        █y = 1\n╣    return y\n"},
		{"python", "def f():\n    x = █1\n    return x\n\n\n╣class K:\n    pass\n"},
		{"python", "def f():█\n    x = \"\"\"\ntext\n\"\"\"\n    return x\n\n╣def g(): pass\n"},
		{"python", "def f():\n    x = g(█1,\n  2)\n    return x\n╣y = 2\n"},
		{"python", "def f():\n    return {█\n        'a': 1,\n    }\n\n╣# About g.\n╣def g(): pass\n"},
		{"python", "def f():\n█    return 1\n╣x = 2\n"},
		{"python", "class K:\n    def f(self):\n        █pass\n\n╣    def g(self):\n        pass\n"},
		{"python", "x = █1\ny = 2\n\ndef g(): pass\n"},
		{"python", "def f():\n    x = (█1 + 2\n\n╣def g():\n    pass\n"},
		{"typescript", "function f(): number {\n  █return 1\n╣}\n\nfunction g() {}\n"},
		{"typescript", "class K {\n  f() {\n    const x = `a ${█b} }`\n  ╣}\n  g() {}\n}\n"},
		{"typescript", "interface I {\n  █a: { b: string }\n╣}\n\ntype T = {}\n"},
		{"typescriptreact", "function A() {\n  return (\n    <ul>\n      {xs.map(x => (█<li style={{a: 1}}>{x}</li>))}\n    </ul>\n  )\n╣}\n\nfunction B() {}\n"},
		{"javascript", "foo(() => {\n  █bar({ a: 1 })\n╣})\nbaz()\n"},
		{"javascriptreact", "const A = () => {\n  █return <p>{'}'}</p>\n╣}\nconst B = 1\n"},
		{"rust", "fn f() -> u8 {\n    match x {\n        1 => █{ 2 }\n        '}' => 3,\n    ╣}\n}\n"},
		{"java", "class K {\n  void f() {\n    █g(new int[] {1}, '}');\n  ╣}\n\n  void g() {}\n}\n"},
		{"c", "int f(void)\n{\n\tint a[] = {█1, 2╣};\n\treturn 0;\n}\n"},
		{"c", "int f(void)\n{\n\t█if (x) {\n\t\tg('}');\n\t}\n╣}\n\nint g(void)\n{\n}\n"},
		{"cpp", "namespace n {\nclass K {\n  void f() {\n    █auto g = [] { return 1; };\n  ╣}\n};\n}\n"},
		{"ruby", "def f\n  █1\nend\n\ndef g\nend\n"},
	} {
		prefix, rest, _ := strings.Cut(c.marked, "█")
		inside, after, _ := strings.Cut(rest, "╣")
		text := inside + strings.ReplaceAll(after, "╣", "")
		if got := BlockEnd(Detect(c.language, ""), prefix, text); got != len(inside) {
			t.Errorf("%s: block ends before %q, want before %q in\n%s", c.language, text[got:], text[len(inside):], c.marked)
		}
	}
}

func TestBlockEndReadsNoMoreThanItsReach(t *testing.T) {
	prefix := "package x\n\nfunc f() {\n" + strings.Repeat("\tif x {\n\t\tg()\n\t}\n", 3*blockReach/18) + "\tif y {\n\t\t"
	if got := BlockEnd(Detect("go", ""), prefix, "h()\n\t}\n\ti()\n}\n"); got != len("h()\n\t") {
		t.Errorf("block ends at %d", got)
	}
	if got := BlockEnd(Detect("python", ""), strings.Repeat("x = 1\n", blockReach)+"def f():\n", "    y = 1\nz = 2\n"); got != len("    y = 1\n") {
		t.Errorf("Python block ends at %d", got)
	}
}

package syntax

import "testing"

func TestCodeThatItsLanguageRefusesParsesWorse(t *testing.T) {
	const function = "import os\n\ndef total(items):\n    s = 0\n    return s\n"
	const method = "class A:\n    def f(self):\n        return 1\n"
	const file = "package p\n\nimport \"fmt\"\n\nfunc f() { fmt.Println() }\n"
	for name, c := range map[string]struct{ language, before, after string }{
		"body not deeper":            {"python", function, "import os\n\ndef total(items):\nreturn 3\n"},
		"body of a method":           {"python", method, "class A:\n    def f(self):\n    return 1\n"},
		"if without a body":          {"python", function, function + "if os:\n"},
		"for without a body":         {"python", function, "import os\n\ndef total(items):\n    for i in items:\n    return s\n"},
		"nothing but a comment":      {"python", function, "import os\n\ndef total(items):\n    # all\n\nx = 1\n"},
		"deeper for no reason":       {"python", function, "import os\n\ndef total(items):\n    s = 0\n        return s\n"},
		"deeper at the start":        {"python", function, "  import os\n"},
		"depth of no block":          {"python", function, "import os\n\ndef total(items):\n    if items:\n        s = 0\n      return s\n"},
		"tabs and blanks":            {"python", function, "def total(items):\n    s = 0\n\treturn s\n"},
		"behind a string":            {"python", function, "def total(items):\n    s = '''\n(\n'''\n      return s\n"},
		"behind brackets":            {"python", function, "def total(items):\n    s = [\n  1]  # one\n      return s\n"},
		"behind a backslash":         {"python", function, "def total(items):\n    s = 1 + \\\n  2\n      return s\n"},
		"two statements on a line":   {"python", function, "x = 1 return 3\n"},
		"a function behind one":      {"python", function, "x = foo() def g(): return 1\n"},
		"numbered lines":             {"python", function, "import os\n\n1 def total(items):\n2     s = 0\n3     return s\n"},
		"one more where one was":     {"python", "x = 1 y\n" + function, "x = 1 y\n" + function + "x = 1 y\n"},
		"return of a class":          {"python", method, "class A:\n    def f(self):\n        x = 1\n    return x\n"},
		"return in an if of a class": {"python", method, method + "    if A:\n        return x\n"},
		"return behind a function":   {"python", function, function + "if s:\n    for t in s:\n        return(t)\n"},
		"return outside":             {"python", function, function + "return 1\n"},
		"CRLF":                       {"python", function, "import os\r\n\r\ndef total(items):\r\nreturn 3\r\n"},
		"no package":                 {"go", file, "import \"fmt\"\n\nfunc f() { fmt.Println() }\n"},
		"no package in a new file":   {"go", "", "func f() {}\n"},
		"package behind the imports": {"go", file, "import \"fmt\"\n\npackage p\n\nfunc f() { fmt.Println() }\n"},
		"two packages":               {"go", file, file + "\npackage q\n"},
		"import behind code":         {"go", file, "package p\n\nfunc f() { fmt.Println() }\n\nimport \"fmt\"\n"},
		"statement outside":          {"go", file, file + "\nf()\n"},
	} {
		worse, known := ParsesWorse(Detect(c.language, ""), c.before, c.after)
		if !worse || !known {
			t.Errorf("%s: not found in\n%s", name, c.after)
		}
	}
}

func TestCodeThatItsLanguageTakesParsesNoWorse(t *testing.T) {
	const old = "x = 1\n"
	const broken = "def f():\nreturn (3\n\ndef g():\n    return 1\n"
	for name, c := range map[string]struct{ language, before, after string }{
		"blocks":                {"python", old, "class A:\n\n  # odd\n    # comments\n\n  def f(self):\n        if x:\n            y()\n\n  z = 1\nw = 2\n"},
		"a block on its line":   {"python", old, "if x: y()\nelse: z()\nclass E: ...\n"},
		"brackets":              {"python", old, "x = {\n        'a': [\n1, 2],\n  'b':\n 3}\ny = x[1:\n  2]\n"},
		"strings":               {"python", old, "def f():\n    \"\"\"Say:\n  '''so\n\n  it (is:\n    \"\"\"\n    return 'a:(' \"\\\"{\" r'\\\\'\n"},
		"backslashes":           {"python", old, "assert x, \\\n        y\nz = 'a\\\n   b'\nw = 1\n"},
		"a comment behind":      {"python", old, "def f():  # why:\n    x = 1  # so:\n    return x\n"},
		"tabs":                  {"python", old, "def f():\n\tif x:\n\t        y()\n\treturn 1\n"},
		"a mark and form feeds": {"python", old, "\ufeffimport os\n\f\n\fdef f():\n    return 1\n\f\nx = 1"},
		"CRLF":                  {"python", old, "def f():\r\n    x = (\r\n1)\r\n\r\n    return \\\r\n  x\r\n"},
		"returns":               {"python", old, "class A:\n    async def f(self):\n        class B: pass\n        if x:\n            return\n        class C:\n            def g():\n                return (1)\n        return 2\n    returns = 1\nreturned = 2\n"},
		"lambda and slices":     {"python", old, "f = lambda x: x\nd: int = 1\nx = y[:]\nz = 2\n"},
		"mended":                {"python", "def f():\nreturn 3\n", "def f():\n    return 3\n"},
		"no more than were":     {"python", broken, broken + "\ndef h():\n    return 1\n"},
		"a new file":            {"go", "", "// Package p does.\npackage p\n\nimport \"fmt\"\nimport \"os\"\n\n// f does.\nfunc f() {}\n"},
		"a licence":             {"go", "", "//go:build linux\n\n/* All rights. */\n\npackage p\n"},
		"nothing left":          {"go", "package p\n", ""},
		"a part of a file":      {"go", "func f() {}\n", "func f() {}\n\nfunc g() {}\n"},
	} {
		worse, known := ParsesWorse(Detect(c.language, ""), c.before, c.after)
		if worse || !known {
			t.Errorf("%s: refused:\n%s", name, c.after)
		}
	}
}

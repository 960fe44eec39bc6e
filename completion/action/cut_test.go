package action_test

import (
	"strings"
	"testing"
)

func TestAWholeFileIsCutDownToTheCode(t *testing.T) {
	const (
		goFile   = "package a\n\nimport \"os\"\n\nfunc Other() { os.Exit(1) }\n\n// Total adds.\nfunc Total(xs []int) int {\n\t├┤return 1\n}\n\nfunc Last() {}\n"
		tsFile   = "import x from \"x\";\n\nexport function a() {\n  return x;\n}\n\nexport function b() {\n  ├┤return 1;\n}\n"
		pyFile   = "import os\n\n\ndef a():\n    return os.name\n\n\ndef b():\n    ├┤return 1\n\n\nprint(a())\n"
		javaFile = "package a;\n\nimport java.util.List;\n\npublic class A {\n    private int x = 1;\n\n    int get() { return x; }\n\n    int b() {\n        ├┤return 1;\n    }\n}\n"
		pyClass  = "class A:\n    def a(self):\n        return 0\n\n    def b(self):\n        ├┤return 1\n"
		rustFile = "use std::io;\n\nstruct A;\n\nimpl A {\n    fn a(&self) -> i32 { 0 }\n\n    fn b(&self) -> i32 {\n        ├┤1\n    }\n}\n"
		cppFile  = "#include <vector>\n\nint a() { return 0; }\n\nint b() {\n  return ├┤1;\n}\n"
	)
	unmarked, changed := strings.NewReplacer("├", "", "┤", ""), strings.NewReplacer("1;\n    }", "2;\n    }", "return 1", "return 2", "        1\n", "        2\n")
	for _, c := range []struct{ name, file, marked, code string }{
		{"Go", "a.go", goFile, ""},
		{"TypeScript", "a.ts", tsFile, ""},
		{"Python", "a.py", pyFile, ""},
		{"Java", "A.java", javaFile, ""},
		{"Rust", "a.rs", rustFile, ""},
		{"C++", "a.cpp", cppFile, ""},
		{"the class of a method", "b.py", pyClass, ""},
		{"the class and no other method", "c.py", pyClass, "class A:\n    def b(self):\n        return 2"},
		{"the class of a method of Java", "A.java", javaFile, "public class A {\n    int b() {\n        return 2;\n    }\n}"},
		{"the class of its first method", "d.py", "class A:\n    def b(self):\n        ├┤return 1\n\n    def a(self):\n        return 0\n", ""},
		{"a variable without a name", "c.go", "package p\n\nvar _ = f()\n\nfunc f() int {\n\t├┤return 1\n}\n", ""},
		{"the package clause", "a.go", goFile, "package a\n\n// Total adds.\nfunc Total(xs []int) int {\n\treturn 2\n}"},
		{"imports that are there", "a.py", pyFile, "import os\n\n\ndef b():\n    return 2"},
		{"imports of types that are there", "b.ts", "import { c } from \"./m\";\nimport type { A } from \"./m\";\n\nfunction f(a: A) {\n  ├┤return 1;\n}\n", ""},
		{"imports of Java that are there", "A.java", javaFile, "import java.util.List;\n\n    int b() {\n        return 2;\n    }"},
	} {
		t.Run(c.name, func(t *testing.T) {
			want := changed.Replace(unmarked.Replace(c.marked))
			if c.code == "" {
				c.code = want
			}
			if got, asked, err := edits(t, c.file, c.marked, "two", inTags(c.code)); err != nil || got != want || len(asked) != 1 {
				t.Errorf("the file is\n%s (%v), asked %d times", got, err, len(asked))
			}
		})
	}
}

func TestWhatStandsAroundTheCodeIsNotDoubled(t *testing.T) {
	const goFile = "package a\n\nvar A = 1\n\ntype T struct{}\n\nfunc (t T) m() {}\n\nfunc Total() int {\n\treturn ├┤1\n}\n"
	for _, c := range []struct{ name, file, marked, code, around string }{
		{"a function that is changed", "a.py", "def a():\n    return 0\n\n\ndef b():\n    return ├┤1\n", "def a():\n    return 5\n\n\ndef b():\n    return 2", "a"},
		{"a variable", "a.go", goFile, "var A = 2\n\nfunc Total() int {\n\treturn 2\n}", "A"},
		{"a method", "a.go", goFile, "func (x T) m() { print() }\n\nfunc Total() int {\n\treturn 2\n}", "m"},
		{"a class in its class", "A.java", "public class A {\n    int x;\n\n    int b() {\n        return ├┤1;\n    }\n}\n", "public class A {\n    int x = 3;\n\n    int b() {\n        return 2;\n    }\n}", "x"},
		{"a function in itself", "c.py", "def b():\n    x = 1\n├    x += 1\n┤    return x\n", "def b():\n    x = 1\n    x += 2\n    return x", "b"},
		{"a function around", "a.js", "function b() {\n  function fix() {\n    return ├┤1;\n  }\n  return fix;\n}\n", "function b() {\n  function fix() {\n    return 2;\n  }\n  return fix;\n}", "b"},
		{"a method around", "b.js", "module.exports = {\n  create() {\n    return {\n      fix() {\n        return ├┤1;\n      },\n    };\n  },\n};\n", "create() {\n  return {\n    fix() {\n      return 2;\n    },\n  };\n},", "create"},
		{"a statement", "b.py", "def a():\n    return 0\n\n\ndef b():\n    return ├┤1\n\n\nprint(b())\n", "def a():\n    return 0\n\n\ndef b():\n    return 2\n\n\nprint(b(), a())", "print(b(), a())"},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, asked, err := edits(t, c.file, c.marked, "two", inTags(c.code))
			if err == nil || len(asked) != 2 || !strings.Contains(asked[1].Refused, c.around+" stands outside") {
				t.Errorf("the file is\n%s (%v), asked %d times", got, err, len(asked))
			}
		})
	}
	for _, c := range []struct{ name, file, marked, code string }{
		{"a method of another type", "a.go", goFile, "func (t U) m() {}\n\nfunc Total() int {\n\treturn 2\n}"},
		{"an overload", "A.java", "class A {\n    int b(int x) { return x; }\n\n    int b() {\n        return ├┤1;\n    }\n}\n", "    int b(long x) { return 2; }\n\n    int b() {\n        return 2;\n    }"},
		{"a helper", "a.py", "def a():\n    return 0\n\n\ndef b():\n    return ├┤1\n", "def two():\n    return 2\n\n\ndef b():\n    return two()"},
		{"a setter", "b.py", "class A:\n    @property\n    def x(self):\n        return 1\n\n    def b(self):\n        return ├┤1\n", "    @x.setter\n    def x(self, v):\n        pass\n\n    def b(self):\n        return 2"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got, asked, err := edits(t, c.file, c.marked, "two", inTags(c.code)); err != nil || !strings.Contains(got, c.code) || len(asked) != 1 {
				t.Errorf("the file is\n%s (%v), asked %d times", got, err, len(asked))
			}
		})
	}
}

func TestImportsOfAnAnswerComeToThoseOfTheFile(t *testing.T) {
	for _, c := range []struct{ name, file, marked, message, code, after string }{
		{"Go without imports", "a.go", "package a\n\nfunc First() {}\n\nfunc Up(s string) string {\n\treturn ├strings┤.ToUpper(s)\n}\n", "undefined: strings",
			"import \"strings\"\n\nfunc Up(s string) string {\n\treturn strings.ToUpper(s)\n}",
			"package a\n\nimport \"strings\"\n\nfunc First() {}\n\nfunc Up(s string) string {\n\treturn strings.ToUpper(s)\n}\n"},
		{"Go with others", "b.go", "package a\n\nimport (\n\t\"os\"\n)\n\nvar _ = os.Args\n\nfunc Up(s string) string {\n\treturn ├up┤(s)\n}\n", "undefined: up",
			"package a\n\nimport (\n\t\"os\"\n\t\"strings\"\n)\n\nfunc Up(s string) string {\n\treturn strings.ToUpper(s)\n}",
			"package a\n\nimport (\n\t\"os\"\n\t\"strings\"\n)\n\nvar _ = os.Args\n\nfunc Up(s string) string {\n\treturn strings.ToUpper(s)\n}\n"},
		{"Python", "a.py", "import sys\n\n\ndef first():\n    return sys.argv\n\n\ndef f(x):\n    return ├os┤.path.join(x)\n", "Undefined name os",
			"import os\nimport sys\n\n\ndef f(x):\n    return os.path.join(x)",
			"import sys\nimport os\n\n\ndef first():\n    return sys.argv\n\n\ndef f(x):\n    return os.path.join(x)\n"},
		{"more names in Python", "b.py", "from os import path\n\n\ndef first():\n    return path\n\n\ndef f(x):\n    return ├sep┤\n", "Undefined name sep",
			"from os import path, sep, linesep\n\n\ndef f(x):\n    return sep + linesep",
			"from os import path, sep, linesep\n\n\ndef first():\n    return path\n\n\ndef f(x):\n    return sep + linesep\n"},
		{"TypeScript", "a.ts", "import { a } from \"./a\";\n\nexport function first() {\n  return a;\n}\n\nexport function f() {\n  return ├b┤;\n}\n", "Cannot find name 'b'",
			"import { a, b } from \"./a\";\nimport c from \"c\";\n\nexport function f() {\n  return b + c;\n}",
			"import { a, b } from \"./a\";\nimport c from \"c\";\n\nexport function first() {\n  return a;\n}\n\nexport function f() {\n  return b + c;\n}\n"},
		{"Java", "A.java", "package a;\n\npublic class A {\n    int f() { ├List┤<String> x = null; return 1; }\n}\n", "cannot find symbol List",
			"import java.util.List;\n\n    int f() { List<String> x = null; return 1; }",
			"package a;\n\nimport java.util.List;\n\npublic class A {\n    int f() { List<String> x = null; return 1; }\n}\n"},
		{"Rust", "a.rs", "use std::io;\n\nfn first() {}\n\nfn f() -> usize {\n    ├HashMap┤::<i32, i32>::new().len()\n}\n", "use of undeclared type HashMap",
			"use std::collections::HashMap;\n\nfn f() -> usize {\n    HashMap::<i32, i32>::new().len()\n}",
			"use std::io;\nuse std::collections::HashMap;\n\nfn first() {}\n\nfn f() -> usize {\n    HashMap::<i32, i32>::new().len()\n}\n"},
		{"C++", "a.cpp", "#include <vector>\n\nint first() { return 1; }\n\nint f() {\n  return std::├string┤(\"a\").size();\n}\n", "no member named 'string' in namespace 'std'",
			"#include <string>\n#include <vector>\n\nint f() {\n  return std::string(\"a\").size();\n}",
			"#include <vector>\n#include <string>\n\nint first() { return 1; }\n\nint f() {\n  return std::string(\"a\").size();\n}\n"},
		{"at the head of the file", "c.py", "def f(x):\n    return ├os┤.path.join(x)\n", "Undefined name os",
			"import os\n\n\ndef f(x):\n    return os.path.join(x)",
			"import os\n\n\ndef f(x):\n    return os.path.join(x)\n"},
	} {
		for name, eol := range map[string]string{"LF": "\n", "CRLF": "\r\n"} {
			t.Run(c.name+" "+name, func(t *testing.T) {
				lines := func(text string) string { return strings.ReplaceAll(text, "\n", eol) }
				if got, asked, err := reports(t, c.file, lines(c.marked), c.message, inTags(c.code)); err != nil || got != lines(c.after) || len(asked) != 1 {
					t.Errorf("the file is\n%s (%v), asked %d times", got, err, len(asked))
				}
			})
		}
	}
	const up = "package a\n\nfunc First() {}\n\nfunc Up(s string) string {\n\treturn ├up┤(s)\n}\n"
	if got, asked, err := reports(t, "a.go", up, "undefined: up", inTags("import \"strings\"\n\nfunc Up(s string) string {\n\treturn up(s)\n}")); err == nil || len(asked) != 2 {
		t.Errorf("imports that the report is not about: the file is\n%s (%v), asked %d times", got, err, len(asked))
	}
}

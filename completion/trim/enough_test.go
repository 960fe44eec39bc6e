package trim_test

import (
	"testing"

	"fimble/completion/trim"
)

func TestAModelIsStoppedWhenEnoughIsThere(t *testing.T) {
	for _, c := range []struct{ name, source, streamed, keep string }{
		{"a.go", "x := █\n", "f(1)\ny", "f(1)"},
		{"a.go", "func f() {\n\tx := g(█\n}\n", "1)\n\ty", "1)"},
		{"a.go", "func f() {\n\tg()\n\t█\n}\n", "if x {\n\t\ty()\n\t}\n\tz", "if x {\n\t\ty()\n\t}"},
		{"a.go", "func f() {\n\tg()\n\t█\n}\n", "if x {\n\t\ty()\n\t} else {\n\t\tz()\n\t}\n\ta", "if x {\n\t\ty()\n\t} else {\n\t\tz()\n\t}"},
		{"a.go", "func f() {\n\tg()█\n}\n", "\n\th()\n\ti", "\n\th()"},
		{"a.go", "func f() {\n\tg(█, 1)\n}\n", "2\n\th()", "2"},
		{"a.py", "def f():\n    g()\n    █\n", "for x in y:\n        g(x)\n    return", "for x in y:\n        g(x)"},
		{"a.py", "def f():\n    g()\n    █\n", "try:\n        g()\n    except E:\n        pass\n    h()\n", "try:\n        g()\n    except E:\n        pass"},
		{"a.ts", "const f = █\n", "(a) => {\n  return a;\n};\nconst", "(a) => {\n  return a;\n};"},
		{"a.rs", "fn f() -> i32 {\n    g();\n    █\n}\n", "let x = 1;\n    x", "let x = 1;"},
		// An empty body wants all of it, and so does one with a comment only.
		{"a.go", "func f() {\n\t█\n}\n", "a()\n\tb()\n}\n\nfunc", "a()\n\tb()\n}"},
		{"a.py", "def f():\n    \"\"\"Does it.\"\"\"\n    █\n\ndef g():\n", "a()\n    return b()\n\ndef h", "a()\n    return b()"},
		{"a.java", "class A {\n  void f() {\n    // both\n    █\n  }\n}\n", "a();\n    b();\n  }\n\n  void", "a();\n    b();\n  }"},
		{"a.ts", "function f() {█\n}\n", "\n  a();\n  b();\n}\n\nfunction", "\n  a();\n  b();\n}"},
		// Another branch is wanted if the block is not closed yet.
		{"a.go", "func f() {\n\tif a {\n\t\t█\n\t}\n}\n", "b()\n\t} else {\n\t\tc()\n\t}\n}", "b()"},
		{"a.go", "func f() {\n\tif a {\n\t\t█\n}\n", "b()\n\t} else {\n\t\tc()\n\t}\n}", "b()\n\t} else {\n\t\tc()\n\t}"},
		// Below the comment of a declaration all of it is wanted.
		{"a.go", "package a\n\n// F does it.\n█\n", "func F() {\n\ta()\n\tb()\n}\n\n", "func F() {\n\ta()\n\tb()\n}"},
		{"a.py", "# f does it.\n█\n", "@cached\ndef f():\n    a()\n    return b()\n\nx", "@cached\ndef f():\n    a()\n    return b()"},
		// A statement ends where its brackets do.
		{"a.js", "  g();\n  █\n", "foo(a,\n      b);\n  bar", "foo(a,\n      b);"},
		{"a.cpp", "int a()\n{\n  g();\n  █\n}\n", "if (b)\n  {\n    c();\n  }\n  d", "if (b)\n  {\n    c();\n  }"},
		{"a.c", "  g();\n  █\n", "if (b)\n    c();\n  d", "if (b)\n    c();"},
		// The lines that follow the cursor end it, and so does a loop.
		{"a.rs", "fn f() {\n    █\n    let total = sum(b);\n}\n", "match a {\n        B => c,\n    }\n    let total = sum(b);\n", "match a {\n        B => c,\n    }"},
		{"a.go", "func f() {\n\t█\n}\n", "aaa(b)\n\taaa(b)\n\taaa(b)\n\taaa(b)\n\taaa(b)\n", "aaa(b)"},
		// What is said before the answer does not count.
		{"a.go", "x := █\n", "<think>\na\n</think>\n\nf(1)\ny", "<think>\na\n</think>\n\nf(1)"},
		{"a.py", "x = █\n", "Here it is:\n\n```python\nf(1)\n```", "Here it is:\n\n```python\nf(1)"},
		{"a.java", "  int a = b;\n  int c = █\n", "  int a = b;\n  int c = d;\n  int", "  int a = b;\n  int c = d;"},
		{"a.go", "x := █\n", "f(1)\r\ny", "f(1)"},
	} {
		t.Run(c.name+" "+c.keep, func(t *testing.T) {
			keep, stop := trim.Enough(site(t, c.name, c.source), c.streamed)
			if !stop || c.streamed[:keep] != c.keep {
				t.Errorf("keeps %q, stops %v; want %q and stop", c.streamed[:keep], stop, c.keep)
			}
		})
	}
}

func TestAModelGoesOnWhileTheBlockIsOpen(t *testing.T) {
	for _, c := range []struct{ name, source, streamed string }{
		{"a.go", "x := █\n", "f(1"},
		{"a.go", "func f() {\n\tg()\n\t█\n}\n", "if x {\n\t\ty()\n"},
		{"a.go", "func f() {\n\tg()\n\t█\n}\n", "if x {\n\t\ty()\n\t}"},
		{"a.py", "def f():\n    █\n", "for x in y:\n        g(x)\n\n"},
		{"a.go", "x := █\n", "<think>\nf(1)\ny\n"},
		{"a.go", "x := █\n", "Sure! Here is the code:\n\n"},
		{"a.go", "x := █\n", "```go\n"},
		{"a.go", "\ta()\n\tb()\n\tx := █\n", "\ta()\n\tb()\n"},
		{"a.py", "def f():\n    █\n", "a()\n    b()\n"},
		{"a.py", "    g()\n    █\n", "if a:\n        b()\n    el"},
		{"a.ts", "  x = █\n", "a +\n"},
	} {
		if _, stop := trim.Enough(site(t, c.name, c.source), c.streamed); stop {
			t.Errorf("%s: stops after %q", c.source, c.streamed)
		}
	}
}

func TestOnlyCompletePartsOfACutStreamAreJudged(t *testing.T) {
	for _, c := range []struct{ name, source, streamed, want string }{
		{"a.go", "func f() {\n\t█\n}\n", "a()\n\tb()\n\tc(", "a()\n\tb()"},
		{"a.go", "func f() {\n\t█\n}\n", "a()\n", "a()"},
		{"a.go", "\tx := █\n", "compute(a, b", "compute(a"},
		{"a.go", "\tx := █\n", "compute(a, \"some te", "compute(a"},
		{"a.go", "\tx := █\n", "comp", ""},
		{"a.rs", "    let x = █\n", "a.b().c", "a.b()"},
		{"a.py", "# It █\n", "adds both num", "adds both"},
		{"a.ts", "  const x = █\n", "<think>\na\nb", ""},
		{"a.ts", "  const x = █\n", "```ts\nf(1)\n```\nThis", "```ts\nf(1)"},
		{"a.java", "    █\n", "a();\r\n    b(", "a();"},
	} {
		if got := trim.SoFar(site(t, c.name, c.source), c.streamed); got != c.want {
			t.Errorf("of %q %q is judged, want %q", c.streamed, got, c.want)
		}
	}
}

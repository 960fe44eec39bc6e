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
	} {
		if _, stop := trim.Enough(site(t, c.name, c.source), c.streamed); stop {
			t.Errorf("%s: stops after %q", c.source, c.streamed)
		}
	}
}

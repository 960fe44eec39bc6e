package syntax

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

// Each function is called f. What a function within it depends on does not
// count, and neither does what a loop goes on for.
func TestBranchesAreWhatTheStatementsDependOn(t *testing.T) {
	for name, c := range map[string]struct {
		text string
		want []string
	}{
		"a.go": {
			"package p\n\nfunc f(a int, v any) {\n\tif a < 0 {\n\t\treturn\n\t} else if err := g(); err != nil {\n\t}\n\tswitch a {\n\tcase 1, 2:\n\tcase 3:\n\tdefault:\n\t}\n" +
				"\tswitch v.(type) {\n\tcase string:\n\t}\n\tfor a < 9 {\n\t}\n\tgo func() {\n\t\tif hidden {\n\t\t}\n\t}()\n\tif a < 0 {\n\t}\n}\n",
			[]string{"a < 0", "err != nil", "1, 2", "3", "string"},
		},
		"a.py": {
			"def f(a):\n    if not a:\n        return 1\n    elif a == 2:\n        pass\n    b = 1 if a > 3 else 2\n    match a:\n        case 4:\n            pass\n    g = lambda x: x if hidden else 1\n    while a:\n        pass\n",
			[]string{"not a", "a == 2", "a > 3", "4"},
		},
		"a.ts": {
			"function f(a: number) {\n  if (a < 0) {\n  } else if (a === 2) return;\n  const b = a > 3 ? 1 : 2;\n  switch (a) {\n    case 4:\n  }\n  g(() => (hidden ? 1 : 2));\n}\n",
			[]string{"a < 0", "a === 2", "a > 3", "4"},
		},
		"a.java": {
			"class A { int f(int a) {\n  if (a < 0) { return 1; }\n  int b = a > 3 ? 1 : 2;\n  switch (a) { case 4: return 2; default: }\n  run(() -> { if (hidden) { } });\n  return 3;\n} }\n",
			[]string{"a < 0", "a > 3", "4"},
		},
		"a.rs": {
			"fn f(a: i32) -> i32 {\n    if a < 0 { return 1; }\n    if let Some(b) = g() { }\n    let c = || if hidden { 1 } else { 2 };\n    match a { 4 => 1, _ => 2 }\n}\n",
			[]string{"a < 0", "let Some(b) = g()", "4", "_"},
		},
		"a.cc": {
			"int f(int a) {\n  if (a < 0) return 1;\n  if (g(a) && (a)) return 2;\n  if ((a) && (a > 1)) return 2;\n  int b = a > 3 ? 1 : 2;\n  switch (a) { case 4: return 2; default: break; }\n  return 3;\n}\n",
			[]string{"a < 0", "g(a) && (a)", "(a) && (a > 1)", "a > 3", "4"},
		},
	} {
		t.Run(name, func(t *testing.T) {
			l := Detect("", name)
			for _, s := range outlineOf(l, c.text).Symbols {
				if s.Name != "f" {
					continue
				}
				heads, ok := l.Heads(c.text, []Symbol{s})
				if !ok {
					t.Fatal("not parsed")
				}
				if diff := cmp.Diff(c.want, heads[0].Branches); diff != "" {
					t.Errorf("branches (-want +got):\n%s", diff)
				}
				return
			}
			t.Fatal("no f")
		})
	}
}

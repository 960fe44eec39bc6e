package syntax

import "testing"

func TestCommentsAndBlanksAreNoCode(t *testing.T) {
	for id, c := range map[string]struct{ before, same, other, worse string }{
		"go":         {"package p\n\nfunc f() {}\n", "package p\n\n// f does.\nfunc f() { /* nothing */ }\n", "package p\n\nfunc g() {}\n", "package p\n\nfunc f() {\n"},
		"python":     {"def f():\n    return 1\n", "def f():\n    \"\"\"One.\"\"\"\n    return 1  # one\n", "def f():\n    return \"1\"\n", "def f(:\n    return 1\n"},
		"typescript": {"const a = 1;\n", "/** One. */\nconst a = 1;\n", "const a = 2;\n", "const a = ;\n"},
		"rust":       {"fn f() {}\n", "/// Does.\nfn f() {}\n", "fn f() { 1 }\n", "fn f( {}\n"},
		"java":       {"class A { }\n", "/** A. */\nclass A { // one\n}\n", "class B { }\n", "class A { \n"},
		"c":          {"int f(void);\n", "/* f */\nint f(void);\n", "int f(int);\n", "int f(void;\n"},
		"cpp":        {"int f();\n", "/// f\nint f();\n", "int g();\n", "int f(;\n"},
	} {
		l := Detect(id, "")
		if same, known := SameCode(l, c.before, c.same); !same || !known {
			t.Errorf("%s: comments are taken for code", l.Name)
		}
		if same, _ := SameCode(l, c.before, c.other); same {
			t.Errorf("%s: other code is taken for the same", l.Name)
		}
		if worse, known := ParsesWorse(l, c.before, c.other); worse || !known {
			t.Errorf("%s: good code is taken for worse", l.Name)
		}
		if worse, known := ParsesWorse(l, c.before, c.worse); !worse || !known {
			t.Errorf("%s: broken code is not seen", l.Name)
		}
		if worse, _ := ParsesWorse(l, c.worse, c.before); worse {
			t.Errorf("%s: mended code is taken for worse", l.Name)
		}
	}
	if _, known := SameCode(Detect("plaintext", ""), "a", "a"); known {
		t.Error("plain text has code")
	}
}

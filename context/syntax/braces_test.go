package syntax

import (
	"strings"
	"testing"
)

// In a source with a cursor the text behind it continues what is before, and
// ╣ stands where the block around the cursor ends. Without ╣ it does not end.
func TestBlocksEndAtTheBraceThatClosesThem(t *testing.T) {
	for name, c := range map[string]struct{ language, source string }{
		"rust function":             {"rust", "fn f() {\n    █g();\n╣}\nfn g() {}\n"},
		"rust inner block":          {"rust", "fn f() {\n    if x {\n        █g();\n    ╣}\n    h();\n}\n"},
		"rust block opened behind":  {"rust", "fn f() {\n    █if x { g(); } else { h(); }\n╣}\n"},
		"rust match arm":            {"rust", "fn f() {\n    match x {\n        1 => {█ g() ╣}\n        _ => {}\n    }\n}\n"},
		"rust format string":        {"rust", "fn f() {\n    █println!(\"}} {}\", x);\n╣}\n"},
		"rust raw string":           {"rust", "fn f() {\n    █let s = r#\"}\"}\"#;\n╣}\n"},
		"rust character":            {"rust", "fn f<'a>(x: &'a str) {\n    █let c = '}';\n╣}\n"},
		"rust nested comment":       {"rust", "fn f() {\n    █/* } /* } */ } */ // }\n    g();\n╣}\n"},
		"rust macro":                {"rust", "fn f() {\n    select! {\n        █a => {}\n    ╣}\n}\n"},
		"rust struct literal":       {"rust", "fn f() -> P {\n    P {█ x: 1 ╣}\n}\n"},
		"rust impl":                 {"rust", "impl P {\n    fn f() {}\n    █fn g() {}\n╣}\n"},
		"rust file":                 {"rust", "fn f() {}\n█fn g() {}\n"},
		"java method":               {"java", "class A {\n    void f() {\n        █g();\n    ╣}\n}\n"},
		"java class":                {"java", "class A {\n    void f() {}\n    █void g() { h(); }\n╣}\n"},
		"java text block":           {"java", "class A {\n    void f() {\n        █String s = \"\"\"\n            }\n            \"\"\";\n    ╣}\n}\n"},
		"java character":            {"java", "class A {\n    void f() {\n        █char c = '}'; String s = \"}\";\n    ╣}\n}\n"},
		"java lambda":               {"java", "class A {\n    void f() {\n        run(() -> {\n            █g();\n        ╣});\n    }\n}\n"},
		"java switch":               {"java", "class A {\n    int f() {\n        return switch (x) {\n            █case 1 -> { yield 2; }\n        ╣};\n    }\n}\n"},
		"java anonymous class":      {"java", "class A {\n    X x = new X() {\n        █void f() {}\n    ╣};\n}\n"},
		"java array":                {"java", "class A {\n    int[] a = {█1, 2╣};\n}\n"},
		"c function":                {"c", "int f(void)\n{\n\t█return g();\n╣}\n\nint g(void)\n{\n}\n"},
		"c string and character":    {"c", "int f(void)\n{\n\t█char c = '}'; puts(\"}\");\n╣}\n"},
		"c comment":                 {"c", "int f(void)\n{\n\t█/* } */ // }\n\tg();\n╣}\n"},
		"c macro":                   {"c", "int f(void)\n{\n\t█\n#define END }\n\tg();\n╣}\n"},
		"c loop":                    {"c", "int f(void)\n{\n\tfor (;;) {\n\t\t█if (x) {\n\t\t\tbreak;\n\t\t}\n\t╣}\n}\n"},
		"c struct":                  {"c", "struct s {\n\tint a;\n\t█union { int b; } u;\n╣};\n"},
		"c initializer":             {"c", "struct s x = {█ .a = { 1, 2 }, ╣};\n"},
		"cpp namespace":             {"cpp", "namespace n {\nint f() { return 1; }\n█int g() { return 2; }\n╣}\n"},
		"cpp method":                {"cpp", "class A {\n  void f() {\n    █g();\n  ╣}\n};\n"},
		"cpp lambda":                {"cpp", "void f() {\n  run([&](int x) {\n    █g(x);\n  ╣});\n}\n"},
		"cpp raw string":            {"cpp", "void f() {\n  █auto s = R\"x(}\")x\";\n╣}\n"},
		"cpp initializer list":      {"cpp", "A::A() : a{1}, b{2} {\n  █c = {3};\n╣}\n"},
		"cpp block that stays open": {"cpp", "void f() {\n  if (x) {\n    █g();\n"},
		"cpp text that is cut off":  {"cpp", "void f() {\n  █if (x) { g(); }\n  h(\n"},
	} {
		t.Run(name, func(t *testing.T) {
			prefix, text, _ := strings.Cut(c.source, "█")
			block, rest, ends := strings.Cut(text, "╣")
			want := len(block)
			if !ends {
				want = len(block + rest)
			}
			if got := BlockEnd(Detect(c.language, ""), prefix, block+rest); got != want {
				t.Errorf("block ends in %q, want %q", (block + rest)[:got], (block + rest)[:want])
			}
		})
	}
}

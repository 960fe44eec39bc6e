package completion

import (
	"strings"
	"testing"

	"fimble/completion/trim"
	"fimble/context/syntax"
)

// TestClosersAreNotDoubled inserts texts as an editor does that has closed
// brackets and quotes by itself, and looks at the whole line.
func TestClosersAreNotDoubled(t *testing.T) {
	for _, c := range []struct{ path, document, text, want string }{
		{"a.c", "  printf(\"█\");\n", "%d\\n\", 1);\n  return 0;", "  printf(\"%d\\n\", 1);\n  return 0;\n"},
		{"a.c", "  printf(\"█\");\n", "%d\\n\", 1);", "  printf(\"%d\\n\", 1);\n"},
		{"a.c", "  printf(\"█\");\n", "%d\\n\", 1)", "  printf(\"%d\\n\", 1);\n"},
		{"A.java", "\tout.print(\"█\");\n", "a\" + b);", "\tout.print(\"a\" + b);\n"},
		{"a.js", "  log('█');\n", "a', b);", "  log('a', b);\n"},
		{"a.rs", "    println!(\"█\");\n", "{}\", x);", "    println!(\"{}\", x);\n"},
		{"a.go", "\t\tcall(\"█\"),\n", "a\", b),", "\t\tcall(\"a\", b),\n"},
		{"a.go", "\tcall(\"█\")\n", "a\", b)", "\tcall(\"a\", b)\n"},
		{"a.py", "    return f\"{█}\"\n", "a} b\"", "    return f\"{a} b\"\n"},
		{"a.py", "    print(f\"{█}\")\n", "a} b\", end='')", "    print(f\"{a} b\", end='')\n"},
		{"a.py", "    print(f\"{█}\")\n", "a", "    print(f\"{a}\")\n"},
		{"a.js", "  log(`${█}`);\n", "a.b} c`);", "  log(`${a.b} c`);\n"},
		{"a.c", "  if (a[█])\n", "1] && a[2", "  if (a[1] && a[2])\n"},
		{"a.cpp", "      \"█\"\n", "a\");", "      \"a\");\n"},
		{"a.c", "  f(█);\n", "1", "  f(1);\n"},
	} {
		before, after, _ := strings.Cut(c.document, "█")
		n := replaced(trim.Site{Language: syntax.Detect("", c.path), Prefix: before, Suffix: after}, c.text)
		if got := before + c.text + after[n:]; got != c.want {
			t.Errorf("%s: %q became %q, want %q", c.path, c.document, got, c.want)
		}
	}
}

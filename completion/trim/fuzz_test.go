package trim_test

import (
	"strings"
	"testing"
	"unicode"

	"fimble/completion/trim"
	"fimble/context/syntax"
)

// Whatever a model writes, what is kept is, but for blanks, a stretch of it, and
// trimming it again changes nothing.
func FuzzTrim(f *testing.F) {
	f.Add("go", "func f() {\n\t", "\n}\n", "if x {\n\t\ty()\n\t}\n}")
	f.Add("python", "def f():\n    ", "\n", "```python\nreturn 1\n```\n")
	f.Add("typescript", "on(", ")\n", "() => {\n})")
	f.Add("java", "class A {\n", "}\n", "int a;\nint a;\nint a;\nint a;\nint a;\n")
	f.Add("go", "\ta()\n\tx := ", "\n\ty()\n", "<think>\nb</think>\n```\n\ta()\n    x := \r\n```\n\nThis is it.")
	f.Add("rust", "fn f() {\n    ", "\n}\n", "<|im_start|>assistant\nfoo(\n\tb,\n);\n// Path: a.rs\n")
	f.Add("cpp", "  if (a) {\n    ", "\n  }\n", "for (;;) {\n        b();\n      }\n      c();\n}\n\nvoid g() {")
	f.Add("plaintext", "", "", "a\xff<|endoftext|>b")
	f.Fuzz(func(t *testing.T, language, prefix, suffix, text string) {
		if len(prefix)+len(suffix)+len(text) > 4096 {
			t.Skip()
		}
		site := trim.Site{Language: syntax.Detect(language, ""), Prefix: prefix, Suffix: suffix}
		kept, _ := trim.All(site, text)
		if !strings.Contains(withoutBlanks(text), withoutBlanks(kept)) {
			t.Fatalf("kept %q is no part of %q", kept, text)
		}
		if again, took := trim.All(site, kept); again != kept {
			t.Fatalf("%q is trimmed to %q, and that again to %q by %v", text, kept, again, took)
		}
		if keep, _ := trim.Enough(site, text); keep < 0 || keep > len(text) {
			t.Fatalf("enough keeps %d of %d bytes", keep, len(text))
		}
		if part := trim.SoFar(site, text); !strings.HasPrefix(withoutBlanks(text), withoutBlanks(part)) {
			t.Fatalf("%q is no beginning of %q", part, text)
		}
	})
}

func withoutBlanks(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return -1
		}
		return r
	}, text)
}

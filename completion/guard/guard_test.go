package guard_test

import (
	"strings"
	"testing"

	"fimble/completion/guard"
	"fimble/completion/trim"
	"fimble/context/syntax"
)

func site(t testing.TB, name, marked string) trim.Site {
	t.Helper()
	prefix, suffix, ok := strings.Cut(marked, "█")
	if !ok {
		t.Fatalf("%s has no cursor", name)
	}
	return trim.Site{Language: syntax.Detect("", name), Prefix: prefix, Suffix: suffix}
}

func TestWrongLinesAreCut(t *testing.T) {
	at := site(t, "x.go", "package x\n\nfunc f() {\n\t█\n}\n")
	for _, c := range []struct{ text, want string }{
		{"return g(1)", "return g(1)"},
		{"x := 1\n\tHere is the code:", "x := 1"},
		{"This is how.", ""},
	} {
		if got := guard.Syntax(at, c.text, true); got != c.want {
			t.Errorf("%q becomes %q, want %q", c.text, got, c.want)
		}
	}
}

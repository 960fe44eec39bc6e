package guard_test

import (
	"math/rand/v2"
	"strings"
	"testing"

	"fimble/completion/eval/corpus"
	"fimble/completion/guard"
	"fimble/completion/trim"
	"fimble/context/syntax"
)

// lawful tells what is wrong with what is kept of a text, whatever the text.
func lawful(site trim.Site, text string, ended bool) string {
	kept := guard.Syntax(site, text, ended)
	same := 0
	for same < len(kept) && same < len(text) && kept[same] == text[same] {
		same++
	}
	if !closersOnly(kept[same:]) {
		return "kept " + kept + "\nwhich is no beginning with closers"
	}
	if again := guard.Syntax(site, kept, true); ended && again != kept {
		return "kept " + kept + "\nand of that " + again
	}
	return ""
}

// closersOnly reports whether a text closes what is open and says no more.
func closersOnly(text string) bool {
	return strings.Trim(text, " \t\n)]}\"'`;#") == "" && len(text) < 200
}

func TestEveryAnswerKeepsItsBeginning(t *testing.T) {
	for _, l := range syntax.Languages() {
		for _, text := range []string{"x", ")", "}\n}\n}", "\"", "(((", "\n\n", "  a b c", "if x {\n\ty(", "/*", "'", "# x\n  y:\n", "\xff{"} {
			for _, around := range []string{"█", "f(█)", "a {\n\tb(\"█\n}\n", "def f():\n    █\n    g()\n"} {
				prefix, suffix, _ := strings.Cut(around, "█")
				site := trim.Site{Language: l, Prefix: prefix, Suffix: suffix}
				for _, ended := range []bool{true, false} {
					if wrong := lawful(site, text, ended); wrong != "" {
						t.Errorf("%s: %q in %q, ended %v: %s", l.Name, text, around, ended, wrong)
					}
				}
			}
		}
	}
}

// The same in real files, with text from anywhere in them.
func TestEveryRealAnswerKeepsItsBeginning(t *testing.T) {
	for _, name := range corpus.Languages() {
		r := rand.New(rand.NewPCG(seed(t), 3))
		for i, h := range holes(t, name, perLanguage(t, 60), seed(t)+7) {
			text := spoils[i/len(kinds)%len(spoils)].spoil(r, h)
			if wrong := lawful(h.site(), text, i%2 == 0); wrong != "" {
				t.Errorf("%s, %s in %s: %q: %s", name, h.kind, h.path, text, wrong)
			}
		}
	}
}

func FuzzSyntax(f *testing.F) {
	f.Add("go", "func f() {\n\t", "\n}\n", "if x {\n\t\ty()\n\t}\n}", true)
	f.Add("python", "def f():\n    \"\"\"", "\n", "x\"\"\"\n    return (1", false)
	f.Add("typescript", "on(`", ")\n", "${x} => {\n})", true)
	f.Add("java", "class A {\n", "}\n", "int a;\nint b(", false)
	f.Add("rust", "let s = r#\"", "", "a\"#; 'b", true)
	f.Add("cpp", "#define X \\\n", "\n}", "R\"x(", true)
	f.Add("plaintext", "", "", "a\xff(", false)
	f.Fuzz(func(t *testing.T, language, prefix, suffix, text string, ended bool) {
		if len(prefix)+len(suffix)+len(text) > 2048 {
			t.Skip()
		}
		site := trim.Site{Language: syntax.Detect(language, ""), Prefix: prefix, Suffix: suffix}
		if wrong := lawful(site, text, ended); wrong != "" {
			t.Fatal(wrong)
		}
	})
}

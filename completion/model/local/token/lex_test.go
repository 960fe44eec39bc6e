package token

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"fimble/context/syntax"
)

// spell writes tokens so that people can read them: one line of text each,
// with the newlines as ⏎ and their levels.
func spell(text string, tokens []Token) string {
	var out []string
	for _, t := range tokens {
		switch t.Kind {
		case Newline:
			mark := map[bool]string{true: "⏎"}[true] + strings.Repeat("→", int(max(t.Levels, 0))) + strings.Repeat("←", int(max(-t.Levels, 0)))
			out = append(out, "\n"+mark+strings.Repeat("_", int(t.Gap)))
		case Opaque:
			out = append(out, "…")
		default:
			out = append(out, text[t.Start:t.End])
		}
	}
	return strings.TrimPrefix(strings.Join(out, " "), "\n")
}

func TestTokensAreCutAsPeopleReadThem(t *testing.T) {
	for name, c := range map[string]struct{ lang, text, want string }{
		"go": {"go", "func f(x *T) error {\n\tif x != nil { // why\n\t\treturn g(`a`, 1.5)\n\t}\n\n\tx.y[0] := <-c\n}\n",
			"⏎ func f ( x * T ) error { \n⏎→ if x != nil { \n⏎→ return g ( `a` , 1.5 ) \n⏎← } \n⏎_ x . y [ 0 ] := <- c \n⏎← }"},
		"go raw string":     {"go", "x := `a\nb`\n", "⏎ x := …"},
		"python":            {"python", "def f(a):\n    '''doc\n    more'''\n    return f\"{a}\" # why\nx = a // 2\n", "⏎ def f ( a ) : \n⏎→ … \n⏎ return f\"{a}\" \n⏎← x = a // 2"},
		"typescript":        {"typescript", "const r = /a\\/[/]b/g; /* c */ x?.y ?? `t`\n", "⏎ const r = … ; x ?. y ?? `t`"},
		"division":          {"javascript", "a = b / c / d\n", "⏎ a = b / c / d"},
		"rust lifetimes":    {"rust", "fn f<'a>(c: &'a str) { let q = '\\''; }\n", "⏎ fn f < ' a > ( c : & ' a str ) { let q = '\\'' ; }"},
		"c comments":        {"c", "int /* a\nb */ x; // c\n", "⏎ int x ;"},
		"quote that is not": {"python", "it's\nx = 1\n", "⏎ it ' s \n⏎ x = 1"},
		"prose":             {"plaintext", "don't \"do\n", "⏎ don ' t \" do"},
		"dedent by two":     {"python", "if a:\n  if b:\n    c\nd\n", "⏎ if a : \n⏎→ if b : \n⏎→ c \n⏎←← d"},
		"crlf":              {"go", "a\r\n\r\n\tb\r\n", "⏎ a \n⏎→_ b"},
	} {
		t.Run(name, func(t *testing.T) {
			tokens, _ := Lex(syntax.Detect(c.lang, ""), c.text, false, nil)
			if diff := cmp.Diff(c.want, spell(c.text, tokens)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestCursorStandsInWhatIsOpen(t *testing.T) {
	for text, want := range map[string]Tail{
		"x := 1": Code, "// say": Comment, "// say\n": Code, "/* say\n": Comment, `x := "git`: Quote, `x := "git" `: Code, "x := `a\nb": Comment,
	} {
		if _, got := Lex(syntax.Detect("go", ""), text, true, nil); got != want {
			t.Errorf("%q ends in %v, want %v", text, got, want)
		}
	}
}

func TestEmptyLineAtTheCursorHasItsNewline(t *testing.T) {
	text := "if a:\n    b\n    "
	tokens, _ := Lex(syntax.Detect("python", ""), text, true, nil)
	if diff := cmp.Diff("⏎ if a : \n⏎→ b \n⏎", spell(text, tokens)); diff != "" {
		t.Error(diff)
	}
}

func FuzzTokensCoverTheText(f *testing.F) {
	for _, seed := range []string{"func f() { return `x` } // y\n", "'''", "\"\\", "/*", "'\\''", "a\r\n\tb", "é ñ \x00\xff", "f'", "/[/", "`${`a`}`"} {
		f.Add(seed, uint8(0), true)
		f.Add(seed, uint8(3), false)
	}
	languages := syntax.Languages()
	f.Fuzz(func(t *testing.T, text string, which uint8, open bool) {
		lang := languages[int(which)%len(languages)]
		tokens, _ := Lex(lang, text, open, nil)
		last := 0
		for i, tok := range tokens {
			if tok.Start < last || tok.End < tok.Start || tok.End > len(text) {
				t.Fatalf("token %d [%d %d) after %d of %d", i, tok.Start, tok.End, last, len(text))
			}
			if tok.Kind == Newline && tok.Start != tok.End || tok.Kind != Newline && tok.Start == tok.End {
				t.Fatalf("token %d of kind %d is %q", i, tok.Kind, text[tok.Start:tok.End])
			}
			between := text[last:tok.Start]
			if lang.LineComment == "" && lang.BlockComment[0] == "" && strings.Trim(between, " \t\r\n\f\v") != "" {
				t.Fatalf("%q was passed over", between)
			}
			last = tok.End
		}
	})
}

package action_test

import (
	"regexp"
	"strings"
	"testing"

	"fimble/completion/action"
)

func TestErrorsOfRustAreThoseOfTheResultItself(t *testing.T) {
	const unnamed = "Returns an error if it fails."
	for signature, want := range map[string]string{
		"fn f() -> Result<u8, E> {}":                                     "Returns `E` if it fails.",
		"fn f() -> std::result::Result<Vec<u8>, Box<dyn Error>> {}":      "Returns `Box<dyn Error>` if it fails.",
		"fn f() -> Result<(), Box<dyn Fn(u8) -> Result<u8, String>>> {}": "Returns `Box<dyn Fn(u8) -> Result<u8, String>>` if it fails.",
		"fn f() -> Result<Box<dyn Fn(u8) -> u8>, E> {}":                  "Returns `E` if it fails.",
		"fn f() -> Result<Result<u8, A>, B> {}":                          "Returns `B` if it fails.",
		"fn f() -> io::Result<Vec<u8>> {}":                               unnamed,
		"fn f() -> anyhow::Result<()> {}":                                unnamed,
		"fn f() -> fmt::Result {}":                                       unnamed,
		"fn f<'a>(a: &'a str) -> Result<Cow<'a, str>> {}":                unnamed,

		"fn f() -> Option<Result<u8, E>> {}":                    "",
		"fn f() -> impl Iterator<Item = Result<u8, String>> {}": "",
		"fn f() -> Box<dyn Iterator<Item = io::Result<u8>>> {}": "",
		"fn f() -> &[Result<u8, String>] {}":                    "",
		"fn f() -> fn(u8) -> Result<u8, E> {}":                  "",
		"fn f() -> (Result<u8, E>, u8) {}":                      "",
		"fn f() -> CalcResult<u8> {}":                           "",
		"fn f() -> ResultSet {}":                                "",
		"fn f() -> V::Result {}":                                "",
		"fn f() -> Self::Result {}":                             "",
		"fn f(g: fn() -> Result<u8, E>) {}":                     "",
	} {
		p, _ := placeIn(t, "a.rs", "pub "+signature+"\n", "f")
		edit, err := action.Do(t.Context(), action.Docs, p, p.Span.Start, action.Tools{})
		if err != nil {
			t.Fatalf("%s: %v", signature, err)
		}
		_, got, _ := strings.Cut(edit.NewText, "# Errors\n///\n/// ")
		if got, _, _ = strings.Cut(got, "\n"); got != want {
			t.Errorf("%s: it says %q, want %q, in\n%s", signature, got, want, edit.NewText)
		}
	}
}

func TestOnlyRustHasErrorsByItsResult(t *testing.T) {
	p, _ := placeIn(t, "A.java", "class A {\n    Result run() { return null; }\n}\n", "run")
	edit, err := action.Do(t.Context(), action.Docs, p, p.Span.Start, action.Tools{})
	if err != nil || strings.Contains(edit.NewText, "@throws") {
		t.Errorf("%v, and wrote\n%s", err, edit.NewText)
	}
}

var (
	rustString = regexp.MustCompile(`"(?:[^"\\]|\\.)*"`)
	rustResult = regexp.MustCompile(`^(?:[a-z_][a-z0-9_]*::)*Result(?:<|$)`)
	rustMark   = regexp.MustCompile(`->|[<>()\[\]{};]|\bwhere\b`)
)

// fails reads from the text behind the name of a function of Rust whether it
// gives back a Result, bracket by bracket.
func fails(signature string) bool {
	signature = rustString.ReplaceAllString(signature, "")
	depth, from := 0, -1
	for _, m := range rustMark.FindAllStringIndex(signature, -1) {
		switch mark := signature[m[0]:m[1]]; {
		case mark == "->" && depth == 0 && from < 0:
			from = m[1]
		case mark == "->":
		case depth == 0 && (mark == "{" || mark == ";" || mark == "where"):
			return from >= 0 && rustResult.MatchString(strings.TrimSpace(signature[from:m[0]]))
		case strings.Contains("<([{", mark):
			depth++
		case strings.Contains(">)]}", mark):
			depth--
		}
	}
	return false
}

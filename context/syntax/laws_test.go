package syntax

import (
	"strings"
	"testing"
)

// deepLanguages are the languages with a grammar.
func deepLanguages() []*Language {
	var deep []*Language
	for _, l := range Languages() {
		if l.Deep() {
			deep = append(deep, l)
		}
	}
	return deep
}

func TestEveryQueryCompiles(t *testing.T) {
	for _, l := range deepLanguages() {
		if _, err := l.parsing(); err != nil {
			t.Error(err)
		}
	}
}

func TestEveryLanguageIsDetectedByWhatIsItsOwn(t *testing.T) {
	for _, l := range Languages() {
		if l.Name == "" || len(l.Extensions) == 0 {
			t.Errorf("%s has no name or no extension", l.ID)
		}
		for _, id := range append([]string{l.ID}, l.Aliases...) {
			if got := Detect(id, "any.go"); got != l {
				t.Errorf("id %s is taken for %s", id, got.Name)
			}
		}
		for _, name := range l.Filenames {
			if got := Detect("", "/a/b/"+name); got != l {
				t.Errorf("file %s is taken for %s", name, got.Name)
			}
		}
		for _, ext := range l.Extensions {
			if got := Detect("not a language", `C:\a.b\x`+strings.ToUpper(ext)); got != l {
				t.Errorf("extension %s is taken for %s", ext, got.Name)
			}
		}
	}
	if got := Detect("", "noextension"); got.ID != "plaintext" || got.Deep() {
		t.Errorf("a file without extension is taken for %s", got.Name)
	}
}

func TestEveryDeepLanguageHasCommentsAndKeywords(t *testing.T) {
	for _, l := range deepLanguages() {
		if l.LineComment == "" || !l.Keyword("if") || !l.Keyword("return") || l.Keyword("") || l.Keyword("fimble") {
			t.Errorf("%s: comment %q, keyword if %t, return %t", l.Name, l.LineComment, l.Keyword("if"), l.Keyword("return"))
		}
	}
}

func TestEveryDeepLanguageHasAllItsQueries(t *testing.T) {
	for _, l := range deepLanguages() {
		grammar, err := l.parsing()
		if err != nil {
			t.Fatal(err)
		}
		found := map[string]bool{}
		for _, c := range grammar.captures {
			found[strings.TrimSuffix(map[role]string{
				roleDefinition: "definition.", roleImport: "import.", roleScope: "scope.",
			}[c.role]+c.kind, ".")] = true
		}
		for _, want := range []string{
			"definition.field", "import", "scope.comment", "scope.string",
			"scope.import", "scope.arguments", "scope.parameters", "scope.body", "scope.members",
		} {
			// In Python a body is told from members, and a field from a variable, by what is around it.
			if !found[want] && !(l.offside && (want == "scope.members" || want == "definition.field")) {
				t.Errorf("%s has no pattern for @%s", l.Name, want)
			}
		}
		if !found["definition.function"] && !found["definition.method"] {
			t.Errorf("%s has no pattern for functions", l.Name)
		}
		if len(grammar.tokens) == 0 {
			t.Errorf("%s has no patterns for blocks", l.Name)
		}
		if _, err := sources([]string{"nowhere"}); err == nil {
			t.Error("a folder that is not there has queries")
		}
	}
}

func TestEveryRealFileIsReadTheSameInChunksOfAnySize(t *testing.T) {
	for _, l := range readLanguages(t) {
		text := example(t, l)
		want := ""
		for _, size := range []int{1 << 30, chunkSize, 64, 1} {
			p := NewParser(l)
			p.size = size
			got := render(text, p.Parse(text, nil, 0))
			p.Close()
			if want == "" {
				want = got
			} else if got != want {
				t.Errorf("%s in chunks of %d bytes is\n%s\nwant\n%s", l.Name, size, got, want)
			}
		}
	}
}

func TestEveryDeepLanguageHasARealFile(t *testing.T) {
	read := map[*Language]bool{}
	for _, l := range readLanguages(t) {
		read[l] = true
	}
	for _, l := range deepLanguages() {
		if !read[l] {
			t.Errorf("testdata has no file of %s", l.Name)
		}
	}
}

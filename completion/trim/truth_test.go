package trim_test

import (
	"path/filepath"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"fimble/completion/trim"
	"fimble/context/syntax"
)

// A model that says exactly what the file says must not be cut: the rest of
// the line, at every third place of a real file in every language, is kept
// but for blanks at its end. Nothing is asked for within a line's indentation.
func TestTheTruthSurvivesInEveryLanguage(t *testing.T) {
	paths, err := filepath.Glob("../../context/syntax/testdata/*.txtar")
	if err != nil || len(paths) < 9 {
		t.Fatalf("%d real files, %v", len(paths), err)
	}
	for _, path := range paths {
		archive, err := txtar.ParseFile(path)
		if err != nil {
			t.Fatal(err)
		}
		source := archive.Files[0]
		t.Run(source.Name, func(t *testing.T) {
			text, language := string(source.Data), syntax.Detect("", source.Name)
			asked, harmed := 0, 0
			for at := 0; at < len(text); at += 3 {
				rest, _, _ := strings.Cut(text[at:], "\n")
				want := strings.TrimRight(rest, " \t\r")
				if begun := text[strings.LastIndexByte(text[:at], '\n')+1 : at]; want == "" || begun != "" && strings.TrimSpace(begun) == "" && rest[0] <= ' ' {
					continue // there nothing is asked for
				}
				asked++
				site := trim.Site{Language: language, Prefix: text[:at], Suffix: text[at+len(rest):]}
				if got, took := trim.All(site, rest); got != want {
					harmed++
					t.Logf("%q becomes %q by %v", rest, got, took)
				}
			}
			if asked < 100 || harmed*100 > asked {
				t.Errorf("%d of %d true answers are harmed, at most 1 %% may be", harmed, asked)
			}
		})
	}
}

package guard_test

import (
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"

	"fimble/completion/guard"
	"fimble/completion/trim"
	"fimble/context/syntax"
)

// Each golden holds cases of three files: NAME.EXT is the source with the
// cursor at █, NAME.answer what the model wrote, or NAME.stopped if it was
// stopped, and NAME.kept what is shown.
func TestOnlyWhatFitsIsKept(t *testing.T) {
	paths, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(paths) < 10 {
		t.Fatalf("%d goldens: %v", len(paths), err)
	}
	for _, path := range paths {
		archive, err := txtar.ParseFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if len(archive.Files)%3 != 0 {
			t.Fatalf("%s: %d files, want three a case", path, len(archive.Files))
		}
		for i := 0; i < len(archive.Files); i += 3 {
			source, answer, kept := archive.Files[i], archive.Files[i+1], archive.Files[i+2]
			t.Run(strings.TrimSuffix(filepath.Base(path), ".txtar")+"/"+source.Name, func(t *testing.T) {
				got := guard.Syntax(site(t, source.Name, string(source.Data)), body(answer), filepath.Ext(answer.Name) == ".answer")
				if diff := cmp.Diff(body(kept), got); diff != "" {
					t.Errorf("kept (-want +got):\n%s", diff)
				}
			})
		}
	}
}

func site(t testing.TB, name, marked string) trim.Site {
	t.Helper()
	prefix, suffix, ok := strings.Cut(marked, "█")
	if !ok {
		t.Fatalf("%s has no cursor", name)
	}
	return trim.Site{Language: syntax.Detect("", name), Prefix: prefix, Suffix: suffix}
}

// body is a file of an archive without the newline that the format adds.
func body(f txtar.File) string { return strings.TrimSuffix(string(f.Data), "\n") }

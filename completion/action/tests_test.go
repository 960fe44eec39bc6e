package action_test

import (
	"bytes"
	"maps"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"
)

// The same in a project whose lines end in CRLF: all that is put in ends so, too.
func TestTestsHaveTheLineEndsOfTheProject(t *testing.T) {
	for _, file := range testArchives(t, "*") {
		t.Run(filepath.Base(file), func(t *testing.T) {
			archive, err := txtar.ParseFile(file)
			if err != nil {
				t.Fatal(err)
			}
			for i, f := range archive.Files {
				if !strings.HasPrefix(f.Name, "answer") {
					archive.Files[i].Data = bytes.ReplaceAll(f.Data, []byte("\n"), []byte("\r\n"))
				}
			}
			checkTests(t, archive)
		})
	}
}

// Each archive is a project with a mark at what is to be tested; "want" and the
// name of a file show what becomes of that, "answer" is what a model says, where
// one is asked.
func TestTestsAreWrittenBesideTheirTwins(t *testing.T) {
	for _, file := range testArchives(t, "*") {
		t.Run(filepath.Base(file), func(t *testing.T) {
			archive, err := txtar.ParseFile(file)
			if err != nil {
				t.Fatal(err)
			}
			checkTests(t, archive)
		})
	}
}

func checkTests(t *testing.T, archive *txtar.Archive) {
	t.Helper()
	p, name, at := projectIn(t, archive)
	want := maps.Clone(p)
	for _, f := range archive.Files {
		if wanted, ok := strings.CutPrefix(f.Name, "want "); ok {
			want[wanted] = string(f.Data)
		}
	}
	if err := p.tests(t, name, at, playing(t, archive)); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, p); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// testArchives are the projects of testdata whose names match.
func testArchives(t testing.TB, pattern string) []string {
	t.Helper()
	files, err := filepath.Glob("testdata/tests/" + pattern + ".txtar")
	if err != nil || len(files) == 0 {
		t.Fatalf("%d files: %v", len(files), err)
	}
	return files
}

package corpus

import (
	"slices"
	"strings"
	"testing"
)

func TestAFileIsCitedByPackageVersionAndPath(t *testing.T) {
	for rel, want := range map[string]string{
		"go.uber.org/zap@v1.28.0/zapcore/core.go":                 "go.uber.org/zap@v1.28.0:zapcore/core.go",
		"github.com/go-git/go-git/v5@v5.13.2/_examples/main.go":   "github.com/go-git/go-git/v5@v5.13.2:_examples/main.go",
		"@react-navigation/elements@2.2.5/src/Button@2x/index.ts": "@react-navigation/elements@2.2.5:src/Button@2x/index.ts",
		"loose/file.go": "loose/file.go",
	} {
		if got := cite(rel); got != want {
			t.Errorf("%s is cited as %s, want %s", rel, got, want)
		}
	}
}

func TestEveryLanguageHasFilesOfSeveralPackages(t *testing.T) {
	for _, language := range Languages() {
		files := Files(t, language)
		packages := map[string]bool{}
		for _, f := range files {
			name, _, ok := strings.Cut(f.Path, ":")
			packages[name] = true
			if lines := strings.Count(f.Text, "\n"); !ok || lines < 60 || lines > 2000 {
				t.Errorf("%s: %s has %d lines", language, f.Path, lines)
			}
		}
		if len(files) < 24 || len(packages) < 2 {
			t.Errorf("%d files of %s from %d packages", len(files), language, len(packages))
		}
		if !slices.IsSortedFunc(files, func(a, b File) int { return strings.Compare(a.Path, b.Path) }) {
			t.Errorf("the files of %s come in no order", language)
		}
	}
}

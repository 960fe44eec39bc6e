// Package corpus has real source files for tests, in nine languages, as
// .ci/corpus lays them down. Its law: the files are what their authors
// published, byte by byte, and come in the same order on every machine.
package corpus

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// Languages are the names that Files knows: LSP language identifiers, but for
// tsx, which editors call typescriptreact.
func Languages() []string {
	return []string{"go", "python", "typescript", "tsx", "javascript", "rust", "java", "c", "cpp"}
}

// A File is one published source file.
type File struct {
	Path     string // package@version:path
	Language string // as in Languages
	Text     string
}

// Files are the files of a language, sorted by Path. There is at least one:
// without the corpus the test is skipped, and fails under CI=true.
func Files(t testing.TB, language string) []File {
	t.Helper()
	root := os.Getenv("FIMBLE_CORPUS")
	if root == "" {
		const how = "FIMBLE_CORPUS names no folder; .ci/corpus DIR makes one"
		if os.Getenv("CI") == "true" {
			t.Fatal(how)
		}
		t.Skip(how)
	}
	files, err := read(filepath.Join(root, language), language)
	if err == nil && len(files) == 0 {
		err = fmt.Errorf("no files of %s in %s", language, root)
	}
	if err != nil {
		t.Fatalf("read the corpus: %v", err)
	}
	return files
}

func read(root, language string) ([]File, error) {
	var files []File
	err := filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		text, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(root, path)
		if err != nil {
			return err
		}
		files = append(files, File{Path: cite(filepath.ToSlash(rel)), Language: language, Text: string(text)})
		return nil
	})
	slices.SortFunc(files, func(a, b File) int { return strings.Compare(a.Path, b.Path) })
	return files, err
}

// cite names a file as package@version:path. An @ that begins a folder's name
// is an npm scope, not a version.
func cite(rel string) string {
	for at := 0; at < len(rel); {
		end := strings.IndexByte(rel[at:], '/')
		if end < 0 {
			break
		}
		if strings.Contains(rel[at+1:at+end], "@") {
			return rel[:at+end] + ":" + rel[at+end+1:]
		}
		at += end + 1
	}
	return rel
}

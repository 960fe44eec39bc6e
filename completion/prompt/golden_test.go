package prompt_test

import (
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"

	"fimble/completion/prompt"
	"fimble/context/window"
)

// openGolden reads a window and its prompts by family. Sections are pieces by
// their kind and path, but "code" is the file with its cursor and "project"
// the name of the root.
func openGolden(t *testing.T, file string) (w *window.Window, prompts map[string]string) {
	t.Helper()
	archive, err := txtar.ParseFile(file)
	if err != nil {
		t.Fatal(err)
	}
	w, prompts = &window.Window{}, map[string]string{}
	var around []window.Piece
	for _, section := range archive.Files {
		kind, name, _ := strings.Cut(section.Name, " ")
		text := string(section.Data)
		switch kind {
		case "project":
			w.Project = strings.TrimSpace(text)
		case "code":
			before, after, found := strings.Cut(text, "█")
			if !found {
				t.Fatalf("%s: the code has no cursor", file)
			}
			w.Path = name
			around = []window.Piece{{Kind: window.PiecePrefix, Text: before}, {Kind: window.PieceSuffix, Text: after}}
		case "prompt":
			prompts[name] = strings.TrimSuffix(text, "\n")
		default:
			w.Pieces = append(w.Pieces, window.Piece{Kind: window.PieceKind(kind), Path: name, Text: text})
		}
	}
	w.Pieces = append(w.Pieces, around...)
	return w, prompts
}

func TestWindowsRenderAsWritten(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatal("no goldens", err)
	}
	for _, file := range files {
		w, prompts := openGolden(t, file)
		for family, want := range prompts {
			t.Run(filepath.Base(file)+"/"+family, func(t *testing.T) {
				got, err := prompt.Render(family, w)
				if err != nil {
					t.Fatal(err)
				}
				if diff := cmp.Diff(want, got.Text); diff != "" {
					t.Errorf("prompt (-want +got):\n%s", diff)
				}
			})
		}
	}
}

func TestEveryFamilyHasAGoldenOfOneFileAndOfSeveral(t *testing.T) {
	for _, file := range []string{"testdata/one-file.txtar", "testdata/several-files.txtar"} {
		_, prompts := openGolden(t, file)
		for _, family := range prompt.Families() {
			if prompts[family] == "" {
				t.Errorf("%s has no prompt for %s", file, family)
			}
		}
	}
}

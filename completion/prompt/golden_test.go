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
// their kind and path, but "code" is the file with its cursor, "project" the
// name of the root, and of a prompt "system" and "suffix" are what stands
// beside its text.
func openGolden(t *testing.T, file string) (w *window.Window, prompts map[string]prompt.Prompt) {
	t.Helper()
	archive, err := txtar.ParseFile(file)
	if err != nil {
		t.Fatal(err)
	}
	w, prompts = &window.Window{}, map[string]prompt.Prompt{}
	var around []window.Piece
	for _, section := range archive.Files {
		kind, name, _ := strings.Cut(section.Name, " ")
		text := string(section.Data)
		p, body := prompts[name], strings.TrimSuffix(text, "\n")
		switch kind {
		case "project":
			w.Project = strings.TrimSpace(text)
			continue
		case "code":
			before, after, found := strings.Cut(text, "█")
			if !found {
				t.Fatalf("%s: the code has no cursor", file)
			}
			w.Path = name
			around = []window.Piece{{Kind: window.PiecePrefix, Text: before}, {Kind: window.PieceSuffix, Text: after}}
			continue
		case "prompt":
			p.Text = body
		case "system":
			p.System = body
		case "suffix":
			p.Suffix = body
		default:
			w.Pieces = append(w.Pieces, window.Piece{Kind: window.PieceKind(kind), Path: name, Text: text})
			continue
		}
		prompts[name] = p
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
				got.Stop = nil // the laws are about these
				if diff := cmp.Diff(want, got); diff != "" {
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
			if prompts[family].Text == "" {
				t.Errorf("%s has no prompt for %s", file, family)
			}
		}
	}
}

package syntax

import (
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"
)

func TestHeadsAreReadInEveryLanguage(t *testing.T) {
	files, err := filepath.Glob("testdata/heads/*.txtar")
	if err != nil || len(files) < 8 {
		t.Fatalf("%d files: %v", len(files), err)
	}
	for _, file := range files {
		archive, err := txtar.ParseFile(file)
		if err != nil {
			t.Fatal(err)
		}
		source, want := archive.Files[0], string(archive.Files[1].Data)
		l := Detect("", source.Name)
		t.Run(l.ID, func(t *testing.T) {
			text := string(source.Data)
			var symbols []Symbol
			for _, s := range outlineOf(l, text).Symbols {
				if s.Kind != Field && s.Kind != Constant && s.Kind != Variable {
					symbols = append(symbols, s)
				}
			}
			heads, ok := l.Heads(text, symbols)
			if !ok {
				t.Fatal("not parsed")
			}
			var got strings.Builder
			for i, h := range heads {
				got.WriteString(renderHead(symbols[i].Name, h) + "\n")
			}
			if diff := cmp.Diff(want, got.String()); diff != "" {
				t.Errorf("heads (-want +got):\n%s", diff)
			}
		})
	}
}

// renderHead writes a head on one line.
func renderHead(name string, h Head) string {
	var parameters []string
	for _, p := range h.Parameters {
		word := p.Name
		if word == "" {
			word = "_"
		}
		if p.Type != "" {
			word += " " + p.Type
		}
		if p.Optional {
			word += "?"
		}
		parameters = append(parameters, word)
	}
	line := name + "(" + strings.Join(parameters, ", ") + ")"
	if len(h.Generics) > 0 {
		line += " <" + strings.Join(h.Generics, ", ") + ">"
	}
	if h.Returns != "" || h.Value {
		line += " ->"
	}
	if h.Returns != "" {
		line += " " + h.Returns
	}
	if h.Value {
		line += " value"
	}
	if h.Yields {
		line += " yields"
	}
	if len(h.Raises) > 0 {
		line += " ! " + strings.Join(h.Raises, ", ")
	}
	if h.Unsafe {
		line += " unsafe"
	}
	return line
}

func outlineOf(l *Language, text string) *Outline {
	p := NewParser(l)
	defer p.Close()
	return p.Parse(text, nil, 0)
}

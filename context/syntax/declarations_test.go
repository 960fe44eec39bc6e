package syntax

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"
)

// testdata/declarations holds made-up files, dense with the declarations that
// a real one has few of, and what the outline must list of them.
func TestDeclarationsAreFoundInEveryShape(t *testing.T) {
	files, err := filepath.Glob(filepath.Join("testdata", "declarations", "*.txtar"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no declarations in testdata: %v", err)
	}
	for _, file := range files {
		archive, err := txtar.ParseFile(file)
		if err != nil {
			t.Fatal(err)
		}
		source, want := archive.Files[0], &archive.Files[1]
		t.Run(source.Name, func(t *testing.T) {
			p := NewParser(Detect("", source.Name))
			defer p.Close()
			text := string(source.Data)
			o := p.Parse(text, nil, 0)
			checkSpans(t, text, o)
			got := declarations(text, o)
			if *update {
				want.Data = []byte(got)
				if err := os.WriteFile(file, txtar.Format(archive), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			if diff := cmp.Diff(string(want.Data), got); diff != "" {
				t.Errorf("declarations (-want +got):\n%s", diff)
			}
		})
	}
}

// declarations lists the imports and, below what they stand in, the symbols.
func declarations(text string, o *Outline) string {
	var b strings.Builder
	for _, i := range o.Imports {
		fmt.Fprintf(&b, "import %s brings %s\n", i.Path, strings.Join(i.Names, " "))
	}
	depths := make([]int, len(o.Symbols))
	for n, s := range o.Symbols {
		if s.Parent >= 0 {
			depths[n] = depths[s.Parent] + 1
		}
		fmt.Fprintf(&b, "%s%s %s: %s\n", strings.Repeat("  ", depths[n]), s.Kind, s.Name, s.Signature)
		if s.Doc != (Span{}) {
			fmt.Fprintf(&b, "%s    doc %s\n", strings.Repeat("  ", depths[n]), excerpt(text, s.Doc))
		}
	}
	for _, d := range o.Defects {
		fmt.Fprintf(&b, "defect %s\n", excerpt(text, d))
	}
	return b.String()
}

func TestTheBodyOfAFunctionThatEndsInADictIsAllOfIt(t *testing.T) {
	const text = "def f():\n    g()\n    return {\n        \"a\": 1,\n    }\n"
	p := NewParser(Detect("python", ""))
	defer p.Close()
	o := p.Parse(text, nil, 0)
	if len(o.Symbols) != 1 {
		t.Fatalf("%d symbols", len(o.Symbols))
	}
	body := o.Symbols[0].Body
	if got, want := text[body.Start:body.End], "g()\n    return {\n        \"a\": 1,\n    }"; got != want {
		t.Errorf("the body is %q, want %q", got, want)
	}
}

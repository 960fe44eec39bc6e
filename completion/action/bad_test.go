package action_test

import (
	"strings"
	"testing"

	"fimble/completion/action"
	"fimble/context/syntax"
)

func TestNothingIsOfferedWhereNothingIs(t *testing.T) {
	for _, l := range syntax.Languages() {
		ext := ".txt"
		if len(l.Extensions) > 0 {
			ext = l.Extensions[0]
		}
		for _, text := range []string{"", "\n", "\ufeff", "(((", "\x00"} {
			if offers := action.Offers(placeAt(t, "a"+ext, text, 0)); len(offers) > 0 {
				t.Errorf("%s: %q is offered in %q", l.Name, offers[0].Title, text)
			}
		}
	}
}

func TestDocsAreWrittenBesideBrokenCode(t *testing.T) {
	for file, text := range map[string]string{
		"a.go": "package p\n\nfunc load(path string) error {\n\tif path == {\n\treturn nil\n}\n",
		"a.py": "def load(path):\n    if path == :\n        return 1\n    return 2\n",
		"a.ts": "function load(path: string) {\n  return get(path;\n}\n",
	} {
		p, ok := placeIn(t, file, text, "load")
		if !ok {
			t.Fatalf("no load in %s", file)
		}
		edit, err := act(t, action.Docs, p, action.Tools{})
		if err != nil {
			t.Errorf("%s: %v", file, err)
			continue
		}
		if after := p.Snapshot.Text().Splice(edit.Span.Start, edit.Span.End, edit.NewText); after.Len() != len(text)+len(edit.NewText) {
			t.Errorf("%s: code was replaced:\n%s", file, after)
		}
	}
}

func TestDocsAreWrittenInTheMiddleOfALongFile(t *testing.T) {
	const lines = 20000
	text := "package p\n" + strings.Repeat("\nfunc other(a int) int { return a }\n", lines/4) + "\nfunc load(path string) error { return nil }\n" +
		strings.Repeat("\nfunc other(a int) int { return a }\n", lines/4)
	p, _ := placeIn(t, "a.go", text, "load")
	edit, err := act(t, action.Docs, p, action.Tools{})
	if err != nil || edit.NewText != "// load loads.\n" || !strings.HasPrefix(text[edit.Span.Start:], "func load") {
		t.Errorf("got %q at %v, %v", edit.NewText, edit.Span, err)
	}
}

func BenchmarkOffers(b *testing.B) {
	text := "package p\n\nfunc load(path string) error { return nil }\n" + strings.Repeat("\nfunc other(a int) int { return a }\n", 5000)
	p := project{"a.go": text}.open(b, "a.go", strings.Index(text, "load"))
	for b.Loop() {
		if len(action.Offers(p)) != 2 {
			b.Fatal("not offered")
		}
	}
}

func BenchmarkDocs(b *testing.B) {
	text := "package p\n" + strings.Repeat("\nfunc other(a int) int { return a }\n", 1000) + "\nfunc load(path string) error { return nil }\n"
	p, _ := placeIn(b, "a.go", text, "load")
	for b.Loop() {
		if _, err := action.Do(b.Context(), action.Docs, p, p.Span.Start, action.Tools{}); err != nil {
			b.Fatal(err)
		}
	}
}

// Editors ask at every move of the cursor, so that what is far away must not be
// looked into.
func TestOfferingCostsNoMoreInALongFile(t *testing.T) {
	costs := func(functions int) float64 {
		text := "package p\n\nfunc load(path string) error { return nil }\n" + strings.Repeat("\n// other does.\nfunc other(a int) int { return a }\n", functions)
		p := project{"a.go": text}.open(t, "a.go", strings.Index(text, "load"))
		return testing.AllocsPerRun(20, func() { action.Offers(p) })
	}
	if short, long := costs(10), costs(1000); long > short+10 {
		t.Errorf("%v allocations in a long file, %v in a short one", long, short)
	}
}

package syntax

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"
)

var update = flag.Bool("update", false, "write what the tests got into testdata")

// golden reads testdata/<language>.txtar: prose with the source's provenance,
// a real file, and the outline that it must get.
func golden(t testing.TB, l *Language) (archive *txtar.Archive, source, outline *txtar.File) {
	t.Helper()
	name := l.ID
	if name == "javascriptreact" {
		name = "javascript" // the same grammar and the same queries
	}
	archive, err := txtar.ParseFile(filepath.Join("testdata", name+".txtar"))
	if err != nil {
		t.Fatal(err)
	}
	if len(archive.Files) != 2 {
		t.Fatalf("%s.txtar holds %d files, want a source and an outline", l.ID, len(archive.Files))
	}
	return archive, &archive.Files[0], &archive.Files[1]
}

// readLanguages are the languages with a real file in testdata.
func readLanguages(t testing.TB) []*Language {
	t.Helper()
	files, err := filepath.Glob(filepath.Join("testdata", "*.txtar"))
	if err != nil {
		t.Fatal(err)
	}
	read := []*Language{Detect("javascriptreact", "")}
	for _, file := range files {
		read = append(read, Detect(strings.TrimSuffix(filepath.Base(file), ".txtar"), ""))
	}
	return read
}

func TestEveryLanguageReadsARealFile(t *testing.T) {
	for _, l := range readLanguages(t) {
		t.Run(l.ID, func(t *testing.T) {
			archive, source, want := golden(t, l)
			text := string(source.Data)
			if lines := strings.Count(text, "\n"); lines < 80 {
				t.Errorf("source has %d lines, want 80", lines)
			}
			if detected := Detect("", source.Name); detected != l && l.ID != "javascriptreact" {
				t.Errorf("%s is not a file of %s", source.Name, l.Name)
			}
			p := NewParser(l)
			defer p.Close()
			o := p.Parse(text, nil, 0)
			checkSpans(t, text, o)
			got := render(text, o)
			if *update && l.ID != "javascriptreact" {
				want.Data = []byte(got)
				if err := os.WriteFile(filepath.Join("testdata", l.ID+".txtar"), txtar.Format(archive), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			if diff := cmp.Diff(string(want.Data), got); diff != "" {
				t.Errorf("outline (-want +got):\n%s", diff)
			}
			checkFields(t, string(archive.Comment), o)
		})
	}
}

var excuse = regexp.MustCompile(`(?m)^Without ([A-Za-z.]+): \S.*$`)

// checkFields fails the test for every field of the outline that is empty in
// all its values, but for those that the prose gives a reason for.
func checkFields(t *testing.T, prose string, o *Outline) {
	t.Helper()
	excused := map[string]bool{}
	for _, m := range excuse.FindAllStringSubmatch(prose, -1) {
		excused[m[1]] = true
	}
	filled := map[string]bool{}
	var walk func(path string, v reflect.Value)
	walk = func(path string, v reflect.Value) {
		switch v.Kind() {
		case reflect.Slice:
			filled[path] = filled[path] || v.Len() > 0
			for i := range v.Len() {
				walk(path, v.Index(i))
			}
		case reflect.Struct:
			filled[path] = filled[path] || !v.IsZero()
			for i := range v.NumField() {
				if _, spans := v.Interface().(Span); !spans {
					walk(strings.TrimPrefix(path+"."+v.Type().Field(i).Name, "."), v.Field(i))
				}
			}
		default:
			filled[path] = filled[path] || !v.IsZero()
		}
	}
	walk("", reflect.ValueOf(*o))
	for path, full := range filled {
		if !full && !excused[path] {
			t.Errorf("%s is empty, and the prose has no line \"Without %s: reason\"", path, path)
		}
		if full && excused[path] {
			t.Errorf("%s is not empty, but the prose says that it is", path)
		}
	}
}

// render writes an outline as text that can be read next to its source. Spans
// are quoted, not numbered, and children stand deeper than their parents.
func render(text string, o *Outline) string {
	var b strings.Builder
	line := func(depth int, format string, args ...any) {
		fmt.Fprintf(&b, strings.Repeat("  ", depth)+format+"\n", args...)
	}
	line(0, "span: %s", excerpt(text, o.Span))
	line(0, "style: %s", renderStyle(o.Style))
	line(0, "imports:")
	for _, i := range o.Imports {
		line(1, "%s brings %s: %s", i.Path, strings.Join(i.Names, " "), excerpt(text, i.Span))
	}
	line(0, "symbols:")
	depths := make([]int, len(o.Symbols))
	for n, s := range o.Symbols {
		if depths[n] = 1; s.Parent >= 0 {
			depths[n] = depths[s.Parent] + 1
		}
		line(depths[n], "%s %s: %s", s.Kind, s.Name, s.Signature)
		line(depths[n]+2, "all %s", excerpt(text, s.Span))
		if name := text[s.NameSpan.Start:s.NameSpan.End]; name != s.Name {
			line(depths[n]+2, "name %s", name)
		}
		if s.Body != (Span{}) {
			line(depths[n]+2, "body %s", excerpt(text, s.Body))
		}
		if s.Doc != (Span{}) {
			line(depths[n]+2, "doc %s", excerpt(text, s.Doc))
		}
	}
	line(0, "scopes:")
	var open []Scope
	for _, s := range o.Scopes {
		for len(open) > 0 && open[len(open)-1].Span.End < s.Span.End {
			open = open[:len(open)-1]
		}
		open = append(open, s)
		line(len(open), "%s %s", s.Kind, excerpt(text, s.Span))
	}
	if len(o.Defects) > 0 {
		line(0, "defects:")
		for _, s := range o.Defects {
			line(1, "%s", excerpt(text, s))
		}
	}
	return b.String()
}

func renderStyle(s Style) string {
	return fmt.Sprintf("indent %q, quotes %q, semicolons %q, braces %q, functions %q, types %q, line width %d, docs %q",
		s.Indent, s.Quotes, s.Semicolons, s.Braces, s.Functions, s.Types, s.LineWidth, s.Docs)
}

// excerpt is the stretch on one line, its middle left out if it is long.
func excerpt(text string, s Span) string {
	quoted := strings.ReplaceAll(strings.ReplaceAll(text[s.Start:s.End], "\n", "⏎"), "\t", "⇥")
	runes := []rune(quoted)
	if len(runes) > 60 {
		quoted = string(runes[:36]) + " … " + string(runes[len(runes)-20:])
	}
	return "«" + quoted + "»"
}

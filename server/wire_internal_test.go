package server

import (
	"go/ast"
	"go/parser"
	"go/token"
	"maps"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

const documentation = "../editors/README.md"

// documented is what stands in the first column of the table under a heading
// of the documentation, each word that is marked as code.
func documented(t *testing.T, heading string) []string {
	t.Helper()
	var words []string
	for _, row := range rows(t, heading) {
		cell, _, _ := strings.Cut(row, " | ")
		for _, m := range regexp.MustCompile("`([^`]+)`").FindAllStringSubmatch(cell, -1) {
			words = append(words, m[1])
		}
	}
	slices.Sort(words)
	return words
}

// rows are the rows of the table under a heading.
func rows(t *testing.T, heading string) []string {
	t.Helper()
	text, err := os.ReadFile(documentation)
	if err != nil {
		t.Fatal(err)
	}
	_, section, found := strings.Cut(string(text), "\n## "+heading+"\n")
	if !found {
		t.Fatalf("%s has no section %q", documentation, heading)
	}
	section, _, _ = strings.Cut(section, "\n## ")
	var rows []string
	for line := range strings.Lines(section) {
		if strings.HasPrefix(line, "| `") {
			rows = append(rows, strings.TrimSuffix(strings.TrimPrefix(line, "| "), " |\n"))
		}
	}
	return rows
}

// declared are the values of the exported constants in wire.go whose names
// begin so.
func declared(t *testing.T, prefix string) []string {
	t.Helper()
	file, err := parser.ParseFile(token.NewFileSet(), "wire.go", nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	var values []string
	ast.Inspect(file, func(n ast.Node) bool {
		spec, ok := n.(*ast.ValueSpec)
		if !ok || len(spec.Values) != 1 || !spec.Names[0].IsExported() || !strings.HasPrefix(spec.Names[0].Name, prefix) {
			return true
		}
		literal, ok := spec.Values[0].(*ast.BasicLit)
		if !ok {
			t.Errorf("%s is not spelled out", spec.Names[0])
			return true
		}
		value, err := strconv.Unquote(literal.Value)
		if err != nil {
			t.Errorf("%s: %v", spec.Names[0], err)
		}
		values = append(values, value)
		return true
	})
	slices.Sort(values)
	return values
}

func TestEveryCommandIsDocumented(t *testing.T) {
	if diff := cmp.Diff(declared(t, "Command"), documented(t, "Commands")); diff != "" {
		t.Errorf("commands (-declared +documented):\n%s", diff)
	}
}

func TestEveryAdditionToTheProtocolIsDocumented(t *testing.T) {
	text, err := os.ReadFile(documentation)
	if err != nil {
		t.Fatal(err)
	}
	all := declared(t, "")
	if len(all) < 2 {
		t.Fatalf("wire.go declares only %q", all)
	}
	for _, value := range all {
		if !strings.Contains(string(text), "`"+value+"`") {
			t.Errorf("%s does not tell of `%s`", documentation, value)
		}
	}
}

func TestEveryMessageIsDocumented(t *testing.T) {
	understood := slices.Sorted(maps.Keys((&connection{}).table()))
	if diff := cmp.Diff(understood, documented(t, "What it understands")); diff != "" {
		t.Errorf("messages (-understood +documented):\n%s", diff)
	}
}

func TestEveryOptionIsDocumented(t *testing.T) {
	var want []string
	for _, o := range options() {
		want = append(want, "`"+strings.Join(o.path, ".")+"` | "+o.takes)
	}
	if diff := cmp.Diff(want, rows(t, "Settings")); diff != "" {
		t.Errorf("options (-taken +documented):\n%s", diff)
	}
}

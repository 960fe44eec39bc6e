package syntax

import (
	"bytes"
	"encoding/json"
	"fmt"
	"go/ast"
	"go/parser"
	gotoken "go/token"
	"os"
	"os/exec"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"fimble/completion/eval/corpus"
)

// headLines reads the parameters of all functions of a file, "line name: a, b"
// for each.
func headLines(t *testing.T, l *Language, text string) []string {
	t.Helper()
	var symbols []Symbol
	for _, s := range outlineOf(l, text).Symbols {
		if s.callable() {
			symbols = append(symbols, s)
		}
	}
	if len(symbols) == 0 {
		return nil
	}
	heads, ok := l.Heads(text, symbols)
	if !ok {
		t.Fatal("not parsed")
	}
	var lines []string
	for i, h := range heads {
		var names []string
		for _, p := range h.Parameters {
			names = append(names, p.Name)
		}
		at := 1 + strings.Count(text[:symbols[i].NameSpan.Start], "\n")
		lines = append(lines, fmt.Sprintf("%d %s: %s", at, symbols[i].Name, strings.Join(names, ", ")))
	}
	return lines
}

func TestParametersOfRealGoAreThoseThatItsOwnParserReads(t *testing.T) {
	l, functions := Detect("go", ""), 0
	for _, f := range corpus.Files(t, "go") {
		files := gotoken.NewFileSet()
		tree, err := parser.ParseFile(files, "", f.Text, parser.SkipObjectResolution)
		if err != nil {
			continue
		}
		var want []string
		for _, d := range tree.Decls {
			if fn, ok := d.(*ast.FuncDecl); ok {
				var names []string
				for _, field := range fn.Type.Params.List {
					for _, name := range field.Names {
						names = append(names, name.Name)
					}
				}
				want = append(want, fmt.Sprintf("%d %s: %s", files.Position(fn.Name.Pos()).Line, fn.Name.Name, strings.Join(names, ", ")))
			}
		}
		got := slices.DeleteFunc(headLines(t, l, f.Text), func(line string) bool { // an interface's methods are not in want
			return !slices.ContainsFunc(want, func(w string) bool { return strings.HasPrefix(line, w[:strings.Index(w, ":")+1]) })
		})
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", f.Path, diff)
		}
		functions += len(want)
	}
	if functions < 300 {
		t.Errorf("only %d functions", functions)
	}
	t.Logf("%d functions", functions)
}

// readPython prints, for each text of a JSON list, what headLines should give,
// or null if the text is not of this Python.
const readPython = `
import ast, json, sys
out = []
for text in json.load(sys.stdin):
    try:
        tree = ast.parse(text)
    except (SyntaxError, ValueError):
        out.append(None)
        continue
    lines = []
    for f in ast.walk(tree):
        if isinstance(f, (ast.FunctionDef, ast.AsyncFunctionDef)):
            a = f.args
            names = [x.arg for x in a.posonlyargs + a.args]
            names += ["*" + a.vararg.arg] if a.vararg else []
            names += [x.arg for x in a.kwonlyargs]
            names += ["**" + a.kwarg.arg] if a.kwarg else []
            if names[:1] in (["self"], ["cls"]):
                names = names[1:]
            lines.append((f.lineno, "%d %s: %s" % (f.lineno, f.name, ", ".join(names))))
    out.append([line for _, line in sorted(lines)])
json.dump(out, sys.stdout)
`

func TestParametersOfRealPythonAreThoseThatItsOwnParserReads(t *testing.T) {
	files := corpus.Files(t, "python")
	python, err := exec.LookPath("python3")
	if err != nil {
		if os.Getenv("CI") == "true" {
			t.Fatal(err)
		}
		t.Skip(err)
	}
	texts := make([]string, len(files))
	for i, f := range files {
		texts[i] = f.Text
	}
	input, err := json.Marshal(texts)
	if err != nil {
		t.Fatal(err)
	}
	read := exec.CommandContext(t.Context(), python, "-W", "ignore", "-c", readPython)
	read.Stdin = bytes.NewReader(input)
	output, err := read.Output()
	if err != nil {
		t.Fatalf("python3: %v", err)
	}
	var want [][]string
	if err := json.Unmarshal(output, &want); err != nil {
		t.Fatal(err)
	}
	l, functions := Detect("python", ""), 0
	for i, f := range files {
		if want[i] == nil {
			continue
		}
		if diff := cmp.Diff(want[i], headLines(t, l, f.Text)); diff != "" && len(want[i]) > 0 {
			t.Errorf("%s (-want +got):\n%s", f.Path, diff)
		}
		functions += len(want[i])
	}
	if functions < 300 {
		t.Errorf("only %d functions", functions)
	}
	t.Logf("%d functions", functions)
}

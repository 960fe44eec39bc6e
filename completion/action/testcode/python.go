package testcode

import (
	"path"
	"regexp"
	"slices"
	"strings"

	"fimble/completion/action/naming"
	"fimble/context/syntax"
)

// pythonTests is how Python is tested: with pytest, or unittest where others are.
func pythonTests() dialect {
	h := habit{names: []string{"test_*.py", "*_test.py", "test*.py"}, children: []string{"tests", "test"}, tops: []string{"tests", "test", "tests/unit"}}
	return dialect{
		habit: h,
		fresh: freshPython,
		testable: func(_ *syntax.Outline, s syntax.Symbol) bool {
			return s.Parent < 0 || !strings.HasPrefix(s.Name, "__") || strings.HasSuffix(s.Name, "__")
		},
		sign:   regexp.MustCompile(`(?m)^\s*(async )?def test`),
		sketch: pythonSkeleton,
		read:   readPython,
		lift: func(t *Test, code string) ([]string, string) {
			p := withoutImports(t, code)
			return p.imports, p.code
		},
		bring: bringPython,
		join:  joinPython,
	}
}

// freshPython is the folder "tests" where there is a package or one above it,
// else beside the script.
func freshPython(source string, paths []string) string {
	folder, name := path.Dir(source), testName("test_*.py", path.Base(source))
	if folder == "." && !slices.ContainsFunc(paths, func(p string) bool { return strings.HasPrefix(p, "tests/") }) {
		return name
	}
	return path.Join("tests", name)
}

// pythonModule is what the source is imported as: as other tests do it, else
// from the topmost folder that is a package.
func pythonModule(t *Test) string {
	source := strings.TrimSuffix(t.Path, ".py")
	source = strings.TrimSuffix(source, "/__init__")
	parts := strings.Split(source, "/")
	for n := range parts {
		module := strings.Join(parts[n:], ".")
		if regexp.MustCompile(`(?m)^\s*(from|import)\s+` + regexp.QuoteMeta(module) + `\b`).MatchString(t.twins) {
			return module
		}
	}
	first := len(parts) - 1
	for first > 0 && t.there(path.Join(append(slices.Clone(parts[:first]), "__init__.py")...)) {
		first--
	}
	if first == len(parts)-1 && first > 0 && path.Dir(t.file.Path) != path.Dir(t.Path) {
		first = 0 // folders without a mark, as seen from the top
		if parts[0] == "src" || parts[0] == "lib" {
			first = 1
		}
	}
	return strings.Join(parts[first:], ".")
}

var (
	pythonMain = regexp.MustCompile(`(?m)^if __name__ == ['"]__main__['"]:`)
	fromImport = regexp.MustCompile(`^from\s+(\S+)\s+import\s+(\w+(?:, \w+)*)$`)
	nameList   = regexp.MustCompile(`^from\s+(\S+)\s+import\s+(?:\(([^()#]+)\)|([^()#]+))$`)
)

// readPython takes the imports out of a model's code, each on one line.
func readPython(t *Test, code string) Piece {
	p := withoutImports(t, code)
	for i, statement := range p.imports {
		m := nameList.FindStringSubmatch(statement)
		if m == nil {
			continue
		}
		names := strings.FieldsFunc(m[2]+m[3], func(r rune) bool { return r == ',' })
		for n, name := range names {
			names[n] = strings.Join(strings.Fields(name), " ")
		}
		names = slices.DeleteFunc(names, func(name string) bool { return name == "" })
		p.imports[i] = "from " + m[1] + " import " + strings.Join(names, ", ")
	}
	return p
}

// joinPython puts the test behind the others and its imports behind theirs.
func joinPython(t *Test, p Piece) []insertion {
	text := t.file.Text
	if strings.TrimSpace(text) == "" {
		return []insertion{{len(t.file.Text), t.pythonImports(p.imports) + "\n\n" + p.code}}
	}
	all := []insertion{t.append(p.code, 2)}
	if at := pythonMain.FindStringIndex(text); at != nil {
		all = []insertion{{at[0], strings.TrimRight(p.code, "\n") + "\n\n\n"}}
	}
	return append(all, bringPython(t, p.imports)...)
}

// bringPython puts imports to those of their sort.
func bringPython(t *Test, imports []string) (all []insertion) {
	text := t.file.Text
	var missing []string
	for _, statement := range t.single(imports) {
		if more, found := t.importsAlready(text, statement); found {
			all = append(all, more...)
		} else {
			missing = append(missing, statement)
		}
	}
	if len(missing) == 0 {
		return all
	}
	for sort := sorts - 1; sort >= 0; sort-- {
		of := slices.DeleteFunc(slices.Clone(missing), func(s string) bool { return t.sortOf(s) != sort })
		if len(of) > 0 {
			all = append(all, t.placeImports(text, sort, strings.Join(of, "\n")))
		}
	}
	return all
}

var fromSeveral = regexp.MustCompile(`^from\s+(\S+)\s+import\s+(\w+(?:\s*,\s*\w+)+)$`)

// single has an import of several names from a module that the file imports
// from as one of each.
func (t *Test) single(imports []string) (all []string) {
	for _, statement := range imports {
		m := fromSeveral.FindStringSubmatch(strings.TrimSpace(statement))
		if m == nil || !slices.ContainsFunc(t.outline.Imports, func(i syntax.Import) bool { return i.Path == m[1] }) {
			all = append(all, statement)
			continue
		}
		for name := range strings.SplitSeq(m[2], ",") {
			all = append(all, "from "+m[1]+" import "+strings.TrimSpace(name))
		}
	}
	return all
}

// placeImports is where imports go that the file lacks: behind those of their
// sort, or where they would stand.
func (t *Test) placeImports(text string, sort int, block string) insertion {
	before, after := -1, -1
	for _, i := range t.outline.Imports {
		if !topLevel(text, i.Span.Start) {
			continue
		}
		switch there := t.sortOf(text[i.Span.Start:i.Span.End]); {
		case there == sort:
			return insertion{t.lastOf(text, sort), "\n" + block}
		case there < sort:
			before = i.Span.End
		case after < 0:
			after = i.Span.Start
		}
	}
	switch {
	case before >= 0:
		return insertion{before, "\n\n" + block}
	case after >= 0:
		return insertion{after, block + "\n\n"}
	}
	return insertion{headOf(text), block + "\n\n\n"}
}

// lastOf is where the last import of a sort ends.
func (t *Test) lastOf(text string, sort int) (end int) {
	for _, i := range t.outline.Imports {
		if topLevel(text, i.Span.Start) && t.sortOf(text[i.Span.Start:i.Span.End]) == sort {
			end = i.Span.End
		}
	}
	return end
}

// headOf is where code begins behind the comments and the docstring that open a
// file.
func headOf(text string) int {
	at := len(text) - len(strings.TrimPrefix(text, "\ufeff"))
	for line := range strings.Lines(text[at:]) {
		if word := strings.TrimSpace(line); word != "" && word[0] != '#' {
			break
		}
		at += len(line)
	}
	for _, quotes := range []string{`"""`, `'''`} {
		if body, ok := strings.CutPrefix(text[at:], quotes); ok {
			if end := strings.Index(body, quotes); end >= 0 {
				at += len(quotes) + end + len(quotes)
				at += len(text[at:]) - len(strings.TrimLeft(text[at:], " \t\r\n"))
			}
		}
	}
	return at
}

// importsAlready reports whether the file has an import, if need be with a name
// added to one of the same module.
func (t *Test) importsAlready(text, statement string) ([]insertion, bool) {
	m := fromImport.FindStringSubmatch(statement)
	for _, i := range t.outline.Imports {
		there := text[i.Span.Start:i.Span.End]
		if !topLevel(text, i.Span.Start) {
			continue
		}
		if strings.Join(strings.Fields(there), " ") == strings.Join(strings.Fields(statement), " ") {
			return nil, true
		}
		if m == nil || i.Path != m[1] || !strings.HasPrefix(there, "from") || strings.Contains(there, "#") {
			continue
		}
		names := slices.DeleteFunc(strings.Split(m[2], ", "), func(name string) bool { return slices.Contains(i.Names, name) })
		if len(names) == 0 || strings.HasSuffix(strings.TrimSpace(there), "*") {
			return nil, true
		}
		more := strings.Join(names, ", ")
		inner, listed := strings.CutSuffix(strings.TrimRight(there, " \t\r\n"), ")")
		if !listed {
			return []insertion{{i.Span.End, ", " + more}}, true
		}
		inner = strings.TrimRight(inner, " \t\r\n")
		at := i.Span.Start + len(inner)
		if !strings.Contains(there, "\n") {
			return []insertion{{at, strings.Repeat(",", 1-min(1, strings.Count(inner[len(inner)-1:], ","))) + " " + more}}, true
		}
		indent := syntax.IndentOf(inner, len(inner))
		if strings.HasSuffix(inner, ",") {
			return []insertion{{at, "\n" + indent + strings.Join(names, ",\n"+indent) + ","}}, true
		}
		return []insertion{{at, ",\n" + indent + strings.Join(names, ",\n"+indent)}}, true
	}
	return nil, false
}

// standardPython are modules of the standard library that tests import.
var standardPython = naming.Set(`abc argparse array ast asyncio base64 bisect builtins calendar cmath collections contextlib copy csv dataclasses
	datetime decimal difflib email enum errno fractions functools gc glob gzip hashlib heapq hmac html http importlib inspect io ipaddress
	itertools json locale logging math multiprocessing numbers operator os pathlib pickle platform queue random re secrets select shutil
	signal socket sqlite3 ssl stat statistics string struct subprocess sys tempfile textwrap threading time timeit traceback types typing
	unittest urllib uuid warnings weakref xml zipfile zlib zoneinfo`)

const sorts = 4

// sortOf is the group of imports that PEP 8 has a statement in.
func (t *Test) sortOf(statement string) int {
	module := strings.Fields(statement + " . .")[1]
	first, _, _ := strings.Cut(module, ".")
	own, _, _ := strings.Cut(pythonModule(t), ".")
	switch {
	case first == "__future__":
		return 0
	case standardPython[first]:
		return 1
	case first == own || first == "" || first == "tests" || first == "conftest":
		return 3
	}
	return 2
}

// pythonImports are the imports of a new file. Those from one module become one.
func (t *Test) pythonImports(statements []string) string {
	groups, from := make([][]string, sorts), map[string]int{}
	for _, s := range statements {
		n := t.sortOf(s)
		if m := fromImport.FindStringSubmatch(s); m != nil {
			if at, ok := from[m[1]]; ok {
				groups[n][at] += ", " + m[2]
				continue
			}
			from[m[1]] = len(groups[n])
		}
		groups[n] = append(groups[n], s)
	}
	var blocks []string
	for _, g := range groups {
		if len(g) > 0 {
			slices.Sort(g)
			blocks = append(blocks, strings.Join(slices.Compact(g), "\n")+"\n")
		}
	}
	return strings.Join(blocks, "\n")
}

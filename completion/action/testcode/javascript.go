package testcode

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"path"
	"regexp"
	"slices"
	"strings"

	"fimble/context/syntax"
	"fimble/context/workspace"
)

// errHidden is told with the name of what no other file can reach.
var errHidden = errors.New("no test in another file can call it: make it visible there, or test what calls it")

// jsTests is how TypeScript and JavaScript are tested, with what the project
// has.
func jsTests() dialect {
	h := habit{
		names:    []string{"*.test$", "*.spec$", "*-test$", "*_test$"},
		children: []string{"__tests__", "test", "tests"},
		tops:     []string{"test", "tests", "__tests__", "spec"},
	}
	return dialect{
		habit: h,
		fresh: func(source string, _ []string) string { return h.nests(source)[0].path },
		testable: func(o *syntax.Outline, s syntax.Symbol) bool {
			return s.Name != "constructor" && jsName.MatchString(s.Name) && !strings.HasPrefix(s.Signature, "private ") && !strings.HasPrefix(s.Signature, "protected ")
		},
		sign:   regexp.MustCompile(`\b(test|it|describe|suite)(\.\w+)*\s*\(`),
		sketch: jsSkeleton,
		read:   readJS,
		lift: func(t *Test, code string) ([]string, string) {
			p := readJS(t, code)
			return p.imports, p.code
		},
		bring: bringJS,
		fit:   fitJS,
		join:  joinJS,
	}
}

// jsName is a name that stands behind a dot, of what is not private.
var jsName = regexp.MustCompile(`^[\p{L}_$][\p{L}\p{N}_$]*$`)

// A runner is what runs the tests of a project. Jest and Vitest have tables.
type runner string

const (
	jest     runner = "jest"
	vitest   runner = "vitest"
	mocha    runner = "mocha"
	nodeTest runner = "node:test"
)

// runnerOf is the one of the tests that there are, else that of the manifest,
// else Node's own.
func runnerOf(t *Test) runner { return cmp.Or(runnerThere(t), nodeTest) }

// runnerThere is the one that the project has, or empty.
func runnerThere(t *Test) runner {
	switch {
	case strings.Contains(t.twins, "node:test"):
		return nodeTest
	case regexp.MustCompile(`['"]vitest['"]`).MatchString(t.twins):
		return vitest
	case strings.Contains(t.twins, "@jest/globals"), regexp.MustCompile(`\bjest\.\w+\(`).MatchString(t.twins):
		return jest
	case regexp.MustCompile(`['"](mocha|chai)['"]`).MatchString(t.twins):
		return mocha
	}
	for folder := range workspace.Above(t.Path) {
		if r, ok := manifested(t, path.Join(folder, "package.json")); ok {
			return r
		}
	}
	return ""
}

// runnerMarks are what a test has that only one runner can run.
var runnerMarks = map[runner]*regexp.Regexp{
	jest:     regexp.MustCompile(`['"]@jest/globals['"]|(?m)^(?:.*[^\w.])?jest\.(?:fn|mock|unmock|doMock|spyOn|useFakeTimers|useRealTimers|resetModules|clearAllMocks|resetAllMocks|restoreAllMocks|requireActual|setTimeout)\(`),
	vitest:   regexp.MustCompile(`['"]vitest['"]|(?m)^(?:.*[^\w.])?vi\.(?:fn|mock|unmock|doMock|hoisted|spyOn|useFakeTimers|useRealTimers|resetModules|clearAllMocks|resetAllMocks|restoreAllMocks|importActual|stubGlobal)\(`),
	mocha:    regexp.MustCompile(`['"]mocha['"]`),
	nodeTest: regexp.MustCompile(`['"]node:test['"]`),
}

// fitJS refuses a test that the project's runner cannot run.
func fitJS(t *Test, p *Piece) error {
	own := runnerThere(t)
	if own == "" {
		return nil
	}
	code := strings.Join(p.imports, "\n") + "\n" + p.code
	for _, other := range []runner{jest, vitest, mocha, nodeTest} {
		if other != own && runnerMarks[other].MatchString(code) {
			return fmt.Errorf("the test is for %s, and the tests of this project run with %s: write it for that", other, own)
		}
	}
	return nil
}

// manifested is the runner that a package.json names.
func manifested(t *Test, name string) (runner, bool) {
	text, there := t.read(name)
	if !there {
		return "", false
	}
	var m struct {
		Scripts         map[string]string
		Dependencies    map[string]string
		DevDependencies map[string]string
		Jest            any
	}
	if json.Unmarshal([]byte(text), &m) != nil {
		return "", false
	}
	has := func(name string) bool { return m.Dependencies[name] != "" || m.DevDependencies[name] != "" }
	script := m.Scripts["test"]
	switch {
	case strings.Contains(script, "vitest") || has("vitest"):
		return vitest, true
	case strings.Contains(script, "jest") || strings.Contains(script, "react-scripts") || has("jest") || has("ts-jest") || has("react-scripts") || m.Jest != nil:
		return jest, true
	case strings.Contains(script, "mocha") || has("mocha"):
		return mocha, true
	case strings.Contains(script, "--test"):
		return nodeTest, true
	}
	return "", false
}

// A jsExport is how another file gets hold of a declaration.
type jsExport struct {
	name   string // that it is exported as
	whole  bool   // it is all of the module, or its default
	common bool   // by module.exports
}

// exportOf finds the export of a top-level declaration.
func exportOf(text string, s syntax.Symbol) (jsExport, error) {
	name := regexp.QuoteMeta(s.Name)
	find := func(pattern string) []string { return regexp.MustCompile(pattern).FindStringSubmatch(text) }
	switch {
	case strings.HasPrefix(s.Signature, "export default "):
		return jsExport{name: s.Name, whole: true}, nil
	case strings.HasPrefix(s.Signature, "export "):
		return jsExport{name: s.Name}, nil
	case strings.HasPrefix(s.Signature, "exports."), strings.HasPrefix(s.Signature, "module.exports."):
		return jsExport{name: s.Name, common: true}, nil
	case find(`(?m)^export\s+default\s+`+name+`\b`) != nil:
		return jsExport{name: s.Name, whole: true}, nil
	case find(`(?m)^(module\.)?exports\s*=\s*`+name+`\b`) != nil:
		return jsExport{name: s.Name, whole: true, common: true}, nil
	case find(`exports\s*=\s*\{[^}]*\b`+name+`\b`) != nil:
		return jsExport{name: s.Name, common: true}, nil
	}
	if m := find(`(?m)^export\s*\{[^}]*\b` + name + `\b(?:\s+as\s+(\w+))?`); m != nil {
		if m[1] == "default" {
			return jsExport{name: s.Name, whole: true}, nil
		}
		if m[1] != "" {
			return jsExport{name: m[1]}, nil
		}
		return jsExport{name: s.Name}, nil
	}
	if m := find(`(?m)^(?:module\.)?exports\.(\w+)\s*=\s*` + name + `\b`); m != nil {
		return jsExport{name: m[1], common: true}, nil
	}
	return jsExport{}, errHidden
}

// specifier is what the test calls the module of the source. Files that import
// each other with an extension go on to.
func specifier(t *Test, r runner) string {
	source := t.Path
	relative := relativePath(path.Dir(t.file.Path), source)
	extension, bare := path.Ext(source), strings.TrimSuffix(relative, path.Ext(source))
	texts := t.twins + t.Source
	switch written := regexp.MustCompile(`(?:from\s+|require\(|import\s+)['"]\.[^'"]*?(\.[cm]?[jt]sx?)?['"]`).FindStringSubmatch(texts); {
	case written != nil && written[1] != "":
		if strings.Contains(extension, "ts") && !strings.Contains(written[1], "ts") {
			return bare + strings.Replace(strings.TrimSuffix(extension, "x"), "ts", "js", 1)
		}
		return relative
	case written == nil && r == nodeTest, strings.HasPrefix(extension, ".m"), strings.HasPrefix(extension, ".c"):
		return relative
	}
	return bare
}

// relativePath is the way from a folder to a file.
func relativePath(folder, file string) string {
	from, to := strings.Split(folder, "/"), strings.Split(file, "/")
	if folder == "." {
		from = nil
	}
	for len(from) > 0 && len(to) > 1 && from[0] == to[0] {
		from, to = from[1:], to[1:]
	}
	if len(from) == 0 {
		return "./" + strings.Join(to, "/")
	}
	return strings.Repeat("../", len(from)) + strings.Join(to, "/")
}

// readJS takes the imports out of a model's code.
func readJS(t *Test, code string) Piece {
	p := Piece{}
	var spans []syntax.Span
	for _, i := range parsed(t, code).Imports {
		if topLevel(code, i.Span.Start) {
			end := i.Span.End + len(code[i.Span.End:]) - len(strings.TrimLeft(code[i.Span.End:], "; \t"))
			spans = append(spans, syntax.Span{Start: i.Span.Start, End: end})
			p.imports = append(p.imports, strings.TrimRight(code[i.Span.Start:end], " \t"))
		}
	}
	for _, span := range slices.Backward(spans) {
		code = code[:span.Start] + strings.TrimPrefix(code[span.End:], "\n")
	}
	p.code = strings.Trim(code, "\n") + "\n"
	return p
}

// openingJS is what stands in front of the code of a file.
var openingJS = regexp.MustCompile(`^\x{feff}?(?:(?://[^\n]*|/\*(?s:.*?)\*/|'use strict';?|"use strict";?)\s*)*`)

// joinJS puts the test behind the others and its imports behind theirs.
func joinJS(t *Test, p Piece) []insertion {
	text := t.file.Text
	if strings.TrimSpace(text) == "" {
		return []insertion{{len(t.file.Text), strings.Join(append(slices.Clone(p.imports), "", p.code), "\n")}}
	}
	return append([]insertion{t.append(p.code, 1)}, bringJS(t, p.imports)...)
}

// bringJS puts imports behind the others, or names to those from their module.
func bringJS(t *Test, imports []string) (all []insertion) {
	text := t.file.Text
	var missing []string
	for _, statement := range imports {
		if strings.Contains(text, statement) {
			continue
		}
		if more, found := t.importedJS(text, statement); found {
			all = append(all, more...)
		} else {
			missing = append(missing, statement)
		}
	}
	if len(missing) == 0 {
		return all
	}
	block := strings.Join(missing, "\n")
	for _, i := range slices.Backward(t.outline.Imports) {
		if topLevel(text, i.Span.Start) {
			end := i.Span.End + len(text[i.Span.End:]) - len(strings.TrimLeft(text[i.Span.End:], ";"))
			return append(all, insertion{end, "\n" + block})
		}
	}
	return append(all, insertion{len(openingJS.FindString(text)), block + "\n\n"})
}

var braced = regexp.MustCompile(`\{([^}]*)\}`)

// importedJS reports whether the file has an import, if need be with names added
// to one from the same module.
func (t *Test) importedJS(text, statement string) ([]insertion, bool) {
	wanted := parsed(t, statement).Imports
	if len(wanted) == 0 {
		return nil, false
	}
	var missing []string
	for _, i := range t.outline.Imports {
		if i.Path != wanted[0].Path || !topLevel(text, i.Span.Start) {
			continue
		}
		missing = slices.DeleteFunc(slices.Clone(wanted[0].Names), func(name string) bool { return slices.Contains(i.Names, name) })
		if len(missing) == 0 {
			return nil, true
		}
		there := text[i.Span.Start:i.Span.End]
		list := braced.FindStringSubmatchIndex(there)
		if list == nil || !braced.MatchString(statement) || strings.Contains(there, "import type") {
			continue
		}
		inner := strings.TrimRight(there[list[2]:list[3]], " \t\r\n")
		comma := ", "
		if inner == "" || strings.HasSuffix(inner, ",") {
			comma = " "
		}
		return []insertion{{i.Span.Start + list[2] + len(inner), comma + strings.Join(missing, ", ")}}, true
	}
	return nil, false
}

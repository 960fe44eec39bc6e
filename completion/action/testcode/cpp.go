package testcode

import (
	"errors"
	"path"
	"regexp"
	"slices"
	"strings"

	"fimble/completion/action/naming"
	"fimble/context/syntax"
)

// errHeaderless is told where there is nothing that a test could include.
var errHeaderless = errors.New("the file includes no header of its own, so no test in another file can call what is in it")

// cppTests is how C++ is tested: with GoogleTest.
func cppTests() dialect {
	h := habit{
		names:    []string{"*_test$", "*Test$", "test_*$", "*_unittest$", "*.test$", "*_tests$", "*-test$"},
		children: []string{"test", "tests"},
		tops:     []string{"test", "tests", "unittests", "test/unit"},
	}
	return dialect{
		habit: h,
		stand: cppSource,
		fresh: func(source string, paths []string) string { return freshCpp(h, source, paths) },
		sign:  regexp.MustCompile(`\b(TYPED_)?TEST(_F|_P)?\s*\(`),
		read:  readCpp,
		lift: func(_ *Test, code string) (imports []string, rest string) {
			for _, line := range cppInclude.FindAllString(code, -1) {
				imports = append(imports, strings.TrimSpace(line))
			}
			return imports, cppInclude.ReplaceAllString(code, "")
		},
		bring:  bringCpp,
		join:   joinCpp,
		names:  cppTaken,
		sketch: cppSkeleton,
		testable: func(o *syntax.Outline, s syntax.Symbol) bool {
			return s.Name != "main" && !strings.HasPrefix(s.Name, "~") && !strings.HasPrefix(s.Name, "operator") &&
				(s.Parent < 0 || s.Name != o.Symbols[s.Parent].Name) && !gtest.MatchString(s.Signature)
		},
	}
}

var gtest = regexp.MustCompile(`\bTEST(?:_F|_P)?\s*\(\s*(\w+)\s*,\s*(\w+)\s*\)`)

// cppSource is the file that the test is of by its name: that beside the header,
// or in another folder, with its extension.
func cppSource(source string, paths []string) string {
	if !strings.HasPrefix(path.Ext(source), ".h") {
		return source
	}
	stem, most := strings.TrimSuffix(path.Base(source), path.Ext(source)), ".cc"
	counts := map[string]int{}
	for _, p := range paths {
		extension := path.Ext(p)
		if !slices.Contains([]string{".cc", ".cpp", ".cxx", ".C"}, extension) {
			continue
		}
		if path.Base(p) == stem+extension {
			return p
		}
		if counts[extension]++; counts[extension] > counts[most] {
			most = extension
		}
	}
	return strings.TrimSuffix(source, path.Ext(source)) + most
}

// freshCpp is the folder for tests if there is one, else beside the source.
func freshCpp(h habit, source string, paths []string) string {
	for _, top := range h.tops {
		if slices.ContainsFunc(paths, func(p string) bool { return strings.HasPrefix(p, top+"/") }) {
			return path.Join(top, testName("*_test$", path.Base(source)))
		}
	}
	return h.nests(source)[0].path
}

// cppTaken are names of the test file that are no macros.
func cppTaken(t *Test) map[string]bool {
	all := map[string]bool{}
	for _, s := range t.outline.Symbols {
		if s.Name != strings.ToUpper(s.Name) && s.Kind != syntax.Module {
			all[s.Name] = true
		}
	}
	return all
}

// testedCpp are the tests of a file, as "Suite.Name".
func testedCpp(text string) map[string]bool {
	all := map[string]bool{}
	for _, m := range gtest.FindAllStringSubmatch(text, -1) {
		all[m[1]+"."+m[2]] = true
	}
	return all
}

var cppInclude = regexp.MustCompile(`(?m)^[ \t]*#[ \t]*include[ \t]*[<"][^>"\n]*[>"].*\n?`)

// readCpp takes the includes out of a model's code, and gives tests that have
// the name of another one a new one.
func readCpp(t *Test, code string) Piece {
	p := Piece{}
	for _, line := range cppInclude.FindAllString(code, -1) {
		p.imports = append(p.imports, strings.TrimSpace(line))
	}
	code = cppInclude.ReplaceAllString(code, "")
	taken := testedCpp(t.file.Text)
	p.code = gtest.ReplaceAllStringFunc(code, func(head string) string {
		m := gtest.FindStringSubmatchIndex(head)
		full := head[m[2]:m[3]] + "." + head[m[4]:m[5]]
		free := naming.Unused(full, taken)
		taken[free] = true
		return head[:m[4]] + strings.TrimPrefix(free, head[m[2]:m[3]]+".") + head[m[5]:]
	})
	p.code = strings.Trim(p.code, "\n") + "\n"
	return p
}

// joinCpp puts the test behind the others and its includes behind theirs.
func joinCpp(t *Test, p Piece) []insertion {
	text := t.file.Text
	if strings.TrimSpace(text) == "" {
		return []insertion{{len(t.file.Text), strings.Join(append(slices.Clone(p.imports), "", p.code), "\n")}}
	}
	at := len(text)
	if main := regexp.MustCompile(`(?m)^int\s+main\s*\(`).FindStringIndex(text); main != nil {
		at = main[0]
	}
	all := []insertion{t.append(p.code, 1)}
	if at < len(text) {
		all = []insertion{{at, p.code + "\n"}}
	}
	return append(all, bringCpp(t, p.imports)...)
}

// cppGuard is what keeps a header from being read twice.
var cppGuard = regexp.MustCompile(`(?m)^[ \t]*#[ \t]*(?:pragma[ \t]+once|ifndef[ \t]+\w+[ \t]*\r?\n[ \t]*#[ \t]*define[ \t]+\w+)[ \t]*\r?\n`)

// bringCpp puts includes behind the others.
func bringCpp(t *Test, imports []string) []insertion {
	text := t.file.Text
	var missing []string
	for _, include := range imports {
		if spec := strings.TrimSpace(strings.TrimPrefix(include, "#include")); !strings.Contains(text, spec) && !slices.Contains(missing, include) {
			missing = append(missing, include)
		}
	}
	if len(missing) == 0 {
		return nil
	}
	block := strings.Join(missing, "\n")
	if last := cppInclude.FindAllStringIndex(text, -1); last != nil {
		end := len(strings.TrimRight(text[:last[len(last)-1][1]], "\r\n"))
		return []insertion{{end, "\n" + block}}
	}
	if guard := cppGuard.FindStringIndex(text); guard != nil {
		return []insertion{{guard[1], "\n" + block + "\n"}}
	}
	return []insertion{{len(openingJS.FindString(text)), block + "\n\n"}}
}

// headerOf is what a test includes to reach the source.
func headerOf(t *Test) (string, error) {
	source := t.Path
	stem := strings.TrimSuffix(path.Base(source), path.Ext(source))
	if strings.HasPrefix(path.Ext(source), ".h") {
		if m := regexp.MustCompile(`#include\s+("(?:[^"\n]*/)?` + regexp.QuoteMeta(path.Base(source)) + `")`).FindStringSubmatch(t.twins); m != nil {
			return "#include " + m[1], nil
		}
		if _, below, ok := strings.Cut("/"+source, "/include/"); ok {
			return `#include "` + below + `"`, nil
		}
		return `#include "` + path.Base(source) + `"`, nil
	}
	for _, i := range t.Outline.Imports {
		if name := strings.Trim(i.Path, `<>"`); strings.TrimSuffix(path.Base(name), path.Ext(name)) == stem && path.Ext(name) != "" {
			return strings.TrimSpace(t.Source[i.Span.Start:i.Span.End]), nil
		}
	}
	return "", errHeaderless
}

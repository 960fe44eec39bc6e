package testcode

import (
	"regexp"
	"slices"
	"strings"

	"fimble/context/syntax"
)

// rustTests is how Rust is tested: in a module at the end of the file.
func rustTests() dialect {
	return dialect{
		fresh: func(source string, _ []string) string { return source },
		testable: func(o *syntax.Outline, s syntax.Symbol) bool {
			return s.Name != "main" && !inTests(o, s) && (s.Parent < 0 || rustType.MatchString(o.Symbols[s.Parent].Name))
		},
		sign:   regexp.MustCompile(`#\[(\w+::)*(test|rstest|test_case)\b`),
		sketch: rustSkeleton,
		names:  rustTaken,
		read:   readRust,
		lift: func(t *Test, code string) ([]string, string) {
			p := withoutImports(t, code)
			return p.imports, p.code
		},
		bring: bringRust,
		join:  joinRust,
	}
}

// rustType is a type that can be called by its name.
var rustType = regexp.MustCompile(`^\w+$`)

// inTests reports whether a function is a test or stands among tests.
func inTests(o *syntax.Outline, s syntax.Symbol) bool {
	for n := s.Parent; n >= 0; n = o.Symbols[n].Parent {
		if o.Symbols[n].Kind == syntax.Module && strings.HasPrefix(o.Symbols[n].Name, "test") {
			return true
		}
	}
	return false
}

// testModule is the module that tests of the function stand in.
func testModule(t *Test) (syntax.Symbol, bool) {
	n := slices.IndexFunc(t.outline.Symbols, func(s syntax.Symbol) bool {
		return s.Kind == syntax.Module && s.Parent == moduleOf(t) && strings.HasPrefix(s.Name, "test") && s.Body.Len() > 0
	})
	if n < 0 {
		return syntax.Symbol{}, false
	}
	return t.outline.Symbols[n], true
}

// moduleOf is the module in the file that the function stands in, or -1.
func moduleOf(t *Test) int {
	n := t.Symbol.Parent
	for n >= 0 && t.Outline.Symbols[n].Kind != syntax.Module {
		n = t.Outline.Symbols[n].Parent
	}
	return n
}

func rustTaken(t *Test) map[string]bool {
	taken := map[string]bool{}
	module, ok := testModule(t)
	for _, s := range t.outline.Symbols {
		taken[s.Name] = taken[s.Name] || ok && module.Span.Start < s.Span.Start && s.Span.End <= module.Span.End
	}
	return taken
}

var (
	rustModule = regexp.MustCompile(`(?s)#\[cfg\(test\)\]\s*mod\s+\w+\s*\{(.*)\}\s*$`)
	rustSuper  = regexp.MustCompile(`(?m)^use super::\*;\n?`)
)

// readRust takes the tests out of the module that a model may have put around
// them.
func readRust(t *Test, code string) Piece {
	if m := rustModule.FindStringSubmatch(code); m != nil {
		code = dedented(strings.TrimLeft(m[1], "\n"))
	}
	return withoutImports(t, rustSuper.ReplaceAllString(code, ""))
}

// rustHead is what opens a file: its docs and attributes, or a licence.
var rustHead = regexp.MustCompile(`^\x{feff}?(?:(?://[^\n]*|#!\[[^\n]*)?\n|[ \t]+\n)*`)

// bringRust puts what is used behind the others.
func bringRust(t *Test, imports []string) []insertion {
	text := t.file.Text
	var missing []string
	for _, use := range imports {
		if !strings.Contains(text, use) && !slices.Contains(missing, use) {
			missing = append(missing, use)
		}
	}
	if len(missing) == 0 {
		return nil
	}
	block := strings.Join(missing, "\n")
	for _, i := range slices.Backward(t.outline.Imports) {
		if topLevel(text, i.Span.Start) {
			return []insertion{{i.Span.End, "\n" + block}}
		}
	}
	return []insertion{{len(rustHead.FindString(text)), block + "\n\n"}}
}

// joinRust puts the test at the end of the module for tests, or makes one.
func joinRust(t *Test, p Piece) []insertion {
	text := t.file.Text
	uses := func(among string) string {
		var all strings.Builder
		for _, use := range p.imports {
			if !strings.Contains(among, use) {
				all.WriteString(use + "\n")
			}
		}
		return all.String()
	}
	if module, ok := testModule(t); ok {
		outer := syntax.IndentOf(text, module.Span.End)
		inner := outer + t.outline.IndentUnit()
		body := text[module.Body.Start:module.Body.End]
		closer := module.Body.Start + strings.LastIndexByte(body, '}')
		end := len(strings.TrimRight(text[:closer], " \t\r\n"))
		code := "\n\n" + indented(p.code, inner)
		if strings.HasSuffix(text[:end], "{") {
			code = "\n" + indented("use super::*;\n\n"+p.code, inner)
		}
		if !strings.Contains(text[end:closer], "\n") {
			code += "\n" + outer
		}
		all := []insertion{{end, code}}
		if more := uses(body); more != "" {
			at := module.Body.Start + 1
			for _, i := range t.outline.Imports {
				if i.Span.Start > module.Body.Start && i.Span.End < end {
					at = i.Span.End
				}
			}
			all = append(all, insertion{at, "\n" + indented(more, inner)})
		}
		return all
	}
	code := "#[cfg(test)]\nmod tests {\n" + indented("use super::*;\n"+uses("")+"\n"+p.code, t.outline.IndentUnit()) + "\n}\n"
	if n := moduleOf(t); n >= 0 {
		module := t.Outline.Symbols[n]
		closer := module.Body.Start + strings.LastIndexByte(text[module.Body.Start:module.Body.End], '}')
		end := len(strings.TrimRight(text[:closer], " \t\r\n"))
		outer := syntax.IndentOf(text, module.Span.Start)
		return []insertion{{end, "\n\n" + indented(code, outer+t.outline.IndentUnit()) + strings.Repeat("\n"+outer, 1-min(1, strings.Count(text[end:closer], "\n")))}}
	}
	return []insertion{t.append(code, 1)}
}

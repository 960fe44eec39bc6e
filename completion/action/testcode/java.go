package testcode

import (
	"path"
	"regexp"
	"slices"
	"strings"

	"fimble/context/syntax"
	"fimble/context/workspace"
)

// javaTests is how Java is tested: with JUnit, in the same package.
func javaTests() dialect {
	h := habit{names: []string{"*Test.java", "*Tests.java", "Test*.java", "*Spec.java", "*IT.java"}, tops: []string{"test", "tests", "src/test/java"}}
	return dialect{
		habit: h,
		fresh: func(source string, _ []string) string {
			return testName("*Test.java", strings.Replace(source, "src/main/", "src/test/", 1))
		},
		testable: func(o *syntax.Outline, s syntax.Symbol) bool {
			return s.Parent >= 0 && s.Name != o.Symbols[s.Parent].Name && !regexp.MustCompile(`\bprivate\b`).MatchString(s.Signature) && !strings.Contains(s.Signature, "@Test")
		},
		sign:   regexp.MustCompile(`@(Test|ParameterizedTest|RepeatedTest|TestFactory)\b`),
		shell:  [2]string{"class T {\n", "}\n"},
		sketch: javaSkeleton,
		read:   readJava,
		lift: func(t *Test, code string) (imports []string, rest string) {
			for _, i := range parsed(t, code).Imports {
				imports = append(imports, code[i.Span.Start:i.Span.End])
			}
			return imports, javaImport.ReplaceAllString(code, "")
		},
		bring: bringJava,
		join:  joinJava,
	}
}

// junit5 reports whether the project is past JUnit 4, as those that say nothing
// are.
func junit5(t *Test) bool {
	switch {
	case strings.Contains(t.twins, "org.junit.jupiter"):
		return true
	case regexp.MustCompile(`import (static )?org\.junit\.[A-Z*]`).MatchString(t.twins):
		return false
	}
	for folder := range workspace.Above(t.Path) {
		for _, name := range []string{"pom.xml", "build.gradle", "build.gradle.kts"} {
			if manifest, _ := t.read(path.Join(folder, name)); strings.Contains(manifest, "junit") {
				return strings.Contains(manifest, "jupiter") || strings.Contains(manifest, "useJUnitPlatform")
			}
		}
	}
	return true
}

// readJava takes the members out of the class that a model may have put around
// them.
func readJava(t *Test, code string) Piece {
	p := Piece{}
	o := parsed(t, code)
	for _, i := range o.Imports {
		p.imports = append(p.imports, code[i.Span.Start:i.Span.End])
	}
	n := slices.IndexFunc(o.Symbols, func(s syntax.Symbol) bool { return s.Parent < 0 && s.Kind == syntax.Class && s.Body.Len() > 1 })
	if n >= 0 {
		body := o.Symbols[n].Body
		code = dedented(strings.Trim(code[body.Start+1:body.End-1], "\n"))
	} else {
		code = regexp.MustCompile(`(?m)^(import|package)\s[^;]*;\n?`).ReplaceAllString(code, "")
	}
	p.code = strings.TrimRight(strings.TrimLeft(code, "\n"), " \t\n") + "\n"
	return p
}

// joinJava puts the tests at the end of the class, or makes one.
func joinJava(t *Test, p Piece) []insertion {
	text := t.file.Text
	n := slices.IndexFunc(t.outline.Symbols, func(s syntax.Symbol) bool { return s.Parent < 0 && s.Kind == syntax.Class && s.Body.Len() > 1 })
	if n < 0 {
		if strings.TrimSpace(text) != "" {
			return []insertion{t.append(p.code, 1)}
		}
		head := ""
		if own := regexp.MustCompile(`(?m)^package\s+[\w.]+;`).FindString(t.Source); own != "" {
			head = own + "\n\n"
		}
		name := strings.TrimSuffix(path.Base(t.file.Path), ".java")
		return []insertion{{len(t.file.Text), head + javaImports(p.imports) + "\nclass " + name + " {\n" + indented(p.code, t.Outline.IndentUnit()) + "\n}\n"}}
	}
	class := t.outline.Symbols[n]
	closer := class.Body.Start + strings.LastIndexByte(text[class.Body.Start:class.Body.End], '}')
	end := len(strings.TrimRight(text[:closer], " \t\r\n"))
	code := "\n\n" + indented(p.code, t.outline.IndentUnit())
	if strings.HasSuffix(text[:end], "{") {
		code = code[1:]
	}
	if !strings.Contains(text[end:closer], "\n") {
		code += "\n"
	}
	return append([]insertion{{end, code}}, bringJava(t, p.imports)...)
}

var javaImport = regexp.MustCompile(`(?m)^import\s[^;]*;[ \t]*\n?`)

// bringJava puts imports to those of their sort.
func bringJava(t *Test, imports []string) []insertion {
	text := t.file.Text
	var missing []string
	for _, statement := range imports {
		wildcard := regexp.MustCompile(`\.\w+;$`).ReplaceAllString(statement, ".*;")
		if !strings.Contains(text, statement) && !strings.Contains(text, wildcard) {
			missing = append(missing, statement)
		}
	}
	return t.placeJava(text, missing)
}

// placeJava puts imports in front of the first of their sort that comes after
// them, else behind the last.
func (t *Test) placeJava(text string, missing []string) (all []insertion) {
	static := func(statement string) bool { return strings.HasPrefix(statement, "import static ") }
	behind := map[int]string{}
	for _, statement := range missing {
		at := -1
		for _, i := range t.outline.Imports {
			there := text[i.Span.Start:i.Span.End]
			if static(there) == static(statement) {
				at = i.Span.End
				if there > statement {
					at = i.Span.Start
					break
				}
			}
		}
		switch {
		case at >= 0 && text[at-1] == '\n':
			all = append(all, insertion{at, statement + "\n"})
		case at >= 0:
			behind[at] += "\n" + statement
		default:
			at := 0
			if own := regexp.MustCompile(`(?m)^package\s+[\w.]+;`).FindStringIndex(text); own != nil {
				at = own[1]
			}
			if last := len(t.outline.Imports) - 1; last >= 0 {
				at = t.outline.Imports[last].Span.End
			}
			if behind[at] == "" {
				behind[at] = "\n"
			}
			behind[at] += "\n" + statement
		}
	}
	slices.SortFunc(all, func(a, b insertion) int { return strings.Compare(b.text, a.text) })
	for at, block := range behind {
		if at == 0 {
			block = strings.TrimLeft(block, "\n") + "\n\n"
		}
		all = append(all, insertion{at, block})
	}
	return all
}

// javaImports are the imports of a new file, static ones first.
func javaImports(statements []string) string {
	var groups [2][]string
	for _, s := range slices.Compact(slices.Sorted(slices.Values(statements))) {
		n := 1
		if strings.HasPrefix(s, "import static ") {
			n = 0
		}
		groups[n] = append(groups[n], s)
	}
	var blocks []string
	for _, g := range groups {
		if len(g) > 0 {
			blocks = append(blocks, strings.Join(g, "\n")+"\n")
		}
	}
	return strings.Join(blocks, "\n")
}

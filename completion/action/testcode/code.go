package testcode

// What the tests of several languages are written and read with.

import (
	"slices"
	"strings"

	"fimble/context/syntax"
)

// doubleQuoted is a text as a string of C++, Java, Python and Rust.
func doubleQuoted(text string) string {
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(text) + `"`
}

// dedented takes the indent of the first line away from all.
func dedented(code string) string {
	indent := syntax.IndentOf(code, 0)
	lines := strings.Split(code, "\n")
	for i, line := range lines {
		lines[i] = strings.TrimRight(strings.TrimPrefix(line, indent), " \t")
	}
	return strings.Join(lines, "\n")
}

// indented puts an indent in front of all lines that are not empty.
func indented(code, indent string) string {
	lines := strings.Split(strings.TrimRight(code, "\n"), "\n")
	for i, line := range lines {
		if line != "" {
			lines[i] = indent + line
		}
	}
	return strings.Join(lines, "\n")
}

// parsed is the outline of a text in the language of the test.
func parsed(t *Test, text string) *syntax.Outline {
	p := syntax.NewParser(t.Language)
	defer p.Close()
	return p.Parse(text, nil, 0)
}

// withoutImports takes the imports out of a model's code.
func withoutImports(t *Test, code string) Piece {
	p := Piece{}
	var spans []syntax.Span
	for _, i := range parsed(t, code).Imports {
		if topLevel(code, i.Span.Start) && !slices.Contains(spans, i.Span) {
			spans = append(spans, i.Span)
			p.imports = append(p.imports, code[i.Span.Start:i.Span.End])
		}
	}
	for _, span := range slices.Backward(spans) {
		code = code[:span.Start] + strings.TrimPrefix(code[span.End:], "\n")
	}
	p.code = strings.Trim(code, "\n") + "\n"
	return p
}

func topLevel(text string, at int) bool { return at == 0 || text[at-1] == '\n' }

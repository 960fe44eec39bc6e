package testcode

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"fimble/completion/action/naming"
	"fimble/context/syntax"
)

// A jsTest is a test as it comes together.
type jsTest struct {
	*Test
	runner     runner
	imports    []string
	before     string // a line that makes what the function is called on
	call       string
	columns    []string
	zeros      []string
	gives      bool
	awaits     bool
	quote, end string // how the project writes strings, and ends statements
	indent     string
	typed      bool
}

// jsSkeleton is a test with a case for each branch, and one for each error.
func jsSkeleton(t *Test) (Piece, error) {
	j := &jsTest{Test: t, runner: runnerOf(t), typed: strings.HasPrefix(t.Language.ID, "typescript")}
	j.style()
	if err := j.reach(); err != nil {
		return Piece{}, err
	}
	code := j.write()
	return Piece{j.imports, code}, nil
}

// style is that of the test file, else of the source.
func (j *jsTest) style() {
	style := j.outline.Style
	if !j.file.There {
		style = j.Outline.Style
	}
	j.quote, j.end, j.indent = "'", ";", style.Indent
	if style.Quotes == `"` {
		j.quote = `"`
	}
	if style.Semicolons == "never" {
		j.end = ""
	}
	if j.indent == "" {
		j.indent = "  "
	}
}

func (j *jsTest) quoted(text string) string {
	return j.quote + strings.NewReplacer(`\`, `\\`, j.quote, `\`+j.quote).Replace(text) + j.quote
}

// reach finds how the function is called, and what is to be imported for it.
func (j *jsTest) reach() error {
	outer := []syntax.Symbol{j.Symbol}
	for n := j.Symbol.Parent; n >= 0; n = j.Outline.Symbols[n].Parent {
		outer = append([]syntax.Symbol{j.Outline.Symbols[n]}, outer...)
	}
	export, err := exportOf(j.Source, outer[0])
	if err != nil {
		return fmt.Errorf("%s: %w", outer[0].Name, err)
	}
	export.common = export.common && j.runner != vitest // which cannot be required itself
	what := "{ " + export.name + " }"
	if export.whole {
		what = export.name
	}
	j.imports = append(j.framework(export.common), j.importing(what, j.quoted(specifier(j.Test, j.runner)), export.common))
	j.parameters()
	target := export.name
	for _, s := range outer[1:] {
		target += "." + s.Name
	}
	signature := j.Symbol.Signature
	if n := j.Symbol.Parent; n >= 0 && j.Outline.Symbols[n].Kind == syntax.Class && !regexp.MustCompile(`^((public|override|async)\s+)*static\b`).MatchString(signature) {
		class := strings.TrimSuffix(target, "."+j.Symbol.Name)
		instance := naming.Lowered(j.Outline.Symbols[n].Name)
		if slices.Contains(j.columns, instance) {
			instance += "Value"
		}
		j.before = "const " + instance + " = new " + class + "(" + j.made(n) + ")" + j.end + " // TODO: make it what the cases need"
		target = instance + "." + j.Symbol.Name
	}
	var arguments []string
	for _, name := range j.columns {
		if j.rest(name) {
			name = "..." + name
		}
		arguments = append(arguments, name)
	}
	j.call, j.gives = target+"("+strings.Join(arguments, ", ")+")", j.Head.Value || j.Head.Yields
	if property := regexp.MustCompile(`^((public|override|static)\s+)*(get|set)\s`).FindStringSubmatch(signature); property != nil {
		j.call = target
		if property[3] == "set" {
			j.call += " = " + strings.Join(arguments, "")
		}
	}
	j.awaits = regexp.MustCompile(`\basync\b`).MatchString(signature) || strings.HasPrefix(j.Head.Returns, "Promise<")
	if j.Head.Yields {
		j.call = "[..." + j.call + "]"
	}
	return nil
}

// made are the arguments of a class's constructor.
func (j *jsTest) made(class int) string {
	for _, s := range j.Outline.Symbols {
		if s.Parent != class || s.Name != "constructor" {
			continue
		}
		heads, ok := j.Language.Heads(j.Source, []syntax.Symbol{s})
		if !ok {
			break
		}
		var all []string
		for _, p := range heads[0].Parameters {
			if !p.Optional {
				all = append(all, j.zero(p.Type))
			}
		}
		return strings.Join(all, ", ")
	}
	return ""
}

// rest reports whether a parameter takes all arguments that are left.
func (j *jsTest) rest(name string) bool {
	return regexp.MustCompile(`\.\.\.\s*` + regexp.QuoteMeta(name) + `\b`).MatchString(j.Symbol.Signature)
}

func (j *jsTest) importing(what, from string, common bool) string {
	if common {
		return "const " + what + " = require(" + from + ")" + j.end
	}
	return "import " + what + " from " + from + j.end
}

// framework are the imports of the runner's own.
func (j *jsTest) framework(common bool) []string {
	switch j.runner {
	case vitest:
		return []string{j.importing("{ describe, expect, it }", j.quoted("vitest"), false)}
	case jest:
		if strings.Contains(j.twins, "@jest/globals") {
			return []string{j.importing("{ describe, expect, it }", j.quoted("@jest/globals"), common)}
		}
		return nil
	case mocha:
		return []string{j.importing("assert", j.quoted("node:assert"), common)}
	}
	return []string{j.importing("assert", j.quoted("node:assert"), common), j.importing("{ describe, it }", j.quoted("node:test"), common)}
}

// parameters gives each a name and a value.
func (j *jsTest) parameters() {
	for _, p := range j.Head.Parameters {
		name := p.Name
		if name == "" {
			name = naming.Unused("options", naming.Set(strings.Join(j.columns, " ")))
		}
		zero := j.zero(p.Type)
		switch {
		case j.rest(name):
			zero = "[]"
		case p.Optional:
			zero = "undefined"
		}
		j.columns, j.zeros = append(j.columns, name), append(j.zeros, zero)
	}
}

// zero is a value of a type, if that tells one; else one that any type takes.
func (j *jsTest) zero(kind string) string {
	kind = strings.TrimSpace(kind)
	switch first, _, _ := strings.Cut(kind, "<"); {
	case kind == "number":
		return "0"
	case kind == "string":
		return j.quote + j.quote
	case kind == "boolean":
		return "false"
	case kind == "bigint":
		return "0n"
	case strings.Contains(kind, "=>"):
		return "() => undefined as never"
	case regexp.MustCompile(`\|\s*null\b|^null\b`).MatchString(kind):
		return "null"
	case regexp.MustCompile(`\|\s*undefined\b|^(undefined|any|unknown|void)$`).MatchString(kind), kind == "":
		return "undefined"
	case strings.HasSuffix(kind, "[]"), first == "Array", first == "ReadonlyArray", first == "Iterable":
		return "[]"
	case first == "Record", first == "Partial":
		return "{}"
	case first == "Map", first == "Set":
		return "new " + first + "()"
	case kind == "Date":
		return "new Date(0)"
	}
	return "undefined as never"
}

// write is the test.
func (j *jsTest) write() string {
	var b strings.Builder
	line := func(depth int, format string, args ...any) {
		b.WriteString(strings.Repeat(j.indent, depth) + fmt.Sprintf(format, args...) + "\n")
	}
	title := j.Symbol.Name
	if n := j.Symbol.Parent; n >= 0 {
		title = j.Outline.Symbols[n].Name + "." + title
	}
	line(0, "describe(%s, () => {", j.quoted(title))
	j.table(line)
	if name := j.raised(); name != "" {
		b.WriteString("\n")
		j.thrown(line, name)
	}
	line(0, "})%s", j.end)
	return b.String()
}

// raised is the first error that leaves the function, as the test can name it;
// empty if none does.
func (j *jsTest) raised() string {
	for _, name := range j.Head.Raises {
		if !regexp.MustCompile(`^[A-Z]\w*$`).MatchString(name) {
			continue
		}
		n := slices.IndexFunc(j.Outline.Symbols, func(s syntax.Symbol) bool { return s.Parent < 0 && s.Name == name })
		imported := slices.ContainsFunc(j.Outline.Imports, func(i syntax.Import) bool { return slices.Contains(i.Names, name) })
		last := len(j.imports) - 1
		switch {
		case n < 0 && !imported && strings.HasSuffix(name, "Error"):
			return name
		case n >= 0 && strings.Contains(j.imports[last], "{ "):
			if export, err := exportOf(j.Source, j.Outline.Symbols[n]); err == nil && !export.whole {
				j.imports[last] = strings.Replace(j.imports[last], "{ ", "{ "+export.name+", ", 1)
				return export.name
			}
		}
		return "Error"
	}
	return ""
}

// table is the test of what the function gives back.
func (j *jsTest) table(line func(int, string, ...any)) {
	columns, zeros := j.columns, j.zeros
	expected := "expected"
	if slices.Contains(columns, expected) {
		expected = "result"
	}
	if j.gives {
		kind := j.Head.Returns
		if inner, promised := strings.CutPrefix(kind, "Promise<"); promised {
			kind = strings.TrimSuffix(inner, ">")
		}
		zero := j.zero(kind)
		if j.Head.Yields {
			zero = "[]"
		}
		columns, zeros = append(slices.Clone(columns), expected), append(slices.Clone(zeros), strings.TrimSuffix(zero, " as never"))
	}
	async := ""
	if j.awaits {
		async = "async "
	}
	if len(columns) == 0 {
		line(1, "it(%s, %s() => {", j.quoted("does its work"), async)
		j.body(line, 2, expected)
		line(1, "})%s", j.end)
		return
	}
	label := "name"
	if slices.Contains(columns, label) {
		label = "title"
	}
	line(1, "// TODO: fill in what each case is called with, and what is expected of it.")
	tables := j.runner == jest || j.runner == vitest
	if tables {
		line(1, "it.each([")
	} else {
		line(1, "for (const { %s } of [", strings.Join(append([]string{label}, columns...), ", "))
	}
	for _, name := range j.cases() {
		cells := []string{label + ": " + j.quoted(name)}
		for i, column := range columns {
			cells = append(cells, column+": "+zeros[i])
		}
		line(2, "{ %s },", strings.Join(cells, ", "))
	}
	if tables {
		line(1, "])(%s, %s({ %s }) => {", j.quoted("$"+label), async, strings.Join(columns, ", "))
		j.body(line, 2, expected)
		line(1, "})%s", j.end)
		return
	}
	line(1, "]) {")
	line(2, "it(%s, %s() => {", label, async)
	j.body(line, 3, expected)
	line(2, "})%s", j.end)
	line(1, "}")
}

// body calls the function and compares what comes back.
func (j *jsTest) body(line func(int, string, ...any), depth int, expected string) {
	if j.before != "" {
		line(depth, "%s", j.before)
	}
	call := j.call
	if j.awaits {
		call = "await " + call
	}
	switch {
	case !j.gives:
		line(depth, "%s%s", call, j.end)
		line(depth, "throw new Error(%s)%s", j.quoted("TODO: check what "+j.Symbol.Name+" has done"), j.end)
	case j.runner == jest || j.runner == vitest:
		line(depth, "expect(%s).toEqual(%s)%s", call, expected, j.end)
	default:
		line(depth, "assert.deepStrictEqual(%s, %s)%s", call, expected, j.end)
	}
}

// thrown is the test of an error.
func (j *jsTest) thrown(line func(int, string, ...any), name string) {
	async := ""
	if j.awaits {
		async = "async "
	}
	line(1, "it(%s, %s() => {", j.quoted("throws "+name), async)
	for i, column := range j.columns {
		line(2, "const %s = %s%s // TODO", column, j.zeros[i], j.end)
	}
	if j.before != "" {
		line(2, "%s", j.before)
	}
	expects := j.runner == jest || j.runner == vitest
	switch {
	case expects && j.awaits:
		line(2, "await expect(%s).rejects.toThrow(%s)%s", j.call, name, j.end)
	case expects:
		line(2, "expect(() => %s).toThrow(%s)%s", j.call, name, j.end)
	case j.awaits:
		line(2, "await assert.rejects(() => %s, %s)%s", j.call, name, j.end)
	default:
		line(2, "assert.throws(() => %s, %s)%s", j.call, name, j.end)
	}
	line(1, "})%s", j.end)
}

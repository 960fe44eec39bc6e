package testcode

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"fimble/completion/action/naming"
	"fimble/context/syntax"
)

// A javaTest is a test as it comes together.
type javaTest struct {
	*Test
	five            bool
	imports         []string
	before, call    string
	columns, kinds  []string
	zeros           []string
	returns, throws string
}

// javaSkeleton is a test with a case for each branch, and one for each error.
func javaSkeleton(t *Test) (Piece, error) {
	j := &javaTest{Test: t, five: junit5(t), returns: strings.TrimSpace(t.Head.Returns)}
	if generic := regexp.MustCompile(`^(\w+\s+)*<`).MatchString(t.Symbol.Signature); generic {
		return Piece{}, errGeneric
	}
	if why := j.unmade(); why != "" {
		return Piece{}, Untold(fmt.Sprintf("no test can make %s to call it on", why))
	}
	j.reach()
	code := j.write()
	return Piece{j.imports, code}, nil
}

// static reports whether no object is needed to call the method.
func (j *javaTest) static() bool {
	return regexp.MustCompile(`\bstatic\b`).MatchString(j.Symbol.Signature)
}

// unmade says why there is no object to call the method on, if so.
func (j *javaTest) unmade() string {
	all := j.Outline.Symbols
	class := all[j.Symbol.Parent]
	of := func(word string) bool { return regexp.MustCompile(`\b` + word + `\b`).MatchString(class.Signature) }
	hidden, seen := 0, 0
	for _, s := range all {
		if s.Parent == j.Symbol.Parent && s.Name == class.Name {
			seen++
			hidden += len(regexp.MustCompile(`\bprivate\b`).FindString(s.Signature)) / len("private")
		}
	}
	switch {
	case j.static():
		return ""
	case class.Kind == syntax.Interface:
		return "an interface"
	case class.Kind == syntax.Enum:
		return "an enum"
	case class.Kind == syntax.Constant:
		return "a constant's own class"
	case of("abstract"):
		return "an abstract class"
	case class.Parent >= 0 && all[class.Parent].Kind == syntax.Class && !of("static") && !of("record"):
		return "an inner class alone"
	case seen > 0 && hidden == seen:
		return "what has a private constructor alone"
	}
	return ""
}

// reach finds how the method is called, and the types that it is called with.
func (j *javaTest) reach() {
	for _, p := range j.Head.Parameters {
		kind := strings.TrimSpace(regexp.MustCompile(`^(final\s+|@\w+(\([^)]*\))?\s+)+`).ReplaceAllString(p.Type, ""))
		if m := regexp.MustCompile(`([\w.<>\[\]]+)\s*\.\.\.\s*` + regexp.QuoteMeta(p.Name) + `\b`).FindStringSubmatch(j.Symbol.Signature); m != nil {
			kind = m[1] + "[]"
		}
		j.columns, j.kinds, j.zeros = append(j.columns, p.Name), append(j.kinds, kind), append(j.zeros, zeroJava(kind))
	}
	class := ""
	for n := j.Symbol.Parent; n >= 0; n = j.Outline.Symbols[n].Parent {
		class = strings.TrimSuffix(j.Outline.Symbols[n].Name+"."+class, ".")
	}
	j.call = j.Symbol.Name + "(" + strings.Join(j.columns, ", ") + ")"
	if j.static() {
		j.call = class + "." + j.call
	} else {
		instance := naming.Unused(naming.Lowered(j.Outline.Symbols[j.Symbol.Parent].Name), naming.Set(strings.Join(j.columns, " ")))
		wild := ""
		if len(j.generics()) > 0 {
			wild = "<>"
		}
		j.before = class + strings.Replace(wild, "<>", "<"+strings.Join(slices.Repeat([]string{"?"}, len(j.generics())), ", ")+">", 1) + " " + instance + " = new " + class + wild + "(" + j.made() + "); // TODO: make it what the cases need\n"
		j.call = instance + "." + j.call
	}
	if m := regexp.MustCompile(`\bthrows\s+(.+?)\s*\{?$`).FindStringSubmatch(j.Symbol.Signature); m != nil {
		j.throws = " throws Exception"
	}
	for _, i := range j.Outline.Imports {
		statement := j.Source[i.Span.Start:i.Span.End]
		for _, name := range i.Names {
			if regexp.MustCompile(`\b` + regexp.QuoteMeta(name) + `\b`).MatchString(j.before + strings.Join(slices.Concat(j.kinds, j.zeros, []string{j.returns}), " ")) {
				j.imports = append(j.imports, statement)
			}
		}
	}
}

// generics are the type parameters of the method's class.
func (j *javaTest) generics() []string {
	heads, ok := j.Language.Heads(j.Source, []syntax.Symbol{j.Outline.Symbols[j.Symbol.Parent]})
	if !ok {
		return nil
	}
	return heads[0].Generics
}

// made are the arguments of the first constructor of the method's class that a
// test can call.
func (j *javaTest) made() string {
	for _, s := range j.Outline.Symbols {
		if s.Parent != j.Symbol.Parent || s.Name != j.Outline.Symbols[s.Parent].Name || regexp.MustCompile(`\bprivate\b`).MatchString(s.Signature) {
			continue
		}
		var all []string
		if heads, ok := j.Language.Heads(j.Source, []syntax.Symbol{s}); ok {
			for _, p := range heads[0].Parameters {
				all = append(all, zeroJava(strings.TrimSpace(p.Type)))
			}
		}
		return strings.Join(all, ", ")
	}
	return ""
}

// zeroJava is a value of a type.
func zeroJava(kind string) string {
	switch kind {
	case "int", "short", "byte":
		return "0"
	case "long":
		return "0L"
	case "float":
		return "0f"
	case "double":
		return "0.0"
	case "boolean":
		return "false"
	case "char":
		return `'a'`
	case "String", "CharSequence":
		return `""`
	}
	first, _, generic := strings.Cut(kind, "<")
	if generic && (first == "List" || first == "Map" || first == "Set") {
		return first + ".of()"
	}
	return "null"
}

// write is the test.
func (j *javaTest) write() string {
	taken := j.taken()
	owner := "org.junit."
	if j.five {
		owner = "org.junit.jupiter.api."
	}
	asserts := owner + "Assert"
	if j.five {
		asserts += "ions"
	}
	gives := j.returns != "void" && j.returns != ""
	fields, kinds, zeros := j.columns, j.kinds, j.zeros
	check := j.call + ";\nfail(" + doubleQuoted("TODO: check what "+j.Symbol.Name+" has done") + ");\n"
	assertion := "fail"
	if gives {
		expected := naming.Unused("expected", naming.Set(strings.Join(j.columns, " ")))
		fields, kinds, zeros = append(slices.Clone(fields), expected), append(slices.Clone(kinds), j.returns), append(slices.Clone(zeros), zeroJava(j.returns))
		assertion, check = "assertEquals", "assertEquals("+expected+", "+j.call+");\n"
		if j.returns == "double" || j.returns == "float" {
			check = "assertEquals(" + expected + ", " + j.call + ", 1e-9);\n"
		} else if strings.HasSuffix(j.returns, "[]") {
			assertion, check = "assertArrayEquals", "assertArrayEquals("+expected+", "+j.call+");\n"
		}
	}
	j.imports = append(j.imports, "import static "+asserts+"."+assertion+";")
	var b strings.Builder
	name := naming.Unused(j.Symbol.Name, taken)
	taken[name] = true
	const step = "    "
	switch {
	case len(fields) == 0:
		j.imports = append(j.imports, "import "+owner+"Test;")
		fmt.Fprintf(&b, "@Test\n%svoid %s()%s {\n%s\n}\n", j.public(), name, j.throws, indented(j.before+check, step))
	case j.five:
		j.imports = append(j.imports, "import java.util.stream.Stream;", "import org.junit.jupiter.params.ParameterizedTest;", "import org.junit.jupiter.params.provider.Arguments;", "import org.junit.jupiter.params.provider.MethodSource;")
		cases := naming.Unused(name+"Cases", taken)
		fmt.Fprintf(&b, "static Stream<Arguments> %s() {\n%s// TODO: fill in what each case is called with, and what is expected of it.\n%sreturn Stream.of(\n", cases, step, step)
		var rows []string
		for _, each := range j.cases() {
			rows = append(rows, strings.Repeat(step, 3)+"Arguments.of("+strings.Join(append([]string{doubleQuoted(each)}, zeros...), ", ")+")")
		}
		label := naming.Unused("name", naming.Set(strings.Join(fields, " ")))
		parameters := []string{"String " + label}
		for i, f := range fields {
			parameters = append(parameters, kinds[i]+" "+f)
		}
		fmt.Fprintf(&b, "%s);\n}\n\n@ParameterizedTest(name = \"{0}\")\n@MethodSource(%s)\nvoid %s(%s)%s {\n%s\n}\n",
			strings.Join(rows, ",\n"), doubleQuoted(cases), name, strings.Join(parameters, ", "), j.throws, indented(j.before+check, step))
	default: // JUnit 4 has no table for one method
		j.imports = append(j.imports, "import org.junit.Test;")
		for i, each := range j.cases() {
			if i > 0 {
				name = naming.Unused(j.Symbol.Name, taken)
				taken[name] = true
				b.WriteString("\n")
			}
			fmt.Fprintf(&b, "// %s\n@Test\npublic void %s()%s {\n", each, name, j.throws)
			for n, f := range fields {
				fmt.Fprintf(&b, "%s%s %s = %s; // TODO\n", step, kinds[n], f, zeros[n])
			}
			b.WriteString(indented(j.before+check, step) + "\n}\n")
		}
	}
	j.thrown(&b, owner, asserts, taken)
	return b.String()
}

// public is what JUnit 4 asks of a test.
func (j *javaTest) public() string {
	if j.five {
		return ""
	}
	return "public "
}

// thrown adds a test for each error that the source can name without its
// package.
func (j *javaTest) thrown(b *strings.Builder, owner, asserts string, taken map[string]bool) {
	for _, e := range j.Head.Raises {
		if !regexp.MustCompile(`^[A-Z]\w*$`).MatchString(e) {
			continue
		}
		for _, i := range j.Outline.Imports {
			if slices.Contains(i.Names, e) {
				j.imports = append(j.imports, j.Source[i.Span.Start:i.Span.End])
			}
		}
		j.imports = append(j.imports, "import "+owner+"Test;", "import static "+asserts+".assertThrows;")
		name := naming.Unused(j.Symbol.Name+"Throws"+e, taken)
		taken[name] = true
		fmt.Fprintf(b, "\n@Test\n%svoid %s()%s {\n", j.public(), name, j.throws)
		for i, c := range j.columns {
			fmt.Fprintf(b, "    %s %s = %s; // TODO\n", j.kinds[i], c, j.zeros[i])
		}
		fmt.Fprintf(b, "%s\n}\n", indented(j.before+"assertThrows("+e+".class, () -> "+j.call+");\n", "    "))
	}
}

package testcode

import (
	"fmt"
	"path"
	"regexp"
	"slices"
	"strings"

	"fimble/completion/action/naming"
	"fimble/context/syntax"
)

// A cppTest is a test as it comes together.
type cppTest struct {
	*Test
	spaces  []string // namespaces from without
	before  string   // what the function is called on
	call    string   // with "case." in front of each argument
	columns []string
	kinds   []string
	returns string // empty if there is nothing to compare
}

// cppSkeleton is a test with a case for each branch, and one for each error.
func cppSkeleton(t *Test) (Piece, error) {
	header, err := headerOf(t)
	if err != nil {
		return Piece{}, err
	}
	c := &cppTest{Test: t}
	if err := c.reach(); err != nil {
		return Piece{}, err
	}
	code := c.write()
	if len(c.spaces) > 0 {
		all := strings.Join(c.spaces, "::")
		code = "namespace " + all + " {\n\n" + code + "\n}  // namespace " + all + "\n"
	}
	return Piece{[]string{header, "", "#include <gtest/gtest.h>"}, code}, nil
}

var (
	cppWords  = regexp.MustCompile(`\b(static|inline|virtual|constexpr|extern|explicit|friend|noexcept)\b\s*|\[\[[^\]]*\]\]\s*`)
	cppAccess = regexp.MustCompile(`\b(public|private|protected)\s*:`)
)

// reach finds how the function is called, and the types that it is called with.
func (c *cppTest) reach() error {
	signature, name := c.Symbol.Signature, c.Symbol.Name
	if strings.HasPrefix(signature, "template") {
		return errGeneric
	}
	at := regexp.MustCompile(`((?:\w+\s*::\s*)*)` + regexp.QuoteMeta(name) + `\s*\(`).FindStringSubmatchIndex(signature)
	if at == nil {
		return errHead
	}
	class := strings.TrimSuffix(strings.Join(strings.Fields(signature[at[2]:at[3]]), ""), "::")
	for n := c.Symbol.Parent; n >= 0; n = c.Outline.Symbols[n].Parent {
		switch outer := c.Outline.Symbols[n]; outer.Kind {
		case syntax.Module:
			c.spaces = append([]string{outer.Name}, c.spaces...)
		default:
			class = strings.TrimSuffix(outer.Name+"::"+class, "::")
			if c.hidden(outer) {
				return fmt.Errorf("%s: %w", name, errHidden)
			}
			if strings.Contains(c.Source[max(0, outer.Span.Start-80):outer.NameSpan.Start], "template") {
				return errGeneric
			}
		}
	}
	static := regexp.MustCompile(`\bstatic\b`).MatchString(signature[:at[0]])
	if static && class == "" || c.anonymous() {
		return fmt.Errorf("%s: %w", name, errHidden)
	}
	c.parameters(signature[at[1]:])
	c.returns = valueCpp(cppWords.ReplaceAllString(signature[:at[0]], ""))
	if m := regexp.MustCompile(`\)[\w\s]*->\s*(.+)$`).FindStringSubmatch(signature); m != nil && c.returns == "auto" {
		c.returns = valueCpp(m[1])
	}
	if c.returns == "void" || c.returns == "auto" {
		c.returns = ""
	}
	arguments := make([]string, len(c.columns))
	for i, column := range c.columns {
		arguments[i] = "test." + column
		if strings.Contains(signature, "&& "+column) || strings.Contains(signature, "&&"+column) || strings.HasPrefix(c.kinds[i], "std::unique_ptr") {
			arguments[i] = "std::move(" + arguments[i] + ")"
		}
	}
	c.call = name + "(" + strings.Join(arguments, ", ") + ")"
	switch {
	case class != "" && static:
		c.call = class + "::" + c.call
	case class != "":
		instance := naming.Snaked(class[strings.LastIndexByte(class, ':')+1:])
		c.before = class + " " + instance + "{};  // TODO: make it what the cases need\n"
		c.call = instance + "." + c.call
	}
	return nil
}

// hidden reports whether the function is no public member of its class.
func (c *cppTest) hidden(class syntax.Symbol) bool {
	access := "private"
	if class.Kind == syntax.Struct || strings.HasPrefix(class.Signature, "struct") {
		access = "public"
	}
	for _, m := range cppAccess.FindAllStringSubmatch(c.Source[class.Body.Start:max(class.Body.Start, c.Symbol.Span.Start)], -1) {
		access = m[1]
	}
	return access != "public"
}

// anonymous reports whether a namespace without a name is around the function.
func (c *cppTest) anonymous() bool {
	for _, at := range regexp.MustCompile(`\bnamespace\s*\{`).FindAllStringIndex(c.Source[:c.Symbol.Span.Start], -1) {
		open := 1
		for _, r := range c.Source[at[1]:c.Symbol.Span.Start] {
			switch r {
			case '{':
				open++
			case '}':
				open--
			}
			if open == 0 {
				break
			}
		}
		if open > 0 {
			return true
		}
	}
	return false
}

// parameters reads the list of them, which begins the text.
func (c *cppTest) parameters(list string) {
	depth, from := 0, 0
	for i, r := range list {
		switch r {
		case '(', '<', '[', '{':
			depth++
			continue
		case '>', ']', '}':
			depth--
			continue
		case ')':
			if depth--; depth >= 0 {
				continue
			}
		case ',':
			if depth > 0 {
				continue
			}
		default:
			continue
		}
		c.parameter(list[from:i])
		if from = i + 1; r == ')' {
			return
		}
	}
}

var cppNamed = regexp.MustCompile(`^(.*[\s&*>])(\w+)\s*(\[[^\]]*\])?$`)

// cppFunction is a pointer to a function, whose name stands within its type.
var cppFunction = regexp.MustCompile(`^[^(]*\(\s*\*\s*(\w+)\s*\)\s*\(`)

// parameter reads one.
func (c *cppTest) parameter(text string) {
	text, _, _ = strings.Cut(text, "=")
	text = strings.TrimSpace(text)
	if text == "" || text == "void" || text == "..." {
		return
	}
	kind, name := text, ""
	if m := cppFunction.FindStringSubmatch(text); m != nil {
		c.columns, c.kinds = append(c.columns, m[1]), append(c.kinds, text)
		return
	}
	if m := cppNamed.FindStringSubmatch(text); m != nil && slices.ContainsFunc(c.Head.Parameters, func(p syntax.Parameter) bool { return p.Name == m[2] }) {
		kind, name = m[1], m[2]
		if m[3] != "" {
			kind += "*"
		}
	}
	if name == "" || slices.Contains(c.columns, name) {
		name = fmt.Sprintf("arg%d", len(c.columns)+1)
	}
	c.columns, c.kinds = append(c.columns, name), append(c.kinds, valueCpp(kind))
}

// valueCpp is the type of a value that can be given for another, or taken from
// it.
func valueCpp(kind string) string {
	kind = strings.TrimSpace(kind)
	if bare := strings.TrimRight(kind, "& "); bare != kind {
		kind = bare
		if !strings.HasSuffix(kind, "*") {
			kind = strings.TrimSpace(strings.TrimPrefix(kind, "const "))
		}
	}
	if !strings.ContainsAny(kind, "*") {
		kind = strings.TrimSpace(strings.TrimPrefix(kind, "const "))
	}
	return kind
}

// zeroCpp is a value of a type.
func zeroCpp(kind string) string {
	switch {
	case kind == "bool":
		return "false"
	case kind == "double":
		return "0.0"
	case kind == "float":
		return "0.0f"
	case strings.HasSuffix(kind, "*"), cppFunction.MatchString(kind):
		return "nullptr"
	case regexp.MustCompile(`^(std::)?(unsigned\s+)?(int|long|short|char|long long|u?int\d+_t|size_t|ptrdiff_t|unsigned)$`).MatchString(kind):
		return "0"
	case kind == "std::string", kind == "std::string_view":
		return `""`
	}
	return "{}"
}

// suite is that of the file's tests, else one of the name of the source.
func (c *cppTest) suite() string {
	if m := regexp.MustCompile(`\bTEST\s*\(\s*(\w+)`).FindStringSubmatch(c.file.Text); m != nil {
		return m[1]
	}
	base := path.Base(c.Path)
	return naming.Titled(naming.Split(strings.TrimSuffix(base, path.Ext(base)))) + "Test"
}

// test is the head of a test that there is not yet.
func (c *cppTest) test(suffix string, taken map[string]bool) string {
	suite := c.suite()
	full := naming.Unused(suite+"."+naming.Titled(naming.Split(c.Symbol.Name))+suffix, taken)
	taken[full] = true
	return "TEST(" + suite + ", " + strings.TrimPrefix(full, suite+".") + ") {\n"
}

// write is the test.
func (c *cppTest) write() string {
	taken := testedCpp(c.file.Text)
	step := "  "
	if c.outline.Style.Indent != "" {
		step = c.outline.Style.Indent
	} else if !c.file.There && c.Outline.Style.Indent != "" {
		step = c.Outline.Style.Indent
	}
	columns, kinds := c.columns, c.kinds
	check := c.call + ";\nADD_FAILURE() << " + doubleQuoted("TODO: check what "+c.Symbol.Name+" has done") + ";\n"
	if c.returns != "" {
		expected := naming.Unused("expected", naming.Set(strings.Join(columns, " ")))
		columns, kinds = append(slices.Clone(columns), expected), append(slices.Clone(kinds), c.returns)
		assert := "EXPECT_EQ"
		switch c.returns {
		case "double":
			assert = "EXPECT_DOUBLE_EQ"
		case "float":
			assert = "EXPECT_FLOAT_EQ"
		case "const char*", "char*":
			assert = "EXPECT_STREQ"
		}
		check = assert + "(" + c.call + ", test." + expected + ");\n"
	}
	var b strings.Builder
	b.WriteString(c.test("", taken))
	if len(columns) == 0 {
		b.WriteString(indented(c.before+check, step) + "\n}\n")
	} else {
		b.WriteString(indented(c.structure(columns, kinds, step)+c.table(columns, kinds, step)+"for (auto& test : tests) {\n"+indented("SCOPED_TRACE(test."+c.label()+");\n"+c.before+check, step)+"\n}\n", step) + "\n}\n")
	}
	for _, e := range c.Head.Raises {
		if !strings.Contains(e, "::") && !slices.ContainsFunc(c.Outline.Symbols, func(s syntax.Symbol) bool { return s.Name == e }) {
			continue
		}
		b.WriteString("\n" + c.test("Throws"+naming.Titled(naming.Split(e[strings.LastIndexByte(e, ':')+1:])), taken))
		inner := c.before + "EXPECT_THROW(" + c.call + ", " + e + ");\n"
		if len(c.columns) > 0 {
			inner = strings.TrimSuffix(c.structure(c.columns, c.kinds, step), "\n};\n") + "\n} test{};  // TODO\n" + inner
			inner = strings.Replace(strings.Replace(inner, step+"const char* "+c.label()+";\n", "", 1), "struct Case {", "struct {", 1)
		}
		b.WriteString(indented(inner, step) + "\n}\n")
	}
	return b.String()
}

// label is what the name of a case is called.
func (c *cppTest) label() string {
	if slices.Contains(c.columns, "name") {
		return "title"
	}
	return "name"
}

func (c *cppTest) structure(columns, kinds []string, step string) string {
	var b strings.Builder
	b.WriteString("struct Case {\n" + step + "const char* " + c.label() + ";\n")
	for i, column := range columns {
		if cppFunction.MatchString(kinds[i]) {
			fmt.Fprintf(&b, "%s%s;\n", step, kinds[i])
			continue
		}
		fmt.Fprintf(&b, "%s%s %s;\n", step, kinds[i], column)
	}
	return b.String() + "};\n"
}

func (c *cppTest) table(columns, kinds []string, step string) string {
	var b strings.Builder
	b.WriteString("// TODO: fill in what each case is called with, and what is expected of it.\nCase tests[] = {\n")
	for _, name := range c.cases() {
		cells := []string{doubleQuoted(name)}
		for i := range columns {
			cells = append(cells, zeroCpp(kinds[i]))
		}
		b.WriteString(step + step + "{" + strings.Join(cells, ", ") + "},\n")
	}
	return b.String() + "};\n"
}

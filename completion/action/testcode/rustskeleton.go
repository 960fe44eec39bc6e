package testcode

import (
	"errors"
	"fmt"
	"path"
	"regexp"
	"slices"
	"strings"

	"fimble/completion/action/naming"
	"fimble/context/syntax"
	"fimble/context/workspace"
)

// errAsync is about projects without a runtime.
var errAsync = errors.New("Cargo.toml names no runtime that could run an async test, tokio or async-std")

// testAttribute is what marks a test.
func testAttribute(t *Test) (string, error) {
	if !regexp.MustCompile(`\basync\b`).MatchString(t.Symbol.Signature) {
		return "#[test]", nil
	}
	for folder := range workspace.Above(t.Path) {
		switch manifest, _ := t.read(path.Join(folder, "Cargo.toml")); {
		case strings.Contains(manifest, "tokio"):
			return "#[tokio::test]", nil
		case strings.Contains(manifest, "async-std"):
			return "#[async_std::test]", nil
		}
	}
	return "", errAsync
}

// rustSkeleton is a test with a case for each branch, and one for a panic.
func rustSkeleton(t *Test) (Piece, error) {
	attribute, err := testAttribute(t)
	if err != nil {
		return Piece{}, err
	}
	var columns, zeros []string
	for _, p := range t.Head.Parameters {
		name := p.Name
		if name == "" {
			name = fmt.Sprintf("arg%d", len(columns)+1)
		}
		columns, zeros = append(columns, name), append(zeros, zeroRust(p.Type))
	}
	call, before := t.Symbol.Name+"("+strings.Join(columns, ", ")+")", ""
	name := "test_" + t.Symbol.Name
	if n := t.Symbol.Parent; n >= 0 && t.Outline.Symbols[n].Kind != syntax.Module {
		owner := t.Outline.Symbols[n].Name
		name = "test_" + naming.Snaked(owner) + "_" + t.Symbol.Name
		if receiver := regexp.MustCompile(`\(\s*(&\s*('\w+\s+)?)?(mut\s+)?self\b`).FindStringSubmatch(t.Symbol.Signature); receiver != nil {
			instance := naming.Unused(naming.Snaked(owner), naming.Set(strings.Join(columns, " ")))
			before = "let " + receiver[3] + instance + madeRust(t, owner) + "\n"
			call = instance + "." + call
		} else {
			call = owner + "::" + call
		}
	}
	async := ""
	if attribute != "#[test]" {
		async, call = "async ", call+".await"
	}
	name = naming.Unused(strings.ReplaceAll(name, "r#", ""), rustTaken(t))
	returns := strings.TrimSpace(t.Head.Returns)
	gives, zero := t.Head.Value && returns != "()", zeroRust(returns)
	if strings.HasPrefix(returns, "Result") || strings.Contains(returns, "::Result") {
		call, zero = call+".ok()", "None" // not every error can be compared
	}
	unsafely := call
	if t.Head.Unsafe {
		unsafely = "unsafe { " + call + " }"
	}
	var b strings.Builder
	fmt.Fprintf(&b, "%s\n%sfn %s() {\n", attribute, async, name)
	check := unsafely + ";\n    todo!(\"check what " + t.Symbol.Name + " has done\");\n"
	label, fields := "name", columns
	if slices.Contains(columns, label) {
		label = "case"
	}
	if gives {
		expected := naming.Unused("expected", naming.Set(strings.Join(columns, " ")))
		check = "assert_eq!(" + unsafely + ", " + expected + ", \"{" + label + "}\");\n"
		fields, zeros = append(slices.Clone(columns), expected), append(slices.Clone(zeros), zero)
	}
	if len(fields) == 0 {
		b.WriteString(indented(before+check, "    ") + "\n}\n")
	} else {
		b.WriteString("    // TODO: fill in what each case is called with, and what is expected of it.\n    let cases = [\n")
		for _, each := range t.cases() {
			fmt.Fprintf(&b, "        (%s),\n", strings.Join(append([]string{doubleQuoted(each)}, zeros...), ", "))
		}
		fmt.Fprintf(&b, "    ];\n    for (%s) in cases {\n%s\n    }\n}\n", strings.Join(append([]string{label}, fields...), ", "), indented(before+strings.ReplaceAll(check, "\n    ", "\n"), "        "))
	}
	if len(t.Head.Raises) > 0 {
		fmt.Fprintf(&b, "\n%s\n#[should_panic]\n%sfn %s() {\n", attribute, async, naming.Unused(name+"_panics", rustTaken(t)))
		for i, c := range columns {
			fmt.Fprintf(&b, "    let %s = %s; // TODO\n", c, zeros[i])
		}
		b.WriteString(indented(before+strings.TrimSuffix(unsafely, ".ok()")+";\n", "    ") + "\n}\n")
	}
	if step := t.outline.IndentUnit(); step != "    " {
		return Piece{t.traitsRust(), strings.ReplaceAll(b.String(), "    ", step)}, nil
	}
	return Piece{t.traitsRust(), b.String()}, nil
}

var rustImpl = regexp.MustCompile(`^(?:unsafe )?impl\b(?: ?<.*?>)? (?:([\w:]+)::)(\w+)(?:<.*>)? for `)

// traitsRust is the use of the trait that the method is of, if the file writes
// it with a path: what it has a name for comes with all that is in the file.
func (t *Test) traitsRust() []string {
	if t.Symbol.Parent < 0 {
		return nil
	}
	m := rustImpl.FindStringSubmatch(t.Outline.Symbols[t.Symbol.Parent].Signature)
	if m == nil {
		return nil
	}
	first, rest, _ := strings.Cut(m[1], "::")
	here := slices.ContainsFunc(t.Outline.Imports, func(i syntax.Import) bool { return slices.Contains(i.Names, first) }) ||
		slices.ContainsFunc(t.Outline.Symbols, func(s syntax.Symbol) bool { return s.Kind == syntax.Module && s.Name == first })
	switch {
	case first == "self":
		first = "super"
	case first == "super", here:
		first = "super::" + first
	}
	if rest != "" {
		first += "::" + rest
	}
	return []string{"use " + first + "::" + m[2] + ";"}
}

// madeRust makes a value of a type, in as far as the file tells how.
func madeRust(t *Test, owner string) string {
	name := regexp.QuoteMeta(owner)
	for _, s := range t.Outline.Symbols {
		if s.Name == "new" && s.Parent >= 0 && t.Outline.Symbols[s.Parent].Name == owner && strings.Contains(s.Signature, "fn new()") {
			return " = " + owner + "::new(); // TODO: make it what the cases need"
		}
	}
	if regexp.MustCompile(`impl\b.*\bDefault\s+for\s+` + name + `\b|derive\([^)]*\bDefault\b[^)]*\)\](\s*#\[.*\])*\s*(pub(\(\w+\))?\s+)?(struct|enum)\s+` + name + `\b`).MatchString(t.Source) {
		return " = " + owner + "::default(); // TODO: make it what the cases need"
	}
	return ": " + owner + ` = todo!("make it what the cases need");`
}

// zeroRust is a value of a type; most have a default.
func zeroRust(kind string) string {
	kind = strings.TrimSpace(kind)
	bare := regexp.MustCompile(`^&\s*('\w+\s+)?`).ReplaceAllString(kind, "")
	switch {
	case bare != kind && bare == "str":
		return `""`
	case bare != kind && strings.HasPrefix(bare, "["):
		return "&[]"
	case bare != kind && strings.HasPrefix(bare, "mut "):
		return "&mut " + zeroRust(strings.TrimPrefix(bare, "mut "))
	case bare != kind:
		return "&" + zeroRust(bare)
	case regexp.MustCompile(`^[iu](8|16|32|64|128|size)$`).MatchString(kind):
		return "0"
	case kind == "f32", kind == "f64":
		return "0.0"
	case kind == "bool":
		return "false"
	case kind == "String":
		return "String::new()"
	case strings.HasPrefix(kind, "Option<"):
		return "None"
	case strings.HasPrefix(kind, "Vec<"):
		return "vec![]"
	}
	return "Default::default()"
}

package testcode

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"fimble/completion/action/naming"
	"fimble/context/syntax"
)

// A pythonCall is how a test calls what it is for.
type pythonCall struct {
	imports []string
	before  []string // lines that make what the function is called on
	call    string
	columns []string // parameters
	zeros   []string // a value of each
	gives   bool     // it gives something back
}

var (
	decorated  = regexp.MustCompile(`(?m)^[ \t]*@([\w.]+)`)
	keywordsOf = regexp.MustCompile(`[(,]\s*\*\s*(,|\w)`)
)

// pythonSkeleton is a test with a case for each branch, and one for each error.
func pythonSkeleton(t *Test) (Piece, error) {
	c := t.callPython()
	name := "test_" + strings.Trim(naming.Snaked(t.Symbol.Name), "_")
	if n := t.Symbol.Parent; n >= 0 {
		name = "test_" + naming.Snaked(t.Outline.Symbols[n].Name) + "_" + strings.Trim(naming.Snaked(t.Symbol.Name), "_")
	}
	if strings.Contains(t.twins, "unittest.TestCase") && !strings.Contains(t.twins, "pytest") || strings.Contains(t.file.Text, "(unittest.TestCase)") {
		return t.unittest(c, name), nil
	}
	return t.pytest(c, name), nil
}

// callPython finds how the function is called: on an instance, on the class, or
// by its name.
func (t *Test) callPython() pythonCall {
	c := pythonCall{gives: t.Head.Value || t.Head.Yields}
	target := t.Symbol.Name
	var outer []string
	for n := t.Symbol.Parent; n >= 0; n = t.Outline.Symbols[n].Parent {
		outer = append([]string{t.Outline.Symbols[n].Name}, outer...)
	}
	c.imports = []string{"from " + pythonModule(t) + " import " + append(slices.Clone(outer), target)[0]}
	kinds := t.decorators()
	c.columns, c.zeros = t.parametersPython()
	var arguments []string
	keywords, ours := t.keywordOnly(), naming.Set("self asyncio collect list pytest unittest "+append(slices.Clone(outer), target)[0])
	columns := naming.Set(strings.Join(c.columns, " "))
	for i, name := range slices.Clone(c.columns) {
		if ours[name] { // what the test calls by that name would be hidden
			c.columns[i] = naming.Unused(name+"_value", columns)
			columns[c.columns[i]] = true
		}
		if keywords[name] || t.Head.Parameters[i].Optional {
			arguments = append(arguments, name+"="+c.columns[i])
		} else {
			arguments = append(arguments, c.columns[i])
		}
	}
	call := "(" + strings.Join(arguments, ", ") + ")"
	if len(outer) > 0 {
		class := strings.Join(outer, ".")
		switch {
		case slices.Contains(kinds, "staticmethod"), slices.Contains(kinds, "classmethod"):
			target = class + "." + target
		case target == "__init__" || target == "__new__":
			target, c.gives = class, false // each object is another
		default:
			instance := naming.Snaked(outer[len(outer)-1])
			if columns[instance] {
				instance = naming.Unused(instance+"_value", columns)
			}
			c.before = []string{instance + " = " + class + "(" + t.madePython() + ")  # TODO: make it what the cases need"}
			target = instance + "." + target
		}
		switch {
		case slices.ContainsFunc(kinds, func(k string) bool { return strings.HasSuffix(k, "property") }):
			call, c.columns, c.zeros, c.gives = "", nil, nil, true
		case slices.Contains(kinds, t.Symbol.Name+".setter") && len(c.columns) == 1:
			call, c.gives = " = "+c.columns[0], false
		case slices.Contains(kinds, t.Symbol.Name+".deleter"):
			target, call, c.gives = "del "+target, "", false
		}
	}
	c.call = target + call
	signature := t.Symbol.Signature
	switch async := strings.HasPrefix(signature, "async "); {
	case async && t.Head.Yields:
		c.call, c.imports = "asyncio.run(collect("+c.call+"))", append(c.imports, "import asyncio")
		c.before = append([]string{"async def collect(items):", "    return [item async for item in items]", ""}, c.before...)
	case async:
		c.call, c.imports = "asyncio.run("+c.call+")", append(c.imports, "import asyncio")
	case t.Head.Yields && !slices.ContainsFunc(kinds, func(k string) bool { return strings.HasSuffix(k, "contextmanager") }):
		c.call = "list(" + c.call + ")"
	}
	return c
}

// madePython are the arguments that an instance of the method's class cannot be
// made without.
func (t *Test) madePython() string {
	n := slices.IndexFunc(t.Outline.Symbols, func(s syntax.Symbol) bool { return s.Parent == t.Symbol.Parent && s.Name == "__init__" })
	if n < 0 {
		return ""
	}
	heads, ok := t.Language.Heads(t.Source, t.Outline.Symbols[n:n+1])
	if !ok {
		return ""
	}
	var all []string
	keywords, signature := keywordsOf.FindStringIndex(t.Outline.Symbols[n].Signature), t.Outline.Symbols[n].Signature
	for _, p := range heads[0].Parameters {
		switch zero := zeroPython(p.Type); {
		case p.Name == "self", p.Optional, p.Name == "", strings.HasPrefix(p.Name, "*"):
		case keywords != nil && regexp.MustCompile(`\b`+regexp.QuoteMeta(p.Name)+`\b`).MatchString(signature[keywords[0]:]):
			all = append(all, p.Name+"="+zero)
		default:
			all = append(all, zero)
		}
	}
	return strings.Join(all, ", ")
}

// decorators are the names of those in front of the function.
func (t *Test) decorators() (names []string) {
	start := min(t.Symbol.Span.Start, t.Symbol.NameSpan.Start)
	lines := strings.Split(t.Source[:start], "\n")
	head := t.Source[start:t.Symbol.NameSpan.Start]
	for _, line := range slices.Backward(lines[:len(lines)-1]) {
		if word := strings.TrimSpace(line); !strings.HasPrefix(word, "@") {
			break
		}
		head = line + "\n" + head
	}
	for _, m := range decorated.FindAllStringSubmatch(head, -1) {
		names = append(names, m[1])
	}
	return names
}

// parametersPython are the parameters that have names to be called by, with a
// value for each.
func (t *Test) parametersPython() (names, zeros []string) {
	var kept []syntax.Parameter
	for _, p := range t.Head.Parameters {
		if p.Name == "" || strings.HasPrefix(p.Name, "*") || (p.Name == "self" || p.Name == "cls" || p.Name == "mcs") && t.Symbol.Parent >= 0 {
			continue
		}
		kept = append(kept, p)
		names = append(names, p.Name)
		zeros = append(zeros, zeroPython(p.Type))
	}
	t.Head.Parameters = kept
	return names, zeros
}

// keywordOnly are the parameters that are given by their names.
func (t *Test) keywordOnly() map[string]bool {
	all := map[string]bool{}
	signature := t.Symbol.Signature
	at := keywordsOf.FindStringIndex(signature)
	if at == nil {
		return all
	}
	for _, p := range t.Head.Parameters {
		if regexp.MustCompile(`\b` + regexp.QuoteMeta(p.Name) + `\b`).MatchString(signature[at[0]:]) {
			all[p.Name] = true
		}
	}
	return all
}

// zeroPython is a value of a type, if that tells one.
func zeroPython(kind string) string {
	name, _, _ := strings.Cut(strings.Trim(kind, `"' `), "[")
	zero := map[string]string{
		"int": "0", "float": "0.0", "str": `""`, "bytes": `b""`, "bool": "False", "list": "[]", "List": "[]", "Sequence": "[]", "Iterable": "[]",
		"dict": "{}", "Dict": "{}", "Mapping": "{}", "set": "set()", "Set": "set()", "tuple": "()", "Tuple": "()",
	}[name]
	if zero == "" || strings.Contains(kind, "|") {
		return "None"
	}
	return zero
}

const wantedPython = "expected"

// pytest is a test function with parameters, and one for each error.
func (t *Test) pytest(c pythonCall, name string) Piece {
	var b strings.Builder
	taken := t.taken()
	names, zeros := c.columns, c.zeros
	expected := naming.Unused(wantedPython, naming.Set(strings.Join(names, " ")))
	if c.gives {
		names, zeros = append(slices.Clone(names), expected), append(slices.Clone(zeros), zeroPython(t.Head.Returns))
	}
	imports := c.imports
	if len(names) > 0 {
		imports = append(imports, "import pytest")
		quoted := make([]string, len(names))
		for i, n := range names {
			quoted[i] = doubleQuoted(n)
		}
		listed := quoted[0]
		if len(quoted) > 1 {
			listed = "(" + strings.Join(quoted, ", ") + ")"
		}
		fmt.Fprintf(&b, "@pytest.mark.parametrize(\n    %s,\n    [\n        # TODO: fill in what each case is called with, and what is expected of it.\n", listed)
		for _, each := range t.cases() {
			fmt.Fprintf(&b, "        pytest.param(%s, id=%s),\n", strings.Join(zeros, ", "), doubleQuoted(each))
		}
		b.WriteString("    ],\n)\n")
	}
	fmt.Fprintf(&b, "def %s(%s):\n", naming.Unused(name, taken), strings.Join(names, ", "))
	for _, line := range c.before {
		b.WriteString(strings.TrimRight("    "+line, " ") + "\n")
	}
	if c.gives {
		fmt.Fprintf(&b, "    assert %s == %s\n", c.call, expected)
	} else {
		fmt.Fprintf(&b, "    %s\n    pytest.fail(%s)\n", c.call, doubleQuoted("TODO: check what "+t.Symbol.Name+" has done"))
		imports = append(imports, "import pytest")
	}
	for _, e := range t.errorsPython() {
		imports = append(imports, "import pytest")
		if !strings.Contains(b.String(), "with pytest.raises("+e.name+")") {
			fmt.Fprintf(&b, "\n\ndef %s():\n", naming.Unused(name+"_raises_"+naming.Snaked(e.name[strings.LastIndexByte(e.name, '.')+1:]), taken))
			b.WriteString(c.valued("    "))
			fmt.Fprintf(&b, "    with pytest.raises(%s):\n        %s\n", e.name, c.call)
			if e.from != "" {
				imports = append(imports, e.from)
			}
		}
	}
	return Piece{slices.Compact(slices.Sorted(slices.Values(imports))), b.String()}
}

// valued are the lines that give each parameter a value.
func (c pythonCall) valued(indent string) string {
	var b strings.Builder
	for i, name := range c.columns {
		fmt.Fprintf(&b, "%s%s = %s  # TODO\n", indent, name, c.zeros[i])
	}
	for _, line := range c.before {
		b.WriteString(strings.TrimRight(indent+line, " ") + "\n")
	}
	return b.String()
}

// unittest is a class with a test that has a case for each branch.
func (t *Test) unittest(c pythonCall, name string) Piece {
	var b strings.Builder
	words := naming.Split(t.Symbol.Name)
	if n := t.Symbol.Parent; n >= 0 {
		words = append(naming.Split(t.Outline.Symbols[n].Name), words...)
	}
	fmt.Fprintf(&b, "class %s(unittest.TestCase):\n    def %s(self):\n", naming.Unused("Test"+naming.Titled(words), t.taken()), name)
	names, zeros := c.columns, c.zeros
	label := naming.Unused("case", naming.Set(strings.Join(names, " ")))
	expected := naming.Unused(wantedPython, naming.Set(strings.Join(names, " ")))
	if c.gives {
		names, zeros = append(slices.Clone(names), expected), append(slices.Clone(zeros), zeroPython(t.Head.Returns))
	}
	indent := "        "
	if len(names) > 0 {
		fmt.Fprintf(&b, "        for %s in [\n            # TODO: fill in what each case is called with, and what is expected of it.\n", strings.Join(append([]string{label}, names...), ", "))
		for _, each := range t.cases() {
			fmt.Fprintf(&b, "            (%s),\n", strings.Join(append([]string{doubleQuoted(each)}, zeros...), ", "))
		}
		fmt.Fprintf(&b, "        ]:\n            with self.subTest(%s):\n", label)
		indent = "                "
	}
	for _, line := range c.before {
		b.WriteString(strings.TrimRight(indent+line, " ") + "\n")
	}
	if c.gives {
		fmt.Fprintf(&b, "%sself.assertEqual(%s, %s)\n", indent, expected, c.call)
	} else {
		fmt.Fprintf(&b, "%s%s\n%sself.fail(%s)\n", indent, c.call, indent, doubleQuoted("TODO: check what "+t.Symbol.Name+" has done"))
	}
	imports := append(c.imports, "import unittest")
	for _, e := range t.errorsPython() {
		fmt.Fprintf(&b, "\n    def %s_raises_%s(self):\n", name, naming.Snaked(e.name[strings.LastIndexByte(e.name, '.')+1:]))
		b.WriteString(c.valued("        "))
		fmt.Fprintf(&b, "        with self.assertRaises(%s):\n            %s\n", e.name, c.call)
		if e.from != "" {
			imports = append(imports, e.from)
		}
	}
	return Piece{slices.Compact(slices.Sorted(slices.Values(imports))), b.String()}
}

// A pythonError is an error that leaves the function, and what brings its name.
type pythonError struct{ name, from string }

// builtinError are words that a name of Python's own errors ends with.
var builtinError = regexp.MustCompile(`^(\w*Error|\w*Exception|\w*Warning|StopIteration|KeyboardInterrupt|SystemExit)$`)

// errorsPython are the errors whose names a test can have: those that the source
// declares or imports, and Python's own.
func (t *Test) errorsPython() (all []pythonError) {
	for _, name := range t.Head.Raises {
		first, _, dotted := strings.Cut(name, ".")
		n := slices.IndexFunc(t.Outline.Imports, func(i syntax.Import) bool { return slices.Contains(i.Names, first) })
		declared := slices.ContainsFunc(t.Outline.Symbols, func(s syntax.Symbol) bool { return s.Parent < 0 && s.Name == first })
		switch {
		case first == "self" || first == "cls":
		case declared, n >= 0:
			all = append(all, pythonError{name, "from " + pythonModule(t) + " import " + first})
		case !dotted && builtinError.MatchString(name):
			all = append(all, pythonError{name, ""})
		}
	}
	return all
}

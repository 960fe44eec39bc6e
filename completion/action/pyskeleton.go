package action

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

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
func pythonSkeleton(t *proof) (piece, error) {
	c := t.callPython()
	name := "test_" + strings.Trim(snaked(t.symbol.Name), "_")
	if n := t.symbol.Parent; n >= 0 {
		name = "test_" + snaked(t.Outline.Symbols[n].Name) + "_" + strings.Trim(snaked(t.symbol.Name), "_")
	}
	if strings.Contains(t.twins, "unittest.TestCase") && !strings.Contains(t.twins, "pytest") || strings.Contains(t.file.text().String(), "(unittest.TestCase)") {
		return t.unittest(c, name), nil
	}
	return t.pytest(c, name), nil
}

// callPython finds how the function is called: on an instance, on the class, or
// by its name.
func (t *proof) callPython() pythonCall {
	c := pythonCall{gives: t.head.Value || t.head.Yields}
	target := t.symbol.Name
	var outer []string
	for n := t.symbol.Parent; n >= 0; n = t.Outline.Symbols[n].Parent {
		outer = append([]string{t.Outline.Symbols[n].Name}, outer...)
	}
	c.imports = []string{"from " + pythonModule(t) + " import " + append(slices.Clone(outer), target)[0]}
	kinds := t.decorators()
	c.columns, c.zeros = t.parametersPython()
	var arguments []string
	keywords, ours := t.keywordOnly(), wordSet("self asyncio collect list pytest unittest "+append(slices.Clone(outer), target)[0])
	columns := wordSet(strings.Join(c.columns, " "))
	for i, name := range slices.Clone(c.columns) {
		if ours[name] { // what the test calls by that name would be hidden
			c.columns[i] = unused(name+"_value", columns)
			columns[c.columns[i]] = true
		}
		if keywords[name] || t.head.Parameters[i].Optional {
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
			instance := snaked(outer[len(outer)-1])
			if columns[instance] {
				instance = unused(instance+"_value", columns)
			}
			c.before = []string{instance + " = " + class + "(" + t.madePython() + ")  # TODO: make it what the cases need"}
			target = instance + "." + target
		}
		switch {
		case slices.ContainsFunc(kinds, func(k string) bool { return strings.HasSuffix(k, "property") }):
			call, c.columns, c.zeros, c.gives = "", nil, nil, true
		case slices.Contains(kinds, t.symbol.Name+".setter") && len(c.columns) == 1:
			call, c.gives = " = "+c.columns[0], false
		case slices.Contains(kinds, t.symbol.Name+".deleter"):
			target, call, c.gives = "del "+target, "", false
		}
	}
	c.call = target + call
	signature := t.symbol.Signature
	switch async := strings.HasPrefix(signature, "async "); {
	case async && t.head.Yields:
		c.call, c.imports = "asyncio.run(collect("+c.call+"))", append(c.imports, "import asyncio")
		c.before = append([]string{"async def collect(items):", "    return [item async for item in items]", ""}, c.before...)
	case async:
		c.call, c.imports = "asyncio.run("+c.call+")", append(c.imports, "import asyncio")
	case t.head.Yields && !slices.ContainsFunc(kinds, func(k string) bool { return strings.HasSuffix(k, "contextmanager") }):
		c.call = "list(" + c.call + ")"
	}
	return c
}

// madePython are the arguments that an instance of the method's class cannot be
// made without.
func (t *proof) madePython() string {
	n := slices.IndexFunc(t.Outline.Symbols, func(s syntax.Symbol) bool { return s.Parent == t.symbol.Parent && s.Name == "__init__" })
	if n < 0 {
		return ""
	}
	heads, ok := t.Snapshot.Language().Heads(t.source, t.Outline.Symbols[n:n+1])
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
func (t *proof) decorators() (names []string) {
	start := min(t.symbol.Span.Start, t.symbol.NameSpan.Start)
	lines := strings.Split(t.source[:start], "\n")
	head := t.source[start:t.symbol.NameSpan.Start]
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
func (t *proof) parametersPython() (names, zeros []string) {
	var kept []syntax.Parameter
	for _, p := range t.head.Parameters {
		if p.Name == "" || strings.HasPrefix(p.Name, "*") || (p.Name == "self" || p.Name == "cls" || p.Name == "mcs") && t.symbol.Parent >= 0 {
			continue
		}
		kept = append(kept, p)
		names = append(names, p.Name)
		zeros = append(zeros, zeroPython(p.Type))
	}
	t.head.Parameters = kept
	return names, zeros
}

// keywordOnly are the parameters that are given by their names.
func (t *proof) keywordOnly() map[string]bool {
	all := map[string]bool{}
	signature := t.symbol.Signature
	at := keywordsOf.FindStringIndex(signature)
	if at == nil {
		return all
	}
	for _, p := range t.head.Parameters {
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
func (t *proof) pytest(c pythonCall, name string) piece {
	var b strings.Builder
	taken := t.taken()
	names, zeros := c.columns, c.zeros
	expected := unused(wantedPython, wordSet(strings.Join(names, " ")))
	if c.gives {
		names, zeros = append(slices.Clone(names), expected), append(slices.Clone(zeros), zeroPython(t.head.Returns))
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
	fmt.Fprintf(&b, "def %s(%s):\n", unused(name, taken), strings.Join(names, ", "))
	for _, line := range c.before {
		b.WriteString(strings.TrimRight("    "+line, " ") + "\n")
	}
	if c.gives {
		fmt.Fprintf(&b, "    assert %s == %s\n", c.call, expected)
	} else {
		fmt.Fprintf(&b, "    %s\n    pytest.fail(%s)\n", c.call, doubleQuoted("TODO: check what "+t.symbol.Name+" has done"))
		imports = append(imports, "import pytest")
	}
	for _, e := range t.errorsPython() {
		imports = append(imports, "import pytest")
		if !strings.Contains(b.String(), "with pytest.raises("+e.name+")") {
			fmt.Fprintf(&b, "\n\ndef %s():\n", unused(name+"_raises_"+snaked(e.name[strings.LastIndexByte(e.name, '.')+1:]), taken))
			b.WriteString(c.valued("    "))
			fmt.Fprintf(&b, "    with pytest.raises(%s):\n        %s\n", e.name, c.call)
			if e.from != "" {
				imports = append(imports, e.from)
			}
		}
	}
	return piece{slices.Compact(slices.Sorted(slices.Values(imports))), b.String()}
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
func (t *proof) unittest(c pythonCall, name string) piece {
	var b strings.Builder
	words := split(t.symbol.Name)
	if n := t.symbol.Parent; n >= 0 {
		words = append(split(t.Outline.Symbols[n].Name), words...)
	}
	fmt.Fprintf(&b, "class %s(unittest.TestCase):\n    def %s(self):\n", unused("Test"+titled(words), t.taken()), name)
	names, zeros := c.columns, c.zeros
	label := unused("case", wordSet(strings.Join(names, " ")))
	expected := unused(wantedPython, wordSet(strings.Join(names, " ")))
	if c.gives {
		names, zeros = append(slices.Clone(names), expected), append(slices.Clone(zeros), zeroPython(t.head.Returns))
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
		fmt.Fprintf(&b, "%s%s\n%sself.fail(%s)\n", indent, c.call, indent, doubleQuoted("TODO: check what "+t.symbol.Name+" has done"))
	}
	imports := append(c.imports, "import unittest")
	for _, e := range t.errorsPython() {
		fmt.Fprintf(&b, "\n    def %s_raises_%s(self):\n", name, snaked(e.name[strings.LastIndexByte(e.name, '.')+1:]))
		b.WriteString(c.valued("        "))
		fmt.Fprintf(&b, "        with self.assertRaises(%s):\n            %s\n", e.name, c.call)
		if e.from != "" {
			imports = append(imports, e.from)
		}
	}
	return piece{slices.Compact(slices.Sorted(slices.Values(imports))), b.String()}
}

// A pythonError is an error that leaves the function, and what brings its name.
type pythonError struct{ name, from string }

// builtinError are words that a name of Python's own errors ends with.
var builtinError = regexp.MustCompile(`^(\w*Error|\w*Exception|\w*Warning|StopIteration|KeyboardInterrupt|SystemExit)$`)

// errorsPython are the errors whose names a test can have: those that the source
// declares or imports, and Python's own.
func (t *proof) errorsPython() (all []pythonError) {
	for _, name := range t.head.Raises {
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

package action_test

import (
	"strings"
	"testing"

	"fimble/completion/action"
)

const (
	loopPy = "def total(items):\n    s = 0\n    for item in items:\n        s += item\n    return s"
	loopTS = "function total(items: number[]) {\n  let s = 0;\n  for (const item of items) {\n    s += item;\n  }\n  return s;\n}"
	loopGo = "func total(items []int) int {\n\ts := 0\n\tfor _, item := range items {\n\t\ts += item\n\t}\n\treturn s\n}"
)

// inLoop puts text in the place of the loop, and changes the last statement.
func inLoop(code, text, last string) string {
	from := strings.Index(code, "for ") - len(code[strings.LastIndex(code[:strings.Index(code, "for ")], "\n")+1:strings.Index(code, "for ")])
	to := strings.LastIndex(code[:strings.Index(code, "return")], "\n") + 1
	indent := code[from : from+strings.Index(code[from:], "for ")]
	return code[:from] + indent + strings.ReplaceAll(text, "\n", "\n"+indent) + "\n" + strings.Replace(code[to:], "return s", last, 1)
}

func TestAnswerWithACommentInThePlaceOfCodeIsRefused(t *testing.T) {
	const said = "handle negative numbers"
	for _, words := range []string{
		"(existing loop)", "(loop unchanged)", "<existing loop>", "Loop over items as before...", "previous implementation", "Original code continues",
		"No changes needed here", "Code for summing goes here", "as above", "etc.", "TODO: implement", "the sum is made", "-----",
	} {
		for _, last := range []string{"return s", "return s * 2"} {
			for name, c := range map[string]struct{ file, old, text string }{
				"Python":               {"a.py", loopPy, "# " + words},
				"Python, and pass":     {"a.py", loopPy, "# " + words + "\npass"},
				"Python, behind pass":  {"a.py", loopPy, "pass  # " + words},
				"Python, two lines":    {"a.py", loopPy, "# " + words + "\n\n# and so on"},
				"TypeScript":           {"a.ts", loopTS, "// " + words},
				"TypeScript, a block":  {"a.ts", loopTS, "/* " + words + " */"},
				"TypeScript, stars":    {"a.ts", loopTS, "/*\n * " + words + "\n */"},
				"TypeScript, in stars": {"a.ts", loopTS, "/*\n  " + words + "\n*/"},
				"TypeScript, braces":   {"a.ts", loopTS, "{ // " + words + "\n}"},
				"Go":                   {"a.go", loopGo, "// " + words},
			} {
				old := c.old
				if c.file == "a.go" {
					old = "package p\n\n" + old
				}
				code := inLoop(old, c.text, last)
				if got, asked, err := edits(t, c.file, "├"+old+"┤\n", said, "<CODE>\n"+code+"\n</CODE>"); err == nil || !strings.Contains(err.Error(), "leaves code out") || len(asked) != 2 {
					t.Errorf("%s, %q: the file is\n%s (%v)", name, words, got, err)
				}
			}
		}
	}
}

func TestBlockWithACommentInThePlaceOfCodeIsRefused(t *testing.T) {
	for _, c := range []struct{ file, old, new string }{
		{"a.py", "x = 1\nconnect(x)\nrun(x)\n", "x = 2\n# (existing setup)\nrun(x)\n"},
		{"notes.txt", "One.\nTwo.\nThree.\n", "One.\n(existing setup)\nThree.\n"},
		{"a.html", "<ul>\n  <li>a</li>\n  <li>b</li>\n</ul>\n", "<ul>\n  <!-- as above -->\n</ul>\n"},
		{"a.yaml", "a:\n  b: 1\n  c: 2\n", "a:\n  # b and c\n"},
	} {
		answer := c.file + "\n<<<<<<< SEARCH\n" + c.old + "=======\n" + c.new + ">>>>>>> REPLACE\n"
		var asked []action.Question
		if changes, err := (project{c.file: c.old}).instructs(t, c.file, "use 2", saying(&asked, answer)); err == nil || !strings.Contains(err.Error(), "leaves code out") {
			t.Errorf("%s: %v (%v)", c.file, changes, err)
		}
	}
}

func TestCommentsThatComeWithACommandOrWithCodeAreTaken(t *testing.T) {
	const comprehension = "def total(items):\n    # One pass is enough.\n    return sum(items)"
	for name, c := range map[string]struct{ file, old, said, code string }{
		"with less code":       {"a.py", loopPy, "use the standard library", comprehension},
		"above what stays":     {"a.py", loopPy, "say why", strings.Replace(loopPy, "    for", "    # All of them count.\n    for", 1)},
		"in place of another":  {"a.py", "x = 1\n# old\ny = 2", "mend the comment", "x = 1\n# new\ny = 2"},
		"a doc is changed":     {"a.py", "def f():\n    return 1\n\n\n# Two.\ndef g():\n    return 2", "f is for nothing, delete f", "# Two, at last.\ndef g():\n    return 2"},
		"the comment of next":  {"a.py", "x = 1\ny = 2\n# z is three\nz = 3", "remove y, and say z with figures", "x = 1\n# z is 3\nz = 3"},
		"removed":              {"a.py", loopPy, "remove the loop", inLoop(loopPy, "# Nothing is added up.", "return s")},
		"left out":             {"a.py", loopPy, "leave the loop out", inLoop(loopPy, "# Nothing is added up.", "return s")},
		"shorter":              {"a.py", "def f(x):\n    if x is None:\n        return None\n    if not x:\n        return None\n    return x", "simplify", "def f(x):\n    # None is one of these.\n    if not x:\n        return None\n    return x"},
		"a comment is wanted":  {"a.py", loopPy, "replace the loop by a comment", inLoop(loopPy, "# TODO: implement", "return s")},
		"commented out":        {"a.py", loopPy, "switch the loop off", inLoop(loopPy, "# for item in items:\n#     s += item", "return s")},
		"moved":                {"a.py", "a = 1\nb = 2\nc = 3", "sort by use", "# c comes first\nc = 3\na = 1\nb = 2"},
		"in a new block":       {"a.py", loopPy, "handle None", "def total(items):\n    s = 0\n    # None counts as nothing.\n    if items:\n        for item in items:\n            s += item\n    return s"},
		"between rewritten":    {"a.go", "package p\n\nfunc f() int {\n\tx := g()\n\treturn x\n}", "no variable", "package p\n\nfunc f() int {\n\t// g is cheap.\n\treturn g()\n}"},
		"a name is changed":    {"a.ts", loopTS, "say sum", strings.NewReplacer("let s ", "// So far.\n  let sum ", "s +=", "sum +=", "return s", "return sum").Replace(loopTS)},
		"a directive":          {"a.c", "int f(void)\n{\n\tg();\n\treturn 1;\n}", "only on Linux", "int f(void)\n{\n#ifdef __linux__\n\tg();\n#endif\n\treturn 1;\n}"},
		"a stub becomes a doc": {"a.py", "def f():\n    pass", "document it", "def f():\n    # Nothing yet.\n    pass"},
		"in Markdown":          {"a.md", "# One\n\nText.\n\nMore.", "a title for the text", "# One\n\n# Two\n\nMore."},
	} {
		t.Run(name, func(t *testing.T) {
			if got, _, err := edits(t, c.file, "├"+c.old+"┤\n", c.said, "<CODE>\n"+c.code+"\n</CODE>"); err != nil || got != c.code+"\n" {
				t.Errorf("the file is\n%s (%v)", got, err)
			}
		})
	}
	// Who asks to take something away does not ask to leave the rest out.
	for _, said := range []string{"remove the variable", "simplify this"} {
		code := inLoop(loopPy, "# (existing loop)", "return s")
		if got, _, err := edits(t, "a.py", "├"+loopPy+"┤\n", said, "<CODE>\n"+code+"\n</CODE>"); err == nil {
			t.Errorf("%s: the file is\n%s", said, got)
		}
	}
}

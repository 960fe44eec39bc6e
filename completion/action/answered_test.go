package action_test

import (
	"strings"
	"testing"

	"fimble/completion/action"
)

func TestCodeIsTheLastBetweenTags(t *testing.T) {
	const marked = "├def f(a):\n    return a┤\n"
	const good = "def f(a):\n    return 2 * a"
	for name, answer := range map[string]string{
		"a sentence about the tags":        "I put it between <CODE> and </CODE>:\n<CODE>\n" + good + "\n</CODE>",
		"a line that begins with the tags": "<CODE> and </CODE> are around it:\n<CODE>\n" + good + "\n</CODE>",
		"a draft":                          "<CODE>\ndef f(a):\n    return a + a + a\n</CODE>\nThat is wrong. Once more:\n<CODE>\n" + good + "\n</CODE>",
		"a tag twice":                      "The code is in <CODE>\n<CODE>\n" + good + "\n</CODE>",
		"a sentence between tags":          "<CODE>\n" + good + "\n</CODE>\n<CODE>\nThe function now doubles its argument.\n</CODE>",
		"a sentence afterwards":            "<CODE>\n" + good + "\n</CODE>\nAs asked it is between <CODE> and </CODE>.",
		"a fence, and the tags named":      "Between <CODE> and </CODE>:\n```python\n" + good + "\n```",
		"on a line with words":             "Here it is: <CODE>\n" + good + "</CODE> Done.",
	} {
		t.Run(name, func(t *testing.T) {
			if got, asked, err := edits(t, "a.py", marked, "double it", answer); err != nil || got != good+"\n" || len(asked) != 1 {
				t.Errorf("the file is\n%s (%v)", got, err)
			}
		})
	}
	half := "<CODE>\ndef f(a):\n    return 3\n</CODE>\nNo, better:\n<CODE>\ndef f(a):\n    ret"
	if got, _, err := edits(t, "a.py", marked, "double it", half); err == nil || !strings.Contains(err.Error(), "come to an end") {
		t.Errorf("the file is\n%s (%v)", got, err)
	}
	tags := "OPEN = \"<CODE>\"\nCLOSE = \"</CODE>\"\nN = "
	if got, _, err := edits(t, "a.py", "├"+tags+"1┤\n", "two", "<CODE>\n"+tags+"2\n</CODE>"); err != nil || got != tags+"2\n" {
		t.Errorf("the file is\n%s (%v)", got, err)
	}
}

func TestAnswerWithoutTheDeclarationIsRefused(t *testing.T) {
	const f = "├def f(a):\n    return a┤\n"
	const shape = "├class Shape:\n    def area(self):\n        return 1\n\n    def sides(self):\n        return 4┤\n"
	for name, c := range map[string]struct{ file, marked, said, code, lost string }{
		"words":             {"a.py", f, "double it", "and", ""},
		"a call":            {"a.py", f, "double it", "f(2)", "f"},
		"its body":          {"a.go", "package p\n\n├func f(a int) int {\n\treturn a\n}┤\n", "double it", "var g = 2", "f"},
		"another function":  {"a.py", f, "double it", "def g(a):\n    return 2 * a", "f"},
		"one of two":        {"a.ts", "├function f() { return 1 }\nfunction g() { return 2 }┤\n", "double it", "function f() { return 2 }", "g"},
		"a method":          {"a.py", shape, "the area is 2", "class Shape:\n    def area(self):\n        return 2", "sides"},
		"other code is out": {"a.py", "├def f(a):\n    print(a)\n    return a┤\n", "remove the print", "a = 1", "f"},
	} {
		t.Run(name, func(t *testing.T) {
			got, asked, err := edits(t, c.file, c.marked, c.said, "<CODE>\n"+c.code+"\n</CODE>")
			if err == nil || len(asked) != 2 || c.lost != "" && !strings.Contains(err.Error(), c.lost+" is not there any more") {
				t.Errorf("the file is\n%s (%v)", got, err)
			}
		})
	}
	for name, c := range map[string]struct{ file, marked, said, code string }{
		"renamed":            {"a.py", f, "rename f to g", "def g(a):\n    return a"},
		"a name that is new": {"a.py", f, "es soll g heißen", "def g(a):\n    return a"},
		"another case":       {"a.py", "├def getAll(a):\n    return a┤\n", "follow the style guide", "def get_all(a):\n    return a"},
		"exported":           {"a.go", "package p\n\n├func f() {\n}┤\n", "for other packages, too", "func F() {\n}"},
		"deleted":            {"a.py", shape, "delete the method sides", "class Shape:\n    def area(self):\n        return 1"},
		"deleted by name":    {"a.py", shape, "drop sides", "class Shape:\n    def area(self):\n        return 1"},
		"an arrow":           {"a.ts", "├function f() { return 1 }┤\n", "shorter", "const f = () => 1"},
		"a local one":        {"a.py", "├def f(a):\n    def g():\n        return a\n    return g()┤\n", "simplify", "def f(a):\n    return a"},
	} {
		t.Run(name, func(t *testing.T) {
			if got, asked, err := edits(t, c.file, c.marked, c.said, "<CODE>\n"+c.code+"\n</CODE>"); err != nil || !strings.Contains(got, c.code) || len(asked) != 1 {
				t.Errorf("the file is\n%s (%v)", got, err)
			}
		})
	}
}

func TestAnotherRequestIsKept(t *testing.T) {
	const marked = "def f(a):\n    # fimble: double it█\n    b = a\n    # fimble: log b\n    return b\n"
	for code, kept := range map[string]bool{
		"def f(a):\n    b = 2 * a\n    # fimble: log b\n    return b":                          true,
		"def f(a):\n    b = 2 * a\n    return b":                                               false,
		"def f(a):\n    b = 2 * a\n    # fimble: something else\n    return b":                 false,
		"def f(a):\n    # fimble: double it\n    b = 2 * a\n    # fimble: log b\n    return b": true, // taken away for it
		"def f(a):\n    # fimble: double it now\n    b = 2 * a\n    return b":                  false,
	} {
		var asked []action.Question
		edit, err := act(t, action.Comment, comments(t, "a.py", marked), saying(&asked, "<CODE>\n"+code+"\n</CODE>"))
		if (err == nil) != kept || !kept && len(asked) != 2 {
			t.Errorf("%s\ngave %q (%v)", code, edit.NewText, err)
		}
	}
}

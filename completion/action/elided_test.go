package action_test

import (
	"strings"
	"testing"
)

func TestAnswerThatLeavesCodeOutIsRefused(t *testing.T) {
	const py = "├def f(a):\n    b = a\n    c = b\n    return c┤\n"
	const ts = "├function f(a: number) {\n  const b = a;\n  return b;\n}┤\n"
	const md = "├# Title\n\nOne.\n\nTwo.┤\n"
	python := func(line string) string { return "def f(a):\n    b = 2 * a\n    " + line }
	for name, c := range map[string]struct{ file, marked, code string }{
		"rest of the code unchanged": {"a.py", py, python("# rest of the code unchanged")},
		"in parentheses":             {"a.py", py, python("# (rest unchanged)")},
		"same as before":             {"a.py", py, python("# same as before")},
		"unchanged":                  {"a.py", py, python("# unchanged")},
		"omitted":                    {"a.py", py, python("# body omitted for brevity")},
		"a bare ellipsis":            {"a.py", py, python("...")},
		"an ellipsis that is one":    {"a.py", py, python("…")},
		"an ellipsis for the body":   {"a.py", py, "def f(a):\n    ..."},
		"one on the line of a head":  {"a.py", py, "def f(a): ..."},
		"pass":                       {"a.py", py, python("pass  # existing code")},
		"on the first line":          {"a.py", py, "# ... existing code ...\nx = 1"},
		"slashes":                    {"a.ts", ts, "function f(a: number) {\n  const b = 2 * a;\n  // existing code here\n}"},
		"in brackets":                {"a.ts", ts, "function f(a: number) {\n  const b = 2 * a;\n  // [existing code]\n}"},
		"remains":                    {"a.ts", ts, "function f(a: number) {\n  const b = 2 * a;\n  /* The rest of the function remains the same. */\n}"},
		"your code":                  {"a.ts", ts, "function f(a: number) {\n  const b = 2 * a;\n  // your code goes here\n}"},
		"in JSX":                     {"a.tsx", "├const f = () => (\n  <form>\n    <input />\n    <b />\n  </form>\n);┤\n", "const f = () => (\n  <form>\n    {/* ... existing fields ... */}\n    <i />\n  </form>\n);"},
		"in JSX without dots":        {"a.tsx", "├const f = () => (\n  <form>\n    <input />\n    <b />\n  </form>\n);┤\n", "const f = () => (\n  <form>\n    {/* existing fields */}\n    <i />\n  </form>\n);"},
		"in Markdown":                {"a.md", md, "# Title\n\nOne and a half.\n\n..."},
		"in Markdown, in brackets":   {"a.md", md, "# Title\n\nOne and a half.\n\n[rest of the file unchanged]"},
		"in Markdown, in a comment":  {"a.md", md, "# Title\n\nOne and a half.\n\n<!-- existing content -->"},
		"a second one": {"a.py", "├def f(a):\n    # ... rest of the words\n    b = a\n    return b┤\n",
			"def f(a):\n    # ... rest of the words\n    b = 2 * a\n    # ... rest of the code"},
	} {
		t.Run(name, func(t *testing.T) {
			if got, asked, err := edits(t, c.file, c.marked, "double it", "<CODE>\n"+c.code+"\n</CODE>"); err == nil || !strings.Contains(err.Error(), "leaves code out") || len(asked) != 2 {
				t.Errorf("the file is\n%s (%v)", got, err)
			}
		})
	}
}

// Code may come behind the comment that stands for other code.
func TestCommentsThatNameCodeLeftOutAreRefused(t *testing.T) {
	for _, words := range []string{
		"(existing loop)", "(loop unchanged)", "<existing loop>", "Loop over items as before...", "previous implementation", "Original code continues",
		"Original code continues here.", "No changes needed here", "no further changes below", "Code for summing goes here", "as above", "etc.",
		"existing setup", "The original loop", "the loop stays as is", "Existing error handling", "validation unchanged", "same checks as before",
		"as before", "Rest of the loop",
	} {
		code := "def f(items):\n    # " + words + "\n    return round(total(items), 2)"
		if got, _, err := edits(t, "a.py", "├def f(items):\n    s = 0\n    for item in items:\n        s += item\n    return s┤\n", "round it", "<CODE>\n"+code+"\n</CODE>"); err == nil || !strings.Contains(err.Error(), "leaves code out") {
			t.Errorf("%q: the file is\n%s (%v)", words, got, err)
		}
	}
}

func TestWordsThatOnlySoundLikeCodeLeftOutAreTaken(t *testing.T) {
	for name, c := range map[string]struct{ file, old, code string }{
		"a comment of the file":   {"a.py", "def f(a):\n    # same as before\n    return a", "def f(a):\n    # same as before\n    return 2 * a"},
		"an ellipsis of the file": {"a.py", "def f(a):\n    ...\n\n\ndef g():\n    return 1", "def f(a):\n    ...\n\n\ndef g():\n    return 2"},
		"a new protocol":          {"a.py", "x = 1", "class P(Protocol):\n    def f(self) -> int:\n        ...\n\n    def g(self): ...\n\n\nx = 1"},
		"a slice":                 {"a.py", "x = 1", "x = a[\n    ...,\n]"},
		"rest of arguments":       {"a.py", "x = 1", "# The rest of the arguments go to the server.\nx = 2"},
		"existing users":          {"a.py", "x = 1", "# existing users are kept\nx = 2"},
		"same as above":           {"a.py", "x = 1", "# same as above, but in metres\nx = 2"},
		"as above, with words":    {"a.py", "x = 1", "# one more, as above\nx = 2"},
		"the original":            {"a.py", "x = 1", "# the original is kept for the checks below\nx = 2"},
		"an existing file":        {"a.py", "x = 1", "# an existing file is not changed\nx = 2"},
		"no changes":              {"a.py", "x = 1", "# no changes to the list while it is read\nx = 2"},
		"code for somebody":       {"a.py", "x = 1", "# code for Windows\nx = 2"},
		"the loop goes on":        {"a.py", "x = 1", "# the loop continues until nothing is left\nx = 2"},
		"and so on":               {"a.py", "x = 1", "# commas, dots, etc.\nx = 2"},
		"loading":                 {"a.ts", "let x = 1;", "// wait for the other tabs...\nlet x = 2;"},
		"goes on":                 {"a.ts", "let x = 1;", "// nobody listens\n// ... unless asked to\nlet x = 2;"},
		"the code here":           {"a.ts", "let x = 1;", "// the code here is slow\nlet x = 2;"},
		"value unchanged":         {"a.go", "package p\n\nvar x = 1", "package p\n\n// Leaves the value unchanged.\nvar x = 2"},
		"a link of Markdown":      {"a.md", "One.", "Two.\n\n[other things](x.md)\n\nThe rest of the code is unchanged."},
		"C's parameters":          {"a.c", "int f(int a);", "int f(\n    int a,\n    ...\n);"},
	} {
		t.Run(name, func(t *testing.T) {
			if got, _, err := edits(t, c.file, "├"+c.old+"┤\n", "change it", "<CODE>\n"+c.code+"\n</CODE>"); err != nil || got != c.code+"\n" {
				t.Errorf("the file is\n%s (%v)", got, err)
			}
		})
	}
}

package action_test

import (
	"context"
	"strings"
	"testing"

	"fimble/completion/action"
	"fimble/context/buffer/buffertest"
)

// commented does what the comment at █ says.
func commented(t *testing.T, file, marked string, answers ...string) (after string, asked []action.Question, err error) {
	t.Helper()
	p := comments(t, file, marked)
	edit, err := act(t, action.Comment, p, saying(&asked, answers...))
	return p.Snapshot.Text().Splice(edit.Span.Start, edit.Span.End, edit.NewText).String(), asked, err
}

func inTags(code string) string { return "<CODE>\n" + code + "\n</CODE>" }

func TestMoreCodeComesInTheCommentsPlace(t *testing.T) {
	for _, c := range []struct{ name, file, before, code, after string }{
		{"between statements and a function", "app.py",
			"from flask import Flask\n\napp = Flask(__name__)\nDB = \"x.db\"\n\n# fimble: add a login form with email validation█\n\n\n@app.get(\"/\")\ndef home():\n    return 1\n",
			"@app.post(\"/login\")\ndef login():\n    return 2",
			"from flask import Flask\n\napp = Flask(__name__)\nDB = \"x.db\"\n\n@app.post(\"/login\")\ndef login():\n    return 2\n\n\n@app.get(\"/\")\ndef home():\n    return 1\n"},
		{"right above a function", "a.py", "x = 1\n\n\n# fimble: add a login form█\ndef home():\n    return 1\n", "def login():\n    return 2",
			"x = 1\n\n\ndef login():\n    return 2\n\n\ndef home():\n    return 1\n"},
		{"in a class", "A.java", "package a;\n\npublic class A {\n    private int secret = 1;\n\n    // fimble: add a method reset█\n\n    int get() { return secret; }\n}\n",
			"void reset() { secret = 0; }",
			"package a;\n\npublic class A {\n    private int secret = 1;\n\n    void reset() { secret = 0; }\n\n    int get() { return secret; }\n}\n"},
		{"a method of TypeScript", "a.ts", "class A {\n  a = 1;\n\n  // fimble: add reset█\n\n  get() { return this.a; }\n}\n", "reset(): void {\n  this.a = 0;\n}",
			"class A {\n  a = 1;\n\n  reset(): void {\n    this.a = 0;\n  }\n\n  get() { return this.a; }\n}\n"},
		{"between constants", "b.ts", "import x from \"x\";\nconst KEY = 1;\n\n// fimble: add a function double█\n\nexport const later = KEY;\n", "export function double(n: number) {\n  return n * 2;\n}",
			"import x from \"x\";\nconst KEY = 1;\n\nexport function double(n: number) {\n  return n * 2;\n}\n\nexport const later = KEY;\n"},
		{"C++", "a.cpp", "#include <vector>\nstatic int kMax = 3;\n\n// fimble: add a function twice█\n\nint main() { return kMax; }\n", "int twice(int n) {\n  return n * 2;\n}",
			"#include <vector>\nstatic int kMax = 3;\n\nint twice(int n) {\n  return n * 2;\n}\n\nint main() { return kMax; }\n"},
		{"Go", "a.go", "package p\n\ntype T struct{}\n\n// fimble: add a type Point with X and Y█\n", "type Point struct {\n\tX, Y int\n}", "package p\n\ntype T struct{}\n\ntype Point struct {\n\tX, Y int\n}\n"},
		{"with imports", "b.py", "from flask import Flask\n\napp = Flask(__name__)\n\n\n# fimble: add a login form█\n\n\ndef home():\n    return 1\n", "import re\nfrom flask import request\n\n\ndef login():\n    return re.match(\"a\", request.form)",
			"import re\n\nfrom flask import Flask, request\n\napp = Flask(__name__)\n\n\ndef login():\n    return re.match(\"a\", request.form)\n\n\ndef home():\n    return 1\n"},
		{"Go with a package clause", "b.go", "package p\n\ntype T struct{}\n\n// fimble: add a function up█\n\nvar A = 1\n", "package p\n\nimport \"strings\"\n\nfunc up(s string) string {\n\treturn strings.ToUpper(s)\n}",
			"package p\n\nimport \"strings\"\n\ntype T struct{}\n\nfunc up(s string) string {\n\treturn strings.ToUpper(s)\n}\n\nvar A = 1\n"},
		{"YAML", "a.yaml", "a: 1\n# fimble: add b█\nc: 3\n", "b: 2", "a: 1\nb: 2\nc: 3\n"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got, asked, err := commented(t, c.file, c.before, inTags(c.code)); err != nil || got != c.after || len(asked) != 1 {
				t.Errorf("the file is\n%s (%v), asked %d times", got, err, len(asked))
			}
		})
	}
}

func TestMoreCodeComesToAWholeFile(t *testing.T) {
	const file = "package p\n\nvar A = 1\n\nfunc f() {\n}\n"
	for name, marked := range map[string]string{
		"selected":         "├" + file + "┤",
		"at an empty line": "package p\n\nvar A = 1\n├┤\nfunc f() {\n}\n",
	} {
		t.Run(name, func(t *testing.T) {
			got, asked, err := edits(t, "a.go", marked, "add a function g", inTags("func g() {\n}"))
			want := file + "\nfunc g() {\n}\n"
			if strings.Contains(name, "line") {
				want = "package p\n\nvar A = 1\n\nfunc g() {\n}\n\nfunc f() {\n}\n"
			}
			if err != nil || got != want || len(asked) != 1 {
				t.Errorf("the file is\n%s (%v), asked %d times", got, err, len(asked))
			}
		})
	}
}

func TestWhatACommentsRegionHasIsKept(t *testing.T) {
	const app = "import os\n\nLIMIT = 10\nprint(LIMIT)\n\n# fimble: say two█\n\n\ndef home():\n    return os.name\n"
	for _, c := range []struct{ name, file, before, code, why string }{
		{"a constant", "a.py", app, "import os\n\nprint(2)\n\n\ndef home():\n    return os.name + '2'", "LIMIT is not there any more"},
		{"an import", "a.py", app, "LIMIT = 10\nprint(LIMIT)\n\n\ndef home():\n    return os.name + '2'", "import os is not there any more"},
		{"a statement", "a.py", app, "import os\n\nLIMIT = 10\n\n\ndef home():\n    return os.name + '2'", "print(LIMIT) is not there any more"},
		{"some of it", "a.py", app, "def two():\n    return 2\n\n\ndef home():\n    return os.name", "LIMIT is not there any more"},
		{"the package clause", "a.go", "package p\n\n// fimble: two█\n\nvar A = 1\n", "var A = 2", "does not parse"},
		{"a line of YAML", "a.yaml", "a: 1\n# fimble: make it 2█\nc: 3\n", "a: 2", "c: 3 is not there any more"},
		{"all of it for statements of a body", "b.py", "# fimble: double it█\ndef f(a):\n    return a\n", "return 2 * a", "does not parse"},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, asked, err := commented(t, c.file, c.before, inTags(c.code))
			if err == nil || len(asked) != 2 || !strings.Contains(asked[1].Refused, c.why) {
				t.Errorf("the file is\n%s (%v), asked %d times", got, err, len(asked))
			}
		})
	}
}

func TestASentenceTakesAwayOnlyWhatItNames(t *testing.T) {
	const (
		pay   = "├def pay(order):\n    charge(order)┤\n"
		two   = "├def pay(order):\n    charge(order)\n\n\ndef log(order):\n    print(order)┤\n"
		cart  = "├class Cart:\n    def put(self, x):\n        self.x.append(x)┤\n"
		first = "def pay(order):\n    charge(order)"
	)
	for _, c := range []struct {
		name, marked, said, code string
		goes                     bool
	}{
		{"a helper", pay, "add a helper check and use it", "def check(order):\n    return order", false},
		{"a helper with a name", pay, "add a helper called check", "def check(order):\n    return order", false},
		{"what the verb is", pay, "validate the order first", "def validate(order):\n    assert order", false},
		{"a name of another sense", pay, "check that the name is not empty in this function", "def validate(order):\n    assert order", false},
		{"a verb of another sense", cart, "add error handling to this so that it does not drop items", "class Cart:\n    pass", false},
		{"a part of it", pay, "remove the loop in pay", "def check(order):\n    return order", false},
		{"a negation", two, "do not remove log", first, false},
		{"another clause", two, "remove the print and call log", first, false},
		{"one for two", two, "rename pay to settle", "def settle(order):\n    charge(order)", false},
		{"prints", two, "remove all prints", first, false},
		{"this in a longer phrase", pay, "replace this print", "def check(order):\n    return order", false},
		{"by name", two, "delete log", first, true},
		{"by its kind and name", two, "please remove the unused function log", first, true},
		{"by name, later", two, "make it shorter and drop log", first, true},
		{"passive", two, "log is not used, it can go; log should be removed", first, true},
		{"unused", two, "remove all unused functions", first, true},
		{"both", two, "merge pay and log into settle", "def settle(order):\n    charge(order)\n    print(order)", true},
		{"a new name", pay, "rename it to settle", "def settle(order):\n    charge(order)", true},
		{"called", pay, "call it settle", "def settle(order):\n    charge(order)", true},
		{"German", pay, "pay in settle umbenennen", "def settle(order):\n    charge(order)", true},
		{"a word that begins so", two, "add a dropdown log", first, false},
		{"a comment", two, "comment log", first, false},
		{"commented out", two, "comment out log", first, true},
		{"in quotes", two, "get rid of 'log'", first, true},
		{"Chinese", two, "删除log函数", first, true},
		{"better names", two, "find better names", "def settle(order):\n    charge(order)\n\n\ndef note(order):\n    print(order)", true},
		{"better names for less", two, "find better names", "def settle(order):\n    charge(order)", false},
		{"the functions", two, "replace the functions by a constant", "PAY = 1", true},
		{"in a class", cart, "turn Cart into a function", "def cart(x):\n    return [x]", false},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, asked, err := edits(t, "a.py", c.marked, c.said, inTags(c.code))
			if c.goes && (err != nil || got != c.code+"\n") || !c.goes && (err == nil || len(asked) != 2) {
				t.Errorf("the file is\n%s (%v), asked %d times", got, err, len(asked))
			}
		})
	}
}

// reports asks for what a diagnostic says to be fixed.
func reports(t *testing.T, file, marked, message string, answers ...string) (after string, asked []action.Question, err error) {
	t.Helper()
	text, span := buffertest.Span(t, marked)
	p := placeAt(t, file, text, span.Start)
	p.Diagnostics, p.Chats = []action.Diagnostic{{Span: span, Message: message}}, true
	edit, err := act(t, action.Fix, p, action.Tools{Ask: func(_ context.Context, q action.Question) (string, error) {
		asked = append(asked, q)
		return answers[min(len(asked), len(answers))-1], nil
	}})
	return p.Snapshot.Text().Splice(edit.Span.Start, edit.Span.End, edit.NewText).String(), asked, err
}

func TestAFixTakesAwayOnlyWhatIsReported(t *testing.T) {
	const save = "def save(order):\n    return ├total┤\n"
	for _, c := range []struct {
		name, file, marked, message, code string
		goes                              bool
	}{
		{"a name that is missing", "a.py", save, "undefined name total", "def total(order):\n    return 1", false},
		{"a removal is spoken of", "a.py", save, "save was removed, use total", "def total(order):\n    return 1", false},
		{"a doubled function", "a.ts", "export class A {\n  f() { return 1; }\n  ├f┤() { return 2; }\n}\n", "Duplicate function implementation.", "  f() { return 1; }", true},
		{"an unused import", "b.py", "├import os┤\nimport sys\n\nprint(sys.argv)\n", "`os` imported but unused", "import sys\n\nprint(sys.argv)", true},
		{"another unused import", "b.py", "├import os┤\nimport sys\n\nprint(sys.argv)\n", "`os` imported but unused", "print(sys.argv)", false},
		{"a function behind an open bracket", "c.py", "def f(x):\n    return (├x┤\n\ndef g():\n    return 1\n", "'(' was never closed", "def f(x):\n    return (x)", false},
		{"the same in Go", "a.go", "package p\n\nfunc f() {\n\tprint(├1┤\n\nfunc g() {\n}\n", "syntax error: unexpected newline", "package p\n\nfunc f() {\n\tprint(1)\n}", false},
		{"the same in C++", "a.cpp", "int f() {\n  return (├1┤;\n\nint g() {\n  return 1;\n}\n", "expected ')'", "int f() {\n  return (1);\n}", false},
		{"with the function", "d.py", "def f(x):\n    return (├x┤\n\ndef g():\n    return 1\n", "'(' was never closed", "def f(x):\n    return (x)\n\ndef g():\n    return 1", true},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, asked, err := reports(t, c.file, c.marked, c.message, inTags(c.code))
			if c.goes != (err == nil) || !c.goes && len(asked) != 2 {
				t.Errorf("the file is\n%s (%v), asked %d times", got, err, len(asked))
			}
		})
	}
}

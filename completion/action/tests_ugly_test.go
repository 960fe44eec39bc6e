package action_test

import (
	"context"
	"maps"
	"strings"
	"testing"

	"fimble/completion/action"
	"fimble/context/buffer/buffertest"
)

func TestTestIsOfferedForWhatATestCanCall(t *testing.T) {
	for name, c := range map[string]struct {
		marked string
		want   string
	}{
		"a.go":          {"package p\n\nfunc f() {\n\tg(func() { █ })\n}\n", "f"},
		"main.go":       {"package main\n\nfunc main() {█}\n", ""},
		"a_test.go":     {"package p\n\nfunc help() int { return█ 1 }\n", ""},
		"a.py":          {"class A:\n    def f(self):\n        def inner():\n            return 1█\n        return inner()\n", "f"},
		"test_a.py":     {"def help():\n    return█ 1\n", ""},
		"b.py":          {"class B:\n    def __f(self):\n        return█ 1\n", ""},
		"c.py":          {"class C:\n    def __len__(self):\n        return█ 1\n", "__len__"},
		"a.ts":          {"class A {\n  #f() { return█ 1 }\n}\n", ""},
		"a.spec.ts":     {"function help() { return█ 1 }\n", ""},
		"a.rs":          {"#[cfg(test)]\nmod tests {\n    fn help() -> u8 { 1█ }\n}\n", ""},
		"A.java":        {"class A {\n  A() { f()█; }\n}\n", ""},
		"ATest.java":    {"class ATest {\n  int f() { return 1█; }\n}\n", ""},
		"a.cc":          {"int f() { return 1█; }\n", "f"},
		"a_unittest.cc": {"int f() { return 1█; }\n", ""},
		"a.c":           {"int f() { return 1█; }\n", ""},
	} {
		t.Run(name, func(t *testing.T) {
			text, at := buffertest.Mark(t, c.marked)
			got := ""
			for _, o := range action.Offers(project{name: text}.open(t, name, at)) {
				if o.Kind == action.Tests {
					got = strings.TrimPrefix(o.Title, "Write a test for ")
				}
			}
			if got != c.want {
				t.Errorf("offered for %q, want %q", got, c.want)
			}
		})
	}
}

const half = "def half(price):\n    return price / 2\n"

func TestUglyTestOfAModelIsRefusedWithTheReason(t *testing.T) {
	for name, c := range map[string]struct{ answer, why string }{
		"talk":           {"I would test it with pytest.", "no code"},
		"cut off":        {"<CODE>\ndef test_half():\n    assert half(2) ==", "does not come to an end"},
		"no test":        {"<CODE>\nx = half(2)\n</CODE>", "no test"},
		"the code again": {"<CODE>\n" + half + "\ndef test_half():\n    assert half(2) == 1\n</CODE>", "code under test"},
		"another matter": {"<CODE>\ndef test_twice():\n    assert twice(2) == 4\n</CODE>", "does not use"},
		"broken":         {"<CODE>\ndef test_half(:\n    assert half(2) == 1\n</CODE>", "does not parse"},
		"left out":       {"<CODE>\ndef test_half():\n    assert half(2) == 1\n    # ... more cases\n</CODE>", "leaves code out"},
	} {
		t.Run(name, func(t *testing.T) {
			var asked []action.Question
			p := project{"half.py": half}
			err := p.tests(t, "half.py", 4, func(_ context.Context, q action.Question) (string, error) {
				asked = append(asked, q)
				return c.answer, nil
			})
			if err == nil || !strings.Contains(err.Error(), c.why) || len(p) != 1 {
				t.Errorf("got %v, and %d files", err, len(p))
			}
			if len(asked) != 2 || asked[0].Refused != "" || asked[1].Answer != c.answer || !strings.Contains(asked[1].Refused, c.why) {
				t.Errorf("the model is asked %d times, the last time as %+v", len(asked), asked[len(asked)-1])
			}
		})
	}
}

func TestModelSeesHowOthersTest(t *testing.T) {
	there := "import pytest\n\n\n@pytest.fixture\ndef prices():\n    return [1]\n"
	p := project{"half.py": "import math\n\n" + half, "test_half.py": there}
	var asked action.Question
	if err := p.tests(t, "half.py", len("import math\n\n")+4, func(_ context.Context, q action.Question) (string, error) {
		asked = q
		return "<CODE>\nfrom half import half\n\n\ndef test_half(prices):\n    assert half(prices[0]) == 0.5\n</CODE>", nil
	}); err != nil {
		t.Fatal(err)
	}
	for what, text := range map[string]string{asked.Context: there[:len(there)-1], asked.Code: "import math\n\n" + half[:len(half)-1], asked.Problem: "a test of half for the file test_half.py"} {
		if !strings.Contains(what, text) {
			t.Errorf("%q does not show %q", what, text)
		}
	}
}

const load = "package p\n\nfunc load(name string) string { return name }\n"

func TestGoTestOfAModelIsRefusedWithTheReason(t *testing.T) {
	const fine = "func TestLoad(t *testing.T) {\n\tif load(\"a\") != \"a\" {\n\t\tt.Error()\n\t}\n}\n"
	for name, c := range map[string]struct{ code, why string }{
		"named in a comment":   {"func TestLoad(t *testing.T) {\n\t// load\n}\n", "does not use"},
		"named in a string":    {"func TestLoad(t *testing.T) {\n\tt.Log(\"load\")\n}\n", "does not use"},
		"another of its name":  {"func TestLoad(t *testing.T) {\n\tunload(\"a\")\n}\n", "does not use"},
		"ends all tests":       {"func TestMain(m *testing.M) {\n\tos.Exit(0)\n}\n\n" + fine, "other tests"},
		"does it without test": {"func init() {\n\tos.RemoveAll(\"/\")\n}\n\n" + fine, "other tests"},
		"used":                 {fine, ""},
	} {
		t.Run(name, func(t *testing.T) {
			p := project{"load.go": load}
			err := p.tests(t, "load.go", strings.Index(load, "load"), func(context.Context, action.Question) (string, error) {
				return "<CODE>\n" + c.code + "</CODE>", nil
			})
			if c.why == "" && err != nil || c.why != "" && (err == nil || !strings.Contains(err.Error(), c.why)) {
				t.Errorf("got %v, want %q", err, c.why)
			}
		})
	}
}

func TestRiskyTestOfAModelIsAskedForAgain(t *testing.T) {
	const test = "<CODE>\ndef test_half():\n    assert half(2) == 1\n</CODE>"
	const risky = "<CODE>\nimport os\n\n\ndef test_half(folder):\n    os.system(\"rm -r \" + folder)\n    assert half(2) == 1\n</CODE>"
	for name, c := range map[string]struct {
		answers []string
		taken   bool // the risk
	}{
		"better": {[]string{risky, test}, false},
		"again":  {[]string{risky, risky}, true},
		"worse":  {[]string{risky, "I would not."}, true},
		"safe":   {[]string{test}, false},
	} {
		t.Run(name, func(t *testing.T) {
			var asked []action.Question
			p := project{"half.py": half}
			if err := p.tests(t, "half.py", 4, func(_ context.Context, q action.Question) (string, error) {
				asked = append(asked, q)
				return c.answers[len(asked)-1], nil
			}); err != nil {
				t.Fatal(err)
			}
			if taken := strings.Contains(p["test_half.py"], "os.system"); taken != c.taken || len(asked) != len(c.answers) {
				t.Errorf("asked %d times, and got\n%s", len(asked), p["test_half.py"])
			}
			if last := asked[len(asked)-1]; len(asked) > 1 && !strings.Contains(last.Refused, "shell") {
				t.Errorf("the model hears %q", last.Refused)
			}
		})
	}
}

func TestNameOfTheClassStandsForItsConstructor(t *testing.T) {
	const cart = "class Cart:\n    def __init__(self, owner):\n        self.owner = owner\n"
	p := project{"cart.py": cart}
	if err := p.tests(t, "cart.py", strings.Index(cart, "__init__"), func(context.Context, action.Question) (string, error) {
		return "<CODE>\ndef test_cart():\n    assert Cart(1).owner == 1\n</CODE>", nil
	}); err != nil {
		t.Error(err)
	}
}

func TestTestThatNoCodeCanBeIsRefusedWithTheReason(t *testing.T) {
	for name, c := range map[string]struct {
		marked string
		beside project
		why    string
	}{
		"a.go":   {"package p\n\ntype t struct{}\n\nfunc f(c t) int { return█ 1 }\n", nil, "hide the package's t"},
		"b.go":   {"//go:build ignore\n\npackage main\n\nfunc f() int { return█ 1 }\n", nil, "go:build ignore"},
		"c.go":   {"//go:build linux\n\npackage p\n\nfunc f() int { return█ 1 }\n", project{"c_test.go": "package p\n"}, "begin it with //go:build linux"},
		"d.go":   {"package p\n\nfunc f(t func(t int)) int { return█ 1 }\n", nil, ""},
		"e.go":   {"//go:build linux\n\npackage p\n\nfunc f() int { return█ 1 }\n", project{"e_test.go": "//go:build linux\n\npackage p\n"}, ""},
		"A.java": {"interface A {\n  default int f() { return█ 1; }\n}\n", nil, "an interface"},
		"B.java": {"abstract class B {\n  int f() { return█ 1; }\n}\n", nil, "abstract"},
		"C.java": {"interface C {\n  static int f() { return█ 1; }\n}\n", nil, ""},
		"D.java": {"enum D {\n  X;\n  int f() { return█ 1; }\n}\n", nil, "an enum"},
		"E.java": {"class E {\n  class Inner {\n    int f() { return█ 1; }\n  }\n}\n", nil, "inner class"},
		"F.java": {"class F {\n  static class Inner {\n    int f() { return█ 1; }\n  }\n}\n", nil, ""},
		"G.java": {"class G {\n  private G() {}\n  int f() { return█ 1; }\n}\n", nil, "private constructor"},
	} {
		t.Run(name, func(t *testing.T) {
			text, at := buffertest.Mark(t, c.marked)
			p := project{name: text}
			maps.Copy(p, c.beside)
			if err := p.tests(t, name, at, nil); c.why == "" && err != nil || c.why != "" && (err == nil || !strings.Contains(err.Error(), c.why)) {
				t.Errorf("got %v, want %q", err, c.why)
			}
		})
	}
}

func TestTestForAnotherPlaceIsRefusedWithTheReason(t *testing.T) {
	outside := project{"go.mod": "module example.com/p\n", "a.go": "package p\n\nfunc Load() int { return load() }\n\nfunc load() int { return 1 }\n", "a_test.go": "package p_test\n"}
	inside := maps.Clone(outside)
	inside["a_test.go"] = "package p\n"
	runs := func(manifest string) project {
		return project{"package.json": manifest, "a.ts": "export function Load() { return 1 }\n"}
	}
	vitest, jest := runs(`{"devDependencies": {"vitest": "3"}}`), runs(`{"devDependencies": {"jest": "30"}}`)
	there := project{"a.py": "def Load():\n    return 1\n", "test_a.py": "from a import Load\n\n\ndef test_load():\n    assert Load() == 1\n"}
	const js = "test('loads', () => { expect(Load()).toBe(1); });\n"
	for name, c := range map[string]struct {
		p               project
		file, code, why string
	}{
		"out of reach":     {outside, "a.go", "func TestLoad(t *testing.T) {\n\tif Load() != load() {\n\t\tt.Error()\n\t}\n}\n", "cannot reach load"},
		"behind itself":    {inside, "a.go", "package p_test\n\nimport \"example.com/p\"\n\nfunc TestLoad(t *testing.T) {\n\tLoad := p.Load()\n\tt.Log(Load)\n}\n", "hides behind a variable"},
		"Jest for Vitest":  {vitest, "a.ts", "import { expect, test } from '@jest/globals';\nimport { Load } from './a';\n" + js, "for jest, and the tests of this project run with vitest"},
		"mocked with Jest": {vitest, "a.ts", "import { Load } from './a';\njest.mock('./b');\n" + js, "for jest, and"},
		"Vitest for Jest":  {jest, "a.ts", "import { expect, test } from 'vitest';\nimport { Load } from './a';\n" + js, "for vitest, and"},
		"mocked as should": {vitest, "a.ts", "import { expect, test, vi } from 'vitest';\nimport { Load } from './a';\nvi.mock('./b');\n" + js, ""},
		"no runner yet":    {runs("{}"), "a.ts", "import { expect, test } from '@jest/globals';\nimport { Load } from './a';\n" + js, ""},
		"there already":    {there, "a.py", there["test_a.py"], "has already"},
	} {
		t.Run(name, func(t *testing.T) {
			p := maps.Clone(c.p)
			var asked []action.Question
			err := p.tests(t, c.file, strings.Index(p[c.file], "Load"), saying(&asked, "<CODE>\n"+c.code+"</CODE>").Ask)
			if c.why == "" && err != nil || c.why != "" && (err == nil || !strings.Contains(err.Error(), c.why)) {
				t.Errorf("got %v, want %q", err, c.why)
			}
			if c.why != "" && len(asked) != 2 {
				t.Errorf("asked %d times", len(asked))
			}
		})
	}
}

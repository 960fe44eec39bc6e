package insecure_test

import (
	"path/filepath"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"fimble/completion/guard/insecure"
	"fimble/context/syntax"
)

// Each file of a golden is named for its rule, with "bad" or "good" in front.
// Its snippets stand between empty lines: one that is bad is found by the rule
// and by no other, one that is good by none.
func TestRulesFindTheBadAndLeaveTheGood(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(files) < 4 {
		t.Fatalf("%d goldens: %v", len(files), err)
	}
	for _, file := range files {
		archive, err := txtar.ParseFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range archive.Files {
			kind, name, _ := strings.Cut(f.Name, " ")
			rule := strings.TrimSuffix(name, filepath.Ext(name))
			for snippet := range strings.SplitSeq(string(f.Data), "\n\n") {
				want := ""
				if kind == "bad" {
					want = rule
				}
				if got := rulesIn(name, snippet); got != want {
					t.Errorf("%s %s: found %q, want %q in\n%s", file, f.Name, got, want, snippet)
				}
			}
		}
	}
}

// rulesIn are the names of the rules that find something in a text that is put
// into an empty file.
func rulesIn(name, text string) string {
	var names []string
	for _, f := range insecure.Added(syntax.Detect("", name), "", syntax.Span{}, text) {
		names = append(names, f.Name)
	}
	return strings.Join(names, " ")
}

func severe(found []insecure.Finding) bool {
	_, yes := insecure.Severe(found)
	return yes
}

func TestOnlyWhatIsPutInIsFound(t *testing.T) {
	const before = "import os\nos.system(a)\n\n\n"
	added := func(at int, put string) []insecure.Finding {
		return insecure.Added(syntax.Detect("python", ""), before, syntax.Span{Start: at, End: at}, put)
	}
	if found := added(len(before), "x = 'system'\n"); len(found) != 0 {
		t.Errorf("found %+v, which stood there before", found)
	}
	if found := added(len(before), "os.system(b)\n"); len(found) != 1 || !found[0].Usual || severe(found) {
		t.Errorf("found %+v, want what is usual there", found)
	}
	found := added(len(before), "eval(b)\n")
	if len(found) != 1 || found[0].Usual || !severe(found) || found[0].Span != (syntax.Span{Start: len(before), End: len(before) + len("eval(b)")}) {
		t.Errorf("found %+v, want a severe one at the end", found)
	}
}

func TestEndOfALineIsJudgedWithItsBeginning(t *testing.T) {
	before := "def f(cursor, name):\n    cursor.execute(\"SELECT a FROM t WHERE name = '\" + )\n"
	if at := strings.LastIndex(before, ")"); !severe(insecure.Added(syntax.Detect("python", ""), before, syntax.Span{Start: at, End: at}, "name")) {
		t.Error("nothing is found")
	}
}

func TestWhatIsUsualIsNotToldForTheSevereOne(t *testing.T) {
	const before = "import os\nos.system(a)\n\n\n"
	span := syntax.Span{Start: len(before), End: len(before)}
	found := insecure.Added(syntax.Detect("python", ""), before, span, "os.system(b)\neval(c)\n")
	if f, _ := insecure.Severe(found); len(found) != 2 || f.Name != "eval" {
		t.Errorf("of %+v it is %q", found, f.Name)
	}
}

func TestImportFarAboveTellsWhatANameIs(t *testing.T) {
	const call = "exec(`ls ${folder}`);\n"
	middle := strings.Repeat("const half = (price) => price / 2;\n", 600)
	for _, first := range []string{"import { exec } from 'child_process';\n", "import { exec } from './expressions';\n"} {
		before := first + middle
		found := insecure.Added(syntax.Detect("javascript", ""), before, syntax.Span{Start: len(before), End: len(before)}, call)
		if want := strings.Contains(first, "child_process"); severe(found) != want {
			t.Errorf("%q: found %+v, want something: %v", first, found, want)
		}
	}
}

func TestLaterLineOfAStatementIsJudgedWithTheFirst(t *testing.T) {
	const before = "query = (\n    \"SELECT name FROM users \"\n    \n)\n"
	at := strings.LastIndex(before, "\n)")
	if !severe(insecure.Added(syntax.Detect("python", ""), before, syntax.Span{Start: at, End: at}, "f\"WHERE name = '{name}'\"")) {
		t.Error("nothing is found")
	}
}

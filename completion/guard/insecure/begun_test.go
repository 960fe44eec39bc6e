package insecure_test

import (
	"strings"
	"testing"

	"fimble/completion/guard/insecure"
	"fimble/context/syntax"
)

// In a source a suggestion stands between ├ and ┤.
func suggested(t *testing.T, name, source string) (l *syntax.Language, before string, at syntax.Span, put string) {
	t.Helper()
	head, tail, ok := strings.Cut(source, "├")
	put, tail, closed := strings.Cut(tail, "┤")
	if !ok || !closed {
		t.Fatalf("no ├…┤ in %s", source)
	}
	return syntax.Detect("", name), head + tail, syntax.Span{Start: len(head), End: len(head)}, put
}

func TestWhatTheUserPutTogetherIsNotTheSuggestions(t *testing.T) {
	for _, c := range []struct {
		name, source string
		want         string // nothing; begun: told, but not severe; severe
	}{
		{"a.py", "command = \"rm -r \" + folder\n├os.system(command)┤\n", "begun"},
		{"a.py", "├command = \"rm -r \" + folder\nos.system(command)┤\n", "severe"},
		{"a.py", "command = \"rm -r \" + ├folder\nos.system(command)┤\n", "severe"},
		{"a.py", "command = \"rm -r \"\n├command += folder\nos.system(command)┤\n", "severe"},
		{"a.py", "command = sys.argv[1]\n├os.system(command)┤\n", "severe"},
		{"a.py", "def remove(command):\n    ├os.system(command)┤\n", "severe"},
		{"a.py", "command = \"clear\"\n├os.system(command)┤\n", ""},
		{"a.py", "query = \"SELECT a FROM t WHERE b = '\" + b\n├cursor.execute(query)┤\n", ""},
		{"a.py", "query = \"SELECT a FROM t WHERE b = '\"\n├cursor.execute(query + b + \"'\")┤\n", "severe"},
		{"a.py", "query = \"SELECT a FROM t WHERE b = '\"\n├query += b + \"'\"┤\n", "severe"},
		{"a.py", "├query = \"SELECT a FROM t WHERE b = '%s'\"┤\ncursor.execute(query % b)\n", "severe"},
		{"a.py", "data = password.encode()\n├digest = hashlib.md5(data)┤\n", "severe"},
		{"a.py", "check = False\n├requests.get(url, verify=check)┤\n", "begun"},
		{"a.py", "check = False\n├requests.get(url, verify=False)┤\n", "severe"},
		{"a.py", "├x = 1┤\ncommand = \"rm -r \" + folder\nos.system(command)\n", ""},
		{"a.py", "command = \"rm -r \" + folder\nos.system(command)├\nprint(command)┤\n", ""},
		{"a.ts", "const command = `rm -r ${folder}`;\n├execSync(command);┤\n", "begun"},
		{"a.ts", "├const command = `rm -r ${folder}`;┤\nexecSync(command);\n", "severe"},
		{"a.ts", "const command = ├`rm -r ${folder}`┤;\nexecSync(command);\n", "severe"},
		{"a.go", "package a\n\nfunc f() {\n\tcommand := \"rm -r \" + folder\n\t├exec.Command(\"sh\", \"-c\", command)┤\n}\n", "begun"},
		{"a.go", "package a\n\nfunc f(command string) {\n\t├exec.Command(\"sh\", \"-c\", command)┤\n}\n", "severe"},
		{"A.java", "class A {\n    void f() {\n        String command = \"rm -r \" + folder;\n        ├Runtime.getRuntime().exec(command);┤\n    }\n}\n", "begun"},
		{"A.java", "class A {\n    void f() {\n        ├String command = \"rm -r \" + folder;\n        Runtime.getRuntime().exec(command);┤\n    }\n}\n", "severe"},
	} {
		l, before, at, put := suggested(t, c.name, c.source)
		found := insecure.Added(l, before, at, put)
		got := ""
		switch {
		case severe(found):
			got = "severe"
		case len(found) == 1 && found[0].Begun:
			got = "begun"
		case len(found) > 0:
			t.Errorf("%s: found %+v", c.source, found)
		}
		if got != c.want {
			t.Errorf("it is %q, want %q in\n%s", got, c.want, c.source)
		}
		if adds := insecure.AddsSevere(l, before, at, put); adds != severe(found) {
			t.Errorf("AddsSevere says %v of what Added finds %+v in\n%s", adds, found, c.source)
		}
	}
}

func TestFlowFarFromTheLineIsFoundInLargeFiles(t *testing.T) {
	filler := strings.Repeat("def half(price):\n    return price / 2\n\n\n", 1500)
	source := filler + "def remove(folder):\n    command = \"rm\"\n" + strings.Repeat("    folder = folder.strip()\n", 20) + "    ├command += \" -r \" + folder┤\n    os.system(command)\n\n\n" + filler
	l, before, at, put := suggested(t, "a.py", source)
	if !insecure.AddsSevere(l, before, at, put) {
		t.Error("nothing is found")
	}
}

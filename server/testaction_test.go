package server_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"fimble/completion/model/modeltest"
	"fimble/context/buffer"
	"fimble/server/servertest"
)

const totals = "package shop\n\nfunc total(prices []int) int {\n\tif prices == nil {\n\t\treturn -1\n\t}\n\treturn len(prices)\n}\n"

// shop is a folder with a Go file that is open in the editor, and other files.
func shop(t *testing.T, script modeltest.Script, capabilities map[string]any, others map[string]string) (e *servertest.Editor, dir string) {
	t.Helper()
	dir, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	files := map[string]string{"go.mod": "module shop\n", "total.go": totals}
	for name, text := range others {
		files[name] = text
	}
	for name, text := range files {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	e = servertest.Connect(t, realEngine(t, script))
	capabilities["workspaceFolders"] = []map[string]string{{"uri": string(buffer.FileURI(dir)), "name": "shop"}}
	e.Initialize(capabilities)
	e.Open(string(buffer.FileURI(filepath.Join(dir, "total.go"))), "go", totals)
	return e, dir
}

// testEdit is what comes of the action that tests what stands in the file.
func testEdit(t *testing.T, e *servertest.Editor, dir string) json.RawMessage {
	t.Helper()
	uri := string(buffer.FileURI(filepath.Join(dir, "total.go")))
	a := waitOffered(t, e, uri, servertest.Position{Line: 2, Character: 7}, "refactor.rewrite.fimble.tests")
	if a.Title != "Fimble: Write a test for total" {
		t.Fatalf("offered is %+v", a)
	}
	var done struct {
		Edit json.RawMessage `json:"edit"`
	}
	e.Ask("codeAction/resolve", a).Decode(t, &done)
	return done.Edit
}

const totalsTested = `package shop

import "testing"

func TestTotal(t *testing.T) {
	tests := []struct {
		name   string
		prices []int
		want   int
	}{
		// TODO: fill in what each case is called with, and what is wanted of it.
		{name: "prices == nil", prices: nil, want: 0},
		{name: "otherwise", prices: nil, want: 0},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := total(tt.prices)
			if got != tt.want {
				t.Errorf("total() = %v, want %v", got, tt.want)
			}
		})
	}
}
`

func TestFirstTestGetsAFile(t *testing.T) {
	silent := resolving() // of versions, as Neovim is
	silent["capabilities"].(map[string]any)["workspace"] = map[string]any{"workspaceEdit": map[string]any{
		"resourceOperations": []string{"rename", "create", "delete"},
	}}
	for name, capabilities := range map[string]map[string]any{"of versions as well": creating(), "of files alone": silent} {
		t.Run(name, func(t *testing.T) {
			e, dir := shop(t, nil, capabilities, nil)
			uri := string(buffer.FileURI(filepath.Join(dir, "total_test.go")))
			place := func(line float64) map[string]any { return map[string]any{"line": line, "character": 0.0} }
			want := map[string]any{"documentChanges": []any{
				map[string]any{"kind": "create", "uri": uri},
				map[string]any{
					"textDocument": map[string]any{"uri": uri, "version": nil},
					"edits":        []any{map[string]any{"range": map[string]any{"start": place(0), "end": place(1)}, "newText": totalsTested}},
				},
			}}
			var got map[string]any
			if err := json.Unmarshal(testEdit(t, e, dir), &got); err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestTestOfAModelIsAddedToTheFileOnDisk(t *testing.T) {
	there := "package shop\r\n\r\nimport \"testing\"\r\n\r\nfunc TestNothing(t *testing.T) {}\r\n"
	answer := "<CODE>\nfunc TestTotal(t *testing.T) {\n\tif total(nil) != -1 {\n\t\tt.Error(\"some\")\n\t}\n}\n</CODE>"
	e, dir := shop(t, modeltest.Says(answer), resolving(), map[string]string{"total_test.go": there})
	var edit wireEdit
	if err := json.Unmarshal(testEdit(t, e, dir), &edit); err != nil || len(edit.DocumentChanges) != 1 {
		t.Fatalf("the edit is %+v (%v)", edit, err)
	}
	change := edit.DocumentChanges[0]
	want := there + "\r\nfunc TestTotal(t *testing.T) {\r\n\tif total(nil) != -1 {\r\n\t\tt.Error(\"some\")\r\n\t}\r\n}\r\n"
	if got := applied(there, change.Edits[0]); got != want || len(change.Edits) != 1 || change.TextDocument.Version != nil {
		t.Errorf("the file is %q, want %q", got, want)
	}
}

func TestTestIsNotWrittenWhereNothingMayBe(t *testing.T) {
	link := func(t *testing.T, dir string) {
		if err := os.Symlink(filepath.Join(t.TempDir(), "away.go"), filepath.Join(dir, "total_test.go")); err != nil {
			t.Fatal(err)
		}
	}
	lock := func(t *testing.T, dir string) {
		if err := os.Chmod(filepath.Join(dir, "total_test.go"), 0o444); err != nil {
			t.Fatal(err)
		}
	}
	there := map[string]string{"total_test.go": "package shop\n"}
	for name, c := range map[string]struct {
		others       map[string]string
		before       func(t *testing.T, dir string)
		capabilities map[string]any
		why          string
	}{
		"a link out of the folder":           {nil, link, creating(), "total_test.go"},
		"an ignored file":                    {map[string]string{".gitignore": "*_test.go\n"}, nil, creating(), "total_test.go"},
		"a read-only file":                   {there, lock, creating(), "read-only"},
		"a client that cannot create a file": {nil, nil, resolving(), "make an empty total_test.go"},
	} {
		t.Run(name, func(t *testing.T) {
			e, dir := shop(t, nil, c.capabilities, c.others)
			if c.before != nil {
				c.before(t, dir)
			}
			if edit := testEdit(t, e, dir); edit != nil {
				t.Errorf("the edit is %s", edit)
			}
			if said := string(e.Note("window/showMessage")); !strings.Contains(said, c.why) {
				t.Errorf("the user is told %s", said)
			}
		})
	}
}

func TestTestIsNotOfferedOutsideOfAFolder(t *testing.T) {
	e := connected(t, realEngine(t, nil), resolving())
	e.Open("file:///project/a.go", "go", totals)
	waitOffered(t, e, "file:///project/a.go", servertest.Position{Line: 2, Character: 7})
	var all []wireAction
	e.Ask("textDocument/codeAction", actionsAt("file:///project/a.go", servertest.Position{Line: 2, Character: 7}, "refactor.rewrite.fimble.tests")).Decode(t, &all)
	if len(all) != 0 {
		t.Errorf("offered are %+v", all)
	}
}

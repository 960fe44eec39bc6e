package server_test

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"go.uber.org/zap"
	"go.uber.org/zap/zaptest/observer"

	"fimble/completion/model"
	"fimble/completion/model/modeltest"
	"fimble/context/buffer"
	"fimble/server/servertest"
)

// A talker is an editor with a folder open, whose user says sentences.
type talker struct {
	*servertest.Editor
	t     *testing.T
	dir   string
	asked chan string          // prompts
	edits chan json.RawMessage // that it was asked to make
	log   *observer.ObservedLogs
}

// talks opens a folder of files in an editor with these abilities. The model
// gives the answers in turn, the last one for ever.
func talks(t *testing.T, files map[string]string, edits map[string]any, answers ...string) *talker {
	t.Helper()
	k := &talker{t: t, dir: t.TempDir(), asked: make(chan string, 10), edits: make(chan json.RawMessage, 10)}
	for name, text := range files {
		path := filepath.Join(k.dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	said := 0
	cfg := realEngine(t, func(_ context.Context, call *modeltest.Call, say func(model.Chunk) bool) error {
		k.asked <- call.Request.Prompt
		answer := answers[min(said, len(answers)-1)]
		said++
		for line := range strings.Lines(answer) {
			say(model.Chunk{Text: line, Tokens: 1})
		}
		return nil
	})
	core, log := observer.New(zap.DebugLevel)
	cfg.Log, k.log = zap.New(core), log
	k.Editor = servertest.Connect(t, cfg)
	k.Reply = func(method string, params json.RawMessage) any {
		if method != "workspace/applyEdit" {
			return nil
		}
		k.edits <- params
		return map[string]any{"applied": true}
	}
	params := resolving()
	params["rootUri"] = k.uri("")
	params["capabilities"].(map[string]any)["workspace"] = map[string]any{"workspaceEdit": edits}
	k.Initialize(params)
	return k
}

func (k *talker) uri(name string) string {
	return strings.TrimSuffix(string(buffer.FileURI(filepath.Join(k.dir, filepath.FromSlash(name)))), "/")
}

func (k *talker) says(file, sentence string) {
	k.t.Helper()
	k.Ask("workspace/executeCommand", map[string]any{"command": "fimble.edit", "arguments": []any{map[string]any{
		"uri": k.uri(file), "range": servertest.Range{}, "instruction": sentence, "scope": "project",
	}}})
}

// everything is what VS Code can do with an edit.
func everything() map[string]any {
	return map[string]any{
		"documentChanges": true, "resourceOperations": []string{"create", "rename", "delete"}, "changeAnnotationSupport": map[string]any{},
	}
}

const renaming = "shop/prices.py\n<<<<<<< SEARCH\ndef total(prices):\n=======\ndef gross(prices):\n>>>>>>> REPLACE\n" +
	"shop/cart.py\n<<<<<<< SEARCH\ntotal([])\n=======\ngross([])\n>>>>>>> REPLACE\n" +
	"shop/test_prices.py\n<<<<<<< SEARCH\n=======\nassert True\n>>>>>>> REPLACE\n" +
	"DELETE shop/old.py\nRENAME shop/a.py TO shop/b.py\n"

func shopFiles() map[string]string {
	return map[string]string{
		"shop/prices.py": "def total(prices):\n    return 0\n", "shop/cart.py": "x = 1\ntotal([])\n", "shop/old.py": "y = 1\n", "shop/a.py": "z = 1\n",
	}
}

func TestSentenceChangesSeveralFilesInOneEditThatWaitsForTheUser(t *testing.T) {
	k := talks(t, shopFiles(), everything(), renaming)
	k.Open(k.uri("shop/prices.py"), "python", "def total(prices):\n    return 0\n")
	k.says("shop/prices.py", "rename total to gross")
	if asked := <-k.asked; !strings.Contains(asked, `<FILE path="shop/cart.py">`) || !strings.Contains(asked, "rename total to gross") {
		t.Errorf("asked %s", asked)
	}
	var got struct {
		Label string
		Edit  json.RawMessage
	}
	if err := json.Unmarshal(<-k.edits, &got); err != nil {
		t.Fatal(err)
	}
	want := `{"documentChanges":[` +
		`{"textDocument":{"uri":"DIR/prices.py","version":1},"edits":[{"range":{"start":{"line":0,"character":0},"end":{"line":0,"character":18}},"newText":"def gross(prices):","annotationId":"fimble"}]},` +
		`{"textDocument":{"uri":"DIR/cart.py","version":null},"edits":[{"range":{"start":{"line":1,"character":0},"end":{"line":1,"character":9}},"newText":"gross([])","annotationId":"fimble"}]},` +
		`{"kind":"create","uri":"DIR/test_prices.py","annotationId":"fimble"},` +
		`{"textDocument":{"uri":"DIR/test_prices.py","version":null},"edits":[{"range":{"start":{"line":0,"character":0},"end":{"line":1,"character":0}},"newText":"assert True\n","annotationId":"fimble"}]},` +
		`{"kind":"delete","uri":"DIR/old.py","annotationId":"fimble"},` +
		`{"kind":"rename","oldUri":"DIR/a.py","newUri":"DIR/b.py","annotationId":"fimble"}],` +
		`"changeAnnotations":{"fimble":{"label":"Fimble: rename total to gross","needsConfirmation":true,"description":"deletes shop/old.py\nrenames shop/a.py to shop/b.py"}}}`
	if edit := strings.ReplaceAll(string(got.Edit), k.uri("shop"), "DIR"); edit != want {
		t.Errorf("the edit is\n%s, want\n%s", edit, want)
	}
}

func TestNextSentenceGoesOnFromWhatWasDone(t *testing.T) {
	can := everything()
	delete(can, "changeAnnotationSupport") // so that a message tells when it is done
	renaming, _, _ := strings.Cut(renaming, "DELETE")
	k := talks(t, shopFiles(), can, renaming)
	k.Open(k.uri("shop/prices.py"), "python", "def total(prices):\n    return 0\n")
	k.says("shop/prices.py", "rename total to gross")
	if asked := <-k.asked; strings.Contains(asked, "What was done before") {
		t.Errorf("asked %s", asked)
	}
	if said := string(k.Note("window/showMessage")); !strings.Contains(said, "has changed shop/prices.py, shop/cart.py, shop/test_prices.py") {
		t.Errorf("the user is told %s", said)
	}
	k.says("shop/prices.py", "and now the class")
	if asked := <-k.asked; !strings.Contains(asked, "The user wanted: rename total to gross\nshop/prices.py:\n-def total(prices):\n+def gross(prices):\n") {
		t.Errorf("asked %s", asked)
	}
}

func TestNextSentenceInAnotherProjectKnowsNothingOfTheLast(t *testing.T) {
	can := everything()
	delete(can, "changeAnnotationSupport")
	renaming, _, _ := strings.Cut(renaming, "DELETE")
	k := talks(t, shopFiles(), can, renaming)
	other := t.TempDir()
	if err := os.WriteFile(filepath.Join(other, "b.py"), []byte("y = 1\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	k.Tell("workspace/didChangeWorkspaceFolders", map[string]any{"event": map[string]any{
		"added": []any{map[string]any{"uri": string(buffer.FileURI(other)), "name": "other"}}, "removed": []any{},
	}})
	k.Open(k.uri("shop/prices.py"), "python", "def total(prices):\n    return 0\n")
	k.says("shop/prices.py", "rename total to gross")
	<-k.asked
	k.Note("window/showMessage")
	elsewhere := string(buffer.FileURI(filepath.Join(other, "b.py")))
	k.Open(elsewhere, "python", "y = 1\n")
	k.Ask("workspace/executeCommand", map[string]any{"command": "fimble.edit", "arguments": []any{map[string]any{
		"uri": elsewhere, "range": servertest.Range{}, "instruction": "and now the class", "scope": "project",
	}}})
	if asked := <-k.asked; strings.Contains(asked, "gross") {
		t.Errorf("asked %s", asked)
	}
}

func TestFilesAreDeletedOnlyWhereTheUserSeesItBefore(t *testing.T) {
	can := everything()
	delete(can, "changeAnnotationSupport")
	k := talks(t, shopFiles(), can, renaming)
	k.Open(k.uri("shop/prices.py"), "python", "def total(prices):\n    return 0\n")
	k.says("shop/prices.py", "rename total to gross")
	if said := string(k.Note("window/showMessage")); !strings.Contains(said, "shop/old.py is no longer needed") {
		t.Errorf("the user is told %s", said)
	}
	if len(k.edits) > 0 {
		t.Errorf("asked to make %s", <-k.edits)
	}
}

func TestWhatMayNotBeWrittenIsRefusedAndNothingIsDone(t *testing.T) {
	block := func(path string) string {
		return path + "\n<<<<<<< SEARCH\n=======\nx = 1\n>>>>>>> REPLACE\n"
	}
	for name, c := range map[string]struct{ answer, why string }{
		"a path that leads out":       {block("../out.py"), "does not lie in the folder"},
		"an absolute path":            {block("/tmp/out.py"), "does not lie in the folder"},
		"what Git keeps":              {".git/config\n<<<<<<< SEARCH\n[core]\n=======\n[core]\n\tfsmonitor = touch /tmp/x\n>>>>>>> REPLACE\n", "version control"},
		"the same in capitals":        {block(".GIT/hooks/pre-commit"), "version control"},
		"a name into it":              {"RENAME a.py TO .git/hooks/post-checkout\n", "version control"},
		"what packages keep":          {block("node_modules/x/index.js"), "package manager"},
		"an ignored file":             {block("build/out.py"), "build/out.py"},
		"a file with secrets":         {block(".env"), ".env"},
		"a link that leads out":       {block("link/out.py"), "link/out.py"},
		"a file with unsaved changes": {"DELETE dirty.py\n", "unsaved"},
		"a read-only file":            {"locked.py\n<<<<<<< SEARCH\ny = 1\n=======\ny = 2\n>>>>>>> REPLACE\n", "read-only"},
	} {
		t.Run(name, func(t *testing.T) {
			k := talks(t, map[string]string{"a.py": "x = 1\n", ".git/config": "[core]\n", ".gitignore": "build/\n", "locked.py": "y = 1\n", "dirty.py": "z = 1\n"}, everything(), c.answer)
			outside := t.TempDir()
			if err := os.Symlink(outside, filepath.Join(k.dir, "link")); err != nil {
				t.Skip(err)
			}
			if err := os.Chmod(filepath.Join(k.dir, "locked.py"), 0o444); err != nil {
				t.Fatal(err)
			}
			k.Open(k.uri("a.py"), "python", "x = 1\n")
			k.Open(k.uri("dirty.py"), "python", "z = 1\nunsaved = 1\n")
			k.says("a.py", "do it")
			if said := string(k.Note("window/showMessage")); !strings.Contains(said, c.why) {
				t.Errorf("the user is told %s", said)
			}
			if len(k.edits) > 0 {
				t.Errorf("asked to make %s", <-k.edits)
			}
		})
	}
}

func TestFilesThatRunByThemselvesAreSeenBefore(t *testing.T) {
	const tasks = ".vscode/tasks.json\n<<<<<<< SEARCH\n=======\n{}\n>>>>>>> REPLACE\n"
	k := talks(t, map[string]string{"a.py": "x = 1\n"}, everything(), tasks)
	k.Open(k.uri("a.py"), "python", "x = 1\n")
	k.says("a.py", "do it")
	if edit := string(<-k.edits); !strings.Contains(edit, `"description":".vscode/tasks.json is run by editors`) {
		t.Errorf("asked to make %s", edit)
	}
	can := everything()
	delete(can, "changeAnnotationSupport")
	k = talks(t, map[string]string{"a.py": "x = 1\n"}, can, tasks)
	k.Open(k.uri("a.py"), "python", "x = 1\n")
	k.says("a.py", "do it")
	if said := string(k.Note("window/showMessage")); !strings.Contains(said, "change it yourself") {
		t.Errorf("the user is told %s", said)
	}
}

func TestFileOutsideOfAnyFolderCannotBePartOfAProject(t *testing.T) {
	k := talks(t, nil, everything(), renaming)
	k.Open("file:///elsewhere/a.py", "python", "x = 1\n")
	k.Ask("workspace/executeCommand", map[string]any{"command": "fimble.edit", "arguments": []any{map[string]any{
		"uri": "file:///elsewhere/a.py", "range": servertest.Range{}, "instruction": "anything", "scope": "project",
	}}})
	if said := string(k.Note("window/showMessage")); !strings.Contains(said, "open the folder of its project") {
		t.Errorf("the user is told %s", said)
	}
}

func TestDocumentInAFolderThatIsNotOfThisMachineIsChangedBySentence(t *testing.T) {
	k := talks(t, nil, everything(), "<CODE>\nx = 2\n</CODE>")
	k.Tell("workspace/didChangeWorkspaceFolders", map[string]any{"event": map[string]any{
		"added": []any{map[string]any{"uri": "vfs://host/project", "name": "project"}}, "removed": []any{},
	}})
	const uri = "vfs://host/project/a.py"
	k.Open(uri, "python", "x = 1\n")
	k.Ask("workspace/executeCommand", map[string]any{"command": "fimble.edit", "arguments": []any{map[string]any{
		"uri": uri, "range": servertest.Range{End: servertest.Position{Line: 1}}, "instruction": "make it two",
	}}})
	<-k.asked
	select {
	case edit := <-k.edits:
		if !strings.Contains(string(edit), "2") {
			t.Errorf("asked to make %s", edit)
		}
	case <-time.After(10 * time.Second):
		t.Errorf("the user is told %s", k.Note("window/showMessage"))
	}
}

// The user is told which lines are not there, and the log is not.
func TestCodeInWhyNothingIsDoneStandsInNoLog(t *testing.T) {
	k := talks(t, map[string]string{"a.py": "x = 1\n"}, everything(), "a.py\n<<<<<<< SEARCH\nplanted = 1\n=======\n>>>>>>> REPLACE\n")
	k.Open(k.uri("a.py"), "python", "x = 1\n")
	k.says("a.py", "do it")
	if said := string(k.Note("window/showMessage")); !strings.Contains(said, "planted") {
		t.Errorf("the user is told %s", said)
	}
	for _, entry := range k.log.All() {
		if said := fmt.Sprint(entry.Message, entry.ContextMap()); strings.Contains(said, "planted") {
			t.Errorf("the log says %s", said)
		}
	}
	if k.log.Len() == 0 {
		t.Error("nothing is logged")
	}
}

package main

import (
	"encoding/json"
	"errors"
	"io"
	"os/exec"
	"slices"
	"strings"
	"testing"
)

// rooms says which of our own packages each package may import, its own
// sub-packages' names by prefix. A package that is missing here has no room.
var rooms = map[string][]string{
	"fimble/cmd/fimble":                           {"fimble/"},
	"fimble/cmd/fimble/typing":                    {},
	"fimble/server":                               {"fimble/completion", "fimble/context/buffer", "fimble/context/syntax"}, // syntax for its Span alone
	"fimble/server/servertest":                    {"fimble/server", "fimble/completion", "fimble/context/buffer", "fimble/context/syntax"},
	"fimble/completion":                           {"fimble/completion/action", "fimble/completion/feedback", "fimble/completion/guard", "fimble/completion/guard/insecure", "fimble/completion/guard/secrets", "fimble/completion/model", "fimble/completion/prompt", "fimble/completion/trim", "fimble/context/"},
	"fimble/completion/action":                    {"fimble/completion/action/", "fimble/completion/guard/insecure", "fimble/completion/trim", "fimble/context/buffer", "fimble/context/syntax", "fimble/context/workspace"},
	"fimble/completion/action/naming":             {},
	"fimble/completion/action/testcode":           {"fimble/completion/action/naming", "fimble/context/buffer", "fimble/context/syntax", "fimble/context/workspace"},
	"fimble/completion/eval":                      {"fimble/context/"},
	"fimble/completion/eval/corpus":               {},
	"fimble/completion/guard":                     {"fimble/completion/trim", "fimble/context/window", "fimble/context/buffer", "fimble/context/syntax"},
	"fimble/completion/guard/insecure":            {"fimble/context/syntax"},
	"fimble/completion/guard/secrets":             {},
	"fimble/completion/feedback":                  {"fimble/context/buffer", "fimble/context/store"},
	"fimble/completion/model":                     {"fimble/context/window"},
	"fimble/completion/model/local":               {"fimble/completion/model", "fimble/completion/model/local/token", "fimble/context/"},
	"fimble/completion/model/local/token":         {"fimble/context/syntax"},
	"fimble/completion/model/modeltest/writegguf": {"fimble/completion/model/modeltest"},
	"fimble/completion/model/modeltest":           {"fimble/completion/model", "fimble/context/"},
	"fimble/completion/prompt":                    {"fimble/context/window", "fimble/context/buffer", "fimble/context/syntax"},
	"fimble/completion/trim":                      {"fimble/context/window", "fimble/context/buffer", "fimble/context/syntax"},
	"fimble/context/window":                       {"fimble/context/buffer", "fimble/context/syntax", "fimble/context/workspace", "fimble/context/history"},
	"fimble/context/workspace":                    {"fimble/context/buffer", "fimble/context/syntax", "fimble/context/store"},
	"fimble/context/history":                      {"fimble/context/buffer", "fimble/context/syntax"},
	"fimble/context/buffer":                       {"fimble/context/syntax"},
	"fimble/context/buffer/buffertest":            {"fimble/context/buffer", "fimble/context/syntax"},
	"fimble/context/store":                        {},
	"fimble/context/syntax":                       {},
}

// doors says which package alone may import a thing of the outside world.
var doors = []struct{ thing, room, why string }{
	{"go.lsp.dev/", "fimble/server", "wire positions and types never leave the server"},
	{"github.com/smacker/go-tree-sitter", "fimble/context/syntax", "a tree must have one owner, and a swap of the binding stays one package"},
	{"net/http", "fimble/completion/model", "what leaves the machine leaves in one place"},
	{"github.com/spf13/", "fimble/cmd/fimble", "flags are read in one place"},
	{"os/exec", "fimble/context/workspace", "processes are started in one place"},
}

func TestEveryRoomImportsOnlyWhatItMay(t *testing.T) {
	list := exec.CommandContext(t.Context(), "go", "list", "-json=ImportPath,Imports", "fimble/...")
	out, err := list.Output()
	if err != nil {
		t.Fatalf("go list: %v", err)
	}
	decoder := json.NewDecoder(strings.NewReader(string(out)))
	seen := 0
	for {
		var pkg struct {
			ImportPath string
			Imports    []string
		}
		if err := decoder.Decode(&pkg); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			t.Fatal(err)
		}
		seen++
		check(t, pkg.ImportPath, pkg.Imports)
	}
	if seen < len(rooms)/2 {
		t.Errorf("only %d packages seen", seen)
	}
}

func check(t *testing.T, path string, imports []string) {
	if strings.Count(path, "/") == 1 && path == "fimble/context" {
		t.Errorf(`%s holds Go files: then import "context" no longer means the standard package to a reader`, path)
	}
	may, known := rooms[path]
	if !known {
		t.Errorf("%s is in no room of the table: say which packages it may import", path)
		return
	}
	for _, imported := range imports {
		ours := strings.HasPrefix(imported, "fimble/")
		allowed := slices.ContainsFunc(may, func(m string) bool {
			return imported == m || strings.HasSuffix(m, "/") && strings.HasPrefix(imported, m)
		})
		if ours && (!allowed || path == "fimble/completion" && imported == "fimble/completion/model/local") {
			t.Errorf("%s imports %s: the rooms point one way only, and this is against it", path, imported)
		}
		for _, door := range doors {
			if strings.HasPrefix(imported, door.thing) && path != door.room && !strings.HasPrefix(path, door.room+"/") {
				t.Errorf("%s imports %s, which only %s may: %s", path, imported, door.room, door.why)
			}
		}
	}
}

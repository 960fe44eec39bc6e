package server_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fimble/context/buffer"
	"fimble/server/servertest"
)

// What may not be changed costs no question to a model, and what is open alone
// can be changed.
func TestOnlyWhatTheUserCanSaveAndHasOpenedTheFolderOfIsChanged(t *testing.T) {
	outside := t.TempDir()
	at := func(dir string, name ...string) string {
		return string(buffer.FileURI(filepath.Join(append([]string{dir}, name...)...)))
	}
	for name, c := range map[string]struct {
		uri func(dir string) string
		no  bool   // folder is open
		why string // empty if it is changed
	}{
		"a file of the folder":             {func(dir string) string { return at(dir, "a.py") }, false, ""},
		"a read-only one":                  {func(dir string) string { return at(dir, "locked.py") }, false, "read-only"},
		"a file outside":                   {func(string) string { return at(outside, "a.py") }, false, "in no folder that the editor has open"},
		"one outside that is not there":    {func(string) string { return at(outside, "new.py") }, false, "in no folder that the editor has open"},
		"a link out of the folder":         {func(dir string) string { return at(dir, "out.py") }, false, "a link out of the folder"},
		"a link into the folder":           {func(dir string) string { return at(dir+"-linked", "a.py") }, false, ""},
		"a link back out of it":            {func(dir string) string { return at(dir+"-linked", "out.py") }, false, "in no folder that the editor has open"},
		"an old version":                   {func(dir string) string { return "git:" + filepath.Join(dir, "a.py") + "?HEAD" }, false, "git:"},
		"an old version without a folder":  {func(dir string) string { return "git:" + filepath.Join(dir, "a.py") + "?HEAD" }, true, "git:"},
		"a file elsewhere":                 {func(string) string { return "vfs://host/other/a.py" }, false, "vfs:"},
		"what has not been saved yet":      {func(string) string { return "untitled:Untitled-1" }, false, ""},
		"a file without a folder":          {func(string) string { return at(outside, "a.py") }, true, ""},
		"a read-only one without a folder": {func(dir string) string { return at(dir, "locked.py") }, true, "read-only"},
		"a new one without a folder":       {func(string) string { return at(outside, "new.py") }, true, ""},
	} {
		t.Run(name, func(t *testing.T) {
			k := talks(t, map[string]string{"a.py": "x = 1\n", "locked.py": "x = 1\n"}, everything(), "<CODE>\nx = 2\n</CODE>")
			if err := os.Chmod(filepath.Join(k.dir, "locked.py"), 0o444); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(filepath.Join(outside, "a.py"), []byte("x = 1\n"), 0o644); err != nil {
				t.Fatal(err)
			}
			for link, to := range map[string]string{k.dir + "-linked": k.dir, filepath.Join(k.dir, "out.py"): filepath.Join(outside, "a.py")} {
				if err := os.Symlink(to, link); err != nil {
					t.Fatal(err)
				}
			}
			if c.no {
				k.Tell("workspace/didChangeWorkspaceFolders", map[string]any{"event": map[string]any{
					"added": []any{}, "removed": []any{map[string]any{"uri": k.uri(""), "name": ""}},
				}})
			}
			uri := c.uri(k.dir)
			k.Open(uri, "python", "x = 1\n")
			k.Ask("workspace/executeCommand", map[string]any{"command": "fimble.edit", "arguments": []any{map[string]any{
				"uri": uri, "range": servertest.Range{End: servertest.Position{Line: 1}}, "instruction": "make it two",
			}}})
			if c.why == "" {
				<-k.asked
				if edit := string(<-k.edits); !strings.Contains(edit, "2") {
					t.Errorf("asked to make %s", edit)
				}
				return
			}
			if said := string(k.Note("window/showMessage")); !strings.Contains(said, c.why) || len(k.asked) > 0 {
				t.Errorf("the user is told %s, and %d questions are asked", said, len(k.asked))
			}
		})
	}
}

package server_test

import (
	"encoding/json"
	"strings"
	"testing"

	"fimble/context/buffer"
	"fimble/server"
	"fimble/server/servertest"
)

// desk is an editor with one document, and what the server makes of it.
type desk struct {
	*servertest.Editor
	t      *testing.T
	engine *servertest.Engine
}

func openDesk(t *testing.T, text string) desk {
	t.Helper()
	engine := &servertest.Engine{}
	d := desk{servertest.Start(t, server.Config{Engine: engine}), t, engine}
	d.Open(file, "go", text)
	return d
}

// snapshot is the document as a request sees it now.
func (d desk) snapshot(uri string) *buffer.Snapshot {
	d.t.Helper()
	before := len(d.engine.Requests())
	d.Ask(list, d.Inline(uri, "", 0))
	requests := d.engine.Requests()
	if len(requests) == before {
		return nil
	}
	last := requests[len(requests)-1]
	s, _ := last.View.Snapshot(last.URI)
	return s
}

// changed sends changes as they are and returns the text then.
func (d desk) changed(version, changes string) string {
	d.t.Helper()
	d.Tell("textDocument/didChange", map[string]any{
		"textDocument":   map[string]any{"uri": file, "version": json.RawMessage(version)},
		"contentChanges": json.RawMessage(changes),
	})
	return d.snapshot(file).Text().String()
}

func TestChangesOfAllSortsAreApplied(t *testing.T) {
	for _, c := range []struct{ name, text, changes, want string }{
		{"full", "old", `[{"text":"new"}]`, "new"},
		// The library reads it as an insert at the start.
		{"full with a range of null", "old", `[{"range":null,"text":"new"}]`, "new"},
		{"insert at the start", "old", `[{"range":{"start":{"line":0,"character":0},"end":{"line":0,"character":0}},"text":"new"}]`, "newold"},
		{"with the length that is no longer in use", "old", `[{"range":{"start":{"line":0,"character":0},"end":{"line":0,"character":1}},"rangeLength":1,"text":""}]`, "ld"},
		{"one after the other", "a\nb\n", `[{"range":{"start":{"line":0,"character":0},"end":{"line":1,"character":0}},"text":""},
			{"range":{"start":{"line":0,"character":1},"end":{"line":0,"character":1}},"text":"c"}]`, "bc\n"},
		{"full, then a part, then full, then a part", "x", `[{"text":"12"},{"range":{"start":{"line":0,"character":1},"end":{"line":0,"character":2}},"text":"3"},
			{"text":"45"},{"range":{"start":{"line":0,"character":2},"end":{"line":0,"character":2}},"text":"6"}]`, "456"},
		{"none", "old", `[]`, "old"},
		{"null", "old", `null`, "old"},
		{"column beyond the line", "a\nb", `[{"range":{"start":{"line":0,"character":9},"end":{"line":0,"character":9}},"text":"c"}]`, "ac\nb"},
		{"line beyond the text", "a\nb", `[{"range":{"start":{"line":9,"character":0},"end":{"line":9,"character":9}},"text":"c"}]`, "a\nbc"},
		{"all the lines and one more", "a\nb", `[{"range":{"start":{"line":0,"character":0},"end":{"line":2,"character":0}},"text":"c"}]`, "c"},
		{"negative", "ab", `[{"range":{"start":{"line":-1,"character":-1},"end":{"line":0,"character":1}},"text":"c"}]`, "cb"},
		{"end before the start", "abc", `[{"range":{"start":{"line":0,"character":2},"end":{"line":0,"character":1}},"text":"-"}]`, "ab-c"},
		{"inside of a character", "😀", `[{"range":{"start":{"line":0,"character":1},"end":{"line":0,"character":2}},"text":"x"}]`, "x"},
		{"half of a character", "a", `[{"range":{"start":{"line":0,"character":1},"end":{"line":0,"character":1}},"text":"\ud83d"}]`, "a\ufffd"},
		{"escapes", "", `[{"text":"\u0000\"\\\/\b\f\n\r\t\u00e9\ud83d\ude00"}]`, "\x00\"\\/\b\f\n\r\té😀"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := openDesk(t, c.text).changed("2", c.changes); got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

func TestTextStaysAsTheClientSentIt(t *testing.T) {
	for name, text := range map[string]string{
		"byte order mark": "\ufeffpackage a\n",
		"mixed line ends": "a\r\nb\nc\rd\r\n",
		"combining marks": "e\u0301 n\u0303",
		"not code":        "\x00\x01\x02\x7f",
		"no line end":     "a",
		"empty":           "",
		"long line":       strings.Repeat("x", 1<<20),
		"separators":      "a\u2028b\u2029c\u0085d\vf\f",
	} {
		t.Run(name, func(t *testing.T) {
			d := openDesk(t, text)
			if got := d.snapshot(file).Text().String(); got != text {
				t.Errorf("got %.80q, want %.80q", got, text)
			}
			want := d.Change(file, 2, text, len(text), len(text), "\r\nend")
			if got := d.snapshot(file).Text().String(); got != want {
				t.Errorf("after a change: got %.80q, want %.80q", got, want)
			}
		})
	}
}

func TestBytesThatAreNotTextAreReplaced(t *testing.T) {
	d := openDesk(t, "kept")
	d.Raw(servertest.Frame(`{"jsonrpc":"2.0","method":"textDocument/didOpen","params":{"textDocument":{"uri":"file:///w/b","languageId":"x","version":1,"text":"a` + "\xff\xc3(" + `b"}}}`))
	if got := d.snapshot("file:///w/b").Text().String(); got != "a\ufffd\ufffd(b" {
		t.Errorf("got %q", got)
	}
}

// TestVersionsAreTheClients holds for clients that send null, or forget to
// raise them: the edits count.
func TestVersionsAreTheClients(t *testing.T) {
	d := openDesk(t, "")
	add := func(version, text string, want int32) {
		t.Helper()
		d.changed(version, `[{"range":{"start":{"line":0,"character":99},"end":{"line":0,"character":99}},"text":"`+text+`"}]`)
		if got := d.snapshot(file).Version(); got != want {
			t.Errorf("version %s is %d, want %d", version, got, want)
		}
	}
	add("2", "a", 2)
	add("null", "b", 3)
	add("7", "c", 7)
	add("7", "d", 7)
	add("1", "e", 1)
	add("-1", "f", -1)
	if got := d.snapshot(file).Text().String(); got != "abcdef" {
		t.Errorf("got %q", got)
	}
	if n := d.engine.Changes(); n != 6 {
		t.Errorf("the engine was told of %d changes, want 6", n)
	}
}

func TestUnknownDocumentsDoNoHarm(t *testing.T) {
	d := openDesk(t, "kept")
	d.Change("file:///w/unknown", 2, "", 0, 0, "x")
	d.Tell("textDocument/didClose", map[string]any{"textDocument": map[string]any{"uri": "file:///w/unknown"}})
	d.Tell("textDocument/didSave", map[string]any{"textDocument": map[string]any{"uri": "file:///w/unknown"}})
	for _, method := range []string{inline, list} {
		if a := d.Ask(method, d.Inline("file:///w/unknown", "", 0)); string(a.Result) != "null" {
			t.Errorf("%s: got %s, error %v", method, a.Result, a.Error)
		}
	}
	alive(t, d.Editor, d.engine, "kept")
}

func TestDocumentMayBeOpenedAgain(t *testing.T) {
	d := openDesk(t, "one")
	d.Open(file, "go", "two") // without a close
	if got := d.snapshot(file).Text().String(); got != "two" {
		t.Errorf("got %q, want two", got)
	}
	d.Tell("textDocument/didClose", map[string]any{"textDocument": map[string]any{"uri": file}})
	if d.snapshot(file) != nil {
		t.Error("a closed document is open")
	}
	d.Open(file, "go", "three")
	if got := d.snapshot(file).Text().String(); got != "three" {
		t.Errorf("got %q, want three", got)
	}
	if got := d.engine.ClosedURIs(); len(got) != 1 || got[0] != file {
		t.Errorf("the engine was told that %v were closed", got)
	}
}

// TestAddressesAreOneForAllSpellings holds although the library rewrites
// addresses: a document is found under any spelling, and known by the client's.
func TestAddressesAreOneForAllSpellings(t *testing.T) {
	for client, others := range map[string][]string{
		"file:///c%3A/x.go":                               {"file:///C:/x.go", "file:///c:/x.go"},
		"file:///w/with%20blank.go":                       {"file:///w/with blank.go"},
		"untitled:Untitled-1":                             nil,
		"git:/w/a.go?%7B%22ref%22%3A%22~%22%7D":           nil,
		"vscode-vfs://github/a/b/main.go":                 nil,
		"vscode-notebook-cell:/w/n.ipynb#X2sZmlsZQ%3D%3D": nil,
		"jdt://contents/rt.jar/java.lang/String.class?=x": nil,
		"no scheme": nil,
		"":          nil,
		"%":         nil,
	} {
		t.Run(client, func(t *testing.T) {
			d := openDesk(t, "")
			d.Open(client, "go", "")
			for _, spelling := range append(others, client) {
				s := d.snapshot(spelling)
				if s == nil {
					t.Fatalf("%q is not open as %q", client, spelling)
				}
				if s.ClientURI() != client {
					t.Errorf("%q is echoed as %q", client, s.ClientURI())
				}
			}
		})
	}
}

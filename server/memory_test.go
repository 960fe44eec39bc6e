package server_test

import (
	"fmt"
	"runtime"
	"strings"
	"testing"

	"fimble/server"
	"fimble/server/servertest"
)

// TestOldTextIsNotKept holds although the library's own parameters make every
// string a part of one copy of the message, so that an address would keep a
// text alive.
func TestOldTextIsNotKept(t *testing.T) {
	const documents, size = 100, 1 << 20
	e := servertest.Start(t, server.Config{Engine: &servertest.Engine{}})
	text := strings.Repeat("x", size)
	heap := func() uint64 {
		e.Ask("workspace/executeCommand", nil) // what was sent has been read
		runtime.GC()
		runtime.GC()
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		return m.HeapAlloc
	}
	before := heap()
	for i := range documents {
		uri := fmt.Sprintf("file:///w/%d", i)
		e.Open(uri, "plaintext", text)
		e.Tell("textDocument/didChange", map[string]any{
			"textDocument":   map[string]any{"uri": uri, "version": 2},
			"contentChanges": []any{map[string]any{"text": "short"}},
		})
	}
	if grown := int64(heap()) - int64(before); grown > documents*size/10 {
		t.Errorf("%d KB are kept of %d KB that are no longer open", grown>>10, documents*size>>10)
	}
}

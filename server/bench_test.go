package server_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"fimble/completion"
	"fimble/server"
	"fimble/server/servertest"
)

// BenchmarkInlineRoundTrip is what the server adds to an engine that knows the
// answer, the editor's share included.
func BenchmarkInlineRoundTrip(b *testing.B) {
	for _, size := range []int{130 << 10, 5 << 20} {
		b.Run(sizeName(size), func(b *testing.B) {
			engine := &answering{}
			e := servertest.Start(b, server.Config{Engine: engine})
			text := strings.Repeat("\tx := compute(first, second) // some 48 bytes\n", size/46)
			e.Open(file, "plaintext", text)
			params := e.Inline(file, text, strings.LastIndex(text[:len(text)/2], "\n")+1)
			b.ReportAllocs()
			for b.Loop() {
				e.Ask(inline, params)
			}
		})
	}
}

// BenchmarkDidChange is one typed key, from the wire to the buffer.
func BenchmarkDidChange(b *testing.B) {
	for _, size := range []int{130 << 10, 5 << 20} {
		b.Run(sizeName(size), func(b *testing.B) {
			e := servertest.Start(b, server.Config{Engine: &answering{}})
			text := strings.Repeat("\tx := compute(first, second) // some 48 bytes\n", size/46)
			e.Open(file, "plaintext", text)
			line := strings.Count(text, "\n") / 2
			version := 1
			for b.Loop() {
				version++
				e.Raw(servertest.Frame(fmt.Sprintf(`{"jsonrpc":"2.0","method":"textDocument/didChange","params":{"textDocument":{"uri":%q,"version":%d},`+
					`"contentChanges":[{"range":{"start":{"line":%d,"character":1},"end":{"line":%d,"character":1}},"text":"x"}]}}`, file, version, line, line)))
			}
			e.Ask("shutdown", nil)
		})
	}
}

func sizeName(size int) string { return fmt.Sprintf("%dKB", size>>10) }

// answering is servertest.Engine without its memory, which grows.
type answering struct{ servertest.Engine }

func (*answering) Complete(_ context.Context, req completion.Request) completion.Result {
	return servertest.Insert(req, "answer()")
}

package servertest

import (
	"strings"
	"testing"
	"unicode/utf16"
)

// Cursor marks the cursor in a text.
const Cursor = "█"

// Marked takes the cursor out of a marked text.
func Marked(t testing.TB, marked string) (text string, offset int) {
	t.Helper()
	before, after, ok := strings.Cut(marked, Cursor)
	if !ok || strings.Contains(after, Cursor) {
		t.Fatalf("the text must have one cursor: %q", marked)
	}
	return before + after, len(before)
}

// A Position is a place on the wire.
type Position struct {
	Line      int `json:"line"`
	Character int `json:"character"`
}

// A Range is a stretch on the wire.
type Range struct {
	Start Position `json:"start"`
	End   Position `json:"end"`
}

// At is the position of a byte offset, worked out the slow way.
func At(text string, offset int, unit string) Position {
	before := text[:offset]
	if strings.HasPrefix(text[offset:], "\n") {
		before = strings.TrimSuffix(before, "\r") // between the two: the end of the line that they end
	}
	lines := Lines(before)
	last := lines[len(lines)-1]
	return Position{Line: len(lines) - 1, Character: Width(last, unit)}
}

// Lines splits a text at all line ends of the protocol, and drops them.
func Lines(text string) []string {
	return strings.Split(strings.ReplaceAll(strings.ReplaceAll(text, "\r\n", "\n"), "\r", "\n"), "\n")
}

// Width is how many units a text takes.
func Width(text, unit string) int {
	switch unit {
	case "utf-8":
		return len(text)
	case "utf-32":
		return len([]rune(text))
	}
	return len(utf16.Encode([]rune(text)))
}

// Open opens a document with version 1.
func (e *Editor) Open(uri, languageID, text string) {
	e.t.Helper()
	e.Tell("textDocument/didOpen", map[string]any{"textDocument": map[string]any{
		"uri": uri, "languageId": languageID, "version": 1, "text": text,
	}})
}

// Change replaces the bytes from start to end of text, which the document has
// now, and returns what it has then.
func (e *Editor) Change(uri string, version int, text string, start, end int, insert string) string {
	e.t.Helper()
	e.Tell("textDocument/didChange", map[string]any{
		"textDocument": map[string]any{"uri": uri, "version": version},
		"contentChanges": []any{map[string]any{
			"range": Range{At(text, start, e.unit), At(text, end, e.unit)}, "text": insert,
		}},
	})
	return text[:start] + insert + text[end:]
}

// Inline is the parameters of an automatic inline completion.
func (e *Editor) Inline(uri, text string, offset int) map[string]any {
	return map[string]any{
		"textDocument": map[string]any{"uri": uri},
		"position":     At(text, offset, e.unit),
		"context":      map[string]any{"triggerKind": 2},
	}
}

package server

import (
	"strings"
	"testing"
	"unicode/utf8"

	"fimble/completion"
	"fimble/context/buffer"
	"fimble/context/syntax"
)

// FuzzSite holds every suggestion to four laws: accepting it leaves the text
// that the engine's own edit would have left, it lies on the cursor's line and
// touches the cursor, it deletes nothing behind the cursor but closers, and
// ghost text has none of the file's "\r\n".
func FuzzSite(f *testing.F) {
	f.Add("00", 1, 0, 2, "0", -1, 0, "") // deletes one of two that look alike
	f.Add("0000000000", 10, 6, 10, "\r\r\n", -1, 0, "")
	f.Add("call(first)", 5, 5, 11, "first, second)", -1, 0, "")
	f.Add("a\nfmt.Prin\nb", 10, 6, 10, "Println(x)\n", -1, 0, "")
	f.Add("if ok()\n", 6, 6, 7, "x) {\n\treturn\n}", -1, 0, "")
	f.Add("名前.é", 10, 7, 10, "éa", 6, 10, ".é")
	f.Add("a\r\nb\r\n", 4, 0, 4, "a\nbc", -1, 0, "")
	f.Add("a\r\nb\r\n", 4, 3, 4, "b\nc", 3, 4, "b\n")
	f.Add("0000\r\n", 4, 3, 5, "1\n", 26, 4, "0")
	f.Fuzz(func(t *testing.T, text string, cursor, start, end int, insert string, from, to int, entry string) {
		insert = withLineEnds(insert, "\n") // what engines promise
		if !utf8.ValidString(text) || cursor < 0 || cursor > len(text) || start < 0 || end < start || end > len(text) {
			return
		}
		if strings.Contains(strings.ReplaceAll(text, "\r\n", ""), "\r") {
			return // a line feed put behind a carriage return that ends a line makes one line end of two
		}
		split := func(at int) bool { return 0 < at && at < len(text) && text[at-1:at+1] == "\r\n" }
		if split(cursor) || split(start) || split(end) {
			return // no position lies there
		}
		store := buffer.NewStore()
		defer store.Shutdown()
		doc := store.Open(buffer.OpenParams{Client: "file:///a", Text: text, Version: 1})
		s := newSite(doc, cursor)
		item := completion.Item{Version: 1, Edits: []completion.TextEdit{{URI: doc.URI(), Span: syntax.Span{Start: start, End: end}, NewText: insert}}}
		want := withLineEnds(text[:start]+insert+text[end:], "\n")
		check := func(got suggestion, ok bool) {
			if !ok {
				return
			}
			if left := withLineEnds(text[:got.span.Start]+got.text+text[got.span.End:], "\n"); left != want {
				t.Fatalf("accepting leaves %q, the edit %q", left, want)
			}
			if got.span.Start < s.line.Start || got.span.End > s.line.End || got.span.Start > cursor || got.span.End < cursor {
				t.Fatalf("%v is not around the cursor at %d in line %v", got.span, cursor, s.line)
			}
		}
		harmless := func(got suggestion, ok bool) {
			if ok && !closers(text[cursor:got.span.End]) {
				t.Fatalf("deletes %q behind the cursor", text[cursor:got.span.End])
			}
		}
		got, ok := s.ghost(item, nil)
		check(got, ok)
		harmless(got, ok)
		if strings.Contains(got.text+got.filter, "\r\n") {
			t.Fatalf("%+v has the line ends of the file", got)
		}
		if ok && strings.TrimSpace(text[cursor:s.line.End]) != "" && got.span.Start < cursor && strings.HasPrefix(insert, text[min(start, cursor):cursor]) && start >= s.line.Start {
			t.Fatalf("replaces %q though it need not", text[got.span.Start:cursor])
		}
		got, ok = s.entry(item)
		check(got, ok)
		harmless(got, ok)
		if 0 <= from && from <= cursor && cursor <= to && to <= len(text) {
			got, ok = s.ghost(item, &completion.Selected{Span: syntax.Span{Start: from, End: to}, Text: entry})
			check(got, ok)
			if strings.Contains(got.text+got.filter, "\r\n") {
				t.Fatalf("%+v has the line ends of the file", got)
			}
			if ok && (got.span != syntax.Span{Start: from, End: to} || !strings.HasPrefix(withLineEnds(got.text, "\n"), entry)) {
				t.Fatalf("%+v is not for the selected %q", got, entry)
			}
		}
	})
}

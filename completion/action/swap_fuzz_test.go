package action_test

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"fimble/completion/action"
)

// A block changes the lines that it names, as if the file were cut into lines
// and these replaced, and it leaves all bytes around them alone.
func FuzzBlockReplacesItsLines(f *testing.F) {
	f.Add("a\nb\nc\n", "x\ny\n", 1, 1, false)
	f.Add("a\nb", "", 1, 1, true)
	f.Add("a\n\nb\n", "\n", 0, 2, true)
	f.Fuzz(func(t *testing.T, text, fresh string, from, count int, windows bool) {
		marks := func(s string) bool {
			return strings.Contains(s, "<<<<<") || strings.Contains(s, "=====") || strings.Contains(s, ">>>>>")
		}
		if !utf8.ValidString(text+fresh) || strings.ContainsAny(text+fresh, "\r\ufeff") || marks(text+fresh) || text == "" {
			return
		}
		lines := strings.Split(text, "\n")
		if from < 0 || count < 1 || from+count > len(lines) || count > len(lines) {
			return
		}
		old := lines[from : from+count]
		trimmed := func(line string) string { return strings.TrimSpace(line) }
		for i := range lines {
			if same := func(a, b string) bool { return trimmed(a) == trimmed(b) }; i != from && i+count <= len(lines) && slices.EqualFunc(lines[i:i+count], old, same) {
				return // it stands twice
			}
		}
		var put []string
		if fresh != "" {
			put = strings.Split(strings.TrimSuffix(fresh, "\n"), "\n")
		}
		want := strings.Join(slices.Concat(lines[:from], put, lines[from+count:]), "\n")
		block := "notes.txt\n<<<<<<< SEARCH\n" + strings.Join(old, "\n") + "\n=======\n"
		for _, line := range put {
			block += line + "\n"
		}
		if windows && strings.Contains(text, "\n") {
			text, want = strings.ReplaceAll(text, "\n", "\r\n"), strings.ReplaceAll(want, "\n", "\r\n")
		}
		p := project{"notes.txt": text}
		var asked []action.Question
		changes, err := p.instructs(t, "notes.txt", "change it", saying(&asked, block+">>>>>>> REPLACE\n"))
		got := p.with(changes)["notes.txt"]
		switch {
		case err != nil && want == text:
		case err != nil && strings.Contains(err.Error(), "leaves code out"): // as "..." does
		case err != nil:
			t.Fatalf("%v, from %q with\n%s", err, text, block)
		case got != want:
			t.Fatalf("%q became %q, want %q, with\n%s", text, got, want, block)
		}
	})
}

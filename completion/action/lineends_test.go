package action_test

import (
	"context"
	"slices"
	"strings"
	"testing"

	"fimble/completion/action"
	"fimble/context/syntax"
)

func TestLinesThatStayKeepTheirEnds(t *testing.T) {
	const mixed = "def f():\r\n    a = 1\n    b = 2\r\n    c = 3\n    return a\r\n"
	for name, c := range map[string]struct{ code, want string }{
		"one changed":    {"def f():\n    a = 1\n    b = 2\n    c = 3\n    return b", strings.Replace(mixed, "return a", "return b", 1)},
		"first and last": {"def f(x):\n    a = 1\n    b = 2\n    c = 3\n    return b", strings.NewReplacer("f()", "f(x)", "return a", "return b").Replace(mixed)},
		"one added":      {"def f():\n    a = 1\n    a = 2\n    b = 2\n    c = 3\n    return b", "def f():\r\n    a = 1\n    a = 2\r\n    b = 2\r\n    c = 3\n    return b\r\n"},
		"one taken away": {"def f():\n    b = 2\n    c = 3\n    return b", "def f():\r\n    b = 2\r\n    c = 3\n    return b\r\n"},
		"the last taken": {"def f(x):\n    a = 1\n    b = 2\n    c = 3", "def f(x):\r\n    a = 1\n    b = 2\r\n    c = 3\n"},
		"one behind":     {"def f(x):\n    a = 1\n    b = 2\n    c = 3\n    return a\n\nf(1)", "def f(x):\r\n    a = 1\n    b = 2\r\n    c = 3\n    return a\r\n\r\nf(1)\r\n"},
	} {
		t.Run(name, func(t *testing.T) {
			if got, _, err := edits(t, "a.py", "├"+strings.TrimSuffix(mixed, "\r\n")+"┤\r\n", "change it", "<CODE>\n"+c.code+"\n</CODE>"); err != nil || got != c.want {
				t.Errorf("the file is\n%q (%v), want\n%q", got, err, c.want)
			}
		})
	}
}

func TestALoneReturnEndsALine(t *testing.T) {
	got, asked, err := edits(t, "a.txt", "├a = 1\rb = 2\r\rc = 3┤\r", "make it 4", "<CODE>\na = 1\nb = 4\n\nc = 3\n</CODE>")
	if want := "a = 1\rb = 4\r\rc = 3\r"; err != nil || got != want || asked[0].Code != "a = 1\nb = 2\n\nc = 3" {
		t.Errorf("the file is %q (%v), asked of %q", got, err, asked[0].Code)
	}
}

func FuzzLinesThatStayKeepTheirEnds(f *testing.F) {
	f.Add("a\r\nb\nc", "a\nx\nc", 0)
	f.Add("a\nb\r\nc\r\n\r\nd", "b\nc\n\nd\ne\nf", 1)
	f.Add("b\n\n0", "b", 1)
	f.Add("b", " b\nb", 1)
	f.Fuzz(func(t *testing.T, old, code string, around int) {
		if strings.ContainsAny(old+code, "<`\ufeff") || strings.Contains(strings.ReplaceAll(old, "\r\n", ""), "\r") || strings.Contains(code, "\r") || strings.TrimSpace(old) == "" || strings.HasSuffix(old, "\n") {
			t.Skip()
		}
		twice := func(text string) bool {
			lines := strings.Split(strings.ReplaceAll(text, "\r\n", "\n"), "\n")
			slices.Sort(lines)
			return len(slices.Compact(slices.Clone(lines))) < len(lines)
		}
		before, end, after := "", "", ""
		if around&1 == 1 {
			before, end, after = "above\n", "\r\n", "below\n"
		}
		p := placeAt(t, "a.txt", before+old+end+after, len(before))
		p.Span, p.Instruction = syntax.Span{Start: len(before), End: len(before) + len(old)}, "change it"
		edit, err := action.Do(t.Context(), action.Edit, p, 0, action.Tools{Ask: func(context.Context, action.Question) (string, error) {
			return "<CODE>\n" + code + "\n</CODE>", nil
		}})
		if err != nil {
			t.Skip()
		}
		got := p.Snapshot.Text().Splice(edit.Span.Start, edit.Span.End, edit.NewText).String()
		if !strings.HasPrefix(got, before) || !strings.HasSuffix(got, after) {
			t.Fatalf("%q: the lines around have changed", got)
		}
		// Which of two equal lines has stayed is a matter of taste. The code may
		// have lost an indent by which its lines differed.
		if twice(before+old) || twice(strings.TrimSuffix(got, after)) {
			t.Skip()
		}
		was, is := strings.SplitAfter(before+old+end+after, "\n"), strings.SplitAfter(got, "\n")
		for range 2 { // from the first line that has changed, and to the last
			for i := 0; i < min(len(was), len(is)) && strings.TrimRight(was[i], "\r\n") == strings.TrimRight(is[i], "\r\n"); i++ {
				if was[i] != is[i] && strings.HasSuffix(was[i], "\n") && strings.HasSuffix(is[i], "\n") {
					t.Fatalf("%q became %q", was[i], is[i])
				}
			}
			slices.Reverse(was)
			slices.Reverse(is)
		}
	})
}

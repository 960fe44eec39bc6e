package typing

import (
	"encoding/json"
	"fmt"
	"testing"

	"fimble/server/servertest"
)

// item is an answer with one suggestion, that replaces a part of the first
// line.
func item(from, to int, text string) servertest.Answer { return itemTo(from, 0, to, text) }

// itemTo is the same, with a range that may end on a later line.
func itemTo(from, line, to int, text string) servertest.Answer {
	return servertest.Answer{Result: json.RawMessage(fmt.Sprintf(
		`{"items":[{"insertText":%q,"filterText":%q,"range":{"start":{"line":0,"character":%d},"end":{"line":%d,"character":%d}}}]}`,
		text, text, from, line, to))}
}

var (
	empty  = servertest.Answer{Result: json.RawMessage(`{"items":[]}`)}
	null   = servertest.Answer{Result: json.RawMessage(`null`)}
	failed = servertest.Answer{Error: &servertest.Error{Code: -32800}}
)

// play puts events on a screen: a text without a number is typed, the others
// answer the request of that number. The cursor is at the end; the newest
// request is always 2, and 1 is cancelled.
func play(s screen, events ...any) string {
	doc := ""
	for i := 0; i < len(events); i++ {
		switch e := events[i].(type) {
		case string:
			doc += e
			s.typed(doc, len(doc))
		case int:
			i++
			s.answered(e, 2, e == 1, events[i].(servertest.Answer))
		}
	}
	if s.drawn() == nil {
		return "nothing"
	}
	return s.drawn().text
}

func TestScreensDrawAsTheirEditorsDo(t *testing.T) {
	for name, c := range map[string]struct {
		events         []any
		vscode, neovim string
	}{
		"an answer is drawn":                              {[]any{"a", 2, item(0, 1, "abc")}, "abc", "abc"},
		"typing along leaves it":                          {[]any{"a", 2, item(0, 1, "abc"), "b"}, "abc", "abc"},
		"typing along over a line end leaves it":          {[]any{"a", 2, item(0, 1, "a\n\tb"), "\n\t"}, "a\n\tb", "a\n\tb"},
		"typing something else takes it away, or not":     {[]any{"a", 2, item(0, 1, "abc"), "x"}, "nothing", "abc"},
		"typing all of it covers it":                      {[]any{"a", 2, item(0, 1, "abc"), "bc"}, "nothing", "nothing"},
		"typing past its end covers it":                   {[]any{"a", 2, item(0, 1, "abc"), "xyz"}, "nothing", "nothing"},
		"a new line does not cover it, or does":           {[]any{"a", 2, item(0, 1, "abc"), "\nxyz"}, "nothing", "abc"},
		"what follows the line is not covered":            {[]any{"a", 2, item(0, 1, "a\n\tb"), "bc"}, "nothing", "a\n\tb"},
		"an empty list takes it away":                     {[]any{"a", 2, item(0, 1, "abc"), 2, empty}, "nothing", "nothing"},
		"null takes it away, or not":                      {[]any{"a", 2, item(0, 1, "abc"), 2, null}, "nothing", "abc"},
		"an error does nothing":                           {[]any{"a", 2, item(0, 1, "abc"), 2, failed}, "abc", "abc"},
		"an older answer counts, or not":                  {[]any{"a", 1, item(0, 1, "abc")}, "nothing", "abc"},
		"an older empty list counts, or not":              {[]any{"a", 2, item(0, 1, "abc"), 1, empty}, "abc", "nothing"},
		"what does not fit when it comes is drawn or not": {[]any{"x", 2, item(0, 1, "abc")}, "nothing", "abc"},
	} {
		if got := play(&vscode{}, c.events...); got != c.vscode {
			t.Errorf("%s: VS Code draws %q, want %q", name, got, c.vscode)
		}
		if got := play(&neovim{}, c.events...); got != c.neovim {
			t.Errorf("%s: Neovim draws %q, want %q", name, got, c.neovim)
		}
	}
}

// TestASuggestionAgreesAsFarAsAcceptingItWould draws an answer behind "go ",
// types more of "go to(1)" and accepts what is drawn then.
func TestASuggestionAgreesAsFarAsAcceptingItWould(t *testing.T) {
	p := &passage{text: "go to(1)\nend\n", start: 0, end: len("go to(1)")}
	typed := func(s screen, answer servertest.Answer, more string) *ghost {
		doc := "go "
		s.typed(doc+p.after(), len(doc))
		s.answered(2, 2, false, answer)
		doc += more
		s.typed(doc+p.after(), len(doc))
		return s.drawn()
	}
	for name, c := range map[string]struct {
		answer         servertest.Answer
		more           string
		vscode, neovim int
	}{
		"what is right":             {item(3, 3, "to(1)"), "", 8, 8},
		"what is right and goes on": {item(3, 3, "to(1)\nend"), "", 8, 8},
		"what is cut short":         {item(3, 3, "to("), "", 6, 6},
		"what goes wrong":           {item(0, 3, "go to(2)"), "", 6, 6},
		"a range that grows with the typing, or does not": {item(3, 3, "to(1)"), "t", 8, -1},
		"a range that takes away the line end behind it":  {itemTo(3, 1, 0, "to(1)"), "", -1, -1},
	} {
		for editor, s := range map[string]screen{"VS Code": &vscode{}, "Neovim": &neovim{}} {
			want := c.vscode
			if editor == "Neovim" {
				want = c.neovim
			}
			g := typed(s, c.answer, c.more)
			if g == nil {
				t.Errorf("%s: %s draws nothing", name, editor)
			} else if got := g.agrees(p, p.at(3+len(c.more))); got != want {
				t.Errorf("%s: in %s it agrees up to %d, want %d", name, editor, got, want)
			}
		}
	}
}

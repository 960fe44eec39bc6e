package prompt_test

import (
	"os"
	"strings"
	"testing"

	"fimble/completion/prompt"
	"fimble/completion/trim"
	"fimble/context/syntax"
	"fimble/context/window"
)

// chatHoles are stretches of this package's own source that a chat model is
// asked for: the text that is missing, in the file that it is missing from.
var chatHoles = []struct{ name, file, truth string }{
	{"rest of a line", "prompt.go", `if err := f.template.Execute(&text, page); err != nil {`},
	{"argument", "prompt.go", `page.size()`},
	{"body", "recognise.go", "if isUntrained(model) {\n\t\treturn Plain\n\t}\n\tfor _, f := range families() {\n\t\tif f.fits(model) {\n\t\t\treturn f.name\n\t\t}\n\t}\n\treturn Plain"},
	{"statements", "tokens.go", "b.WriteString(text[done : at+1])\n\t\t\tb.WriteByte(' ')\n\t\t\tdone = at + 1"},
	{"condition", "tokens.go", `strings.IndexByte(s.firsts, t[0]) < 0`},
}

// chatSpoils are what chat models make of an answer, whatever they were told.
// Their text ends where the stops of the family end it.
var chatSpoils = []struct {
	name  string
	spoil func(before, truth, after string) string
}{
	{"as asked", func(_, truth, _ string) string { return "<COMPLETION>" + truth + "</COMPLETION>" }},
	{"tags on their own lines", func(_, truth, _ string) string { return "<COMPLETION>\n" + truth + "\n</COMPLETION>\n" }},
	{"no closer", func(_, truth, _ string) string { return "<COMPLETION>" + truth }},
	{"no opener", func(_, truth, _ string) string { return truth + "</COMPLETION>" }},
	{"no tags", func(_, truth, _ string) string { return truth }},
	{"tags in a fence", func(_, truth, _ string) string { return "```go\n<COMPLETION>" + truth + "</COMPLETION>\n```" }},
	{"a fence in tags", func(_, truth, _ string) string { return "<COMPLETION>\n```go\n" + truth + "\n```\n</COMPLETION>" }},
	{"a fence", func(_, truth, _ string) string { return "```go\n" + truth + "\n```" }},
	{"a preamble", func(_, truth, _ string) string {
		return "Here is the missing code:\n\n<COMPLETION>" + truth + "</COMPLETION>\n\nIt keeps the style."
	}},
	{"a preamble with the mark", func(_, truth, _ string) string {
		return "The code that belongs at <FILL_HERE> is:\n\n<COMPLETION>" + truth + "</COMPLETION>"
	}},
	{"a preamble on the line of the tag", func(_, truth, _ string) string { return "Sure! <COMPLETION>" + truth + "</COMPLETION>" }},
	{"a preamble and a fence", func(_, truth, _ string) string {
		return "Sure, here is the completion:\n\n```go\n" + truth + "\n```\n\nLet me know if you need more."
	}},
	{"thoughts", func(_, truth, _ string) string {
		return "<think>\nThe cursor is in a function.\n</think>\n\n<COMPLETION>" + truth + "</COMPLETION>"
	}},
	{"thoughts that try the tag", func(_, truth, _ string) string {
		return "<think>\nI must answer in <COMPLETION> tags.\n</think>\n<COMPLETION>" + truth + "</COMPLETION>"
	}},
	{"the line so far again", func(before, truth, _ string) string {
		return "<COMPLETION>" + before[strings.LastIndexByte(before, '\n')+1:] + truth + "</COMPLETION>"
	}},
	{"three lines again", func(before, truth, _ string) string {
		lines := strings.Split(before, "\n")
		return "<COMPLETION>\n" + strings.Join(lines[len(lines)-4:], "\n") + truth + "</COMPLETION>"
	}},
	{"the whole file", func(before, truth, after string) string {
		return "<COMPLETION>\n" + before + truth + after + "</COMPLETION>"
	}},
	{"the whole file with its tags", func(before, truth, after string) string {
		return "<CURRENT_FILE>\n" + before + truth + after + "</CURRENT_FILE>"
	}},
}

func TestUglyChatAnswersBecomeTheSourcesOwnBytes(t *testing.T) {
	for _, h := range chatHoles {
		source, err := os.ReadFile(h.file)
		if err != nil {
			t.Fatal(err)
		}
		before, after, found := strings.Cut(string(source), h.truth)
		if !found {
			t.Fatalf("%s: %s has no such text any more", h.name, h.file)
		}
		p := render(t, prompt.Chat, &window.Window{Path: h.file, Pieces: []window.Piece{
			{Kind: window.PiecePrefix, Text: before}, {Kind: window.PieceSuffix, Text: after},
		}})
		site := trim.Site{Language: syntax.Detect("", h.file), Prefix: before, Suffix: after, Markers: p.Stop, Indent: "\t", Lines: true}
		for _, s := range chatSpoils {
			answer := s.spoil(before, h.truth, after)
			for _, stop := range p.Stop {
				answer, _, _ = strings.Cut(answer, stop)
			}
			if got, by := trim.All(site, answer); got != h.truth {
				t.Errorf("%s, %s: kept by %v\n%q\nof\n%.400q\nwant\n%q", h.name, s.name, by, got, answer, h.truth)
			}
		}
	}
}

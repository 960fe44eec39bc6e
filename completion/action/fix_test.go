package action_test

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"

	"fimble/completion/action"
	"fimble/context/buffer/buffertest"
	"fimble/context/syntax"
)

const unusedIndex = "package p\r\n\r\nimport \"os\"\r\n\r\nfunc sum(values []int) int {\r\n\ttotal := 0\r\n\tfor ├i┤, v := range values {\r\n\t\ttotal += v\r\n\t}\r\n\treturn total\r\n}\r\n\r\nfunc other() {}\r\n"

const fixedSum = "func sum(values []int) int {\n\ttotal := 0\n\tfor _, v := range values {\n\t\ttotal += v\n\t}\n\treturn total\n}"

// fixes asks for the diagnostic that the text marks to be fixed, with the
// answers one after the other, and says what was asked.
func fixes(t *testing.T, file, marked string, answers ...string) (after string, asked []action.Question, err error) {
	t.Helper()
	text, span := buffertest.Span(t, marked)
	p := placeAt(t, file, text, span.Start)
	p.Diagnostics = []action.Diagnostic{{Span: span, Message: "declared and not used: i", Source: "compiler", Code: "UnusedVar", Related: []string{"see there"}}}
	p.Chats = true
	edit, err := act(t, action.Fix, p, action.Tools{Ask: func(_ context.Context, q action.Question) (string, error) {
		asked = append(asked, q)
		return answers[min(len(asked), len(answers))-1], nil
	}})
	if err == nil && edit.Span.Len() > 1 && len(edit.NewText) > 40 {
		t.Errorf("the edit is larger than it must be: %q", edit.NewText)
	}
	return p.Snapshot.Text().Splice(edit.Span.Start, edit.Span.End, edit.NewText).String(), asked, err
}

func TestFixIsTheLeastThatTheModelsCodeComesTo(t *testing.T) {
	text := strings.NewReplacer("├", "", "┤", "").Replace(unusedIndex)
	want := strings.Replace(text, "for i,", "for _,", 1)
	for name, answer := range map[string]string{
		"as asked":               "<CODE>\n" + fixedSum + "\n</CODE>",
		"with a preamble":        "Sure! Here is the fixed code:\n\n<CODE>\n" + fixedSum + "\n</CODE>\n\nI replaced i with the blank identifier.",
		"a fence in the tags":    "<CODE>\n```go\n" + fixedSum + "\n```\n</CODE>",
		"a fence without tags":   "Here you go:\n\n```go\n" + fixedSum + "\n```\nDone.",
		"thoughts":               "<think>Maybe <CODE>x</CODE>?</think>\n<CODE>\n" + fixedSum + "\n</CODE>",
		"indented once too much": "<CODE>\n\t" + strings.ReplaceAll(fixedSum, "\n", "\n\t") + "\n</CODE>",
		"CRLF":                   "<CODE>\r\n" + strings.ReplaceAll(fixedSum, "\n", "\r\n") + "\r\n</CODE>",
	} {
		t.Run(name, func(t *testing.T) {
			got, asked, err := fixes(t, "a.go", unusedIndex, answer)
			if err != nil || got != want {
				t.Fatalf("the file is\n%q (%v), want\n%q", got, err, want)
			}
			if len(asked) != 1 {
				t.Fatalf("asked %d times", len(asked))
			}
			q := asked[0]
			for _, part := range []string{"declared and not used: i", "(compiler)", "(UnusedVar)", "for i, v := range values {", "also: see there"} {
				if !strings.Contains(q.Problem, part) {
					t.Errorf("the problem lacks %q:\n%s", part, q.Problem)
				}
			}
			if q.Code != strings.Replace(fixedSum, "_", "i", 1) || q.Context != `"os"` && q.Context != `import "os"` {
				t.Errorf("asked about\n%q in %q", q.Code, q.Context)
			}
		})
	}
}

func TestFixThatCannotBeUsedIsAskedForOnceMore(t *testing.T) {
	good := "<CODE>\n" + fixedSum + "\n</CODE>"
	for name, c := range map[string]struct{ bad, why string }{
		"does not parse":  {"<CODE>\n" + strings.Replace(fixedSum, "{", "{{(", 1) + "\n</CODE>", "does not parse"},
		"leaves code out": {"<CODE>\nfunc sum(values []int) int {\n\t// ... rest of the code unchanged\n}\n</CODE>", "leaves code out"},
		"is cut off":      {"<CODE>\n" + fixedSum, "does not come to an end"},
		"has no code":     {"The variable i is not used, so replace it by _.", "no code"},
		"the same":        {"<CODE>\n" + strings.Replace(fixedSum, "_", "i", 1) + "\n</CODE>", "same as before"},
		"elsewhere":       {"<CODE>\n" + strings.Replace(strings.Replace(fixedSum, "_", "i", 1), "return total\n", "return total + 0\n", 1) + "\n</CODE>", "does not touch"},
	} {
		t.Run(name, func(t *testing.T) {
			got, asked, err := fixes(t, "a.go", unusedIndex, c.bad, good)
			if err != nil || !strings.Contains(got, "for _, v") || len(asked) != 2 {
				t.Fatalf("the file is\n%q (%v) after %d questions", got, err, len(asked))
			}
			if !strings.Contains(asked[1].Refused, c.why) || asked[1].Answer != c.bad {
				t.Errorf("the second question says %q", asked[1].Refused)
			}
			if got, asked, err = fixes(t, "a.go", unusedIndex, c.bad); err == nil || !strings.Contains(err.Error(), c.why) || len(asked) != 2 {
				t.Errorf("the file is\n%q (%v) after %d bad answers", got, err, len(asked))
			}
		})
	}
}

func TestFixKeepsTheIndentOfAMethod(t *testing.T) {
	marked := "class Shape:\n    def area(self):\n        return ├self.sides┤\n\n    def other(self):\n        pass\n"
	got, asked, err := fixes(t, "a.py", marked, "<CODE>\ndef area(self):\n    return self.side\n</CODE>")
	want := "class Shape:\n    def area(self):\n        return self.side\n\n    def other(self):\n        pass\n"
	if err != nil || got != want {
		t.Errorf("the file is\n%s (%v), want\n%s", got, err, want)
	}
	if asked[0].Code != "    def area(self):\n        return self.sides" {
		t.Errorf("asked about\n%s", asked[0].Code)
	}
}

func TestModelIsToldWhatADiagnosticIsAbout(t *testing.T) {
	const other = "package p\n\ntype shape struct {\n\tside int\n}\n\nfunc (s shape) area(scale int) int { return s.side }\n\nfunc unrelated() {}\n"
	text, span := buffertest.Span(t, "package p\n\nfunc draw(s shape) { print(├s.area()┤) }\n")
	p := placeAt(t, "a.go", text, span.Start)
	p.Others = []*syntax.Outline{placeAt(t, "b.go", other, 0).Outline}
	p.Diagnostics, p.Chats = []action.Diagnostic{{Span: span, Message: "not enough arguments in call to s.area: have () want (int)"}}, true
	var asked []action.Question
	_, _ = act(t, action.Fix, p, saying(&asked, "<CODE></CODE>"))
	if got := asked[0].Declared; !strings.Contains(got, "type shape struct") || !strings.Contains(got, "func (s shape) area(scale int) int") || strings.Contains(got, "unrelated") {
		t.Errorf("told of\n%s", got)
	}
}

func TestFixIsNotOfferedWithoutAModelThatTalks(t *testing.T) {
	text, span := buffertest.Span(t, unusedIndex)
	p := placeAt(t, "a.go", text, span.Start)
	p.Diagnostics = []action.Diagnostic{{Span: span, Message: "x"}}
	for _, o := range action.Offers(p) {
		if o.Kind == action.Fix {
			t.Errorf("%q is offered", o.Title)
		}
	}
}

func TestFixThatIsAskedForByNameTellsWhichModelItNeeds(t *testing.T) {
	text, span := buffertest.Span(t, unusedIndex)
	p := placeAt(t, "a.go", text, span.Start)
	p.Diagnostics, p.Named = []action.Diagnostic{{Span: span, Message: "x"}}, action.Fix
	if offers := action.Offers(p); !slices.ContainsFunc(offers, func(o action.Offer) bool { return o.Kind == action.Fix }) {
		t.Errorf("offers %+v", offers)
	}
	if _, err := act(t, action.Fix, p, action.Tools{}); !errors.Is(err, action.ErrNeedsChat) {
		t.Errorf("%v", err)
	}
}

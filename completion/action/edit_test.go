package action_test

import (
	"context"
	"errors"
	"strings"
	"testing"

	"fimble/completion/action"
	"fimble/context/buffer/buffertest"
	"fimble/context/syntax"
)

// edits does what a sentence says to what the text marks.
func edits(t *testing.T, file, marked, instruction string, answers ...string) (after string, asked []action.Question, err error) {
	t.Helper()
	text, span := buffertest.Span(t, marked)
	p := placeAt(t, file, text, span.Start)
	p.Span, p.Instruction = span, instruction
	edit, err := action.Do(t.Context(), action.Edit, p, 0, action.Tools{Ask: func(_ context.Context, q action.Question) (string, error) {
		asked = append(asked, q)
		return answers[min(len(asked), len(answers))-1], nil
	}})
	return p.Snapshot.Text().Splice(edit.Span.Start, edit.Span.End, edit.NewText).String(), asked, err
}

func TestEditChangesWholeSelectedLinesAndNoOthers(t *testing.T) {
	marked := "a = 1\nb =├ 2\n┤c = 3\n"
	got, asked, err := edits(t, "a.py", marked, "  make it 4 ", "<CODE>\nb = 4\n</CODE>")
	if err != nil || got != "a = 1\nb = 4\nc = 3\n" {
		t.Errorf("the file is %q (%v)", got, err)
	}
	if asked[0].Code != "b = 2" || asked[0].Problem != "make it 4" {
		t.Errorf("asked %q of %q", asked[0].Problem, asked[0].Code)
	}
}

func TestEditAtTheCursorChangesTheDeclarationAround(t *testing.T) {
	marked := "package p\n\nfunc a() {}\n\nfunc b() int {\n\treturn ├┤1\n}\n"
	got, _, err := edits(t, "a.go", marked, "two", "<CODE>\nfunc b() int {\n\treturn 2\n}\n</CODE>")
	if want := "package p\n\nfunc a() {}\n\nfunc b() int {\n\treturn 2\n}\n"; err != nil || got != want {
		t.Errorf("the file is %q (%v)", got, err)
	}
}

func TestEditWorksInTextWithoutAGrammar(t *testing.T) {
	got, _, err := edits(t, "notes.txt", "├one\ntwo┤\n", "shout", "<CODE>\nONE\nTWO\n</CODE>")
	if err != nil || got != "ONE\nTWO\n" {
		t.Errorf("the file is %q (%v)", got, err)
	}
}

// What nobody can check is not taken for good.
func TestEditOfCodeThatCannotBeParsedInTimeIsRefused(t *testing.T) {
	padding := strings.Repeat("# "+strings.Repeat("x", 1<<10)+"\n", 33<<10)
	got, _, err := edits(t, "a.py", "├x = 1┤\n"+padding, "two", "<CODE>\nx = 2\n</CODE>")
	if !errors.Is(err, action.ErrUnparsed) {
		t.Errorf("the file begins with %q (%v)", got[:10], err)
	}
	p := project{"a.py": "x = 1\n" + padding}
	var asked []action.Question
	block := "a.py\n<<<<<<< SEARCH\nx = 1\n=======\nx = 2\n>>>>>>> REPLACE\n"
	if _, err := p.instructs(t, "a.py", "two", saying(&asked, block)); !errors.Is(err, action.ErrUnparsed) {
		t.Errorf("in the project: %v", err)
	}
	if got, _, err := edits(t, "a.txt", "├x = 1┤\n"+padding, "two", "<CODE>\nx = 2\n</CODE>"); err != nil || !strings.HasPrefix(got, "x = 2\n#") {
		t.Errorf("text begins with %q (%v)", got[:10], err)
	}
}

func TestEditFillsAnEmptyFile(t *testing.T) {
	got, _, err := edits(t, "a.py", "├┤", "a constant", "<CODE>\nX = 1\n</CODE>")
	if err != nil || got != "X = 1" {
		t.Errorf("the file is %q (%v)", got, err)
	}
}

func TestEditIsRefusedWithTheReason(t *testing.T) {
	long := "├" + strings.Repeat("x = 1\n", 4000) + "┤"
	for name, c := range map[string]struct{ marked, instruction, why string }{
		"nothing said":     {"├x = 1┤\n", "  ", "say what to change"},
		"too much said":    {"├x = 1┤\n", strings.Repeat("more ", 2000), "say what to change"},
		"too much":         {long, "change it", "select less"},
		"does not parse":   {"├x = 1┤\n", "break it", "does not parse"},
		"leaves code out":  {"├x = 2┤\n", "elide it", "leaves code out"},
		"nothing but talk": {"├x = 3┤\n", "talk", "no code"},
	} {
		t.Run(name, func(t *testing.T) {
			answer := map[string]string{"break it": "<CODE>x = (</CODE>", "elide it": "<CODE>x = 1\n# ... rest unchanged\n</CODE>", "talk": "I cannot."}[c.instruction]
			if got, _, err := edits(t, "a.py", c.marked, c.instruction, answer); err == nil || !strings.Contains(err.Error(), c.why) {
				t.Errorf("got %v; the file is %q", err, got)
			}
		})
	}
	p := placeAt(t, "a.py", "x = 1\n", 0)
	p.Span, p.Instruction = syntax.Span{Start: 3, End: 300}, "anything"
	if _, err := action.Do(t.Context(), action.Edit, p, 0, action.Tools{}); !errors.Is(err, action.ErrGone) {
		t.Errorf("a span outside of the file got %v", err)
	}
}

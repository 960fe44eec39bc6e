package prompt_test

import (
	"strings"
	"testing"

	"fimble/completion/prompt"
)

func TestTaskShowsTheCodeAndWhatIsWanted(t *testing.T) {
	p, err := prompt.Instruct(prompt.Task{
		Name: "docs", Language: "Go", Path: "a.go", Code: "func total(prices []int) int", Wanted: []string{"summary", "returns"},
	})
	if err != nil {
		t.Fatal(err)
	}
	want := "Go, a.go:\n\nfunc total(prices []int) int\n\nWanted:\nsummary\nreturns\n"
	if p.Text != want {
		t.Errorf("text is\n%s\nwant\n%s", p.Text, want)
	}
	if !strings.HasPrefix(p.System, "You find words") {
		t.Errorf("system is %q", p.System)
	}
}

func TestTaskReadsNoMarkerInTheUsersCode(t *testing.T) {
	p, err := prompt.Instruct(prompt.Task{Name: "docs", Code: `x = "<|im_end|>"`, Path: "<|im_start|>\n.py"})
	if err != nil {
		t.Fatal(err)
	}
	if strings.Contains(p.Text, "<|im_end|>") || strings.Contains(p.Text, "<|im_start|>") {
		t.Errorf("a marker got through:\n%s", p.Text)
	}
}

func TestUnknownTaskIsAnError(t *testing.T) {
	if _, err := prompt.Instruct(prompt.Task{Name: "nothing"}); err == nil {
		t.Error("no error")
	}
}

func TestTaskSaysWhyTheLastAnswerWasRefused(t *testing.T) {
	task := prompt.Task{Name: "fix", Language: "Go", Path: "a.go", Code: "x := 1", Context: `import "os"`, Problem: "declared and not used: x"}
	want := "The file imports:\n\nimport \"os\"\n\nGo, a.go, of which the piece is\n\n<CODE>\nx := 1\n</CODE>\n\nWhat is wrong:\ndeclared and not used: x\n"
	p, err := prompt.Instruct(task)
	if err != nil || p.Text != want {
		t.Errorf("text is\n%s (%v), want\n%s", p.Text, err, want)
	}
	task.Answer, task.Refused = "<CODE>\nx := 1\n</CODE>", "the code is the same as before"
	want += "\nYour answer to this was\n\n<CODE>\nx := 1\n</CODE>\n\nand could not be used: the code is the same as before. Answer again.\n"
	if p, err = prompt.Instruct(task); err != nil || p.Text != want {
		t.Errorf("text is\n%s (%v), want\n%s", p.Text, err, want)
	}
}

func TestTaskSaysWhyWordsWereRefused(t *testing.T) {
	task := prompt.Task{Name: "docs", Language: "Go", Path: "a.go", Code: "func f()", Wanted: []string{"summary"}, Answer: "It is f.", Refused: "no line of it is a summary"}
	want := "Go, a.go:\n\nfunc f()\n\nWanted:\nsummary\n\nYour answer to this was\n\nIt is f.\n\nand could not be used: no line of it is a summary. Answer again.\n"
	if p, err := prompt.Instruct(task); err != nil || p.Text != want {
		t.Errorf("text is\n%s (%v), want\n%s", p.Text, err, want)
	}
}

func TestTaskOfATestShowsHowOthersAre(t *testing.T) {
	task := prompt.Task{Name: "tests", Language: "Go", Path: "a.go", Code: "func f() {}", Context: "func TestG(t *testing.T) {}", Problem: "a test of f"}
	want := "Tests of the project are written like these:\n\n<TESTS>\nfunc TestG(t *testing.T) {}\n</TESTS>\n\nGo, a.go:\n\n<CODE>\nfunc f() {}\n</CODE>\n\nWhat the user wants:\na test of f\n"
	if p, err := prompt.Instruct(task); err != nil || p.Text != want {
		t.Errorf("text is\n%s (%v), want\n%s", p.Text, err, want)
	}
}

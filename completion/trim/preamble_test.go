package trim_test

import (
	"testing"

	"fimble/completion/trim"
)

// A model that chats may speak of the mark before it answers in the tag that
// it was asked for. It is heard out, however its words come.
func TestPreambleOfTheTagIsHeardOut(t *testing.T) {
	s := site(t, "a.go", "package a\n\nvar x = █\n\nvar y = 1\n")
	s.Markers = []string{"</COMPLETION>", "</CURRENT_FILE>"}
	const answer = "The value at <FILL_HERE> is a number:\n\n<COMPLETION>f(2)"
	for n := range len(answer) {
		if _, stop := trim.Enough(s, answer[:n]); stop {
			t.Fatalf("it may stop after %q", answer[:n])
		}
	}
	if got, by := trim.All(s, answer); got != "f(2)" {
		t.Errorf("kept by %v: %q", by, got)
	}
	own := site(t, "a.go", "package a\n\nvar tags = \"<COMPLETION>\" + █\n")
	own.Markers = s.Markers
	if got, _ := trim.All(own, `x + "<COMPLETION>"`); got != `x + "<COMPLETION>"` {
		t.Errorf("the file's own tag is taken for the answer's: %q", got)
	}
}

package main

import (
	"strings"
	"testing"

	"fimble/completion/feedback"
)

func TestStatsTellNoShareOfNothing(t *testing.T) {
	var out strings.Builder
	counted := feedback.Stats{Days: []feedback.Row{{Day: "2026-11-03", Language: "go", Model: "qwen", Counts: feedback.Counts{Shown: 4}}}}
	if err := printStats(&out, counted); err != nil {
		t.Fatal(err)
	}
	const want = "LANGUAGE  MODEL  SHOWN  ACCEPTED  PARTLY  RATE  KEPT  REJECTED\ngo        qwen   4      0         0       0 %         0\n"
	if !strings.Contains(out.String(), want) {
		t.Errorf("it prints\n%s\nwant\n%s", out.String(), want)
	}
}

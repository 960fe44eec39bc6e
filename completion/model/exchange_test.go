package model_test

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"fimble/completion/model"
)

func TestExchangesAreReadAsDocumented(t *testing.T) {
	const recorded = `# Comments begin with a number sign.
path: sum.go
before: func add
after: "\n}"
> (a, b int)
>  int {
| 	return a + b
"\n}"

# Alternatives, slow and broken.

before: "return "
wait: 20ms
> 1
candidate: 1
> 2
error: out of memory
before: " "
hang:
`
	// The last "before" has no blank line in front of it: it is the same exchange.
	want := []model.Exchange{
		{Path: "sum.go", Before: "func add", After: "\n}", Steps: []model.Step{
			{Text: "(a, b int)"}, {Text: " int {"}, {Text: "\n\treturn a + b"}, {Text: "\n}"},
		}},
		{Before: " ", Steps: []model.Step{
			{Wait: 20 * time.Millisecond}, {Text: "1"}, {Candidate: 1, Text: "2"},
			{Candidate: 1, Err: "out of memory"}, {Candidate: 1, Hang: true},
		}},
	}
	got, err := model.ParseExchanges(strings.NewReader(recorded))
	if diff := cmp.Diff(want, got); diff != "" || err != nil {
		t.Errorf("error %v, exchanges (-want +got):\n%s", err, diff)
	}
}

func TestWrongLineIsNamed(t *testing.T) {
	for recorded, want := range map[string]string{
		"before: a\n> x\nbefor: b":     `line 3: unknown field "befor"; want path, before, after, wait, candidate, cut off, error or hang`,
		"\n\nno field":                 `line 3: unknown field "no field"; want path, before, after, wait, candidate, cut off, error or hang`,
		"before: \"a":                  "line 1: value of before is not a Go string",
		"before: a\n\"x":               `line 2: chunk "x is not a Go string`,
		"before: a\nwait: soon":        `line 2: time: invalid duration "soon"`,
		"before: a\ncandidate: second": `line 2: strconv.Atoi: parsing "second": invalid syntax`,
	} {
		if _, err := model.ParseExchanges(strings.NewReader(recorded)); err == nil || err.Error() != want {
			t.Errorf("%q: got %v, want %s", recorded, err, want)
		}
	}
}

func FuzzWrittenExchangeReadsTheSame(f *testing.F) {
	f.Add("sum.go", "func add", "\n}", "(a, b int)", "\n\treturn a + b", "")
	f.Add("", "", "", "", "", "out of memory")
	f.Add("# a", "\"quoted\"", " spaces ", "trailing ", "\n", "two\nlines")
	f.Add("\u00a0a", "héllo ✓", "\r\n", "\xff\xc3", "\n\n| x", "\"")
	f.Fuzz(func(t *testing.T, path, before, after, first, second, failure string) {
		e := model.Exchange{Path: path, Before: before, After: after}
		if first != "" {
			e.Steps = append(e.Steps, model.Step{Text: first})
		}
		e.Steps = append(e.Steps, model.Step{Candidate: 1, Wait: time.Second})
		if second != "" {
			e.Steps = append(e.Steps, model.Step{Candidate: 1, Text: second})
		}
		if failure != "" {
			e.Steps = append(e.Steps, model.Step{Candidate: 1, Err: failure})
		}
		e.Steps = append(e.Steps, model.Step{Hang: true})
		recorded := asRecorded(e) + "\n" + asRecorded(e)
		got, err := model.ParseExchanges(strings.NewReader(recorded))
		if diff := cmp.Diff([]model.Exchange{e, e}, got); diff != "" || err != nil {
			t.Errorf("error %v, %s\n(-want +got):\n%s", err, recorded, diff)
		}
	})
}

package model_test

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"go.uber.org/goleak"

	"fimble/completion/model"
	"fimble/completion/model/modeltest"
	"fimble/context/window"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

func TestReplayKeepsTheContract(t *testing.T) {
	modeltest.Contract(t, func(t *testing.T) model.Model { return model.NewReplay(modeltest.Exchanges(t)...) })
}

// said is what m answers where the text of a file is cut by a cursor.
func said(t *testing.T, m model.Model, path, marked string, n int) []string {
	t.Helper()
	before, after, found := strings.Cut(marked, "█")
	if !found {
		t.Fatalf("%q has no cursor", marked)
	}
	w := &window.Window{Path: path, Pieces: []window.Piece{
		{Kind: window.PiecePrefix, Text: before}, {Kind: window.PieceSuffix, Text: after},
	}}
	answers := make([]string, max(1, n))
	for chunk, err := range m.Generate(t.Context(), model.Request{Window: w, N: n}) {
		if err != nil {
			t.Fatal(err)
		}
		answers[chunk.Candidate] += chunk.Text
	}
	return answers
}

func TestFirstExchangeThatFitsIsPlayed(t *testing.T) {
	m, err := model.OpenReplay(filepath.Join("testdata", "sum.replay"))
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ path, marked, want string }{
		{"sum.go", "func add█", "(a, b int) int {\n\treturn a + b\n}"},
		{"sum.go", "func sub█", ""},
		{"lib/sum.py", "def add█", "(a, b):\n    return a + b"},
		{"lib/sum.go", "def add█", ""},
		{"sum.go", "return █ + b\n", "a"},
		{"sum.go", "return █\n", "0"},
	} {
		if got := said(t, m, c.path, c.marked, 1); got[0] != c.want {
			t.Errorf("%s: %s\ngot  %q\nwant %q", c.path, c.marked, got[0], c.want)
		}
	}
}

func TestReplayGivesAsManyCandidatesAsAreWanted(t *testing.T) {
	m, err := model.OpenReplay("testdata")
	if err != nil {
		t.Fatal(err)
	}
	for n, want := range map[int]string{0: "red", 1: "red", 2: "red green", 3: "red green "} {
		if got := strings.Join(said(t, m, "a.go", "colour = █", n), " "); got != want {
			t.Errorf("%d candidates are %q, want %q", n, got, want)
		}
	}
}

func TestReplayTakesItsTime(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		m := model.NewReplay(model.Exchange{Steps: []model.Step{{Wait: time.Hour}, {Text: "late"}}})
		start := time.Now()
		if got := said(t, m, "a.go", "█", 1); got[0] != "late" || time.Since(start) != time.Hour {
			t.Errorf("%q came after %v, want an hour", got, time.Since(start))
		}
		ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
		defer cancel()
		start = time.Now()
		for _, err := range m.Generate(ctx, model.Request{}) {
			if err != context.DeadlineExceeded || time.Since(start) != time.Minute {
				t.Errorf("%v came after %v, want a minute", err, time.Since(start))
			}
		}
	})
}

func TestReplayThatIsNotThereIsAnError(t *testing.T) {
	empty, broken := t.TempDir(), filepath.Join(t.TempDir(), "broken.replay")
	if err := os.WriteFile(broken, []byte("before: a\nbefor: b\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]string{
		filepath.Join(empty, "none"): "no such file",
		empty:                        "*.replay: file does not exist",
		broken:                       "parse " + broken + ": line 2:",
	} {
		if _, err := model.OpenReplay(name); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("got %v, want %s", err, want)
		}
	}
}

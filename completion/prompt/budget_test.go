package prompt_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"fimble/completion/prompt"
	"fimble/context/buffer"
	"fimble/context/window"
)

// packed is a window of a project that offers far more than fits, for each
// budget: a file, and others whose declarations it names.
func packed(t testing.TB, name string, budget int) *window.Window {
	t.Helper()
	store := buffer.NewStore()
	t.Cleanup(store.Shutdown)
	store.SetRoots([]buffer.Root{{Client: "file:///project", Name: strings.Repeat("project", 9)}})
	var calls strings.Builder
	for i := range 40 {
		other := fmt.Sprintf("package p\n\nfunc Other%d(a, b int) (int, error) { return a + b, nil }\n", i)
		s := store.Open(buffer.OpenParams{Client: fmt.Sprintf("file:///project/a/long/way/down/other%d.go", i), Text: other})
		s.Outline(time.Second)
		fmt.Fprintf(&calls, "\tOther%d(1, 2) // <FILL_ME>\n", i%12)
	}
	text := "package p\n\nimport \"fmt\"\n\n" + strings.Repeat("func f(a []int) {\n"+calls.String()+"}\n\n", 20)
	s := store.Open(buffer.OpenParams{Client: "file:///project/a/" + name, Text: text})
	return window.Pack(window.Input{
		View: store.View(), Snapshot: s, Outline: s.Outline(time.Second), Offset: len(text) * 3 / 4, Budget: budget,
		Allowed: func(*buffer.Snapshot) bool { return true },
	})
}

func TestNoPromptExceedsTheBudgetByMoreThanItSays(t *testing.T) {
	for _, name := range []string{"a.go", "a.html"} {
		for budget := 128; budget <= 8192; budget *= 2 {
			w := packed(t, name, budget)
			for _, family := range prompt.Families() {
				p := render(t, family, w)
				over, err := prompt.OverheadTokens(family, budget)
				if err != nil {
					t.Fatal(err)
				}
				if n := window.Tokens(p.System) + window.Tokens(p.Text) + window.Tokens(p.Suffix); n > budget+over {
					t.Errorf("%s, %s: %d tokens of a window of %d, more than %d above", family, name, n, budget, over)
				}
			}
		}
	}
}

// A piece of nothing but line ends is mostly comment signs as a comment, and
// files with long names are mostly names.
func TestWhatAddsMoreThanItSaysIsLeftOut(t *testing.T) {
	w := &window.Window{Project: strings.Repeat("p", 2000), Path: "a.html", Budget: 3000}
	for range 10 {
		w.Pieces = append(w.Pieces, window.Piece{Kind: window.PieceRelated, Path: strings.Repeat("long/", 100), Text: strings.Repeat("\n", 800)})
	}
	for i, p := range w.Pieces {
		w.Pieces[i].Tokens = window.Tokens(p.Text)
	}
	for _, family := range prompt.Families() {
		p := render(t, family, w)
		over, _ := prompt.OverheadTokens(family, w.Budget)
		if n := window.Tokens(p.System + p.Text + p.Suffix); n > w.Budget+over {
			t.Errorf("%s: %d tokens", family, n)
		}
		if !strings.Contains(p.Text, "a.html") && family != prompt.Plain {
			t.Errorf("%s: the file's own name is left out", family)
		}
	}
}

func TestOverheadOfAnUnknownFamilyIsAnError(t *testing.T) {
	if _, err := prompt.OverheadTokens("gpt", 1000); err == nil {
		t.Error("no error")
	}
}

// BenchmarkRender renders windows of 6,000 tokens; the aim is 100 µs.
func BenchmarkRender(b *testing.B) {
	w := packed(b, "a.go", 6000)
	for _, family := range prompt.Families() {
		b.Run(family, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := prompt.Render(family, w); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

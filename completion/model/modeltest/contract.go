package modeltest

import (
	"context"
	"errors"
	"strings"
	"sync"
	"testing"
	"time"
	"unicode/utf8"

	"fimble/completion/model"
	"fimble/context/window"
)

// Recorded are the exchanges that a backend under Contract must play: its
// server, or its recording, is made of them. The first answer has a rune whose
// bytes arrive apart; the last says what it has and stays silent.
const Recorded = `
before: whole
"// h\xc3"
"\xa9llo"
>  wörld ✓
|  日本

before: empty

before: cut
> some
cut off:

before: broken
> some
error: out of memory

before: silent
> some
>  more
hang:
`

// wholeAnswer is what the answer to "whole" reads as.
const wholeAnswer = "// héllo wörld ✓\n 日本"

// Exchanges are the Recorded ones.
func Exchanges(t testing.TB) []model.Exchange {
	t.Helper()
	exchanges, err := model.ParseExchanges(strings.NewReader(Recorded))
	if err != nil {
		t.Fatal(err)
	}
	return exchanges
}

// Contract tests the laws of model.Model on a backend that plays Recorded.
func Contract(t *testing.T, open func(t *testing.T) model.Model) {
	for name, law := range map[string]func(*testing.T, model.Model){
		"AnswerIsWholeAndInWholeRunes":       wholeRunes,
		"EmptyAnswerIsNoError":               emptyAnswer,
		"AnswerThatIsCutOffSaysSo":           cutOff,
		"ErrorComesLast":                     errorLast,
		"BreakEndsTheStream":                 breakEnds,
		"CancelYieldsTheErrorOfTheContext":   cancelYields,
		"DeadlineYieldsTheErrorOfTheContext": deadlineYields,
		"CancelledBeforeSaysNothing":         cancelledBefore,
		"CallsDoNotDisturbEachOther":         independent,
		"InfoNamesTheModelAndItsClass":       infoNames,
	} {
		t.Run(name, func(t *testing.T) { law(t, open(t)) })
	}
}

// Ask is the request with a question of Recorded, for backends that read the
// Window and for those that read the Prompt.
func Ask(question string) model.Request {
	return model.Request{
		Prompt: question, MaxTokens: 64,
		Window: &window.Window{Pieces: []window.Piece{{Kind: window.PiecePrefix, Text: question}}},
	}
}

// answer reads a stream to its end and fails the test if anything follows an
// error, or a chunk ends inside a rune.
func answer(ctx context.Context, t *testing.T, m model.Model, question string) (string, error) {
	t.Helper()
	var text strings.Builder
	var failed error
	for chunk, err := range m.Generate(ctx, Ask(question)) {
		if failed != nil {
			t.Errorf("%q, %v came after the error %v", chunk.Text, err, failed)
		}
		if !utf8.ValidString(chunk.Text) {
			t.Errorf("chunk %q is not whole runes", chunk.Text)
		}
		failed = err
		text.WriteString(chunk.Text)
	}
	return text.String(), failed
}

func wholeRunes(t *testing.T, m model.Model) {
	if text, err := answer(t.Context(), t, m, "whole"); text != wholeAnswer || err != nil {
		t.Errorf("got %q, %v; want %q", text, err, wholeAnswer)
	}
}

func emptyAnswer(t *testing.T, m model.Model) {
	if text, err := answer(t.Context(), t, m, "empty"); text != "" || err != nil {
		t.Errorf("got %q, %v; want nothing", text, err)
	}
}

func cutOff(t *testing.T, m model.Model) {
	for question, want := range map[string]bool{"cut": true, "whole": false} {
		text, said := "", false
		for chunk, err := range m.Generate(t.Context(), Ask(question)) {
			if err != nil {
				t.Fatal(err)
			}
			if said && chunk.Text != "" {
				t.Errorf("%q came after the answer was cut off", chunk.Text)
			}
			text, said = text+chunk.Text, said || chunk.CutOff
		}
		if said != want || want && text != "some" {
			t.Errorf("%q to %q, said to be cut off: %t", text, question, said)
		}
	}
}

func errorLast(t *testing.T, m model.Model) {
	text, err := answer(t.Context(), t, m, "broken")
	if text != "some" || err == nil || !strings.Contains(err.Error(), "out of memory") {
		t.Errorf("got %q, %v; want %q and then out of memory", text, err, "some")
	}
}

func breakEnds(t *testing.T, m model.Model) {
	for range 3 {
		for chunk, err := range m.Generate(t.Context(), Ask("silent")) {
			if chunk.Text != "some" || err != nil {
				t.Errorf("got %q, %v; want %q", chunk.Text, err, "some")
			}
			break
		}
	}
}

func cancelYields(t *testing.T, m model.Model) {
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	var last error
	for chunk, err := range m.Generate(ctx, Ask("silent")) {
		if chunk.Text == " more" {
			cancel()
		}
		last = err
	}
	if last != context.Canceled {
		t.Errorf("the stream ended with %v, want %v", last, context.Canceled)
	}
}

func deadlineYields(t *testing.T, m model.Model) {
	ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	if _, err := answer(ctx, t, m, "silent"); err != context.DeadlineExceeded {
		t.Errorf("the stream ended with %v, want %v", err, context.DeadlineExceeded)
	}
}

func cancelledBefore(t *testing.T, m model.Model) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if text, err := answer(ctx, t, m, "whole"); text != "" || !errors.Is(err, context.Canceled) {
		t.Errorf("got %q, %v; want nothing and %v", text, err, context.Canceled)
	}
}

func independent(t *testing.T, m model.Model) {
	var calls sync.WaitGroup
	for range 8 {
		calls.Go(func() {
			if text, err := answer(t.Context(), t, m, "whole"); text != wholeAnswer || err != nil {
				t.Errorf("got %q, %v; want %q", text, err, wholeAnswer)
			}
		})
		calls.Go(func() {
			for range m.Generate(t.Context(), Ask("silent")) {
				break
			}
		})
	}
	calls.Wait()
}

func infoNames(t *testing.T, m model.Model) {
	switch info := m.Info(); {
	case info.Name == "":
		t.Error("the model has no name")
	case info.Class != model.Embedded && info.Class != model.Machine && info.Class != model.Remote:
		t.Errorf("class %q is none", info.Class)
	}
}

package completion_test

import (
	"context"
	"slices"
	"testing"
	"testing/synctest"

	"fimble/completion"
	"fimble/completion/model"
	"fimble/completion/model/modeltest"
)

const listing = "import os\n\n\ndef listing(folder):\n    █\n"

func TestSevereRiskIsShownToWhoAsksAlone(t *testing.T) {
	const risky = "return os.popen(\"ls \" + folder).read()"
	for purpose, want := range map[completion.Purpose][]string{completion.Inline: nil, completion.List: nil, completion.Invoked: {risky}} {
		synctest.Test(t, func(t *testing.T) {
			d, _ := newDesk(t, modeltest.Says(risky+"\n"), modeltest.Says())
			d.options.Use[completion.List] = remoteName
			d.open("a.py", listing)
			res := d.waits(purpose)
			if got := texts(res); !slices.Equal(got, want) {
				t.Errorf("%s: suggests %q, want %q", purpose, got, want)
			}
			if want == nil && res.Reason != completion.ReasonTrimmed {
				t.Errorf("%s: nothing comes because %q", purpose, res.Reason)
			}
		})
	}
}

func TestRiskThatTheUserTakesIsShown(t *testing.T) {
	const risky = "return os.popen(\"ls \" + folder).read()"
	d, _ := newDesk(t, modeltest.Says(risky+"\n"), modeltest.Says())
	d.open("a.py", "import os\n\n\ndef size(name):\n    return os.popen(\"du \" + name).read()\n\n\ndef listing(folder):\n    █\n")
	if got := texts(d.waits(completion.Inline)); !slices.Equal(got, []string{risky}) {
		t.Errorf("suggests %q, want %q", got, risky)
	}
}

func TestSafeCodeGoesBeforeRiskyCode(t *testing.T) {
	candidates := func(_ context.Context, _ *modeltest.Call, say func(model.Chunk) bool) error {
		_ = say(model.Chunk{Candidate: 0, Text: "return os.popen(\"ls \" + folder).read()\n", LogProb: -0.1, Tokens: 1}) &&
			say(model.Chunk{Candidate: 1, Text: "return os.listdir(folder)\n", LogProb: -5, Tokens: 1})
		return nil
	}
	d, _ := newDesk(t, candidates, modeltest.Says())
	d.open("a.py", listing)
	got := texts(d.waits(completion.Invoked))
	if want := []string{"return os.listdir(folder)", "return os.popen(\"ls \" + folder).read()"}; !slices.Equal(got, want) {
		t.Errorf("suggests %q, want %q", got, want)
	}
}

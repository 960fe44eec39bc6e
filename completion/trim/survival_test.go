package trim_test

import (
	"math/rand/v2"
	"strings"
	"testing"

	"fimble/completion/eval/corpus"
	"fimble/completion/trim"
)

// A model that says what the file says is not cut, whether it says the rest of
// the line, of the block, or a whole body; and while it streams, it is stopped
// at the earliest behind a part of the truth.
func TestTrueContinuationsOfTheCorpusSurvive(t *testing.T) {
	asked, harmed := 0, 0
	for _, language := range corpus.Languages() {
		random := rand.New(rand.NewPCG(1, 9))
		files := sources(t, language, random, 12)
		for _, cut := range []func(source, *rand.Rand) (hole, bool){source.lineHole, source.restHole, source.bodyHole, source.blockHole} {
			for _, h := range draw(files, random, 24, cut) {
				asked++
				got, took := trim.All(h.site, h.truth)
				part := streamed(h.site, h.truth, 32)
				if got == h.truth && part != "" && strings.HasPrefix(h.truth, part) {
					continue
				}
				harmed++
				t.Logf("%s by %v:\n%s\nis kept\n%s\nand streams to\n%s", h.name, took, h.truth, got, part)
			}
		}
	}
	if asked < 700 || harmed*100 > asked {
		t.Errorf("%d of %d true answers are harmed, at most 1 %% may be", harmed, asked)
	}
}

// What holds for the quotes holds for places that nobody has chosen.
func TestUglyAnswersOfTheCorpusBecomeTheTruth(t *testing.T) {
	asked, wrong := 0, 0
	for _, language := range corpus.Languages() {
		random := rand.New(rand.NewPCG(2, 9))
		files := sources(t, language, random, 12)
		for _, cut := range []func(source, *rand.Rand) (hole, bool){source.bodyHole, source.blockHole, source.callHole} {
			for _, h := range draw(files, random, 1, cut) {
				if streamed(h.site, h.truth, 32) != h.truth {
					continue // more than one statement
				}
				for _, c := range corruptions() {
					answer, want := c.spoil(h)
					if answer == "" || len(answer) > 4<<10 {
						continue
					}
					asked++
					if got := streamed(h.site, answer, 32); got != want {
						wrong++
						t.Logf("%s: %s:\n%s\nis kept\n%s\ninstead of\n%s", c.name, h.name, answer, got, want)
					}
				}
			}
		}
	}
	if asked < 700 || wrong*100 > 3*asked {
		t.Errorf("%d of %d answers are kept wrong, at most 3 %% may be", wrong, asked)
	}
}

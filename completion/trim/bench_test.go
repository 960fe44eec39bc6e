package trim_test

import (
	"math/rand/v2"
	"testing"

	"fimble/completion/eval/corpus"
	"fimble/completion/trim"
)

// BenchmarkEnough and BenchmarkAll read the body of a function in the middle
// of a real file, as the trunk does at a chunk of a stream and at its end.
func BenchmarkEnough(b *testing.B) {
	bodies(b, func(h hole) { trim.Enough(h.site, h.truth) })
}

func BenchmarkAll(b *testing.B) {
	bodies(b, func(h hole) { trim.All(h.site, h.truth) })
}

func bodies(b *testing.B, read func(hole)) {
	for _, language := range corpus.Languages() {
		random := rand.New(rand.NewPCG(3, 9))
		holes := draw(sources(b, language, random, 12), random, 8, source.bodyHole)
		b.Run(language, func(b *testing.B) {
			for i := 0; b.Loop(); i++ {
				read(holes[i%len(holes)])
			}
		})
	}
}

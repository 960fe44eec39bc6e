package guard_test

import (
	"math/rand/v2"
	"testing"

	"fimble/completion/eval/corpus"
	"fimble/completion/guard"
)

// BenchmarkSyntax judges true and spoilt continuations in real files.
func BenchmarkSyntax(b *testing.B) {
	for _, name := range corpus.Languages() {
		all := holes(b, name, 12*len(kinds), 5)
		b.Run(name+"/true", func(b *testing.B) {
			for n := 0; b.Loop(); n++ {
				h := all[n%len(all)]
				guard.Syntax(h.site(), h.want, true)
			}
		})
		b.Run(name+"/wrong", func(b *testing.B) {
			r := rand.New(rand.NewPCG(5, 5))
			for n := 0; b.Loop(); n++ {
				h := all[n%len(all)]
				guard.Syntax(h.site(), spoils[4].spoil(r, h), true)
			}
		})
	}
}

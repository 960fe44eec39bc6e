package guard_test

import (
	"math/rand/v2"
	"strings"
	"testing"

	"fimble/completion/eval/corpus"
	"fimble/completion/guard"
)

// BenchmarkSyntax judges the rest of lines and blocks in real files, taken
// together until they have 36 KB.
func BenchmarkSyntax(b *testing.B) {
	for _, name := range corpus.Languages() {
		all := holes(b, name, 12*len(kinds), 5)
		for i := range all {
			all[i].prefix = strings.Repeat(all[i].truth[strings.IndexByte(all[i].truth, '\n')+1:], 1)[:0] + all[i].prefix
		}
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

package action_test

import (
	"fmt"
	"strings"
	"testing"

	"fimble/completion/action"
)

// BenchmarkAllDocs documents files of functions that have no docs: the time for
// each of them is the same, however many there are.
func BenchmarkAllDocs(b *testing.B) {
	for _, n := range []int{1000, 2000, 4000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			var text strings.Builder
			for i := range n {
				fmt.Fprintf(&text, "def load_%d(path, mode):\n    if not path: raise ValueError(mode)\n    return path\n\n\n", i)
			}
			p := placeAt(b, "a.py", text.String(), 0)
			for b.Loop() {
				if _, err := action.Do(b.Context(), action.AllDocs, p, 0, action.Tools{}); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*n), "ns/function")
		})
	}
}

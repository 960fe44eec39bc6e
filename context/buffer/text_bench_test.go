package buffer

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"fimble/context/syntax"
)

// BenchmarkApply types into the middle of a document, finding the line each
// time and reading it back, which is what one didChange asks for.
func BenchmarkApply(b *testing.B) {
	for _, lineEnd := range []string{"\n", "\r\n"} {
		for _, size := range []int{130 << 10, 5 << 20} {
			b.Run(fmt.Sprintf("%dKB%q", size>>10, lineEnd), func(b *testing.B) {
				line := "\treturn fmt.Errorf(\"parse %s: %w\", name, err)" + lineEnd
				s, _ := fakeStore(b, time.Second)
				doc := s.Open(OpenParams{Client: "file:///x.go", Text: strings.Repeat(line, size/len(line))})
				var took []time.Duration
				for b.Loop() {
					start := time.Now()
					text := doc.Text()
					at := text.LineSpan(text.LineAt(text.Len() / 2)).Start
					span := syntax.Span{Start: at, End: at + 1}
					_, doc, _ = s.Apply(doc.URI(), doc.Version()+1, []Edit{{Span: span, NewText: "xy"}})
					took = append(took, time.Since(start))
				}
				slices.Sort(took)
				b.ReportMetric(float64(took[len(took)/2].Nanoseconds()), "p50-ns")
				b.ReportMetric(float64(took[len(took)*99/100].Nanoseconds()), "p99-ns")
			})
		}
	}
}

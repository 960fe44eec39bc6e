package insecure_test

import (
	"strings"
	"testing"

	"fimble/completion/eval/corpus"
	"fimble/completion/guard/insecure"
	"fimble/context/syntax"
)

// ruled are the languages that have rules.
var ruled = []string{"python", "javascript", "typescript", "tsx", "go", "java"}

// In files that people have published little is found: what is severe in fewer
// than one line of a thousand, so that hardly anybody waits for a suggestion
// that does not come.
func TestRealFilesHaveFewRisks(t *testing.T) {
	for _, language := range ruled {
		t.Run(language, func(t *testing.T) {
			found, severe, lines := map[string]int{}, 0, 0
			for _, f := range corpus.Files(t, language) {
				l := syntax.Detect("", f.Path)
				lines += strings.Count(f.Text, "\n")
				for _, r := range insecure.Added(l, "", syntax.Span{}, f.Text[:min(len(f.Text), 16<<10)]) {
					found[r.Name]++
					if r.Severe {
						severe++
						t.Logf("%s: %s: %s", f.Path, r.Name, f.Text[r.Span.Start:min(r.Span.End, r.Span.Start+100)])
					}
				}
			}
			t.Logf("%d lines: %v", lines, found)
			if severe*1000 > lines {
				t.Errorf("%d severe risks in %d lines", severe, lines)
			}
		})
	}
}

// BenchmarkAdded judges a line in the middle of a file of 32 KB, without and
// with a word that makes it look closer.
func BenchmarkAdded(b *testing.B) {
	text := strings.Repeat("def total(prices, tax):\n    return sum(prices) * (1 + tax)\n\n\n", 550)
	at := strings.LastIndex(text[:len(text)/2], "\n\n") + 1
	for name, put := range map[string]string{
		"harmless": "rate = total(prices, tax)\n", "looked at": "rows = db.select(prices)\n", "found": "eval(prices)\n",
	} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			l := syntax.Detect("python", "")
			for b.Loop() {
				insecure.Added(l, text, syntax.Span{Start: at, End: at}, put)
			}
		})
	}
}

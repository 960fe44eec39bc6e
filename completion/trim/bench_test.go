package trim_test

import (
	"testing"

	"fimble/completion/trim"
)

func BenchmarkEnough(b *testing.B) {
	for _, h := range quotes(b) {
		if h.kind() != "body" {
			continue
		}
		b.Run(h.name, func(b *testing.B) {
			for b.Loop() {
				trim.Enough(h.site, h.truth)
			}
		})
	}
}

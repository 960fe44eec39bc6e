package trim_test

import "testing"

// Each quote is spoilt in each way, and what is kept must be the bytes of the
// real file, whether the answer comes at once or in pieces.
func TestUglyAnswersBecomeTheTruth(t *testing.T) {
	holes := quotes(t)
	count := 0
	for _, c := range corruptions() {
		for _, h := range holes {
			answer, want := c.spoil(h)
			if answer == "" {
				continue
			}
			count++
			for _, chunk := range []int{len(answer), 16} {
				if got := streamed(h.site, answer, chunk); got != want {
					t.Errorf("%s: %s, in chunks of %d bytes:\n%s\nis kept\n%s\ninstead of\n%s", c.name, h.name, chunk, answer, got, want)
				}
			}
		}
	}
	if t.Logf("%d cases", count); count < 160 {
		t.Errorf("only %d cases", count)
	}
}

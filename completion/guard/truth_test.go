package guard_test

import (
	"cmp"
	"maps"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"

	"fimble/completion/eval/corpus"
	"fimble/completion/guard"
)

// perLanguage is how many holes are drawn in each language; FIMBLE_HOLES asks
// for so many in all.
func perLanguage(t testing.TB, usually int) int {
	t.Helper()
	all := os.Getenv("FIMBLE_HOLES")
	if all == "" {
		return usually
	}
	n, err := strconv.Atoi(all)
	if err != nil {
		t.Fatalf("read FIMBLE_HOLES: %v", err)
	}
	return n / len(corpus.Languages())
}

// seed is where the holes come from; FIMBLE_SEED sets another one.
func seed(t testing.TB) uint64 {
	t.Helper()
	n, err := strconv.ParseUint(cmp.Or(os.Getenv("FIMBLE_SEED"), "1"), 10, 64)
	if err != nil {
		t.Fatalf("read FIMBLE_SEED: %v", err)
	}
	return n
}

// A model that says what the author wrote is shown as it is: in 99 of 100
// places the document comes to what it was.
func TestTheTruthSurvives(t *testing.T) {
	asked, harmed := 0, 0
	for _, name := range corpus.Languages() {
		count := map[string]int{}
		for _, h := range holes(t, name, perLanguage(t, 120), seed(t)) {
			asked++
			site := h.site()
			site.Suffix = site.Suffix[h.brings(h.want):]
			kept := guard.Syntax(site, h.want, true)
			if kept == h.want || h.accepted(kept) == h.accepted(h.want) || strings.HasPrefix(kept, h.want) && strings.HasPrefix(h.truth, kept) {
				continue
			}
			harmed++
			count[h.kind]++
			t.Logf("%s, %s in %s: %q\n%s█%s", name, h.kind, h.path, kept, h.want, h.prefix[max(0, len(h.prefix)-60):])
		}
		var all []string
		for _, kind := range slices.Sorted(maps.Keys(count)) {
			all = append(all, kind+" "+strconv.Itoa(count[kind]))
		}
		t.Logf("%s: of %d are harmed: %s", name, perLanguage(t, 120), strings.Join(all, ", "))
	}
	if t.Logf("%d of %d are harmed", harmed, asked); harmed*100 > asked {
		t.Errorf("%d of %d true answers are harmed, at most 1 %% may be", harmed, asked)
	}
}

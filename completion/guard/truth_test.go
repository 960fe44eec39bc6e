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
	"fimble/completion/trim"
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
	asked, harmed, trimmed := 0, 0, 0
	for _, name := range corpus.Languages() {
		guarded, all := map[string]int{}, map[string]int{}
		for _, h := range holes(t, name, perLanguage(t, 120), seed(t)) {
			asked++
			if kept := h.guarded(h.want); !h.survives(kept) {
				harmed++
				guarded[h.kind]++
				t.Logf("%s, %s in %s: %q\n%s█%s", name, h.kind, h.path, kept, h.want, h.prefix[max(0, len(h.prefix)-60):])
			}
			text, took := trim.All(h.site(), h.want)
			if kept := h.guarded(text); !h.survives(kept) {
				trimmed++
				all[h.kind]++
				if h.survives(h.guarded(h.want)) {
					t.Logf("%s, %s in %s, by %v: %q\n%s█%s", name, h.kind, h.path, took, kept, h.want, h.prefix[max(0, len(h.prefix)-60):])
				}
			}
		}
		t.Logf("%s: of %d are harmed here %s, with the trims %s", name, perLanguage(t, 120), list(guarded), list(all))
	}
	t.Logf("of %d are harmed here %d, with the trims %d", asked, harmed, trimmed)
	if harmed*100 > asked {
		t.Errorf("%d of %d true answers are harmed, at most 1 %% may be", harmed, asked)
	}
}

// guarded is what is left of a text, judged as the trunk does.
func (h hole) guarded(text string) string {
	site := h.site()
	site.Suffix = site.Suffix[h.brings(text):]
	return guard.Syntax(site, text, true)
}

// survives reports whether a document is what the author wrote, or a part of
// it that has more than was wanted, once the text is accepted.
func (h hole) survives(kept string) bool {
	return kept == h.want || h.accepted(kept) == h.accepted(h.want) || strings.HasPrefix(kept, h.want) && strings.HasPrefix(h.truth, kept)
}

func list(counts map[string]int) string {
	if len(counts) == 0 {
		return "none"
	}
	var all []string
	for _, kind := range slices.Sorted(maps.Keys(counts)) {
		all = append(all, kind+" "+strconv.Itoa(counts[kind]))
	}
	return strings.Join(all, ", ")
}

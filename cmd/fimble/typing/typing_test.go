package typing

import (
	"maps"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/synctest"
)

// run types passages in one manner, and tallies them by language.
func run(t *testing.T, m manner, d draw) map[string]*tally {
	byLanguage := map[string]*tally{}
	passages := d.passages(t)
	synctest.Test(t, func(t *testing.T) {
		y, stands := seat(t, m, d.seed)
		for _, p := range passages {
			s := y.types(p)
			c := byLanguage[p.language]
			if c == nil {
				c = &tally{}
				byLanguage[p.language] = c
			}
			c.add(s, y.oracle)
		}
		stands()
	})
	return byLanguage
}

// TestTheRightSuggestionIsThereBeforeTheNextKey types a sample: some manners,
// short passages and long ones of other files for each. FIMBLE_TYPING=N is all
// manners, N lines of thirty files in each; FIMBLE_MANNER=TEXT of those only the
// ones that have the text in their name. With -v it tells what each manner
// reached, and where keys were lost.
func TestTheRightSuggestionIsThereBeforeTheNextKey(t *testing.T) {
	languages := []string{"go", "python", "typescript", "java", "rust"}
	chosen := sample()
	drawn := func(i int) draw {
		some := slices.Concat(languages[i%5:], languages)[:3]
		return draw{seed: uint64(i), languages: some, files: 1, lines: 2 + i%2*4}
	}
	if lines, err := strconv.Atoi(os.Getenv("FIMBLE_TYPING")); err == nil {
		chosen = manners()
		drawn = func(i int) draw { return draw{seed: uint64(i), languages: languages, files: 6, lines: lines} }
	}
	t.Logf(header, "", "keys", "right", "seer", "share", "calls", "ahead", "read", "late", "stale", "gone", "twice")
	groups := map[group]*tally{}
	for i, m := range chosen {
		if !strings.Contains(m.String(), os.Getenv("FIMBLE_MANNER")) {
			continue
		}
		sum := &tally{}
		byLanguage := run(t, m, drawn(i))
		for _, language := range slices.Sorted(maps.Keys(byLanguage)) {
			c := byLanguage[language]
			sum.plus(c)
			for _, g := range m.groups(language) {
				if groups[g] == nil {
					groups[g] = &tally{}
				}
				groups[g].plus(c)
			}
		}
		t.Log(sum.row(m.String()))
	}
	inOrder := slices.SortedFunc(maps.Keys(groups), func(a, b group) int { return strings.Compare(a.String(), b.String()) })
	for _, g := range inOrder {
		t.Log(groups[g].row(g.String()))
	}
	for _, g := range inOrder {
		if g == (group{knows: g.knows}) {
			t.Logf("keys lost in %s:\n%s", g, groups[g].causes())
		}
		for _, missed := range g.missed(groups[g]) {
			t.Errorf("%s: %s", g, missed)
		}
	}
}

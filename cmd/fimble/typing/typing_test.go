package typing

import (
	"cmp"
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"
)

// A tally adds up sessions. Shares are of the keys that have something to
// suggest behind them on their line.
type tally struct {
	passages    int
	keys        int // all of them
	measured    int
	right       int // counted
	clairvoyant int // would have counted for the clairvoyant
	calls       int // of the model, while the passages were typed
	ahead       int // of those: about text that was not typed yet
	read        int // of those: for the model to read only
	late        int
	stale       int // suggestions drawn for more than a key after they were contradicted
	gone        int // right suggestions that were taken away though the typist typed them
	misanswered int
	causes      map[string]int
	examples    map[string][]string
}

func (c *tally) add(s *session, o *oracle) {
	if c.causes == nil {
		c.causes, c.examples = map[string]int{}, map[string][]string{}
	}
	c.passages++
	c.keys += len(s.moments)
	c.misanswered += s.misanswered
	c.late += len(s.late())
	for _, call := range s.calls {
		if call.began.Before(s.began) {
			continue
		}
		c.calls++
		if call.readOnly {
			c.read++
		} else if s.ahead(call) {
			c.ahead++
		}
	}
	c.clairvoyant += clairvoyant(s.chances(o), s.gap, s.oneSlot)
	wasRight := false
	for i, m := range s.moments {
		if m.stale == 2 {
			c.stale++
		}
		if !s.measured(m) {
			wasRight = false
			continue
		}
		c.measured++
		right := s.counts(m)
		if right {
			c.right++
		} else {
			why := s.cause(i)
			c.causes[why]++
			c.examples[why] = append(c.examples[why], s.example(m))
		}
		if wasRight && m.ghost == nil {
			c.gone++
		}
		wasRight = right
	}
}

func (s *session) example(m moment) string {
	before := s.passage.text()[:m.key.end]
	line := before[strings.LastIndexByte(before, '\n')+1:]
	shown := ""
	if m.ghost != nil {
		shown = fmt.Sprintf(" shown %q", m.ghost.text)
	}
	return fmt.Sprintf("%s: %s█%s%s", s.passage.path, line, s.passage.line(m.key.end), shown)
}

func (c *tally) plus(d *tally) {
	if c.causes == nil {
		c.causes, c.examples = map[string]int{}, map[string][]string{}
	}
	for _, f := range []struct{ sum, n *int }{
		{&c.passages, &d.passages}, {&c.keys, &d.keys}, {&c.measured, &d.measured}, {&c.right, &d.right},
		{&c.clairvoyant, &d.clairvoyant}, {&c.calls, &d.calls}, {&c.ahead, &d.ahead}, {&c.read, &d.read}, {&c.late, &d.late},
		{&c.stale, &d.stale}, {&c.gone, &d.gone}, {&c.misanswered, &d.misanswered},
	} {
		*f.sum += *f.n
	}
	for why, n := range d.causes {
		c.causes[why] += n
		c.examples[why] = append(c.examples[why], d.examples[why]...)
	}
}

// of100 is a share in percent.
func of100(part, whole int) float64 { return 100 * float64(part) / float64(max(1, whole)) }

const header = "%-44s %6s %6s %6s %6s %6s %6s %5s %5s %5s %5s %5s\n"

func (c *tally) row(name string) string {
	return fmt.Sprintf("%-44s %6d %6.1f %6.1f %6.1f %6.1f %6.1f %5d %5d %5d %5d %5d\n", name, c.keys,
		of100(c.right, c.measured), of100(c.clairvoyant, c.measured), of100(c.right, c.clairvoyant),
		of100(c.calls, c.keys), of100(c.ahead, c.keys), c.read, c.late, c.stale, c.gone, c.misanswered)
}

func (m manner) String() string {
	knows := "(a) line"
	if m.streams {
		knows = "(a) stream"
	}
	if m.errs > 0 {
		knows = strings.Replace(knows, "(a)", "(b)", 1)
	}
	slots := ""
	if m.oneSlot {
		slots = " 1 slot"
	}
	return fmt.Sprintf("%s %v %s %s%s", m.editor, m.gap, m.indent, knows, slots)
}

// manners are all of them: two editors, two speeds, two ways to indent, two
// models, right and wrong, with many slots and with one.
func manners() []manner {
	var all []manner
	for _, errs := range []float64{0, 0.5} {
		for _, oneSlot := range []bool{false, true} {
			for _, streams := range []bool{false, true} {
				for _, indent := range []indentation{byEnter, byTab} {
					for _, gap := range []time.Duration{steady, quick} {
						for _, editor := range []string{"vscode", "neovim"} {
							all = append(all, manner{editor, gap, indent, streams, errs, oneSlot})
						}
					}
				}
			}
		}
	}
	return all
}

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

func TestTheRightSuggestionIsThereBeforeTheNextKey(t *testing.T) {
	d := draw{seed: 1, languages: []string{"go", "python", "typescript", "java", "rust"}, files: 1, lines: 2}
	every := 9
	if os.Getenv("FIMBLE_TYPING") != "" {
		d.files, d.lines, every = 6, 6, 1
	}
	var table strings.Builder
	fmt.Fprintf(&table, header, "", "keys", "right", "seer", "share", "calls", "ahead", "read", "late", "stale", "gone", "twice")
	whole := &tally{}
	for i, m := range manners() {
		if i%every != 0 || !strings.Contains(m.String(), os.Getenv("FIMBLE_MANNER")) {
			continue
		}
		d.seed++
		byLanguage := run(t, m, d)
		sum := &tally{}
		for _, language := range slices.Sorted(maps.Keys(byLanguage)) {
			sum.plus(byLanguage[language])
			if os.Getenv("FIMBLE_MANNER") != "" {
				table.WriteString(byLanguage[language].row("    " + language))
			}
		}
		table.WriteString(sum.row(m.String()))
		whole.plus(sum)
	}
	t.Logf("\n%s", table.String())
	var causes strings.Builder
	for _, why := range slices.SortedFunc(maps.Keys(whole.causes), func(a, b string) int { return cmp.Compare(whole.causes[b], whole.causes[a]) }) {
		fmt.Fprintf(&causes, "%5.2f of 100 keys: %s\n", of100(whole.causes[why], whole.measured), why)
		for i := range min(4, len(whole.examples[why])) {
			examples := whole.examples[why]
			fmt.Fprintf(&causes, "        %s\n", examples[i*len(examples)/min(4, len(examples))])
		}
	}
	t.Logf("lost keys:\n%s", causes.String())
}

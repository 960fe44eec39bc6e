package typing

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"
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
	c.stale += len(s.overdue())
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
	before := s.passage.text[:m.key.end]
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

const header = "%-44s %6s %6s %6s %6s %6s %6s %5s %5s %5s %5s %5s"

func (c *tally) row(name string) string {
	return fmt.Sprintf("%-44s %6d %6.1f %6.1f %6.1f %6.1f %6.1f %5d %5d %5d %5d %5d", name, c.keys,
		of100(c.right, c.measured), of100(c.clairvoyant, c.measured), of100(c.right, c.clairvoyant),
		of100(c.calls, c.keys), of100(c.ahead, c.keys), c.read, c.late, c.stale, c.gone, c.misanswered)
}

// lost lists the keys that did not count by cause, with examples.
func (c *tally) lost() string {
	var b strings.Builder
	causes := slices.SortedFunc(maps.Keys(c.causes), func(a, b string) int {
		return cmp.Or(cmp.Compare(c.causes[b], c.causes[a]), strings.Compare(a, b))
	})
	for _, why := range causes {
		fmt.Fprintf(&b, "%5.2f of 100 keys: %s\n", of100(c.causes[why], c.measured), why)
		all := c.examples[why]
		for i := range min(mostExamples, len(all)) {
			fmt.Fprintf(&b, "        %s\n", all[i*len(all)/min(mostExamples, len(all))])
		}
	}
	return b.String()
}

const mostExamples = 4 // of keys that are lost for one cause

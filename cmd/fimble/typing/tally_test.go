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
	ahead       int // about text that was not typed yet
	read        int // for the model to read only, also before the typing
	late        int
	stale       int // suggestions drawn for more than a key after they were contradicted
	gone        int // right suggestions that were taken away though the typist typed them
	misanswered int
	lost        map[string][]string // the keys that did not count, by cause
}

// wentRight is the cause of a key that is lost, beside the one that says why
// nothing is drawn now.
const wentRight = "the right one was drawn before it, and taken away"

func (c *tally) add(s *session, o *oracle) {
	c.passages++
	c.keys += len(s.moments)
	c.misanswered += s.misanswered
	c.late += len(s.late())
	c.stale += len(s.overdue())
	for _, call := range s.calls {
		switch {
		case call.readOnly:
			c.read++
		case s.ahead(call):
			c.ahead++
		}
		if !call.began.Before(s.began) {
			c.calls++
		}
	}
	c.clairvoyant += clairvoyant(s.chances(o), s.oneSlot)
	agreed := 0 // up to where what was drawn before the key, and counted, agrees
	for i, m := range s.moments {
		right := c.judge(s, i)
		if m.ghost == nil && agreed > m.key.end && s.measured(m) {
			c.gone++
			c.lose(wentRight, s.example(m))
		}
		agreed = 0
		if right {
			agreed = m.agrees
		}
	}
}

// judge takes in a key, and reports whether it counts.
func (c *tally) judge(s *session, i int) bool {
	m := s.moments[i]
	if !s.measured(m) {
		return false
	}
	c.measured++
	right := s.counts(m)
	if right {
		c.right++
	} else {
		c.lose(s.cause(i), s.example(m))
	}
	return right
}

func (c *tally) lose(why string, examples ...string) {
	if c.lost == nil {
		c.lost = map[string][]string{}
	}
	c.lost[why] = append(c.lost[why], examples...)
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
	for _, f := range []struct{ sum, n *int }{
		{&c.passages, &d.passages}, {&c.keys, &d.keys}, {&c.measured, &d.measured}, {&c.right, &d.right},
		{&c.clairvoyant, &d.clairvoyant}, {&c.calls, &d.calls}, {&c.ahead, &d.ahead}, {&c.read, &d.read}, {&c.late, &d.late},
		{&c.stale, &d.stale}, {&c.gone, &d.gone}, {&c.misanswered, &d.misanswered},
	} {
		*f.sum += *f.n
	}
	for why, examples := range d.lost {
		c.lose(why, examples...)
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

// causes lists the keys that did not count by cause, with examples.
func (c *tally) causes() string {
	var b strings.Builder
	most := slices.SortedFunc(maps.Keys(c.lost), func(a, b string) int {
		return cmp.Or(cmp.Compare(len(c.lost[b]), len(c.lost[a])), strings.Compare(a, b))
	})
	for _, why := range most {
		all := c.lost[why]
		fmt.Fprintf(&b, "%5.2f of 100 keys: %s\n", of100(len(all), c.measured), why)
		for i := range min(mostExamples, len(all)) {
			fmt.Fprintf(&b, "        %s\n", all[i*len(all)/min(mostExamples, len(all))])
		}
	}
	return b.String()
}

const mostExamples = 4 // of keys that are lost for one cause

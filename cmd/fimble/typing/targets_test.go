package typing

import (
	"fmt"
	"time"
)

// What must be reached, per 100 keys. The peers that were measured have the
// right suggestion on the screen in time at 6 to 9 of them.
const (
	rightSteady = 90.0 // at 182 ms a key, of a model that knows the line
	rightQuick  = 88.0 // at 105 ms
	rightShare  = 85.0 // of what the clairvoyant reaches, of a model that errs
	mostCalls   = 6.0  // of a model that knows the line
	mostRetries = 15.0 // of one that errs
	fewest      = 500  // keys that say anything about such a share: some ten lines, of which one may be odd
)

// A group is what is judged together: all passages typed with a model that
// knows as much, at one speed or at any, with one slot or with any number, of
// one language or of all. Uneven typing stands for itself.
type group struct {
	knows    string
	gap      time.Duration
	oneSlot  bool
	uneven   bool
	language string
}

func (g group) String() string {
	name := "all " + g.knows
	if g.gap > 0 {
		name += " " + g.gap.String()
	}
	if g.oneSlot {
		name += " 1 slot"
	}
	if g.uneven {
		name += " uneven"
	}
	if g.language != "" {
		name += " " + g.language
	}
	return name
}

// groups are those that a passage of a language belongs to when it is typed in
// this manner.
func (m manner) groups(language string) []group {
	if m.uneven {
		return []group{{knows: m.knows(), uneven: true}}
	}
	all := []group{{knows: m.knows()}, {knows: m.knows(), gap: m.gap}, {knows: m.knows(), language: language}}
	if m.oneSlot {
		all = append(all, group{knows: m.knows(), oneSlot: true}, group{knows: m.knows(), gap: m.gap, oneSlot: true})
	}
	return all
}

// missed tells which targets a group misses.
func (g group) missed(c *tally) []string {
	var missed []string
	most := func(what string, n, most float64) {
		if n > most {
			missed = append(missed, fmt.Sprintf("%s: %.1f, at most %v wanted", what, n, most))
		}
	}
	least := func(what string, n, least float64) {
		if n < least {
			missed = append(missed, fmt.Sprintf("%s: %.1f, at least %v wanted", what, n, least))
		}
	}
	right := of100(c.right, c.measured)
	switch {
	case g.language != "" || c.keys < fewest:
	case g.uneven:
		least("right suggestions, of the clairvoyant's", of100(c.right, c.clairvoyant), rightShare)
	case g.gap == steady && g.knows == "(a)":
		least("right suggestions before the next key", right, rightSteady)
	case g.gap == quick && g.knows == "(a)":
		least("right suggestions before the next key", right, rightQuick)
	case g.gap > 0:
		least("right suggestions, of the clairvoyant's", of100(c.right, c.clairvoyant), rightShare)
	case g.knows == "(a)":
		most("requests", of100(c.calls, c.keys), mostCalls)
	default:
		most("requests", of100(c.calls, c.keys), mostRetries)
	}
	most("flights that went on for nothing", float64(c.late), 0)
	most("suggestions that stayed when they were wrong", float64(c.stale), 0)
	most("suggestions that went when they were right", float64(c.gone), 0)
	most("requests not answered once", float64(c.misanswered), 0)
	return missed
}

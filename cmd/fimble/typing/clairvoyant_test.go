package typing

import (
	"testing"
	"time"
)

// A chance is what a clairvoyant scheduler knows of one key: when it is
// pressed, what a request sent for the text behind it would be answered, and
// what must be on the screen before the next key for this one to count.
type chance struct {
	at     time.Duration
	until  time.Duration // the next key
	takes  time.Duration // from a request's turn at the model to its whole answer
	reach  int           // offset up to which that answer agrees with what is typed
	need   int           // offset up to which a suggestion must agree for the key to count
	counts bool          // the key is among those that are measured
}

// clairvoyant is how many of the keys count at most, for whoever asks the
// model only about text that stands in the document, knows beforehand what
// each request would be answered, may ask as often as it likes, and cannot be
// answered faster than anybody else. With one slot, a request waits for the
// one before, and the best choice of requests is found; a request that is hung
// up would only have taken up the slot, so none is. An answer is good for every
// key from its arrival to the last one that it still has enough for, because
// who knows the future also knows how to keep an answer and when to show it.
func clairvoyant(keys []chance, oneSlot bool) int {
	c := &seer{keys: keys, known: map[vision]int{}}
	if oneSlot {
		return c.best(vision{})
	}
	served := map[int]bool{}
	for i, k := range keys {
		first, last := c.serves(i, k.at+k.takes)
		for j := first; j < last; j++ {
			if keys[j].counts {
				served[j] = true
			}
		}
	}
	return len(served)
}

type seer struct {
	keys  []chance
	known map[vision]int
}

// A vision is all that matters for what can still be reached: the key whose
// turn it is, how long after it the slot is taken, and up to which key what was
// asked so far serves.
type vision struct {
	key    int
	taken  time.Duration
	served int
}

// best is how many keys can be made to count, with one slot, that nothing asked
// so far serves. One request after the other means that answers arrive in the
// order of the requests, so the keys that are served have no gap up to the last.
func (c *seer) best(v vision) int {
	if v.key == len(c.keys) {
		return 0
	}
	if n, ok := c.known[v]; ok {
		return n
	}
	// Not to ask about this key's text.
	n := c.best(c.next(v, v.taken, v.served))
	// To ask, once the slot is free, if the key's text still stands then.
	if at := c.keys[v.key].at + v.taken; at < c.keys[v.key].until {
		first, last := c.serves(v.key, at+c.keys[v.key].takes)
		gained := 0
		for i := max(first, v.served); i < last; i++ {
			if c.keys[i].counts {
				gained++
			}
		}
		if gained > 0 {
			n = max(n, gained+c.best(c.next(v, v.taken+c.keys[v.key].takes, max(last, v.served))))
		}
	}
	c.known[v] = n
	return n
}

func (c *seer) next(v vision, taken time.Duration, served int) vision {
	taken = max(0, taken-(c.keys[v.key].until-c.keys[v.key].at))
	return vision{key: v.key + 1, taken: taken, served: max(served, v.key+1)}
}

// serves gives the keys that an answer to a request about a key's text serves
// when it is there at that time: from the first one to before the last one.
func (c *seer) serves(i int, arrives time.Duration) (first, last int) {
	first = i
	for first < len(c.keys) && arrives >= c.keys[first].until {
		first++
	}
	last = first
	for last < len(c.keys) && c.keys[last].need <= c.keys[i].reach {
		last++
	}
	return first, last
}

// keysAt makes keys of what a request at each would reach; every key needs one
// byte more than the one before, the first one 1, and an answer takes 150 ms.
func keysAt(gap time.Duration, reach ...int) []chance {
	keys := make([]chance, len(reach))
	for i := range keys {
		at := time.Duration(i) * gap
		keys[i] = chance{at: at, until: at + gap, takes: 150 * time.Millisecond, reach: reach[i], need: i + 1, counts: true}
	}
	return keys
}

func TestTheClairvoyantIsBoundByLatencyAndByTheSlot(t *testing.T) {
	const slow, fast, burst = 182 * time.Millisecond, 105 * time.Millisecond, 60 * time.Millisecond
	for name, c := range map[string]struct {
		keys    []chance
		oneSlot bool
		want    int
	}{
		"an answer to the first key serves them all":        {keysAt(slow, 9, 0, 0, 0), false, 4},
		"an answer is too late for the key itself":          {keysAt(fast, 9, 0, 0, 0), false, 3},
		"an answer that errs serves until it errs":          {keysAt(slow, 2, 0, 0, 9), false, 3},
		"an answer that comes when it has erred is useless": {keysAt(fast, 1, 9, 0, 0), false, 2},
		"without a slot every key is asked about":           {keysAt(fast, 2, 3, 4, 5), false, 3},
		// 0 is answered at 150, 1 then at 300 (for key 2: 210 to 315), 3 from 315 at 465.
		"a key is asked about when the slot is free":  {keysAt(fast, 2, 3, 4, 5), true, 2},
		"the slot is kept for the request that helps": {keysAt(burst, 0, 4, 0, 6, 6, 6), true, 1},
		"a key that is not measured does not count":   {append(keysAt(slow, 9), chance{at: slow, until: 2 * slow, need: 2}), false, 1},
		"nothing is asked about what has gone by":     {keysAt(burst, 9), false, 0},
	} {
		if got := clairvoyant(c.keys, c.oneSlot); got != c.want {
			t.Errorf("%s: %d keys count, want %d", name, got, c.want)
		}
	}
}

// TestTheClairvoyantFindsNoLessThanEverySchedule compares it with all
// schedules of short passages, one by one.
func TestTheClairvoyantFindsNoLessThanEverySchedule(t *testing.T) {
	const gap = 105 * time.Millisecond
	for seed := range uint64(300) {
		reach := make([]int, 7)
		for i := range reach {
			seed = seed*6364136223846793005 + 1442695040888963407
			reach[i] = i + int(seed>>33%5)
		}
		keys := keysAt(gap, reach...)
		most := 0
		for choice := range 1 << len(keys) {
			most = max(most, schedule(keys, choice))
		}
		if got := clairvoyant(keys, true); got != most {
			t.Errorf("reach %v: %d keys count, want %d", reach, got, most)
		}
	}
}

// schedule asks, with one slot, about the keys that are set in choice, and
// tells how many keys count.
func schedule(keys []chance, choice int) int {
	served := make([]bool, len(keys))
	free := time.Duration(0)
	for i, k := range keys {
		start := max(free, k.at)
		if choice>>i&1 == 0 || start >= k.until {
			continue
		}
		free = start + k.takes
		for j := range keys {
			if free < keys[j].until && j >= i && keys[j].need <= k.reach {
				served[j] = true
			}
		}
	}
	n := 0
	for _, s := range served {
		if s {
			n++
		}
	}
	return n
}

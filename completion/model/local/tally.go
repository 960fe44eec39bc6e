package local

import "math"

// orders are the lengths of contexts that are told apart.
var orders = [...]uint8{1, 2, 3, 4, 5, 6, 8, 12, 16, 24}

const orderCount = len(orders)

// orderOf is the place in orders of a match's length.
var orderOf = func() (of [longestMatch + 1]uint8) {
	for n := range of {
		for i, o := range orders {
			if n >= int(o) {
				of[n] = uint8(i)
			}
		}
	}
	return of
}()

// maxCandidates bounds how many tokens are weighed against each other. With
// 120 the right word is among them nearly as often as with all.
const maxCandidates = maxMatched + maxBegun

const (
	maxMatched = 96 // by matches and recency
	maxBegun   = 24 // because they begin as typed
)

// A tally counts what followed the matches of one layer: for each length of
// context how often each candidate, and in the last column what has no name.
type tally struct {
	seen  [orderCount][maxCandidates + 1]uint16
	total [orderCount]int // matches of at least that length
	best  int             // candidate of the longest, nearest match; -1 for none
}

func (t *tally) reset() {
	for i, n := range t.total {
		if n > 0 {
			t.seen[i] = [maxCandidates + 1]uint16{}
		}
	}
	t.total = [orderCount]int{}
	t.best = -1
}

// add counts a match of a candidate at its own length.
func (t *tally) add(order uint8, candidate int) {
	i := orderOf[order]
	t.seen[i][candidate]++
	t.total[i]++
}

// sum makes the counts those of matches at least so long.
func (t *tally) sum(n int) {
	for i := orderCount - 2; i >= 0; i-- {
		if t.total[i+1] == 0 {
			continue
		}
		for c := range n + 1 {
			t.seen[i][c] += t.seen[i+1][c]
		}
		t.total[i] += t.total[i+1]
	}
}

// floor is the share that a candidate has before any context: one of some
// thousand tokens.
const floor = 1e-4

// blend mixes the shares of all lengths, the shorter ones by how often the
// longer ones were wrong before (Witten and Bell's estimate). The result is
// written to p; what remains for tokens without a name is p[n].
func (t *tally) blend(n int, p []float64) {
	for i := range n {
		p[i] = floor
	}
	p[n] = 1
	for o := range orderCount {
		total := t.total[o]
		if total == 0 || o > 0 && total == t.total[o-1] && t.seen[o] == t.seen[o-1] {
			continue
		}
		different := 0
		for c := range n + 1 {
			if t.seen[o][c] > 0 {
				different++
			}
		}
		scale := 1 / float64(total+different)
		for c := range n + 1 {
			p[c] = (p[c]*float64(different) + float64(t.seen[o][c])) * scale
		}
	}
}

// top is the longest length that any match has, and false if there is none.
func (t *tally) top() (order int, ok bool) {
	for o := orderCount - 1; o >= 0; o-- {
		if t.total[o] > 0 {
			return o, true
		}
	}
	return 0, false
}

// longest is the longest length at which the candidate followed, and which
// share of the matches there it had.
func (t *tally) longest(candidate int) (order int, share float64) {
	for o := orderCount - 1; o >= 0; o-- {
		if k := t.seen[o][candidate]; k > 0 {
			return o + 1, float64(k) / float64(t.total[o])
		}
	}
	return 0, 0
}

func logShare(p float64) float32 { return float32(math.Log(p+1e-9) * 0.1) }

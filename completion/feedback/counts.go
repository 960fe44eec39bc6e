package feedback

import "time"

// Counts are what became of suggestions. Each suggestion is counted once in
// Shown and at most once in Accepted, Partial or Rejected, by what was done to
// it last; only of the first two may be in Kept, too.
type Counts struct {
	Shown     int `json:"shown"`     // stood on the screen
	Accepted  int `json:"accepted"`  // was taken whole
	Partial   int `json:"partial"`   // was taken by the word or by the line
	Kept      int `json:"kept"`      // was taken, and still stood 30 seconds later
	Rejected  int `json:"rejected"`  // was taken and undone, or something else was typed in its place
	Suggested int `json:"suggested"` // characters shown
	Taken     int `json:"taken"`     // characters accepted
}

// Plus is the sum of both.
func (c Counts) Plus(d Counts) Counts {
	return Counts{
		Shown:     c.Shown + d.Shown,
		Accepted:  c.Accepted + d.Accepted,
		Partial:   c.Partial + d.Partial,
		Kept:      c.Kept + d.Kept,
		Rejected:  c.Rejected + d.Rejected,
		Suggested: c.Suggested + d.Suggested,
		Taken:     c.Taken + d.Taken,
	}
}

// Rate is the share of what was shown that was accepted, if only in part. It
// is 0 when nothing was shown.
func (c Counts) Rate() float64 { return share(c.Accepted+c.Partial, c.Shown) }

// KeptRate is the share of what was accepted that was kept. It is 0 when
// nothing was accepted.
func (c Counts) KeptRate() float64 { return share(c.Kept, c.Accepted+c.Partial) }

func share(part, all int) float64 {
	if all <= 0 {
		return 0
	}
	return float64(part) / float64(all)
}

// A key is what is counted apart.
type key struct{ day, language, model string }

func keyOf(at time.Time, language, model string) key {
	return key{at.Format(time.DateOnly), language, model}
}

package feedback

import (
	"time"
	"unicode/utf8"

	"fimble/context/buffer"
)

// A Showing is one answer that an editor puts on the screen.
type Showing struct {
	Session  string
	Snapshot *buffer.Snapshot // that it was made for
	Offset   int              // the cursor, in bytes
	Choices  []Choice         // what the user may go through, best first; never empty
	Model    string           // that wrote it
	At       time.Time
}

// A Choice is one suggestion: the edit that accepting it makes. Its Span holds
// the cursor, and its text has "\n" for line ends.
type Choice struct {
	ID string
	buffer.Edit
}

// An outcome is what became of a suggestion.
type outcome int

const (
	open outcome = iota
	partial
	accepted
	rejected
)

// A shown is what the Ledger knows of one suggestion.
type shown struct {
	key       key
	outcome   outcome
	counted   bool // in Shown
	suggested int  // characters
}

// counts are how an outcome is counted.
func (o outcome) counts(n int) Counts {
	switch o {
	case partial:
		return Counts{Partial: n}
	case accepted:
		return Counts{Accepted: n}
	case rejected:
		return Counts{Rejected: n}
	}
	return Counts{}
}

func (s Showing) characters() int { return utf8.RuneCountInString(s.Choices[0].NewText) }

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
	Listed   bool // it is an entry of a list, beside those of others
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

// counts are n suggestions with that outcome.
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

// A shown is what the Ledger knows of one suggestion: where it stands, and
// what has become of it so far.
type shown struct {
	spot
	session string
	doc     *document // nil when it is closed
	key     key
	outcome outcome
	listed  bool // and never drawn in the text
	counted bool // in Shown
	kept    bool
	size    int       // characters that were suggested
	taken   int       // characters of them that were accepted
	first   time.Time // shown
	last    time.Time // shown
	against time.Time // when something else was typed first; zero while it fits
	here    bool      // the last message changed the text where it stands
}

const (
	// readingTime is how long a suggestion must have stood to be turned down:
	// nobody rejects what they cannot have read.
	readingTime = 300 * time.Millisecond
	// strayedFar is how many characters must contradict a suggestion for it to
	// be turned down. Fewer are a slip of the fingers, which is mended, and
	// then the suggestion must be there again.
	strayedFar = 4
	// strayedLong is when whoever has strayed so far is not expected back, even
	// if they are still on the line.
	strayedLong = 10 * time.Second
	// forgotten is when a suggestion is let go of. To show it again is to
	// suggest it again.
	forgotten = time.Minute
)

// note takes down when the text began to contradict the suggestion.
func (s *shown) note(at time.Time) {
	switch {
	case s.strayed == 0:
		s.against = time.Time{}
	case s.against.IsZero():
		s.against = at
	}
}

// turnedDown reports whether the user has gone another way and does not come
// back. Who takes another entry of a list turns none of them down.
func (s *shown) turnedDown(at time.Time) bool {
	if s.listed || s.outcome != open || s.strayed < strayedFar || s.against.Sub(s.first) < readingTime {
		return false
	}
	return !s.here || s.newLine || at.Sub(s.against) >= strayedLong
}

// takenBy reports whether what a change takes tells that this is what the user
// has taken. Of a list it is whole, and not a single word, which others list
// as well.
func (s *shown) takenBy(t take) bool { return !s.listed || t.whole && !word(t.text) }

// same reports whether a suggestion is this one, seen from further on or
// further back in it.
func (s *shown) same(n spot, text *buffer.Text) bool {
	if s.gone || n.start-s.cursor > reach || s.start-n.cursor > reach {
		return false
	}
	from := min(s.start, n.start)
	standing := buffer.LF(text.Slice(from, n.cursor))
	before, now := s.choices[0], n.choices[0]
	if before.over != "" || now.over != "" {
		return s.start == n.start && before.text == now.text
	}
	a := buffer.LF(text.Slice(from, s.start)) + before.text
	b := buffer.LF(text.Slice(from, n.start)) + now.text
	shorter := commonPrefix(a, b)
	return len(shorter) == min(len(a), len(b)) && len(shorter) > len(standing)
}

// again takes over where the same suggestion stands now. It gives by how many
// characters it has become longer.
func (s *shown) again(n spot, text *buffer.Text, at time.Time) int {
	from := min(s.start, n.start)
	longer := utf8.RuneCountInString(buffer.LF(text.Slice(from, n.start))+n.choices[0].text) -
		utf8.RuneCountInString(buffer.LF(text.Slice(from, s.start))+s.choices[0].text)
	s.spot, s.last, s.against = n, at, time.Time{}
	s.size += max(0, longer)
	return max(0, longer)
}

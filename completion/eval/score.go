package eval

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/agnivade/levenshtein"
)

// An Ask is the engine under test: it answers for a hole with all it has to
// say or, with sure set, with what it would show unasked.
type Ask func(ctx context.Context, h Hole, sure bool) (Answer, error)

// An Answer is what an engine said. Text is empty when it said nothing.
type Answer struct {
	Text string
	Took time.Duration // from the question on, the document being open already
}

// A Score sums up how an engine did. Shares are from 0 to 1.
type Score struct {
	Holes      int           `json:"holes"`
	Exact      float64       `json:"exact"`      // share of all holes whose line was completed to the letter
	Similarity float64       `json:"similarity"` // mean of 1 - edit distance / length of the longer
	Coverage   float64       `json:"coverage"`   // share of all holes at which something was shown unasked
	Precision  float64       `json:"precision"`  // share of those at which all that was shown is right
	Whole      float64       `json:"whole"`      // share of those at which it was right and the whole line
	Shown      float64       `json:"shown"`      // mean bytes of what was shown and right
	P50        time.Duration `json:"p50"`        // of one question
	P99        time.Duration `json:"p99"`
}

// Run asks for every hole, both ways.
func Run(ctx context.Context, holes []Hole, ask Ask) (Score, error) {
	s := Score{Holes: len(holes)}
	if len(holes) == 0 {
		return s, nil
	}
	var times []time.Duration
	var exact, similar, shown, right, complete, bytes float64
	for _, h := range holes {
		whole, err := ask(ctx, h, false)
		if err != nil {
			return s, fmt.Errorf("ask for a hole in %s: %w", h.File.Rel, err)
		}
		certain, err := ask(ctx, h, true)
		if err != nil {
			return s, fmt.Errorf("ask for a hole in %s: %w", h.File.Rel, err)
		}
		times = append(times, whole.Took, certain.Took)
		all, sure := firstLine(whole.Text), firstLine(certain.Text)
		if all == h.Want {
			exact++
		}
		similar += similarity(all, h.Want)
		if sure == "" {
			continue
		}
		shown++
		if Right(sure, h.Want) {
			right++
			bytes += float64(len(sure))
			if sure == h.Want {
				complete++
			}
		}
	}
	n := float64(len(holes))
	s.Exact, s.Similarity, s.Coverage = exact/n, similar/n, shown/n
	if shown > 0 {
		s.Precision, s.Whole = right/shown, complete/shown
	}
	if right > 0 {
		s.Shown = bytes / right
	}
	slices.Sort(times)
	s.P50, s.P99 = times[len(times)/2], times[len(times)*99/100]
	return s, nil
}

func firstLine(text string) string {
	line, _, _ := strings.Cut(text, "\n")
	return strings.TrimRight(line, " \t\r")
}

// Right reports whether what is shown is what was hidden, or its beginning up
// to the end of a token.
func Right(shown, want string) bool {
	if !strings.HasPrefix(want, shown) {
		return false
	}
	rest := want[len(shown):]
	return rest == "" || !wordByte(shown[len(shown)-1]) || !wordByte(rest[0])
}

// similarity is 1 for equal texts and 0 for texts that share nothing.
func similarity(a, b string) float64 {
	if a == b {
		return 1
	}
	longer := max(utf8.RuneCountInString(a), utf8.RuneCountInString(b))
	return 1 - float64(levenshtein.ComputeDistance(a, b))/float64(longer)
}

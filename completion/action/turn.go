package action

import (
	"fmt"
	"slices"
	"strings"

	"fimble/context/buffer"
)

// A Turn is what was asked before, and what became of it.
type Turn struct {
	Instruction string
	Changed     string // as Summary tells it
}

const (
	turnReach    = 2 << 10 // bytes of a Turn
	summaryLines = 40
)

// told are the turns before this one, for a model.
func (p Place) told() string {
	var b strings.Builder
	for _, t := range p.Before {
		fmt.Fprintf(&b, "The user wanted: %s\n%s", strings.TrimSpace(t.Instruction), t.Changed)
	}
	return b.String()
}

// Summary tells what changes do, by file and line, and not all of it if that is
// long.
func Summary(changes []Change) string {
	var b strings.Builder
	lines := 0
	say := func(sign, text string) {
		for line := range strings.Lines(buffer.LF(text)) {
			if lines++; lines <= summaryLines && b.Len() < turnReach {
				b.WriteString(sign + strings.TrimSuffix(line, "\n") + "\n")
			}
		}
	}
	for _, c := range changes {
		say("", c.describe())
		text := c.File.text()
		for _, e := range slices.Backward(c.Edits) {
			whole := wholeLines(text, e.Span)
			after := text.Slice(whole.Start, e.Span.Start) + e.NewText + text.Slice(e.Span.End, whole.End)
			say("-", text.Slice(whole.Start, whole.End))
			say("+", after)
		}
	}
	return b.String()
}

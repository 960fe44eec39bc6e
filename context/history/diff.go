package history

import (
	"strings"

	"github.com/aymanbagabas/go-udiff"

	"fimble/context/buffer"
)

const (
	// diffContext is how many unchanged lines a diff shows around a change,
	// the usual number.
	diffContext = 3
	// diffBytes is how long a diff may be. It keeps one large paste from
	// filling a prompt; the number is Zed's.
	diffBytes = 6144
	// diffReach is how many bytes an edit may span, before or after, to get a
	// diff. Comparing takes some 15 ms at this length, in a request. What is
	// larger was done by a program or pasted, and a diff would show next to
	// nothing of it.
	diffReach = 128 << 10
)

// unified is the unified diff of a change. It is empty if no line differs or
// the change is too large.
func unified(c *change) string {
	if max(c.edit.OldEnd, c.edit.NewEnd)-c.edit.Start > diffReach {
		return ""
	}
	first := max(0, c.before.LineAt(c.edit.Start)-diffContext)
	start := c.before.LineSpan(first).Start
	old, new := lines(c.before, start, c.edit.OldEnd), lines(c.after, start, c.edit.NewEnd)
	diff, err := udiff.ToUnifiedDiff("a/"+c.path, "b/"+c.path, old, udiff.Lines(old, new), diffContext)
	if err != nil {
		return ""
	}
	for _, h := range diff.Hunks {
		h.FromLine += first
		h.ToLine += first
	}
	shorten(&diff)
	return diff.String()
}

// lines are the lines from start to end and some after it, with "\n" at their
// ends.
func lines(t *buffer.Text, start, end int) string {
	end = t.LineSpan(t.LineAt(end) + diffContext + 1).Start
	return buffer.LF(t.Slice(start, end))
}

// shorten leaves as many hunks as there is room for, or the start of the first
// one if there is none for all of it.
func shorten(diff *udiff.UnifiedDiff) {
	room := diffBytes - len(diff.From) - len(diff.To) - len("--- \n+++ \n")
	for i, h := range diff.Hunks {
		room -= len("@@ -1000000,10000 +1000000,10000 @@\n")
		for j, l := range h.Lines {
			room -= len("+") + len(l.Content)
			if !strings.HasSuffix(l.Content, "\n") {
				room -= len("\n\\ No newline at end of file\n")
			}
			if room >= 0 {
				continue
			}
			diff.Hunks = diff.Hunks[:i]
			if i == 0 && j > 0 {
				h.Lines = h.Lines[:j]
				diff.Hunks = append(diff.Hunks, h)
			}
			return
		}
	}
}

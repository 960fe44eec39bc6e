package completion

import (
	"strings"
	"time"
	"unicode"

	"fimble/context/buffer"
)

const (
	usualGap   = 180 * time.Millisecond // between two keys of a person who types code; the guess until there are some
	longestGap = time.Second            // more than this between two keys is thinking, not typing
	longInsert = 200                    // bytes; more than this at once on one line was pasted
	runBytes   = 4 << 10                // of the text last typed that is remembered, to see it undone
)

// keys is what a user's hands did to one document last.
type keys struct {
	last    time.Time
	gap     time.Duration // between two keys, smoothed
	hushed  bool          // the last change was no typing: nobody waits for a suggestion there
	run     string        // typed in one go
	runEnd  int           // offset behind the run
	removed string        // by the last change
	at      int           // where that was
}

// change takes note of a change. suggested reports whether a text put in at an
// offset is what a suggestion says there.
func (k *keys) change(before *buffer.Snapshot, edits []buffer.Edit, now time.Time, suggested func(at int, text string) bool) {
	if gap := now.Sub(k.last); gap < longestGap {
		if k.gap == 0 {
			k.gap = usualGap
		}
		k.gap += (gap - k.gap) / 8
	}
	k.last = now
	text := before.Text()
	hushed := false
	cursor := -1
	for _, e := range edits {
		if cursor >= 0 && e.Span.Start != cursor && e.Span.End != cursor && e.NewText != "" && e.NewText == edits[0].NewText {
			hushed = true // several cursors, or a rename; Neovim sends what is typed in pieces that need not touch
		}
		hushed = k.stroke(text.Slice(e.Span.Start, e.Span.End), e, suggested) && len(edits) == 1 || hushed
		cursor = e.Span.Start + len(e.NewText)
		if len(edits) > 1 {
			text = text.Splice(e.Span.Start, e.Span.End, e.NewText)
		}
	}
	k.hushed = hushed
}

// stroke takes note of one edit, and reports whether it was something else
// than typing: an undo, a paste, a block deleted.
func (k *keys) stroke(removed string, e buffer.Edit, suggested func(int, string) bool) bool {
	undone := len(removed) > 1 && e.NewText == "" && e.Span.End == k.runEnd && strings.HasSuffix(k.run, removed)
	redone := len(e.NewText) > 1 && removed == "" && k.removed == e.NewText && k.at == e.Span.Start
	accepted := e.NewText != "" && suggested(e.Span.Start, e.NewText)
	pasted := !accepted && (manyLines(e.NewText) || len(e.NewText) > longInsert && len(e.NewText) > 2*len(removed))
	switch {
	case e.Span.Start == k.runEnd && removed == "":
		k.run += e.NewText
	case removed != "" && e.NewText == "" && e.Span.End == k.runEnd && strings.HasSuffix(k.run, removed):
		k.run = strings.TrimSuffix(k.run, removed)
	default:
		k.run = e.NewText
	}
	k.run = k.run[max(0, len(k.run)-runBytes):]
	k.runEnd = e.Span.Start + len(e.NewText)
	k.removed, k.at = removed, e.Span.Start
	return undone || redone || pasted || manyLines(removed) && !accepted
}

// manyLines reports whether a text has more than one line with something to
// read. A new line with its indent and the bracket behind it has not, nor has a
// line that Neovim sends as put in before the next one while it is typed.
func manyLines(text string) bool {
	first, rest, more := strings.Cut(strings.TrimSpace(text), "\n")
	return more && strings.ContainsFunc(first+rest, readable)
}

func readable(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

// pausesAfter is how long nothing was typed when this user has stopped typing.
func (k *keys) pausesAfter() time.Duration {
	gap := k.gap
	if gap == 0 {
		gap = usualGap
	}
	return min(gap+gap/4, longestGap/2)
}

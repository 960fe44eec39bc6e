package feedback

import (
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/agnivade/levenshtein"

	"fimble/context/buffer"
)

// keptAfter is when it is looked at whether an accepted text still stands. By
// then it was read and either mended or taken out; later edits are about other
// things. GitHub Copilot looks after 30 seconds, too, among other times.
const keptAfter = 30 * time.Second

// A taken is an accepted text, followed through the edits until it is judged.
type taken struct {
	by         *shown
	start, end int
	text       string // as it was accepted, with "\n"
	replaced   string // what stood in its place
	due        time.Time
	copied     [2]int // where a program has just put another one; empty if nowhere
}

// extend adds what was accepted next of the same suggestion, behind it.
func (t *taken) extend(next take, at time.Time) {
	t.end = next.end
	t.text += next.text
	t.replaced += next.replaced
	t.due = at.Add(keptAfter)
}

// follow moves the text with a change. It reports whether the change took it
// out, as undoing does.
func (t *taken) follow(c change) (undone bool) {
	t.look(c)
	before, by := t.copied, c.by()
	switch {
	case c.hi <= t.start:
		t.start, t.end = t.start+by, t.end+by
		return false
	case c.lo >= t.end:
		return false
	case c.lo <= t.start && c.hi >= t.end:
		t.start, t.end = c.lo, c.lo+len(c.text)
	case c.lo <= t.start:
		t.start, t.end = c.lo+len(c.text), t.end+by
	case c.hi >= t.end:
		t.end = c.lo + len(c.text)
	default:
		t.end += by
	}
	if before != [2]int{} && t.start == t.end {
		t.start, t.end = before[0], before[1]
		return false
	}
	return buffer.LF(c.after().Slice(t.start, min(t.end, t.start+reach))) == buffer.LF(t.replaced)
}

// look finds the text in what comes: a program that formats or filters a file
// writes it anew, and takes the old one out before or after.
func (t *taken) look(c change) {
	if t.copied != [2]int{} {
		if c.hi <= t.copied[0] {
			t.copied[0], t.copied[1] = t.copied[0]+c.by(), t.copied[1]+c.by()
		} else if c.lo < t.copied[1] {
			t.copied = [2]int{}
		}
	}
	if start, end, ok := find(c.text, t.text); ok {
		t.copied = [2]int{c.lo + start, c.lo + end}
	}
}

// find is where a text stands in another but for its blanks.
func find(in, text string) (start, end int, ok bool) {
	if len(in) < len(text)/2 || len(in) > 64*reach {
		return 0, 0, false
	}
	want := strings.Join(strings.Fields(text), "")
	if want == "" {
		return 0, 0, false
	}
	var packed strings.Builder
	var places []int // of each byte of packed
	for i, r := range in {
		if !unicode.IsSpace(r) {
			packed.WriteRune(r)
			for len(places) < packed.Len() {
				places = append(places, i)
			}
		}
	}
	at := strings.Index(packed.String(), want)
	if at < 0 {
		return 0, 0, false
	}
	last := places[at+len(want)-1]
	_, n := utf8.DecodeRuneInString(in[last:])
	return places[at], last + n, true
}

// kept reports whether an accepted text still stands: at least half of its
// words and signs, in their order, and not among more that is new. Blanks do
// not count, as they are the formatter's.
func kept(accepted, now string) bool {
	if accepted == now {
		return true
	}
	a, b := lexemes(accepted), lexemes(now)
	if max(len(a), len(b)) > lexemeLimit {
		return len(b) > len(a)/2 && len(b) < 2*len(a)
	}
	names := map[string]rune{}
	name := func(words []string) string {
		var s strings.Builder
		for _, w := range words {
			if names[w] == 0 {
				names[w] = rune(0x10000 + len(names)) // any rune, one for each word
			}
			s.WriteRune(names[w])
		}
		return s.String()
	}
	return 2*levenshtein.ComputeDistance(name(a), name(b)) <= max(len(a), 1)
}

// lexemeLimit is how many words and signs are compared one by one, which takes
// the square of that many steps: a tenth of a millisecond. It is forty lines;
// of more it only counts how many are left.
const lexemeLimit = 400

// lexemes are the words and signs of a text.
func lexemes(text string) []string {
	var all []string
	for len(text) > 0 {
		r, n := utf8.DecodeRuneInString(text)
		if inWord(r) {
			if n = strings.IndexFunc(text, func(r rune) bool { return !inWord(r) }); n < 0 {
				n = len(text)
			}
		}
		if !unicode.IsSpace(r) {
			all = append(all, text[:n])
		}
		text = text[n:]
	}
	return all
}

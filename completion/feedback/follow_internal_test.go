package feedback

import (
	"slices"
	"strings"
	"testing"

	"fimble/context/buffer"
	"fimble/context/syntax"
)

// FuzzAcceptedTextIsFollowed edits around and within an accepted text whose
// characters stand nowhere else, so that looking for them tells where it is.
// What is put in has no letter of the words around, so that it cannot make one.
func FuzzAcceptedTextIsFollowed(f *testing.F) {
	f.Add([]byte{0, 0, 1, 90, 2, 0, 30, 60, 3})
	f.Add([]byte{40, 45, 2, 0, 255, 1, 41, 42, 0})
	f.Fuzz(func(t *testing.T, ops []byte) {
		const accepted = "ABCDEFGHIJ"
		news := []string{"", "x", "pqs\nuv\n", "y z"}
		text := buffer.NewText("before it " + accepted + " and behind")
		watch := &taken{start: 10, end: 20, text: accepted, replaced: "-"}
		spot := &spot{choices: []choice{{text: accepted + " and"}}, start: 10, cursor: 20}
		for ; len(ops) >= 3 && watch.end > watch.start; ops = ops[3:] {
			a, b := int(ops[0])*text.Len()/255, int(ops[1])*text.Len()/255
			edit := buffer.Edit{Span: syntax.Span{Start: min(a, b), End: max(a, b)}, NewText: news[int(ops[2])%len(news)]}
			after := text.Apply([]buffer.Edit{edit})
			for c := range changes(text, after, []buffer.Edit{edit}) {
				c.trim()
				watch.follow(c)
				spot.follow(c)
			}
			text = after
			check(t, text.String(), accepted, watch)
			if !spot.gone && !(0 <= spot.start && spot.start <= spot.cursor && spot.cursor <= text.Len()) {
				t.Fatalf("the place is from %d to %d in %q", spot.start, spot.cursor, text)
			}
		}
	})
}

// check finds what is left of the text by its characters.
func check(t *testing.T, text, accepted string, watch *taken) {
	first, last := strings.IndexAny(text, accepted), strings.LastIndexAny(text, accepted)
	if first >= 0 && (watch.start > first || watch.end <= last) {
		t.Fatalf("followed from %d to %d, but of %q it stands from %d to %d", watch.start, watch.end, text, first, last+1)
	}
	outside := text[:min(watch.start, len(text))] + text[min(watch.end, len(text)):]
	if i := slices.IndexFunc([]string{"before", "behind"}, func(w string) bool {
		return strings.Contains(text, w) && !strings.Contains(outside, w)
	}); i >= 0 && first >= 0 {
		t.Fatalf("followed from %d to %d in %q, which holds more than was put in there", watch.start, watch.end, text)
	}
}

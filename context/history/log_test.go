package history_test

import (
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"go.uber.org/goleak"

	"fimble/context/buffer"
	"fimble/context/history"
	"fimble/context/syntax"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

func TestOnlyTheLastTenEventsOfARootAreKept(t *testing.T) {
	p := newPlay(t)
	text := ""
	for i := range 25 {
		p.text(time.Duration(2*i)*time.Second, "a.txt", text)
		text += fmt.Sprintf("line %d\n", i)
	}
	events := p.list()
	if len(events) != 10 || !strings.Contains(events[9].Diff, "+line 23\n") || !strings.Contains(events[0].Diff, "+line 14\n") {
		t.Errorf("%d events, the first and the last are\n%s%s", len(events), events[0].Diff, events[len(events)-1].Diff)
	}
}

func TestRootsHaveEventsOfTheirOwn(t *testing.T) {
	s, l := buffer.NewStore(), history.NewLog()
	t.Cleanup(s.Shutdown)
	s.SetRoots([]buffer.Root{{Client: "file:///w/a"}, {Client: "file:///w/b"}})
	for i, client := range []string{"file:///w/a/x", "file:///w/b/x", "untitled:x"} {
		doc := s.Open(buffer.OpenParams{Client: client})
		edits := []buffer.Edit{{NewText: client}}
		before, after, _ := s.Apply(doc.URI(), 1, edits)
		l.Record(before, after, edits, time.Unix(int64(i), 0))
	}
	roots := append(s.View().Roots(), nil)
	for i, want := range []buffer.URI{"file:///w/a/x", "file:///w/b/x", "untitled:x"} {
		if events := l.Events(roots[i]); len(events) != 1 || events[0].URI != want || events[0].Path != "x" {
			t.Errorf("events of root %d: %v, want one of %s", i, events, want)
		}
	}
	s.SetRoots([]buffer.Root{{Client: "file:///w/a"}, {Client: "file:///w/b"}})
	if got := len(l.Events(s.View().Roots()[0])); got != 1 {
		t.Errorf("a root that is the same again has %d events", got)
	}
}

func TestDiffHasLineFeedsWhateverTheFileHas(t *testing.T) {
	for _, end := range []string{"\n", "\r\n", "\r"} {
		p := newPlay(t)
		p.text(0, "a.txt", strings.ReplaceAll("one\ntwo\nthree\n", "\n", end))
		p.text(0, "a.txt", strings.ReplaceAll("one\n2\nthree\n", "\n", end))
		want := "--- a/a.txt\n+++ b/a.txt\n@@ -1,3 +1,3 @@\n one\n-two\n+2\n three\n"
		if events := p.list(); len(events) != 1 || events[0].Diff != want {
			t.Errorf("line end %q: %v", end, events)
		}
	}
	p := newPlay(t)
	p.text(0, "a.txt", "one\r\ntwo\r\n")
	p.text(0, "a.txt", "one\ntwo\n")
	if events := p.list(); len(events) != 0 {
		t.Errorf("other line ends are an event: %v", events)
	}
}

func TestLongDiffIsCut(t *testing.T) {
	long := func(word string, n int) string {
		var text strings.Builder
		for i := range n {
			fmt.Fprintf(&text, "%s %d\n", word, i)
		}
		return text.String()
	}
	few := "one\ntwo\nthree\n"
	for name, texts := range map[string][2]string{
		"paste of many lines":      {few, few + long("pasted", 5000)},
		"many lines replaced":      {few + long("old", 5000) + few, few + long("new", 6000) + few},
		"many lines cut":           {few + long("old", 5000), few},
		"paste of a long line":     {few, few + strings.Repeat("x", 9000) + "\n"},
		"no line end in the paste": {"", strings.TrimSpace(long("pasted", 470))},
	} {
		checkLength(t, name, texts)
	}
	for n := range 150 { // around the length where the note on the end just fits
		checkLength(t, "no line end", [2]string{"", strings.Repeat("123456789\n", 500) + strings.Repeat("x", 500+n)})
	}
}

// checkLength fails the test if the diff of two texts is too long or broken.
func checkLength(t *testing.T, name string, texts [2]string) {
	t.Helper()
	p := newPlay(t)
	p.text(0, "a.txt", texts[0])
	p.text(0, "a.txt", texts[1])
	events := p.list()
	if len(events) != 1 {
		t.Fatalf("%s: %d events", name, len(events))
	}
	if diff := events[0].Diff; len(diff) > 6144 || len(diff) < 50 {
		t.Errorf("%s: diff of %d bytes", name, len(diff))
	}
	checkCounts(t, name, events[0].Diff)
}

// checkCounts compares the line counts in the hunks' headers with the hunks.
func checkCounts(t *testing.T, name, diff string) {
	for hunk := range strings.SplitSeq("\n"+diff, "\n@@ ") {
		head, body, _ := strings.Cut(hunk, " @@\n")
		if !strings.HasPrefix(head, "-") || strings.HasPrefix(head, "--- ") {
			continue
		}
		body = "\n" + body
		blank, minus, plus := strings.Count(body, "\n "), strings.Count(body, "\n-"), strings.Count(body, "\n+")
		var oldLine, newLine int
		old, new := 1, 1
		from, to, _ := strings.Cut(head, " ")
		fmt.Sscanf(from, "-%d,%d", &oldLine, &old)
		fmt.Sscanf(to, "+%d,%d", &newLine, &new)
		if old != blank+minus || new != blank+plus {
			t.Errorf("%s: head %q over %d blank, %d minus, %d plus", name, head, blank, minus, plus)
		}
	}
}

func TestChangeLargerThanAnyoneTypesIsNoEvent(t *testing.T) {
	p := newPlay(t)
	p.text(0, "a.txt", "one\n")
	p.text(0, "a.txt", "one\n"+strings.Repeat("generated\n", 20000))
	p.text(2*time.Second, "a.txt", "one!\n"+strings.Repeat("generated\n", 20000))
	if events := p.list(); len(events) != 1 || !strings.Contains(events[0].Diff, "+one!\n") {
		t.Errorf("got %v", events)
	}
}

func TestEditsOfOneChangeAreOneEvent(t *testing.T) {
	s, l := buffer.NewStore(), history.NewLog()
	t.Cleanup(s.Shutdown)
	text := "first\n" + strings.Repeat("some\nwords\n", 20) + "last\n"
	doc := s.Open(buffer.OpenParams{Client: "untitled:x", Text: text})
	edits := []buffer.Edit{ // a rename comes from the end to the start
		{Span: syntax.Span{Start: len(text) - 5, End: len(text) - 1}, NewText: "renamed"},
		{Span: syntax.Span{Start: 0, End: 5}, NewText: "renamed"},
		{Span: syntax.Span{Start: 9999, End: 9999}, NewText: "renamed"},
	}
	before, after, _ := s.Apply(doc.URI(), 1, edits)
	l.Record(before, after, edits, time.Unix(0, 0))
	l.Record(after, after, nil, time.Unix(9, 0))
	events := l.Events(nil)
	want := `--- a/x
+++ b/x
@@ -1,4 +1,4 @@
-first
+renamed
 some
 words
 some
@@ -39,4 +39,5 @@
 words
 some
 words
-last
+renamed
+renamed
\ No newline at end of file
`
	if len(events) != 1 || events[0].Diff != want {
		t.Errorf("got %v", events)
	}
	if want := (syntax.Span{End: after.Text().Len()}); events[0].Span != want {
		t.Errorf("the change spans %v, want %v", events[0].Span, want)
	}
}

func TestReopenedFileStartsAnew(t *testing.T) {
	p := newPlay(t)
	p.text(0, "a.txt", "one\n")
	p.text(0, "a.txt", "one two\n")
	p.store.Close("file:///w/a.txt")
	p.text(0, "a.txt", "one\n")
	p.text(0, "a.txt", "one three\n")
	if events := p.list(); len(events) != 2 || !strings.Contains(events[1].Diff, "-one\n+one three\n") {
		t.Errorf("got %v", events)
	}
}

func TestChangeWithoutEditsIsTheDifference(t *testing.T) {
	s, l := buffer.NewStore(), history.NewLog()
	t.Cleanup(s.Shutdown)
	doc := s.Open(buffer.OpenParams{Client: "untitled:x", Text: "one\ntwo\n"})
	before, after, _ := s.Replace(doc.URI(), 1, "one\n2\n")
	l.Record(before, after, nil, time.Unix(0, 0))
	if events := l.Events(nil); len(events) != 1 || events[0].Span != (syntax.Span{Start: 4, End: 5}) {
		t.Errorf("got %v", events)
	}
}

// TestEventsMayBeReadWhileEditsAreRecorded is for the race detector.
func TestEventsMayBeReadWhileEditsAreRecorded(t *testing.T) {
	p := newPlay(t)
	p.text(0, "a.txt", "")
	root := p.store.View().Roots()[0]
	var readers sync.WaitGroup
	for range 2 {
		readers.Go(func() {
			for range 300 {
				if events := p.log.Events(root); len(events) > 10 {
					t.Errorf("%d events", len(events))
				}
			}
		})
	}
	for i := range 300 {
		p.text(time.Duration(i)*400*time.Millisecond, "a.txt", strings.Repeat("word\n", i))
	}
	readers.Wait()
}

// patched applies a unified diff the plain way: line by line, where its heads
// say, and only if what it takes away is there.
func patched(t *testing.T, text, diff string) string {
	old := strings.SplitAfter(text, "\n")
	var new []string
	at := 0
	_, diff, _ = strings.Cut(diff, "\n+++ b/a.txt\n")
	for line := range strings.Lines(diff) {
		var from int
		switch {
		case strings.HasPrefix(line, "@@"):
			fmt.Sscanf(line, "@@ -%d", &from)
			new = append(new, old[at:max(from-1, at)]...)
			at = max(from-1, at)
		case line[0] == '+':
			new = append(new, line[1:])
		case old[at] != line[1:]:
			t.Fatalf("line %d is %q, in the diff %q", at+1, old[at], line)
		case line[0] == ' ':
			new = append(new, line[1:])
			at++
		default:
			at++
		}
	}
	return strings.Join(append(new, old[at:]...), "")
}

// FuzzDiffsLeadToTheText applies the events' diffs to the first text and
// compares what comes out with the last text.
func FuzzDiffsLeadToTheText(f *testing.F) {
	f.Add("one\ntwo\nthree\n", []byte{0, 3, 4, 9, 1, 4, 9, 2})
	f.Add("", []byte{0, 0, 1, 1, 2, 2, 3, 3, 255, 0, 40, 200})
	f.Fuzz(func(t *testing.T, first string, ops []byte) {
		words := []string{"", "a", "b\n", "\n", "c\nd\ne\n", "f"}
		first = strings.ToValidUTF8(strings.ReplaceAll(first, "\r", ""), "")
		text := first[:min(len(first), 2000)] + "\n"
		first = text
		p := newPlay(t)
		p.text(0, "a.txt", text)
		var clock time.Duration
		for ; len(ops) >= 4 && clock < 9*time.Second; ops = ops[4:] {
			a := int(ops[0]) * len(text) / 256
			b := min(a+int(ops[1])%12, len(text)-1)
			if text = text[:a] + words[int(ops[2])%len(words)] + text[max(a, b):]; !strings.HasSuffix(text, "\n") {
				text += "\n"
			}
			text = strings.ToValidUTF8(text, "")
			clock += time.Duration(ops[3]) * 8 * time.Millisecond
			p.text(clock, "a.txt", text)
		}
		got := first
		for _, e := range p.list() {
			got = patched(t, got, e.Diff)
		}
		if got != text {
			t.Fatalf("the diffs lead to %q, want %q\n%s", got, text, p.events())
		}
	})
}

// BenchmarkRecord types words of 20 letters all over a file of 5 MB, with a
// full Log.
func BenchmarkRecord(b *testing.B) {
	s, l := buffer.NewStore(), history.NewLog()
	b.Cleanup(s.Shutdown)
	doc := s.Open(buffer.OpenParams{Client: "untitled:x", Text: strings.Repeat("some words in a line\r\n", 250_000)})
	var took []time.Duration
	at := time.Unix(0, 0)
	for i := 0; b.Loop(); i++ {
		offset := (i/20%500)*4400 + i%20
		edits := []buffer.Edit{{Span: syntax.Span{Start: offset, End: offset}, NewText: "x"}}
		before, after, _ := s.Apply(doc.URI(), int32(i), edits)
		at = at.Add(100 * time.Millisecond)
		start := time.Now()
		l.Record(before, after, edits, at)
		took = append(took, time.Since(start))
	}
	slices.Sort(took)
	b.ReportMetric(float64(took[len(took)/2].Nanoseconds()), "p50-ns")
	b.ReportMetric(float64(took[len(took)*99/100].Nanoseconds()), "p99-ns")
}

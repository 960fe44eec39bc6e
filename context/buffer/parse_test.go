package buffer

import (
	"fmt"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"fimble/context/syntax"
)

// symbols lists where the "@" are in an outline of the fake parser.
func symbols(o *syntax.Outline) (starts []int) {
	for _, s := range o.Symbols {
		starts = append(starts, s.Span.Start)
	}
	return starts
}

func TestOutlineOfThisVersionComesWithinTheWait(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s, _ := fakeStore(t, 2*time.Millisecond)
		doc := s.Open(OpenParams{Client: "file:///x.go", Text: "a @"})
		if got := symbols(doc.Outline(0)); got != nil {
			t.Errorf("without waiting: %v", got)
		}
		start := time.Now()
		if got := symbols(doc.Outline(3 * time.Millisecond)); !cmp.Equal(got, []int{2}) {
			t.Errorf("with a wait: %v", got)
		}
		if took := time.Since(start); took != 2*time.Millisecond {
			t.Errorf("the outline was there after 2ms and came after %v", took)
		}
	})
}

func TestLateOutlineIsTheNewestKnownMovedByTheEdits(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s, _ := fakeStore(t, 20*time.Millisecond)
		doc := s.Open(OpenParams{Client: "file:///x.go", Text: "a @ @"})
		doc.Outline(time.Second)
		_, doc, _ = s.Apply(doc.URI(), 2, insert(0, "@@"))
		_, doc, _ = s.Apply(doc.URI(), 3, insert(5, "yyy"))
		start := time.Now()
		if got := symbols(doc.Outline(3 * time.Millisecond)); !cmp.Equal(got, []int{4, 9}) {
			t.Errorf("before the parse: %v", got)
		}
		if took := time.Since(start); took != 3*time.Millisecond {
			t.Errorf("waited %v, not 3ms", took)
		}
		if got := symbols(doc.Outline(time.Second)); !cmp.Equal(got, []int{0, 1, 4, 9}) {
			t.Errorf("after the parse: %v", got)
		}
	})
}

func TestEarlierVersionGetsTheOutlineMovedBack(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s, _ := fakeStore(t, time.Millisecond)
		first := s.Open(OpenParams{Client: "file:///x.go", Text: "a @ @"})
		_, second, _ := s.Apply(first.URI(), 2, insert(0, "zz"))
		_, third, _ := s.Apply(first.URI(), 3, insert(5, "yyy"))
		if got := symbols(third.Outline(time.Second)); !cmp.Equal(got, []int{4, 9}) {
			t.Fatalf("newest: %v", got)
		}
		start := time.Now()
		if got := symbols(second.Outline(time.Hour)); !cmp.Equal(got, []int{4, 6}) {
			t.Errorf("one before: %v", got)
		}
		if got := symbols(first.Outline(time.Hour)); !cmp.Equal(got, []int{2, 4}) {
			t.Errorf("first: %v", got)
		}
		if took := time.Since(start); took != 0 {
			t.Errorf("waited %v for outlines that will never come", took)
		}
	})
}

func TestTooEarlyVersionGetsAnEmptyOutline(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s, _ := fakeStore(t, time.Millisecond)
		first := s.Open(OpenParams{Client: "file:///x.go", Text: "@"})
		var last *Snapshot
		for i := range 3 * keptMoves {
			_, last, _ = s.Apply(first.URI(), int32(i), insert(0, "z"))
			last.Outline(time.Second)
		}
		if got := symbols(last.Outline(0)); !cmp.Equal(got, []int{3 * keptMoves}) {
			t.Errorf("newest: %v", got)
		}
		if got := symbols(first.Outline(0)); got != nil {
			t.Errorf("first: %v", got)
		}
		if n := len(last.outliner.moves); n > 2*keptMoves {
			t.Errorf("%d moves are kept", n)
		}
	})
}

func TestKeysWhileAParseRunsBecomeOneParse(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s, f := fakeStore(t, 10*time.Millisecond)
		doc := s.Open(OpenParams{Client: "file:///x.go", Text: ""})
		synctest.Wait()
		const keys = 3 * keptMoves
		for i := range keys {
			_, doc, _ = s.Apply(doc.URI(), int32(i), insert(i, "k"))
		}
		doc.Outline(time.Second)
		calls := f.parsed()
		if len(calls) != 2 {
			t.Fatalf("%d parses, want that of the opening and one more", len(calls))
		}
		if got := calls[1]; got.text != doc.Text().String() || len(got.edits) != keys || got.focus != keys {
			t.Errorf("parsed %d bytes, %d edits, focus %d; want %d of each", len(got.text), len(got.edits), got.focus, keys)
		}
	})
}

func TestDocumentIsParsedFromScratchOnceItRests(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s, f := fakeStore(t, time.Millisecond)
		doc := s.Open(OpenParams{Client: "file:///x.go", Text: ""})
		for i := range 5 {
			<-time.After(200 * time.Millisecond)
			s.Apply(doc.URI(), int32(i), insert(i, "k"))
		}
		<-time.After(10 * time.Second)
		var fromScratch []string
		for _, c := range f.parsed() {
			if c.edits == nil {
				fromScratch = append(fromScratch, c.text)
			}
		}
		if want := []string{"", "kkkkk"}; !cmp.Equal(fromScratch, want) {
			t.Errorf("parsed from scratch: %q, want %q", fromScratch, want)
		}
	})
}

func TestIdleDocumentFreesItsParserAndTakesAnother(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s, f := fakeStore(t, time.Millisecond)
		doc := s.Open(OpenParams{Client: "file:///x.go", Text: "@"})
		<-time.After(idleTime / 2)
		if _, closed, _ := f.counts(); closed != 0 {
			t.Errorf("closed too early")
		}
		<-time.After(idleTime)
		if made, closed, _ := f.counts(); made != 1 || closed != 1 {
			t.Errorf("idle: %d made, %d closed", made, closed)
		}
		_, doc, _ = s.Apply(doc.URI(), 2, insert(0, " "))
		if got := symbols(doc.Outline(0)); !cmp.Equal(got, []int{1}) {
			t.Errorf("the outline of an idle document is lost: %v", got)
		}
		doc.Outline(time.Second)
		made, _, _ := f.counts()
		if calls := f.parsed(); made != 2 || len(calls) != 2 || calls[1].edits != nil {
			t.Errorf("a new parser is given edits, or none is made: %v", calls)
		}
	})
}

func TestPanicOfAParserIsAnEmptyOutline(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s, _ := fakeStore(t, time.Millisecond)
		reports := make(chan string, 9)
		s.OnPanic(func(uri URI, err error) { reports <- fmt.Sprint(uri, " ", err) })
		doc := s.Open(OpenParams{Client: "file:///x.go", Text: "@"})
		doc.Outline(time.Second)
		_, doc, _ = s.Apply(doc.URI(), 2, insert(0, "!"))
		if got := symbols(doc.Outline(time.Second)); got != nil {
			t.Errorf("the outline is %v", got)
		}
		if got, want := <-reports, "file:///x.go parse file:///x.go: the text has a !"; got != want {
			t.Errorf("reported %q, want %q", got, want)
		}
		_, doc, _ = s.Replace(doc.URI(), 3, "  @")
		if got := symbols(doc.Outline(time.Second)); !cmp.Equal(got, []int{2}) {
			t.Errorf("after the panic: %v", got)
		}
	})
}

func TestCloseEndsTheWaitForAnOutline(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s, _ := fakeStore(t, time.Minute)
		doc := s.Open(OpenParams{Client: "file:///x.go", Text: "@"})
		start := time.Now()
		time.AfterFunc(time.Second, func() { s.Close(doc.URI()) })
		doc.Outline(time.Hour)
		if took := time.Since(start); took != time.Second {
			t.Errorf("the wait took %v", took)
		}
	})
}

func TestShutdownWaitsForParsers(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s, f := fakeStore(t, time.Minute)
		doc := s.Open(OpenParams{Client: "file:///x.go", Text: "@"})
		synctest.Wait()
		start := time.Now()
		s.Shutdown()
		if _, closed, _ := f.counts(); time.Since(start) != time.Minute || closed != 1 {
			t.Errorf("took %v, %d closed", time.Since(start), closed)
		}
		_, doc, _ = s.Apply(doc.URI(), 2, insert(0, "@"))
		if got := symbols(doc.Outline(time.Hour)); got != nil {
			t.Errorf("an outline without a parse: %v", got)
		}
		late := s.Open(OpenParams{Client: "file:///y.go", Text: "@"})
		s.Apply(late.URI(), 2, insert(0, "x"))
		late.Outline(time.Hour)
		if made, _, _ := f.counts(); made != 1 {
			t.Errorf("parsers are made after the shutdown")
		}
	})
}

// TestWorkerDoesNotRetireFromWorkThatJustCame is about an edit that comes
// between a worker's last look and its end, which no clock can bring about.
func TestWorkerDoesNotRetireFromWorkThatJustCame(t *testing.T) {
	s, _ := fakeStore(t, 0)
	o := newOutliner(nil, NewText(""), s.parsers)
	o.working = true
	o.update(NewText("x"), []syntax.Edit{{NewEnd: 1}})
	if o.retire(0) || !o.working {
		t.Errorf("edition 1 is left unparsed")
	}
	if !o.retire(1) || o.working {
		t.Errorf("nothing is left to do, and the worker stays")
	}
}

func TestManyFilesThatOpenLeaveRoomForTheOneTypedIn(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s, f := fakeStore(t, time.Second)
		s.parsers.scratch = make(chan struct{}, 2)
		var doc *Snapshot
		for i := range 20 {
			doc = s.Open(OpenParams{Client: fmt.Sprintf("file:///%d.go", i), Text: "@"})
		}
		synctest.Wait()
		if _, _, busiest := f.counts(); busiest != 2 {
			t.Errorf("%d parses at a time, want 2", busiest)
		}
		_, doc, _ = s.Apply(doc.URI(), 2, insert(0, "typed"))
		if got := symbols(doc.Outline(1500 * time.Millisecond)); !cmp.Equal(got, []int{5}) {
			t.Errorf("the file typed in waits for others: %v", got)
		}
	})
}

func TestEditsInARowAreParsedOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s, f := fakeStore(t, time.Millisecond)
		doc := s.Open(OpenParams{Client: "file:///x.go", Text: "@"})
		doc.Outline(time.Second)
		for version := range int32(10) {
			_, doc, _ = s.Apply(doc.URI(), version+2, insert(0, "x"))
			<-time.After(time.Millisecond)
		}
		<-time.After(100 * time.Millisecond)
		if n := len(f.parsed()); n != 2 {
			t.Errorf("%d parses, want the first and one for all edits", n)
		}
		if got := symbols(doc.Outline(0)); !cmp.Equal(got, []int{10}) {
			t.Errorf("the outline is %v", got)
		}
	})
}

func TestOnlyTheDocumentsParsedLastKeepATree(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s, f := fakeStore(t, time.Millisecond)
		var first *Snapshot
		for i := range 3 * keptParsers {
			doc := s.Open(OpenParams{Client: fmt.Sprintf("file:///%d.go", i), Text: "@"})
			if doc.Outline(time.Second); first == nil {
				first = doc
			}
		}
		synctest.Wait()
		if made, closed, _ := f.counts(); made-closed != keptParsers {
			t.Errorf("%d parsers are alive, want %d", made-closed, keptParsers)
		}
		// One without a tree is parsed from scratch when it is edited.
		_, first, _ = s.Apply(first.URI(), 2, insert(0, "xx"))
		if got := symbols(first.Outline(time.Second)); !cmp.Equal(got, []int{2}) {
			t.Errorf("the outline is %v", got)
		}
		synctest.Wait()
		if made, closed, _ := f.counts(); made-closed != keptParsers {
			t.Errorf("%d parsers are alive, want %d", made-closed, keptParsers)
		}
	})
}

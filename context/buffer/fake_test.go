package buffer

import (
	"strings"
	"sync"
	"testing"
	"time"

	"go.uber.org/goleak"

	"fimble/context/syntax"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// A call is one call of a fake parser.
type call struct {
	text  string
	edits []syntax.Edit
	focus int
}

// A fakeParser makes one symbol for each "@" in the text. It takes as long as
// it is told, and panics where the text has a "!".
type fakeParser struct {
	takes time.Duration

	mu       sync.Mutex
	calls    []call
	made     int
	closed   int
	panicked int
	busy     int
	busiest  int
}

func (f *fakeParser) Parse(text string, edits []syntax.Edit, focus int) *syntax.Outline {
	f.mu.Lock()
	f.calls = append(f.calls, call{text, edits, focus})
	f.busy++
	f.busiest = max(f.busiest, f.busy)
	f.mu.Unlock()
	<-time.After(f.takes)
	f.mu.Lock()
	f.busy--
	broken := strings.Contains(text, "!")
	if broken {
		f.panicked++
	}
	f.mu.Unlock()
	if broken {
		panic("the text has a !")
	}
	o := &syntax.Outline{Span: syntax.Span{End: len(text)}}
	for i, c := range text {
		if c == '@' {
			span := syntax.Span{Start: i, End: i + 1}
			o.Symbols = append(o.Symbols, syntax.Symbol{Name: "@", Span: span, NameSpan: span, Parent: -1})
		}
	}
	return o
}

func (f *fakeParser) Close() {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.closed++
}

// counts says how many parsers were made and closed, and how many parsed at
// the same time at most.
func (f *fakeParser) counts() (made, closed, busiest int) {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.made, f.closed, f.busiest
}

// parsed lists the calls so far.
func (f *fakeParser) parsed() []call {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.calls
}

func (f *fakeParser) create(*syntax.Language) parser {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.made++
	return f
}

// fakeStore is a Store whose parsers take some time.
func fakeStore(t testing.TB, takes time.Duration) (*Store, *fakeParser) {
	f := &fakeParser{takes: takes}
	s := NewStore()
	s.parsers.create = f.create
	t.Cleanup(func() {
		s.Shutdown()
		if made, closed, _ := f.counts(); closed+f.panicked != made && !t.Failed() {
			t.Errorf("%d parsers made, %d closed, %d panicked", made, closed, f.panicked)
		}
	})
	return s, f
}

// insert is the edit that puts text at an offset.
func insert(offset int, text string) []Edit {
	return []Edit{{Span: syntax.Span{Start: offset, End: offset}, NewText: text}}
}

package syntax

import (
	"bytes"
	"os"
	"runtime"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// function is source text of a function of some 40 bytes with this number.
func function(n int) string {
	return "func f" + strconv.Itoa(n) + "() {\n\tg(" + strconv.Itoa(n) + ")\n}\n\n"
}

func largeGo(size int) string {
	var b strings.Builder
	b.WriteString("package x\n\n")
	for n := 0; b.Len() < size; n++ {
		b.WriteString(function(n))
	}
	return b.String()
}

func TestOnlyAWindowOfALargeFileIsParsed(t *testing.T) {
	text := largeGo(3 * wholeSize)
	focus := strings.Index(text, function(50_000))
	p := NewParser(Detect("go", ""))
	defer p.Close()
	o := p.Parse(text, nil, focus)
	checkSpans(t, text, o)
	if o.Span.Len() > 2*windowReach || o.Span.Len() < windowReach {
		t.Errorf("parsed %v", o.Span)
	}
	i := o.EnclosingSymbols(focus + 10)
	if len(i) != 1 || o.Symbols[i[0]].Name != "f50000" {
		t.Fatalf("symbols at the focus: %v", i)
	}
	if s := o.Symbols[i[0]]; text[s.Span.Start:s.Span.End]+"\n\n" != function(50_000) {
		t.Errorf("f50000 spans %q", text[s.Span.Start:s.Span.End])
	}
	if len(o.Defects) > 0 {
		t.Errorf("the window has defects: %v", o.Defects)
	}
}

func TestWindowFollowsEditsAndTheFocus(t *testing.T) {
	text := largeGo(2 * wholeSize)
	focus := strings.Index(text, function(30_000))
	p := NewParser(Detect("go", ""))
	defer p.Close()
	first := p.Parse(text, nil, focus)
	steps := []struct {
		name  string
		at    int
		focus int
		moved bool
	}{
		{"typing at the focus", focus, focus, false},
		{"typing before the window", 100, focus + 10, false},
		{"typing behind the window", len(text) - 10, focus + 10, false},
		{"focus far away", 100, 2000, true},
	}
	at := first.Span
	for _, s := range steps {
		text = text[:s.at] + "// typed\n" + text[s.at:]
		o := p.Parse(text, []Edit{{s.at, s.at, s.at + 9}}, s.focus)
		checkSpans(t, text, o)
		if !o.Span.Contains(s.focus) {
			t.Errorf("%s: focus %d is not in %v", s.name, s.focus, o.Span)
		}
		if moved := o.Span.Len() < at.Len() || o.Span.Len() > at.Len()+9; moved != s.moved {
			t.Errorf("%s: window moved from %v to %v", s.name, at, o.Span)
		}
		fresh := NewParser(p.language)
		want := fresh.Parse(text[o.Span.Start:o.Span.End], nil, 0)
		fresh.Close()
		if len(want.Symbols) != len(o.Symbols) || len(want.Scopes) != len(o.Scopes) {
			t.Errorf("%s: %d symbols and %d scopes, want %d and %d", s.name, len(o.Symbols), len(o.Scopes), len(want.Symbols), len(want.Scopes))
		}
		at = o.Span
	}
}

func TestParsingGoesByTheTextAndNotByTheEdits(t *testing.T) {
	before, after := largeGo(2000), "package y\n"+largeGo(1500)[10:]
	for _, edits := range [][]Edit{{}, {{5, 6, 7}}, {{1 << 20, 1 << 21, 3}}, {{-5, 3, 9}}} {
		p := NewParser(Detect("go", ""))
		p.Parse(before, nil, 0)
		got := p.Parse(after, edits, 0)
		want := NewParser(p.language)
		if diff := cmp.Diff(want.Parse(after, nil, 0), got, sameOutline); diff != "" {
			t.Errorf("edits %v: (-want +got)\n%s", edits, diff)
		}
		p.Close()
		want.Close()
	}
}

func TestParseEndsOnHostileText(t *testing.T) {
	for _, l := range Languages() {
		for name, text := range map[string]string{
			"empty":            "",
			"blank":            "\n \t\r\n",
			"open brackets":    strings.Repeat("(", 10_000),
			"open blocks":      strings.Repeat("{[(<", 500),
			"nested blocks":    strings.Repeat("if x { ", 300) + strings.Repeat("}", 300),
			"nested functions": strings.Repeat("def f():\n ", 100),
			"quotes":           strings.Repeat("\"'`", 500),
			"one line":         "x = [" + strings.Repeat("1, ", 2_000) + "]",
			"zeros":            strings.Repeat("\x00", 10_000),
			"no UTF-8":         strings.Repeat("\xff\xfe\x80", 10_000),
		} {
			p := NewParser(l)
			o := p.Parse(text, nil, len(text)/2)
			checkSpans(t, text, o)
			o = p.Parse(text+")", []Edit{{len(text), len(text), len(text) + 1}}, len(text))
			checkSpans(t, text+")", o)
			if o.Language != l {
				t.Errorf("%s, %s: outline of %s", l.Name, name, o.Language.Name)
			}
			p.Close()
		}
	}
}

func TestParseThatGoesAstrayEndsInLinesUntilItStartsAfresh(t *testing.T) {
	text := "x = [" + strings.Repeat("1, ", 20_000) + "]"
	p := NewParser(Detect("go", ""))
	defer p.Close()
	if o := p.Parse(text, nil, 0); p.tree != nil || o.Span != (Span{0, len(text)}) || o.Style.LineWidth == 0 {
		t.Fatalf("outline of %v, style %+v", o.Span, o.Style)
	}
	start := time.Now()
	p.Parse(text+"\n", []Edit{{len(text), len(text), len(text) + 1}}, 0)
	if took := time.Since(start); took > parseLimit/2 {
		t.Errorf("the next key took %v, so the parse was tried again", took)
	}
	if o := p.Parse("package x\n\nfunc f() {}\n", nil, 0); len(o.Symbols) != 1 {
		t.Errorf("symbols from scratch: %v", o.Symbols)
	}
}

func TestEveryLanguageWithoutAGrammarHasTheStyleOfItsLines(t *testing.T) {
	for _, l := range Languages() {
		if l.Deep() {
			continue
		}
		p := NewParser(l)
		o := p.Parse("a:\n  b:\n    c\n  d\n", nil, 0)
		p.Close()
		if o.Style.Indent != "  " || o.Style.LineWidth != 5 || o.Span != (Span{0, 18}) {
			t.Errorf("%s: %+v of %v", l.Name, o.Style, o.Span)
		}
	}
}

// Trees lie outside of Go's memory, where no collector finds a lost one.
func TestParsersLeaveNoMemoryBehind(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("resident memory is read from /proc")
	}
	text := largeGo(20_000)
	use := func() {
		p := NewParser(Detect("go", ""))
		defer p.Close()
		p.Parse(text, nil, 0)
		p.Parse(text+"func g() {}\n", []Edit{{len(text), len(text), len(text) + 12}}, 0)
		BlockEnd(p.language, text, "}")
		defectsOf(p.language, text+"}")
	}
	for range 10 {
		use()
	}
	before := residentMB(t)
	for range 40 {
		use()
	}
	if after := residentMB(t); after > before+20 {
		t.Errorf("resident memory grew from %d to %d MB", before, after)
	}
}

func residentMB(t *testing.T) int {
	t.Helper()
	runtime.GC()
	statm, err := os.ReadFile("/proc/self/statm")
	if err != nil {
		t.Fatal(err)
	}
	pages, err := strconv.Atoi(string(bytes.Fields(statm)[1]))
	if err != nil {
		t.Fatal(err)
	}
	return pages * os.Getpagesize() >> 20
}

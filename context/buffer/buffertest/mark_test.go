package buffertest

import (
	"testing"

	"fimble/context/syntax"
)

func TestMarkFindsTheCursor(t *testing.T) {
	text, offset := Mark(t, "é(█)\n")
	if text != "é()\n" || offset != 3 {
		t.Errorf("got %q, %d", text, offset)
	}
}

func TestSpanKeepsWhatIsMarked(t *testing.T) {
	text, span := Span(t, "a ├é┤ c")
	if text != "a é c" || span != (syntax.Span{Start: 2, End: 4}) {
		t.Errorf("got %q, %v", text, span)
	}
}

func TestEditIsTakenOutOfTheText(t *testing.T) {
	for _, c := range []struct {
		src, text, inserted string
		span                syntax.Span
	}{
		{"f(├x, y┤)", "f()", "x, y", syntax.Span{Start: 2, End: 2}},
		{"f(├x);┤)╣\n", "f()\n", "x);", syntax.Span{Start: 2, End: 3}},
		{"├┤gone╣", "gone", "", syntax.Span{Start: 0, End: 4}},
	} {
		text, span, inserted := Edit(t, c.src)
		if text != c.text || span != c.span || inserted != c.inserted {
			t.Errorf("%q: got %q, %v, %q", c.src, text, span, inserted)
		}
	}
}

// failing is a testing.TB that notes that a test was failed, and goes on.
type failing struct {
	testing.TB
	failed bool
}

func (f *failing) Helper()               {}
func (f *failing) Fatalf(string, ...any) { f.failed = true }

func TestWrongMarksFailTheTest(t *testing.T) {
	for _, src := range []string{"", "██", "█ ├┤", "█╣"} {
		f := &failing{TB: t}
		if Mark(f, src); !f.failed {
			t.Errorf("Mark takes %q", src)
		}
	}
	for _, src := range []string{"", "┤├", "├", "├┤├┤", "█├┤", "├┤╣"} {
		f := &failing{TB: t}
		if Span(f, src); !f.failed {
			t.Errorf("Span takes %q", src)
		}
	}
	for _, src := range []string{"", "┤├", "╣├┤", "├┤╣╣", "├█┤"} {
		f := &failing{TB: t}
		if Edit(f, src); !f.failed {
			t.Errorf("Edit takes %q", src)
		}
	}
}

package feedback_test

import (
	"runtime"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"go.uber.org/zap"

	"fimble/completion/feedback"
	"fimble/context/buffer"
)

// TestSameSuggestionCountsOnce has a table of what is shown after
// "(a, b int) {}" was shown behind "func add".
func TestSameSuggestionCountsOnce(t *testing.T) {
	const shown = "(a, b int) {}"
	for name, c := range map[string]struct {
		do   func(u *user)
		want int
	}{
		"again":                   {func(u *user) { u.sees(shown) }, 1},
		"from its word on":        {func(u *user) { u.seesOver(3, 0, "add"+shown) }, 1},
		"longer":                  {func(u *user) { u.sees(shown + "\n\nfunc") }, 1},
		"shorter":                 {func(u *user) { u.sees("(a, b int) {") }, 1},
		"typed along":             {func(u *user) { u.types("(a"); u.sees(", b int) {}") }, 1},
		"a word taken":            {func(u *user) { u.puts("(a"); u.sees(", b int) {}") }, 1},
		"from further back":       {func(u *user) { u.backspaces(2); u.sees("dd" + shown) }, 1},
		"after a slip":            {func(u *user) { u.types("x"); u.sees("y()"); u.backspaces(1); u.sees(shown) }, 2},
		"another":                 {func(u *user) { u.sees("(n int) {}") }, 2},
		"another from further on": {func(u *user) { u.types("("); u.sees("n int) {}") }, 2},
		"what comes next":         {func(u *user) { u.puts(shown); u.sees("\n") }, 2},
		"the same elsewhere":      {func(u *user) { u.edit(9, 9, "func add"); u.sees(shown) }, 2},
		"long afterwards":         {func(u *user) { time.Sleep(2 * time.Minute); u.sees(shown) }, 2},
		"in another session":      {func(u *user) { u.session = "other"; u.sees(shown) }, 2},
		"for an older text":       {func(u *user) { old := u.doc; u.types("x"); u.doc = old; u.sees("other") }, 1},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				u := newUser(t, newLedger(t), "func add█\n")
				u.sees(shown)
				u.reads()
				c.do(u)
				if got := u.ledger.Rate("plaintext", "m").Shown; got != c.want {
					t.Errorf("%d shown, want %d", got, c.want)
				}
			})
		})
	}
}

// TestEditorsOnlyRefine has a table of what editors say and users do, in
// whatever order.
func TestEditorsOnlyRefine(t *testing.T) {
	const shown = "(a, b int) {}"
	accepted := func(u *user) { u.ledger.Accepted("1") }
	part := func(u *user) { u.ledger.PartiallyAccepted("1") }
	drawn := func(u *user) { u.ledger.DidShow("1") }
	all := func(u *user) { u.puts(shown) }
	word := func(u *user) { u.puts("(a") }
	other := func(u *user) { u.puts("ress()\n") }
	for name, c := range map[string]struct {
		steps []func(u *user)
		want  string
	}{
		"the text, then the command":   {[]func(u *user){all, accepted}, "shown 1, accepted 1, kept 1, taken 13"},
		"the command, then the text":   {[]func(u *user){accepted, all}, "shown 1, accepted 1, kept 1, taken 13"},
		"the command twice":            {[]func(u *user){all, accepted, accepted}, "shown 1, accepted 1, kept 1, taken 13"},
		"the command alone":            {[]func(u *user){accepted}, "shown 1, accepted 1"},
		"the command after a word":     {[]func(u *user){word, accepted}, "shown 1, partial 1, kept 1, taken 2"},
		"the command of a typed text":  {[]func(u *user){func(u *user) { u.types(shown) }, accepted}, "shown 1, accepted 1, kept 1, taken 13"},
		"the command against the text": {[]func(u *user){other, accepted}, "shown 1, accepted 1"},
		"a word, told so":              {[]func(u *user){word, part}, "shown 1, partial 1, kept 1, taken 2"},
		"a part, told only":            {[]func(u *user){part}, "shown 1, partial 1"},
		"a part, told before it all":   {[]func(u *user){part, all, part, accepted}, "shown 1, accepted 1, kept 1, taken 13"},
		"drawn, told late":             {[]func(u *user){drawn, drawn, all}, "shown 1, accepted 1, kept 1, taken 13"},
		"unknown":                      {[]func(u *user){func(u *user) { u.ledger.Accepted("9"); u.ledger.DidShow("9"); u.ledger.PartiallyAccepted("9") }}, "shown 1"},
		"after the document is closed": {[]func(u *user){func(u *user) { u.ledger.Closed("s", u.doc.URI()) }, accepted}, "shown 1, accepted 1"},
		"after the editor has left":    {[]func(u *user){func(u *user) { u.ledger.Left("s") }, accepted, drawn}, "shown 1, accepted 1"},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				u := newUser(t, newLedger(t), "func add█\n")
				u.sees(shown)
				u.reads()
				for _, step := range c.steps {
					step(u)
				}
				if got := u.counts(); got != c.want {
					t.Errorf("got %s, want %s", got, c.want)
				}
			})
		})
	}
}

func TestEditorThatTellsWhatItDrawsIsBelieved(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		u := newUser(t, newLedger(t), "█\n")
		u.ledger.DidShow(u.sees("one"))
		u.types("x")
		u.sees("two") // not drawn
		u.types("x")
		u.ledger.DidShow(u.sees("three"))
		u.types("x")
		u.sees("four") // not told of, but taken
		u.puts("four")
		if got, want := u.counts(), "shown 3, accepted 1, kept 1, taken 4"; got != want {
			t.Errorf("got %s, want %s", got, want)
		}
	})
}

func TestChoiceThatWasTakenIsFound(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		u := newUser(t, newLedger(t), "func add█\n")
		u.sees("(a, b int) {}", "(x float64) {}")
		u.puts("(x float64) {}")
		if got, want := u.counts(), "shown 1, accepted 1, kept 1, taken 14"; got != want {
			t.Errorf("got %s, want %s", got, want)
		}
	})
}

// TestSuggestionThatReplacesIsUnderstood has texts with what is replaced
// between "╣" and the cursor or behind it, and what the text is once it was
// accepted.
func TestSuggestionThatReplacesIsUnderstood(t *testing.T) {
	for name, c := range map[string]struct {
		text           string
		before, behind int
		suggestion     string
	}{
		"its word":                  {"x := fmt.Err█\n", 3, 0, "Errorf(\"x\")"},
		"another word":              {"x := fmt.err█\n", 3, 0, "Errorf(\"x\")"},
		"a closer":                  {"print(█)\n", 0, 1, "a, b)"},
		"a closer that comes last":  {"print(█)\n", 0, 1, "a, b) + f()"},
		"a closer that comes first": {"print(█)\n", 0, 1, ") + f()"},
		"closers":                   {"print([\"█\"])\n", 0, 3, "a\", \"b\"])"},
		"a word and closers":        {"print(na█)\n", 2, 1, "name, other)"},
		"in a DOS file":             {"if x {█\r\n}\r\n", 0, 0, "\n\treturn\n\t// done"},
		"in wide characters":        {"// 名█\n", 3, 0, "名前 は ここ"},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				u := newUser(t, newLedger(t), c.text)
				u.seesOver(c.before, c.behind, c.suggestion)
				text := c.suggestion
				if strings.Contains(c.text, "\r\n") {
					text = strings.ReplaceAll(text, "\n", "\r\n")
				}
				start := u.cursor - c.before
				u.edit(start, u.cursor+c.behind, text)
				got := u.ledger.Rate("plaintext", "m")
				if got.Accepted != 1 || got.Rejected != 0 {
					t.Fatalf("not accepted: %+v", got)
				}
				u.undoes()
				got = u.ledger.Rate("plaintext", "m")
				if got.Accepted != 0 || got.Rejected != 1 || got.Taken != 0 {
					t.Errorf("not undone: %+v", got)
				}
				if !u.ledger.Rejected("s", u.doc.URI(), start, c.suggestion) {
					t.Error("not refused")
				}
			})
		})
	}
}

// An editor may open again what it has not closed.
func TestDocumentThatIsOpenedAnewIsCountedOn(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		u := newUser(t, newLedger(t), "func add█\n")
		u.sees("(a, b int) {}")
		u.puts("(a, b int) {}")
		u.doc = u.store.Open(buffer.OpenParams{Client: "untitled:x", LanguageID: "plaintext", Text: "\n"})
		u.cursor = 0
		u.puts("x")
		u.sees("one two")
		u.puts("one two")
		if got, want := u.counts(), "shown 2, accepted 2, kept 2, taken 20"; got != want {
			t.Errorf("got %s, want %s", got, want)
		}
	})
}

func TestOldestIsJudgedEarlyWhenTooManyWait(t *testing.T) {
	u := newUser(t, newLedger(t), "█\n")
	for range 40 {
		u.sees("one two\n")
		u.puts("one two\n")
	}
	if got := u.ledger.Rate("plaintext", "m").Kept; got != 8 {
		t.Errorf("%d judged, want the first 8 of 40", got)
	}
}

func TestOldestRefusalIsForgottenWhenThereAreMany(t *testing.T) {
	u := newUser(t, newLedger(t), "█\n")
	for range 9 {
		u.sees("one two")
		u.puts("one two")
		u.undoes()
		u.puts("\n")
	}
	for line, want := range []bool{false, true, true, true, true, true, true, true, true} {
		if u.cursor = line; u.refused("one two") != want {
			t.Errorf("line %d: refused %v, want %v", line, !want, want)
		}
	}
}

func TestMemoryStaysSmall(t *testing.T) {
	l := feedback.New(nil, zap.NewNop())
	defer l.Close()
	u := newUser(t, l, "█\n")
	heap := func() uint64 {
		runtime.GC()
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		return m.HeapAlloc
	}
	play := func(n int) {
		for i := range n {
			text := strings.Repeat("word ", 20+i%7)
			u.sees(text)
			u.puts(text)
			u.undoes()
			u.sees(text + "x")
			u.puts("ress()\n")
			u.edit(0, u.cursor, "")
		}
	}
	play(1000)
	before := heap()
	play(5000)
	if after := heap(); after > before+1<<20 {
		t.Errorf("%d KB after 1000 rounds, %d KB after 6000", before>>10, after>>10)
	}
}

func TestClosedDocumentsAreLetGo(t *testing.T) {
	l := feedback.New(nil, zap.NewNop())
	defer l.Close()
	for i := range 50 {
		u := newUser(t, l, "█"+strings.Repeat("x", 1<<20))
		u.ids = i
		u.sees("one two")
		u.puts("one two")
		l.Closed("s", u.doc.URI())
		u.store.Close(u.doc.URI())
		u.doc = nil
	}
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	if m.HeapAlloc > 25<<20 {
		t.Errorf("%d MB are held for 50 closed documents of 1 MB", m.HeapAlloc>>20)
	}
}

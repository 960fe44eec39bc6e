package feedback_test

import (
	"testing"
	"testing/synctest"
	"time"

	"fimble/context/buffer"
	"fimble/context/syntax"
)

// at is an edit, for those of one message.
func at(start, end int, text string) buffer.Edit {
	return buffer.Edit{Span: syntax.Span{Start: start, End: end}, NewText: text}
}

// TestWhatAUserDoesIsCounted has a table of what users do. The text is
// "func add█", and "(a, b int) {}" is shown, 13 characters.
func TestWhatAUserDoesIsCounted(t *testing.T) {
	const shown = "(a, b int) {}"
	for name, c := range map[string]struct {
		do   func(u *user)
		want string
	}{
		"nothing":                    {func(*user) {}, "shown 1"},
		"takes all":                  {func(u *user) { u.puts(shown) }, "shown 1, accepted 1, kept 1, taken 13"},
		"takes a word":               {func(u *user) { u.puts("(a") }, "shown 1, partial 1, kept 1, taken 2"},
		"takes a word and all":       {func(u *user) { u.puts("(a"); u.puts(", b int) {}") }, "shown 1, accepted 1, kept 1, taken 13"},
		"types a word, takes all":    {func(u *user) { u.types("(a"); u.puts(", b int) {}") }, "shown 1, accepted 1, kept 1, taken 11"},
		"types all":                  {func(u *user) { u.types(shown) }, "shown 1"},
		"types half a word in one":   {func(u *user) { u.puts("(a, b in") }, "shown 1"},
		"has a bracket closed":       {func(u *user) { u.puts("()"); u.edit(9, 9, "a") }, "shown 1"},
		"has one closed, takes all":  {func(u *user) { u.puts("()"); u.edit(9, 9, "a, b int) {}") }, "shown 1, accepted 1, kept 1, taken 12"},
		"takes all over the closed":  {func(u *user) { u.puts("()"); u.edit(9, 9, "a"); u.edit(10, 10, ","); u.edit(11, 12, " b int) {}") }, "shown 1, accepted 1, kept 1, taken 10"},
		"types over a bracket":       {func(u *user) { u.puts("()"); u.edit(9, 9, "a, b in"); u.edit(16, 16, "t"); u.edit(18, 18, " {}") }, "shown 1, accepted 1, kept 1, taken 3"},
		"types another thing":        {func(u *user) { u.types("ress()\n") }, "shown 1, rejected 1"},
		"types another, stays":       {func(u *user) { u.types("ress()") }, "shown 1"},
		"types another, stays long":  {func(u *user) { u.types("ress()"); time.Sleep(10 * time.Second); u.types("x") }, "shown 1, rejected 1"},
		"types another, goes away":   {func(u *user) { u.types("ress()"); u.edit(0, 0, "// ") }, "shown 1, rejected 1"},
		"slips, goes away":           {func(u *user) { u.types("rs("); u.edit(0, 0, "// ") }, "shown 1"},
		"slips, comes back":          {func(u *user) { u.types("rst"); u.backspaces(3); u.puts(shown) }, "shown 1, accepted 1, kept 1, taken 13"},
		"another, comes back":        {func(u *user) { u.types("ress()"); u.backspaces(6); u.puts(shown) }, "shown 1, accepted 1, kept 1, taken 13"},
		"goes away":                  {func(u *user) { u.edit(0, 0, "// comment\n") }, "shown 1"},
		"deletes the word":           {func(u *user) { u.backspaces(8) }, "shown 1"},
		"deletes and types again":    {func(u *user) { u.backspaces(3); u.types("add"); u.puts(shown) }, "shown 1, accepted 1, kept 1, taken 13"},
		"takes and undoes":           {func(u *user) { u.puts(shown); u.undoes() }, "shown 1, rejected 1"},
		"takes, undoes late":         {func(u *user) { u.puts(shown); time.Sleep(40 * time.Second); u.undoes() }, "shown 1, accepted 1, kept 1, taken 13"},
		"undoes and redoes":          {func(u *user) { u.puts(shown); u.undoes(); u.undoes() }, "shown 1, accepted 1, kept 1, taken 13"},
		"undoes, redoes, undoes":     {func(u *user) { u.puts(shown); u.undoes(); u.undoes(); u.undoes() }, "shown 1, rejected 1"},
		"takes a word and undoes":    {func(u *user) { u.puts("(a"); u.undoes() }, "shown 1, rejected 1"},
		"takes, deletes one by one":  {func(u *user) { u.puts(shown); u.backspaces(13) }, "shown 1, rejected 1"},
		"takes, changes a name":      {func(u *user) { u.puts(shown); u.edit(9, 10, "first") }, "shown 1, accepted 1, kept 1, taken 13"},
		"takes, indents":             {func(u *user) { u.puts(shown); u.edit(18, 19, "\n\t\t") }, "shown 1, accepted 1, kept 1, taken 13"},
		"takes, indents much":        {func(u *user) { u.puts(shown); u.edit(18, 19, "\n\t\t\t\t\t\t\t\t\t\t\t\t") }, "shown 1, accepted 1, kept 1, taken 13"},
		"takes, deletes most":        {func(u *user) { u.puts(shown); u.edit(8, 19, "") }, "shown 1, accepted 1, taken 13"},
		"takes, deletes most late":   {func(u *user) { u.puts(shown); time.Sleep(30 * time.Second); u.edit(8, 19, "") }, "shown 1, accepted 1, kept 1, taken 13"},
		"takes, writes it otherwise": {func(u *user) { u.puts(shown); u.edit(8, 21, " is a word, not the function") }, "shown 1, accepted 1, taken 13"},
		"takes, goes on":             {func(u *user) { u.puts(shown); u.types("\n\nfunc sub") }, "shown 1, accepted 1, kept 1, taken 13"},
		"takes, writes above":        {func(u *user) { u.puts(shown); u.edit(0, 0, "// Add adds.\n"); u.edit(0, 3, "") }, "shown 1, accepted 1, kept 1, taken 13"},
		"takes with two cursors":     {func(u *user) { u.edits(at(9, 9, shown), at(8, 8, shown)) }, "shown 1, accepted 1, kept 1, taken 13"},
		"an import comes with it":    {func(u *user) { u.edits(at(8, 8, shown), at(0, 0, "import \"x\"\n")) }, "shown 1, accepted 1, kept 1, taken 13"},
		"pastes another thing":       {func(u *user) { u.puts("_all(of []int) {\n\treturn\n}\n") }, "shown 1, rejected 1"},
		"pastes a megabyte":          {func(u *user) { u.puts(long) }, "shown 1"},
		"deletes all":                {func(u *user) { u.edit(0, 9, "") }, "shown 1"},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				u := newUser(t, newLedger(t), "func add█\n")
				u.sees(shown)
				u.reads()
				c.do(u)
				if got := u.counts(); got != c.want {
					t.Errorf("got %s, want %s", got, c.want)
				}
			})
		})
	}
}

var long = string(make([]byte, 1<<20))

// TestKeysAreNoAccept has what a key, an editor or an input method puts in at
// once, and what is no key's work any more.
func TestKeysAreNoAccept(t *testing.T) {
	for _, c := range []struct {
		text, shown, put string
		over             int // bytes before the cursor that are replaced
		partial          bool
	}{
		{"f█\n", "() {}", "()", 0, false},
		{"f█\n", "() {}", "() {", 0, true},
		{"if x {█\n", "\n\treturn\n}", "\n\t", 0, false},
		{"if x {█\n", "\n\treturn\n}", "\n\treturn", 0, true},
		{"// █\n", "名前です。それから", "名前です", 0, false},    // composed
		{"// █\n", "名前です。それから", "名前です。それ", 0, false}, // in the middle of a word
		{"// █\n", "名前です。それから", "名前です。", 0, true},
		{"// █\n", "é and so on", "é", 0, false},
		{"// █\n", "e\u0301 and so on", "e\u0301", 0, false},
		{"// █\n", "👩‍👩‍👧 and so on", "👩‍👩‍👧", 0, false},
		{"// █\n", "👍🏽 and so on", "👍🏽", 0, false},
		{"// █\n", "one and so on", "one and", 0, true},
		{"// █\n", "one and so on", "one an", 0, false},
		{"fmt.Err█\n", "orf(x, y)", "orf", 0, true},
		{"fmt.Err█\n", "Errorf(x, y)", "Errorf", 3, false}, // from a list of words
		{"fmt.Err█\n", "Errorf(x, y)", "Errorf(x", 3, true},
	} {
		u := newUser(t, newLedger(t), c.text)
		u.seesOver(c.over, 0, c.shown)
		u.edit(u.cursor-c.over, u.cursor, c.put)
		if got := u.ledger.Rate("plaintext", "m"); got.Partial != 0 != c.partial || got.Accepted != 0 {
			t.Errorf("%s: %q of %q counts as %+v, want partial %v", c.text, c.put, c.shown, got, c.partial)
		}
	}
}

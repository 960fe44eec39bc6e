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

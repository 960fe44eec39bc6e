package feedback_test

import (
	"testing"
	"testing/synctest"
)

// TestWhatIsTakenFromAListIsCounted has a table of what users do. The text is
// "func add█", and "(a, b int) {}" is listed, 13 characters.
func TestWhatIsTakenFromAListIsCounted(t *testing.T) {
	const listed = "(a, b int) {}"
	command := func(u *user) { u.ledger.Accepted("1") }
	for name, c := range map[string]struct {
		do   func(u *user)
		want string
	}{
		"nothing":                    {func(*user) {}, "shown 1"},
		"takes it":                   {func(u *user) { u.puts(listed) }, "shown 1, accepted 1, kept 1, taken 13"},
		"takes it for the word":      {func(u *user) { u.edit(5, 8, "add"+listed) }, "shown 1, accepted 1, kept 1, taken 13"},
		"takes it, then the command": {func(u *user) { u.puts(listed); command(u) }, "shown 1, accepted 1, kept 1, taken 13"},
		"the command, then the text": {func(u *user) { command(u); u.puts(listed) }, "shown 1, accepted 1, kept 1, taken 13"},
		"types on and takes it":      {func(u *user) { u.types("(a"); u.edit(5, 10, "add"+listed) }, "shown 1, accepted 1, kept 1, taken 11"},
		"types it":                   {func(u *user) { u.types(listed) }, "shown 1"},
		"takes another entry":        {func(u *user) { u.edit(5, 8, "address") }, "shown 1"},
		"takes a start of it":        {func(u *user) { u.puts("(a") }, "shown 1"},
		"types another thing":        {func(u *user) { u.types("ress()\n") }, "shown 1"},
		"takes it and undoes":        {func(u *user) { u.puts(listed); u.undoes() }, "shown 1"},
		"goes past it in the list":   {func(u *user) { u.puts(listed); u.undoes(); u.puts("ress") }, "shown 1"},
		"goes past and comes back":   {func(u *user) { u.puts(listed); u.undoes(); u.puts(listed) }, "shown 1, accepted 1, kept 1, taken 13"},
		"sees it drawn, too":         {func(u *user) { u.sees(listed); u.puts("(a") }, "shown 1, partial 1, kept 1, taken 2"},
		"sees it drawn, goes on":     {func(u *user) { u.sees(listed); u.reads(); u.types("ress()\n") }, "shown 1, rejected 1"},
		"sees another drawn":         {func(u *user) { u.sees("ress()"); u.puts(listed) }, "shown 2, accepted 1, kept 1, taken 13"},
		"an editor that tells":       {func(u *user) { id := u.sees("ress()"); u.ledger.DidShow(id); u.puts(listed) }, "shown 2, accepted 1, kept 1, taken 13"},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				u := newUser(t, newLedger(t), "func add█\n")
				u.hasListed(listed)
				u.reads()
				c.do(u)
				if u.refused(listed) != (name == "sees it drawn, goes on") && u.cursor == len("func add") {
					t.Errorf("%q is refused: %v", listed, u.refused(listed))
				}
				if got := u.counts(); got != c.want {
					t.Errorf("got %s, want %s", got, c.want)
				}
			})
		})
	}
}

// A list that a suggestion is in has others' words beside it, so that a single
// word is the suggestion's if the editor says so.
func TestWordOfAListIsCountedByTheCommand(t *testing.T) {
	for told, want := range map[bool]string{false: "shown 1", true: "shown 1, accepted 1, kept 1, taken 3"} {
		synctest.Test(t, func(t *testing.T) {
			u := newUser(t, newLedger(t), "fmt.Err█\n")
			id := u.hasListed("orf")
			u.edit(4, 7, "Errorf")
			if told {
				u.ledger.Accepted(id)
			}
			if got := u.counts(); got != want {
				t.Errorf("told %v: got %s, want %s", told, got, want)
			}
		})
	}
}

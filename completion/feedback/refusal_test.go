package feedback_test

import (
	"testing"
	"testing/synctest"
	"time"
)

// TestTurnedDownIsNotWantedThere has a table of what users do after
// "(a, b int) {}" was shown behind "func add", and of whether it would then be
// refused at the cursor.
func TestTurnedDownIsNotWantedThere(t *testing.T) {
	const shown = "(a, b int) {}"
	undone := func(u *user) { u.puts(shown); u.undoes() }
	for name, c := range map[string]struct {
		do   func(u *user)
		text string
		want bool
	}{
		"undone":                       {undone, shown, true},
		"undone, more of the same":     {undone, shown + "\n\nfunc", true},
		"undone, less of it":           {undone, "(a, b", true},
		"undone, something else":       {undone, "(n int) {}", false},
		"undone, nothing":              {undone, "", false},
		"undone, typed into":           {func(u *user) { undone(u); u.types("(a") }, ", b int) {}", true},
		"undone, the word again":       {func(u *user) { undone(u); u.backspaces(3) }, "add" + shown, true},
		"undone, pushed down":          {func(u *user) { undone(u); u.edit(0, 0, "// Add.\n"); u.cursor = 16 }, shown, true},
		"undone, elsewhere":            {func(u *user) { undone(u); u.cursor = 4 }, shown, false},
		"undone, soon":                 {func(u *user) { undone(u); time.Sleep(59 * time.Second) }, shown, true},
		"undone, long ago":             {func(u *user) { undone(u); time.Sleep(61 * time.Second) }, shown, false},
		"undone, redone, deleted late": {func(u *user) { undone(u); u.undoes(); time.Sleep(time.Minute); u.undoes() }, shown, false},
		"undone, asked for":            {func(u *user) { undone(u); u.sees(shown) }, shown, false},
		"undone, in another session":   {func(u *user) { undone(u); u.session = "other" }, shown, false},
		"undone, line deleted":         {func(u *user) { undone(u); u.edit(0, 9, ""); u.puts("func add") }, shown, false},
		"undone, closed":               {func(u *user) { undone(u); u.ledger.Closed(u.session, u.doc.URI()) }, shown, false},
		"undone, left":                 {func(u *user) { undone(u); u.ledger.Left(u.session) }, shown, false},
		"a slip":                       {func(u *user) { u.types("x"); u.backspaces(1) }, shown, false},
		"another, back at once":        {func(u *user) { u.types("ress()"); u.backspaces(6) }, shown, false},
		"another, back later":          {func(u *user) { u.types("ress()\n"); u.edit(8, 15, "") }, shown, true},
		"another, back from elsewhere": {func(u *user) { u.types("ress()"); u.edit(0, 0, " "); u.edit(9, 15, "") }, shown, true},
		"only seen":                    {func(*user) {}, shown, false},
		"typed along and back":         {func(u *user) { u.types("(a, b"); u.backspaces(5) }, shown, false},
		"moved on":                     {func(u *user) { u.edit(0, 0, "// comment\n"); u.cursor = 19 }, shown, false},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				u := newUser(t, newLedger(t), "func add█\n")
				u.sees(shown)
				u.reads()
				c.do(u)
				if got := u.refused(c.text); got != c.want {
					t.Errorf("refused %q: %v, want %v", c.text, got, c.want)
				}
			})
		})
	}
}

// Who types on at once has not read what was shown.
func TestUnreadIsNotTurnedDown(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		u := newUser(t, newLedger(t), "func add█\n")
		u.sees("(a, b int) {}")
		u.types("ress()\n")
		u.edit(8, 15, "")
		if u.refused("(a, b int) {}") {
			t.Error("it is refused")
		}
	})
}

func TestOnlyTheChoiceThatWasTakenIsTurnedDownByUndo(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		u := newUser(t, newLedger(t), "func add█\n")
		u.sees("(a, b int) {}", "(a, b string) {}", "(x float64) {}")
		u.puts("(a, b string) {}")
		u.undoes()
		for text, want := range map[string]bool{"(a, b string) {}": true, "(a, b int) {}": false, "(x float64) {}": false} {
			if u.refused(text) != want {
				t.Errorf("refused %q: %v, want %v", text, !want, want)
			}
		}
	})
}

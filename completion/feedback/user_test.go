package feedback_test

import (
	"strconv"
	"strings"
	"testing"
	"time"

	"go.uber.org/zap"

	"fimble/completion/feedback"
	"fimble/context/buffer"
	"fimble/context/syntax"
)

// A user edits one document in one editor, and is shown suggestions at the
// cursor.
type user struct {
	t       testing.TB
	ledger  *feedback.Ledger
	store   *buffer.Store
	session string
	doc     *buffer.Snapshot
	cursor  int
	ids     int
	undo    []buffer.Edit // of the last edit
}

// newUser opens a document whose cursor is at "█".
func newUser(t testing.TB, l *feedback.Ledger, text string) *user {
	before, after, ok := strings.Cut(text, "█")
	if !ok {
		t.Fatalf("no cursor in %q", text)
	}
	u := &user{t: t, ledger: l, store: buffer.NewStore(), session: "s", cursor: len(before)}
	t.Cleanup(u.store.Shutdown)
	u.doc = u.store.Open(buffer.OpenParams{Client: "untitled:x", LanguageID: "plaintext", Text: before + after})
	return u
}

func newLedger(t testing.TB) *feedback.Ledger {
	l := feedback.New(nil, zap.NewNop())
	t.Cleanup(l.Close)
	return l
}

// sees shows texts at the cursor, and gives the ID of the first.
func (u *user) sees(texts ...string) string { return u.seesOver(0, 0, texts...) }

// hasListed puts a text for the cursor into a list, and gives its ID.
func (u *user) hasListed(text string) string { return u.has(true, 0, 0, text) }

// seesOver shows texts that replace bytes before and behind the cursor.
func (u *user) seesOver(before, behind int, texts ...string) string {
	return u.has(false, before, behind, texts...)
}

func (u *user) has(listed bool, before, behind int, texts ...string) string {
	s := feedback.Showing{Session: u.session, Snapshot: u.doc, Offset: u.cursor, Model: "m", At: time.Now(), Listed: listed}
	first := strconv.Itoa(u.ids + 1)
	for _, text := range texts {
		u.ids++
		s.Choices = append(s.Choices, feedback.Choice{
			ID:   strconv.Itoa(u.ids),
			Edit: buffer.Edit{Span: syntax.Span{Start: u.cursor - before, End: u.cursor + behind}, NewText: text},
		})
	}
	u.ledger.Shown(s)
	return first
}

// edit replaces bytes, and puts the cursor behind the new text.
func (u *user) edit(start, end int, text string) {
	u.edits(buffer.Edit{Span: syntax.Span{Start: start, End: end}, NewText: text})
	u.cursor = start + len(text)
}

// edits makes several edits in one message.
func (u *user) edits(edits ...buffer.Edit) {
	u.undo = nil
	text := u.doc.Text()
	for _, e := range edits {
		back := buffer.Edit{Span: syntax.Span{Start: e.Span.Start, End: e.Span.Start + len(e.NewText)}, NewText: text.Slice(e.Span.Start, e.Span.End)}
		u.undo = append([]buffer.Edit{back}, u.undo...)
		text = text.Apply([]buffer.Edit{e})
	}
	before, after, err := u.store.Apply(u.doc.URI(), u.doc.Version()+1, edits)
	if err != nil {
		u.t.Fatal(err)
	}
	u.doc = after
	u.ledger.Changed(u.session, before, after, edits, time.Now())
}

// puts inserts a text in one change.
func (u *user) puts(text string) { u.edit(u.cursor, u.cursor, text) }

// types inserts a text key by key.
func (u *user) types(text string) {
	for _, r := range text {
		time.Sleep(90 * time.Millisecond)
		u.puts(string(r))
	}
}

// backspaces deletes bytes before the cursor one by one.
func (u *user) backspaces(n int) {
	for range n {
		time.Sleep(90 * time.Millisecond)
		u.edit(u.cursor-1, u.cursor, "")
	}
}

// undoes takes the last edit back. The cursor is then where it began.
func (u *user) undoes() {
	back := u.undo[len(u.undo)-1]
	u.edits(u.undo...)
	u.cursor = back.Span.Start + len(back.NewText)
}

// reads gives the user time to read, as long as it takes.
func (u *user) reads() { time.Sleep(time.Second) }

// refused reports whether a text would not be offered at the cursor.
func (u *user) refused(text string) bool {
	return u.ledger.Rejected(u.session, u.doc.URI(), u.cursor, text)
}

// counts are what has been counted once all has been judged.
func (u *user) counts() string {
	time.Sleep(31 * time.Second)
	u.ledger.Closed(u.session, u.doc.URI())
	return written(u.ledger.Rate("plaintext", "m"), false)
}

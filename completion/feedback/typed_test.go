package feedback_test

import (
	"testing"
	"time"

	"go.uber.org/zap/zaptest"

	"fimble/completion/feedback"
	"fimble/context/buffer"
	"fimble/context/syntax"
)

// Who types a suggestion to its end, letter by letter, and goes on below it
// has not turned it down.
func TestASuggestionThatWasTypedToItsEndWasNotTurnedDown(t *testing.T) {
	ledger := feedback.New(nil, zaptest.NewLogger(t))
	defer ledger.Close()
	store := buffer.NewStore()
	defer store.Shutdown()
	now := time.Now()
	s := store.Open(buffer.OpenParams{Client: "file:///a.go", Text: "\t\n"})
	show := func(id, text string, offset int) {
		ledger.Shown(feedback.Showing{Session: "one", Snapshot: s, Offset: offset, Model: "m", At: now, Choices: []feedback.Choice{
			{ID: id, Edit: buffer.Edit{Span: syntax.Span{Start: offset, End: offset}, NewText: text}},
		}})
	}
	show("1", "return nil", 1)
	typed := 1
	for _, key := range "return nil\n\treturn nil" {
		now = now.Add(200 * time.Millisecond)
		edit := buffer.Edit{Span: syntax.Span{Start: typed, End: typed}, NewText: string(key)}
		before, after, err := store.Apply(s.URI(), s.Version()+1, []buffer.Edit{edit})
		if err != nil {
			t.Fatal(err)
		}
		ledger.Changed("one", before, after, []buffer.Edit{edit}, now)
		typed += len(edit.NewText)
		s = after
		if ledger.Rejected("one", s.URI(), typed, "x") || ledger.Rejected("one", s.URI(), typed, "return nil") {
			t.Fatalf("turned down behind %q", s.Text().Slice(0, typed))
		}
	}
	if got := ledger.Rate(s.Language().ID, "m"); got.Shown != 1 || got.Rejected != 0 || got.Accepted != 0 {
		t.Errorf("counts are %+v", got)
	}
}

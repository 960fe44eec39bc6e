package completion_test

import (
	"context"
	"errors"
	"testing"

	"fimble/completion"
	"fimble/completion/model"
	"fimble/completion/model/modeltest"
	"fimble/context/syntax"
)

var errBroken = errors.New("broken")

// several answers with several candidates, one chunk each.
func several(answers ...string) modeltest.Script {
	return func(_ context.Context, _ *modeltest.Call, say func(model.Chunk) bool) error {
		for i, text := range answers {
			if !say(model.Chunk{Candidate: i, Text: text}) {
				return nil
			}
		}
		return nil
	}
}

func TestTheGateTurnsAwayWhatNeedsNoModel(t *testing.T) {
	for _, c := range []struct {
		name   string
		file   string
		text   string
		change func(*completion.Request)
		want   completion.Reason
	}{
		{"switched off", "a.go", "x█", func(r *completion.Request) { r.Options.Enabled = false }, completion.ReasonDisabled},
		{"not automatic", "a.go", "x█", func(r *completion.Request) { r.Options.Automatic = false }, completion.ReasonDisabled},
		{"language off", "a.go", "x█", func(r *completion.Request) { r.Options.DisabledLanguages = []string{"go"} }, completion.ReasonLanguage},
		{"not open", "a.go", "x█", func(r *completion.Request) { r.URI = "file:///other" }, completion.ReasonUnknown},
		{"behind the end", "a.go", "x█", func(r *completion.Request) { r.Offset = 2 }, completion.ReasonPosition},
		{"before the start", "a.go", "x█", func(r *completion.Request) { r.Offset = -1 }, completion.ReasonPosition},
		{"not text", "a.go", "x\x00█", nil, completion.ReasonBinary},
		{"secrets", ".env", "KEY=█", nil, completion.ReasonDenied},
		{"denied by the user", "b.gen.go", "x█", func(r *completion.Request) { r.Options.Denied = []string{"*.gen.go"} }, completion.ReasonDenied},
		{"inside a word", "a.go", "pri█ntln", nil, completion.ReasonMidWord},
		{"inside a word of another script", "a.go", "名█前", nil, completion.ReasonMidWord},
		{"no such model", "a.go", "x█", func(r *completion.Request) {
			r.Options.Use = map[completion.Purpose]string{completion.Inline: "gone"}
		}, completion.ReasonNoModel},
	} {
		t.Run(c.name, func(t *testing.T) {
			d, fake := newDesk(t, modeltest.Says("answer"), modeltest.Says("answer"))
			d.open(c.file, c.text)
			req := d.request(completion.Inline)
			if c.change != nil {
				c.change(&req)
			}
			silent(t, d.engine.Complete(t.Context(), req), c.want)
			if n := len(fake.Calls()); n > 0 {
				t.Errorf("%d model calls, want none", n)
			}
		})
	}
}

func TestAnExplicitRequestPassesTheGateInsideAWord(t *testing.T) {
	d, _ := newDesk(t, modeltest.Says("answer"), modeltest.Says())
	d.open("a.lua", "pri█ntln")
	says(t, d.waits(completion.Invoked), "answer")
}

func TestTheSelectedPopupEntryIsExtended(t *testing.T) {
	d, fake := newDesk(t, modeltest.Says("(x)"), modeltest.Says())
	d.open("a.lua", "console.lo█")
	req := d.request(completion.Inline)
	req.Selected = &completion.Selected{Span: syntax.Span{Start: len("console."), End: len("console.lo")}, Text: "log"}
	res := d.engine.Complete(t.Context(), req)
	says(t, res, "log(x)")
	if span := res.Items[0].Edits[0].Span; span != req.Selected.Span {
		t.Errorf("replaces %v, want exactly what the popup does, %v", span, req.Selected.Span)
	}
	if got := fake.Calls()[0].Request.Window.Prefix(); got != "console.log" {
		t.Errorf("the model saw %q before the cursor", got)
	}
}

func TestClosersThatTheSuggestionBringsItselfAreReplaced(t *testing.T) {
	for _, c := range []struct{ name, text, answer, want, replaced string }{
		{"its own", "on(█)\n", "() => {\n  go();\n})", "() => {\n  go();\n}", ""},
		{"in its first line", "if (a█) \n", ") {\n  go();\n}", ") {\n  go();\n}", ")"},
		{"none", "f(█)\n", "x, y", "x, y", ""},
		{"one of two", "foo(a, bar(█))\n", "x), z)", "x), z", ")"},
		{"a quote and more", "print(\"█\")\n", "hello %s\" % name)", "hello %s\" % name)", "\")"},
		{"the quote alone", "print(\"█\")\n", "hello\")", "hello", ""},
		{"in a string of its own", "f(█)\n", "\")\"", "\")\"", ""},
		{"before a semicolon", "f(g(█));\n", "x), y)", "x), y", ")"},
	} {
		t.Run(c.name, func(t *testing.T) {
			d, _ := newDesk(t, modeltest.Says(c.answer), modeltest.Says())
			d.open("a.ts", c.text)
			res := d.waits(completion.Inline)
			says(t, res, c.want)
			if len(res.Items) == 0 {
				return
			}
			edit := res.Items[0].Edits[0]
			s, _ := d.store.View().Snapshot(d.uri)
			if got := s.Text().Slice(edit.Span.Start, edit.Span.End); got != c.replaced {
				t.Errorf("replaces %q, want %q", got, c.replaced)
			}
		})
	}
}

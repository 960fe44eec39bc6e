package completion_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"testing/synctest"
	"time"

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

// A model may write the entry again, which the editor puts in, and has typed
// no more of the word than the user.
func TestTheSelectedPopupEntryIsNotWrittenTwice(t *testing.T) {
	for _, c := range []struct{ document, typed, entry, answer, want string }{
		{"package a\n\nfunc f(xs []int) int {\n\treturn s█\n}\n", "s", "sum", "sum(xs)", "sum(xs)"},
		{"package a\n\nfunc f(xs []int) int {\n\treturn su█\n}\n", "su", "sum", "(xs)", "sum(xs)"},
		{"package a\n\nfunc f(id int) int {\n\treturn i█\n}\n", "i", "id", "id + 1", "id + 1"},
		{"package a\n\nfunc f(x, xx int) int {\n\treturn █\n}\n", "", "x", "x + 1", "xx + 1"},
	} {
		synctest.Test(t, func(t *testing.T) {
			d, _ := newDesk(t, modeltest.Says(c.answer), modeltest.Says())
			d.open("a.go", c.document)
			req := d.request(completion.Inline)
			req.Selected = &completion.Selected{Span: syntax.Span{Start: d.offset - len(c.typed), End: d.offset}, Text: c.entry}
			says(t, d.engine.Complete(t.Context(), req), c.want)
		})
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
		{"a string that ends behind the cursor", "open(\"█\")\n", "a.txt\", \"r\")", "a.txt\", \"r", ""},
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

func TestWhileTypingTheGateLooksAtThePlace(t *testing.T) {
	long := strings.Repeat("x", 5000)
	for _, c := range []struct {
		name, file, text string
		want             completion.Reason // empty: asked
	}{
		{"code", "a.go", "package a\n\nvar x = █\n", ""},
		{"closers follow", "a.ts", "on(() => { f(█) });\n", ""},
		{"an opener follows", "a.ts", "if (█) {\n}\n", ""},
		{"an arrow follows", "a.ts", "on((█) => {\n})\n", ""},
		{"a closing tag follows", "a.tsx", "const a = <div>█</div>;\n", ""},
		{"code follows", "a.go", "package a\n\nvar x = f(█, y)\n", completion.ReasonMidLine},
		{"a comment follows", "a.go", "package a\n\nvar x = █ // y\n", completion.ReasonMidLine},
		{"a text of another script follows", "a.lua", "x = █ 名前\n", completion.ReasonMidLine},
		{"a long line", "a.lua", long + "█\n", completion.ReasonLongLine},
		{"before a long line's rest", "a.lua", "█ " + long + "\n", completion.ReasonLongLine},
		{"prose", "a.md", "# Title\n\nOne █\n", completion.ReasonPlace},
		{"the indent is too short", "a.go", "package a\n\nfunc f() {\n\tg(1)\n\tg(2)\n\tif x {\n█\n\t}\n}\n", completion.ReasonIndent},
		{"the closing line's indent", "a.go", "package a\n\nfunc f() {\n\tg(1)\n\tg(2)\n\tif x {\n\t█\n}\n", ""},
		{"behind a blank line", "a.go", "package a\n\nfunc f() {\n\tg(1)\n}\n\n█\n", ""},
		{"a dedent of Python", "a.py", "def f():\n    a()\n    b()\n█\n", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			d, _ := newDesk(t, modeltest.Says("answer"), modeltest.Says())
			d.open(c.file, c.text)
			s, _ := d.store.View().Snapshot(d.uri)
			s.Outline(time.Minute) // parsed, as it is when somebody types in it
			res := d.waits(completion.Inline)
			if passed := res.Reason == "" || res.Reason == completion.ReasonTrimmed; passed != (c.want == "") || !passed && res.Reason != c.want {
				t.Errorf("%q (%q), want %q", texts(res), res.Reason, c.want)
			}
			if res := d.waits(completion.Invoked); res.Reason != "" && res.Reason != completion.ReasonTrimmed {
				t.Errorf("an explicit request gets nothing: %s", res.Reason)
			}
		})
	}
}

func TestEverySortOfPlaceCanBeSwitchedOff(t *testing.T) {
	for place, source := range map[completion.Place][2]string{
		completion.InCode:    {"a.go", "package a\n\nfunc f() {\n\tx := █\n}\n"},
		completion.InComment: {"a.go", "package a\n\nfunc f() {\n\t// one █\n\tg()\n}\n"},
		completion.InDoc:     {"a.go", "package a\n\n// f does █\nfunc f() {\n}\n"},
		completion.InString:  {"a.go", "package a\n\nvar x = \"one █\"\n"},
		completion.InImport:  {"a.go", "package a\n\nimport (\n\t\"█\"\n)\n"},
		completion.InProse:   {"a.md", "one █\n"},
	} {
		for _, off := range completion.Places() {
			d, _ := newDesk(t, modeltest.Says("word"), modeltest.Says())
			d.options.Silent = map[completion.Place]bool{off: true}
			d.open(source[0], source[1])
			s, _ := d.store.View().Snapshot(d.uri)
			s.Outline(time.Minute)
			if res := d.waits(completion.Inline); (res.Reason == completion.ReasonPlace) != (off == place) {
				t.Errorf("in %s with %s off: %q %q", place, off, texts(res), res.Reason)
			}
		}
	}
}

func TestALargeFileIsCompletedOnlyWhenAsked(t *testing.T) {
	d, _ := newDesk(t, modeltest.Says("two"), modeltest.Says())
	d.options.MaxFile = 100
	d.open("a.lua", strings.Repeat("x\n", 60)+"one █\n")
	silent(t, d.waits(completion.Inline), completion.ReasonLarge)
	says(t, d.waits(completion.Invoked), "two")
}

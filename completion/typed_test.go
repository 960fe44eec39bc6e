package completion_test

import (
	"strings"
	"testing"
	"testing/synctest"

	"fimble/completion"
	"fimble/completion/model/modeltest"
	"fimble/context/buffer"
	"fimble/context/syntax"
)

// What a user types of a suggestion is often not all that changes: editors put
// in closing brackets and quotes, and break the line between them.
func TestASuggestionStaysWhileItIsTypedWithAnEditorsHelp(t *testing.T) {
	for _, c := range []struct{ name, file, document, answer, typed, rest string }{
		{"a bracket is closed", "a.go", "package a\n\nfunc f() {\n\tg█\n}\n", "(1, 2)", "(█)", "1, 2"},
		{"the closed bracket is typed over", "a.go", "package a\n\nfunc f() {\n\tg█\n}\n", "(1)(2)", "(1)█", "(2)"},
		{"a bracket within a closed one", "a.go", "package a\n\nfunc f() {\n\tg█\n}\n", "(h(1), 2)", "(h(█))", "1), 2"},
		{"a quote is closed", "a.ts", "f█\n", "(\"a\" + b)", "(\"█\")", "a\" + b)"},
		{"a block is opened on a new line", "a.go", "package a\n\nfunc f() {\n\tif x █\n}\n", "{\n\t\tg()\n\t}", "{\n\t\t█\n\t}", "g()"},
		{"a bracket stands there already", "a.ts", "f(█)\n", "g(1, 2)", "g(█)", "1, 2"},
	} {
		t.Run(c.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				d, fake := newDesk(t, modeltest.Says(c.answer), modeltest.Says())
				d.open(c.file, c.document)
				says(t, d.waits(completion.Inline), c.answer)
				at := d.offset
				before, after, _ := strings.Cut(c.typed, "█")
				d.changes(buffer.Edit{Span: syntax.Span{Start: at, End: at}, NewText: before + after})
				d.offset = at + len(before)
				res := d.waits(completion.Inline)
				says(t, res, c.rest)
				if n := len(fake.Calls()); n != 1 || res.Source != completion.FromTyped {
					t.Errorf("%d model calls, source %q", n, res.Source)
				}
			})
		})
	}
}

func TestABracketThatTheUserClosesElsewhereIsNoHelp(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d, fake := newDesk(t, modeltest.InTurn(modeltest.Says("g(1)"), modeltest.Says("0")), modeltest.Says())
		d.open("a.lua", "x = █\n")
		says(t, d.waits(completion.Inline), "g(1)")
		d.types("g]")
		d.offset--
		says(t, d.waits(completion.Inline), "0")
		if n := len(fake.Calls()); n != 2 {
			t.Errorf("%d calls: the suggestion was taken on, though the text behind it is another", n)
		}
	})
}

func TestASuggestionComesBackAfterATypo(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d, fake := newDesk(t, modeltest.InTurn(modeltest.Says("return nil"), modeltest.Says()), modeltest.Says())
		d.open("a.lua", "\t█\n")
		says(t, d.waits(completion.Inline), "return nil")
		d.types("r")
		says(t, d.waits(completion.Inline), "eturn nil")
		d.types("w")
		d.waits(completion.Inline)
		asked := len(fake.Calls())
		d.replaces(1, "")
		says(t, d.waits(completion.Inline), "eturn nil")
		d.replaces(1, "")
		says(t, d.waits(completion.Inline), "return nil")
		if n := len(fake.Calls()); n != asked {
			t.Errorf("%d calls more for going back", n-asked)
		}
	})
}

// The embedded engine's suggestion is on the screen, and the user has typed
// into it, when the slow model's other answer comes in.
func TestWhatTheUserTypesIntoIsNotExchanged(t *testing.T) {
	for _, c := range []struct{ late, want string }{
		{"two and three", "o and three"}, // extended
		{"two hundred", "o hundred"},
		{"to the end", "o"},
	} {
		synctest.Test(t, func(t *testing.T) {
			d, fake := newDesk(t, modeltest.Driven(), modeltest.Says("two"))
			d.open("a.lua", "one █")
			says(t, d.waits(completion.Inline), "two")
			call := fake.Await()
			d.types("t")
			p := d.asks(completion.Inline)
			synctest.Wait()
			call.Say(c.late)
			call.End(nil)
			synctest.Wait()
			p.cancel()
			p.answer()
			d.types("w")
			says(t, d.waits(completion.Inline), c.want)
		})
	}
}

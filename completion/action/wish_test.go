package action_test

import (
	"context"
	"strings"
	"testing"

	"fimble/completion/action"
	"fimble/context/buffer"
	"fimble/context/buffer/buffertest"
)

func TestCodeIsWrittenBelowTheCommentThatWantsIt(t *testing.T) {
	for file, c := range map[string]struct{ marked, answer string }{
		"a.go": {"package p\n\nfunc f(names []string) {\n\t// TODO: print each name█\n\tdone()\n}\n", "for _, n := range names {\n\t\tprint(n)\n\t}"},
		"a.py": {"def f(names):\r\n    x = 1\r\n    # todo print each name█\r\n    return x\r\n", "for n in names:\n        print(n)"},
		"b.py": {"# TODO: a constant█", "X = 1"},
	} {
		text, offset := buffertest.Mark(t, c.marked)
		p := placeAt(t, file, text, offset)
		edit, err := act(t, action.Body, p, action.Tools{Fill: func(_ context.Context, edits []buffer.Edit, at int) (string, error) {
			after := p.Snapshot.Text().Apply(edits).String()
			line := after[strings.LastIndexByte(after[:at], '\n')+1:]
			if line, _, _ = strings.Cut(line, "\n"); strings.TrimSpace(line) != "" {
				t.Errorf("%s: the hole is in %q", file, line)
			}
			return c.answer, nil
		}})
		line := text[strings.LastIndexByte(text[:offset], '\n')+1 : offset]
		eol := p.Snapshot.Text().LineEnding()
		want := text[:offset] + eol + line[:len(line)-len(strings.TrimLeft(line, " \t"))] + strings.ReplaceAll(c.answer, "\n", eol) + text[offset:]
		if got := p.Snapshot.Text().Splice(edit.Span.Start, edit.Span.End, edit.NewText).String(); err != nil || got != want {
			t.Errorf("%s: the file is\n%q (%v), want\n%q", file, got, err, want)
		}
	}
}

func TestCommentInAStubIsPartOfTheStub(t *testing.T) {
	text, offset := buffertest.Mark(t, "package p\n\nfunc f() {\n\t// TODO: print█\n\tpanic(\"todo\")\n}\n")
	for _, o := range action.Offers(placeAt(t, "a.go", text, offset)) {
		if o.Kind == action.Body && o.Title != "Write the body of f" {
			t.Errorf("%q is offered", o.Title)
		}
	}
}

func TestOrdinaryCommentsWantNothing(t *testing.T) {
	for file, marked := range map[string]string{
		"a.go": "package p\n\nfunc f() {\n\t// todos are kept█\n\tdone()\n}\n",
		"b.go": "package p\n\nfunc f() {\n\t// TODO█\n\tdone()\n}\n",
		"c.go": "package p\n\nvar s = `\n// TODO: this is text█\n`\n",
		"d.go": "package p\n\nfunc f() {\n\tdone() // TODO: sooner█\n}\n",
	} {
		text, offset := buffertest.Mark(t, marked)
		for _, o := range action.Offers(placeAt(t, file, text, offset)) {
			if o.Kind == action.Body {
				t.Errorf("%s: %q is offered", file, o.Title)
			}
		}
	}
}

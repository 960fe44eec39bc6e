package action_test

import (
	"context"
	"errors"
	"strings"
	"testing"

	"fimble/completion/action"
	"fimble/context/buffer"
)

func TestBodyIsOfferedForStubsAlone(t *testing.T) {
	for file, text := range map[string]string{
		"a.go":   "package p\n\nfunc f() int { return 1 }\n",
		"b.py":   "def f():\n    pass\n    g()\n",
		"c.py":   "def f():\n    passed()\n",
		"d.java": "class A { void f() { } }\n",
		"e.go":   "package p\n\nfunc f() { panic(\"no such key\") }\n",
		"f.ts":   "interface A { f(): void }\n",
		"g.rs":   "fn f() { todo_list!() }\n",
	} {
		p, ok := placeIn(t, file, text, "f")
		if !ok {
			t.Fatalf("no f in %s", file)
		}
		for _, o := range action.Offers(p) {
			if o.Kind == action.Body {
				t.Errorf("%s: %q is offered in\n%s", file, o.Title, text)
			}
		}
	}
}

func TestBodyThatDoesNotParseIsRefused(t *testing.T) {
	for answer, want := range map[string]error{
		"return (1": action.ErrBroken, "": action.ErrNothing, "// TODO: implement": action.ErrNothing, "// Sums up.\n\t/* later */": action.ErrNothing, `panic("todo")`: action.ErrNothing, "} }": action.ErrBroken,
	} {
		p, _ := placeIn(t, "a.go", "package p\n\nfunc f() int {\n\tpanic(\"todo\")\n}\n", "f")
		_, err := act(t, action.Body, p, action.Tools{Fill: func(context.Context, []buffer.Edit, int) (string, error) { return answer, nil }})
		if !errors.Is(err, want) {
			t.Errorf("%q: got %v, want %v", answer, err, want)
		}
	}
}

func TestBodyHasTheLineEndsOfTheFile(t *testing.T) {
	text := "package p\r\n\r\nfunc f() int {\r\n\tpanic(\"todo\")\r\n}\r\n"
	p, _ := placeIn(t, "a.go", text, "f")
	edit, err := act(t, action.Body, p, action.Tools{Fill: func(context.Context, []buffer.Edit, int) (string, error) { return "x := 1\n\treturn x", nil }})
	if err != nil {
		t.Fatal(err)
	}
	got := p.Snapshot.Text().Splice(edit.Span.Start, edit.Span.End, edit.NewText).String()
	if want := strings.Replace(text, `panic("todo")`, "x := 1\r\n\treturn x", 1); got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestBodyThatLeavesCodeOutIsRefused(t *testing.T) {
	for _, text := range []string{"def f(a):\n    pass\n", "def f(a):\n    # TODO: double it\n    return a\n"} {
		p, _ := placeIn(t, "a.py", text, "f")
		p.Span.Start += strings.Index(text, "\n") + 1
		edit, err := act(t, action.Body, p, action.Tools{Fill: func(context.Context, []buffer.Edit, int) (string, error) {
			return "b = 2 * a\n    # rest of the code unchanged", nil
		}})
		if err == nil || !strings.Contains(err.Error(), "leaves code out") {
			t.Errorf("got %q (%v)", edit.NewText, err)
		}
	}
}

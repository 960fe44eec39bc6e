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
	for answer, want := range map[string]string{
		"return (1": "does not parse", "": "nothing to say", "// TODO: implement": "nothing to say", "// Sums up.\n\t/* later */": "nothing to say", `panic("todo")`: "nothing to say", "} }": "does not parse",
	} {
		p, _ := placeIn(t, "a.go", "package p\n\nfunc f() int {\n\tpanic(\"todo\")\n}\n", "f")
		_, err := act(t, action.Body, p, action.Tools{Fill: func(context.Context, []buffer.Edit, int) (string, error) { return answer, nil }})
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: got %v, want %s", answer, err, want)
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

// What a model that only fills in is told stands in the document that it sees,
// and not in the edit.
func TestBodyThatIsRefusedOrRiskyIsAskedForAgainWithTheReason(t *testing.T) {
	const safe, risky = `subprocess.run(["ls", x])`, `os.system("ls " + x)`
	const stubbed, wished = "def f(x):\n    pass\n", "def f(x):\n    # TODO: list it\n    return x\n"
	for name, c := range map[string]struct {
		answers []string // an empty one is a failure
		want    string
		why     string // what is told of the first
		warning bool
	}{
		"a shell, then none":        {[]string{risky, safe}, safe, "gives a shell a command", false},
		"a shell, then another one": {[]string{risky, `os.popen("ls " + x)`}, `os.popen("ls " + x)`, "gives a shell a command", true},
		"a shell, then a failure":   {[]string{risky, ""}, risky, "gives a shell a command", true},
		"a shell, then a ruin":      {[]string{risky, "return (1"}, risky, "gives a shell a command", true},
		"code left out":             {[]string{"y = x\n    # rest of the code unchanged", safe}, safe, "leaves code out", false},
		"what does not parse":       {[]string{"return (1", safe}, safe, "does not parse", false},
		"what can be used":          {[]string{safe}, safe, "", false},
	} {
		for _, text := range []string{stubbed, wished} {
			t.Run(name, func(t *testing.T) {
				p, _ := placeIn(t, "a.py", text, "f")
				p.Span.Start += strings.Index(text, "\n") + 1
				var seen []string
				changes, err := action.Changes(t.Context(), action.Body, p, offered(t, p), action.Tools{Fill: func(_ context.Context, edits []buffer.Edit, at int) (string, error) {
					hole := p.Snapshot.Text().Splice(edits[0].Span.Start, edits[0].Span.End, edits[0].NewText).String()
					seen = append(seen, hole[:at])
					if answer := c.answers[len(seen)-1]; answer != "" {
						return answer, nil
					}
					return "", errors.New("boom")
				}})
				if err != nil || len(seen) != len(c.answers) {
					t.Fatalf("asked %d times, got %v", len(seen), err)
				}
				if last := seen[len(seen)-1]; c.why != "" && !strings.Contains(last, "    # Not like this: ") || !strings.Contains(last, c.why) || !strings.HasSuffix(last, "\n    ") {
					t.Errorf("the last time it sees\n%s", last)
				}
				after := p.Snapshot.Text().Apply(changes[0].Edits).String()
				if !strings.Contains(after, "    "+c.want+"\n") || strings.Contains(after, "Not like this") {
					t.Errorf("got\n%s", after)
				}
				if warned := changes[0].Warning != ""; warned != c.warning {
					t.Errorf("the warning is %q", changes[0].Warning)
				}
			})
		}
	}
}

// offered is where the body is offered.
func offered(t *testing.T, p action.Place) int {
	t.Helper()
	for _, o := range action.Offers(p) {
		if o.Kind == action.Body {
			return o.At
		}
	}
	t.Fatal("no body is offered")
	return 0
}

package action_test

import (
	"context"
	"errors"
	"path/filepath"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"fimble/completion/action"
)

// each calls do for all files of an archive, with the declaration that each is
// about.
func each(t *testing.T, archive string, do func(t *testing.T, p action.Place)) {
	a, err := txtar.ParseFile(filepath.Join("testdata", archive))
	if err != nil || len(a.Files) == 0 {
		t.Fatalf("%d files: %v", len(a.Files), err)
	}
	for _, f := range a.Files {
		source, name, _ := strings.Cut(f.Name, " ")
		t.Run(f.Name, func(t *testing.T) {
			p, ok := placeIn(t, source, string(f.Data), name)
			if !ok {
				t.Fatalf("no %s in the file", name)
			}
			do(t, p)
		})
	}
}

func TestDocsThatTellMoreThanTheHeadStayAsTheyAre(t *testing.T) {
	each(t, "keptdocs/complete.txtar", func(t *testing.T, p action.Place) {
		edit, err := action.Do(t.Context(), action.Docs, p, p.Span.Start, action.Tools{})
		if !errors.Is(err, action.ErrComplete) {
			t.Errorf("%v, and wrote %q in the place of %q", err, edit.NewText, p.Snapshot.Text().Slice(edit.Span.Start, edit.Span.End))
		}
	})
}

func TestDocsAreNotOfferedWhereTheyStandInAnotherForm(t *testing.T) {
	each(t, "keptdocs/foreign.txtar", func(t *testing.T, p action.Place) {
		for _, o := range action.Offers(p) {
			if o.Kind == action.Docs || o.Kind == action.AllDocs {
				t.Errorf("it is offered: %s", o.Title)
			}
		}
		for _, kind := range []action.Kind{action.Docs, action.AllDocs} {
			if edit, err := action.Do(t.Context(), kind, p, p.Span.Start, action.Tools{}); err == nil {
				t.Errorf("%s writes %q", kind, edit.NewText)
			}
		}
	})
}

func TestBlockOfRustOnOneLineIsGivenRoom(t *testing.T) {
	const text = "/** Loads. */\nfn load() -> Result<(), E> { Ok(()) }\n"
	p, _ := placeIn(t, "a.rs", text, "load")
	edit, err := action.Do(t.Context(), action.Docs, p, p.Span.Start, action.Tools{})
	want := "/**\n * Loads.\n *\n * # Errors\n *\n * Returns `E` if it fails.\n */\nfn load() -> Result<(), E> { Ok(()) }\n"
	if got := p.Snapshot.Text().Splice(edit.Span.Start, edit.Span.End, edit.NewText).String(); err != nil || got != want {
		t.Errorf("the file is\n%s (%v), want\n%s", got, err, want)
	}
}

// One question that fails costs the words of one declaration. A model that does
// not answer at all is not asked for all of them.
func TestQuestionThatFailsDoesNotUndoTheOthers(t *testing.T) {
	text := strings.Repeat("def total(prices):\n    return sum(prices)\n\n\n", 12)
	p := placeAt(t, "a.py", text, 0)
	for name, c := range map[string]struct {
		fails     func(n int) bool
		asked, ok int
	}{
		"one":        {func(n int) bool { return n == 3 }, 12, 11},
		"the first":  {func(n int) bool { return n == 1 }, 12, 11},
		"from there": {func(n int) bool { return n > 3 }, 5, 3},
	} {
		asked := 0
		edit, err := action.Do(t.Context(), action.AllDocs, p, 0, action.Tools{Ask: func(context.Context, action.Question) (string, error) {
			if asked++; c.fails(asked) {
				return "", errors.New("no")
			}
			return "summary: Add it all up.", nil
		}})
		if err != nil || asked != c.asked || strings.Count(edit.NewText, "Add it all up.") != c.ok || strings.Count(edit.NewText, "prices:\n") != 12 {
			t.Errorf("%s: asked %d times (%v), and wrote\n%s", name, asked, err, edit.NewText)
		}
	}
	ctx, cancel := context.WithCancel(t.Context())
	asked := 0
	_, err := action.Do(ctx, action.AllDocs, p, 0, action.Tools{Ask: func(ctx context.Context, _ action.Question) (string, error) {
		if asked++; asked == 2 {
			cancel()
			return "", ctx.Err()
		}
		return "summary: Add it all up.", nil
	}})
	if !errors.Is(err, context.Canceled) || asked != 2 {
		t.Errorf("cancelled: %v, asked %d times", err, asked)
	}
}

// New lines end as most of the file; those that stay end as they did.
func TestLinesOfDocsThatStayKeepTheirEnds(t *testing.T) {
	const text = "def load(a, b):\r\n    \"\"\"Load it.\n\r\n    Args:\n        a: the a.\r\n    \"\"\"\n    print(a, b)\r\n# end\r\n"
	p, _ := placeIn(t, "a.py", text, "load")
	edit, err := action.Do(t.Context(), action.Docs, p, p.Span.Start, action.Tools{})
	want := strings.Replace(text, "the a.\r\n", "the a.\r\n        b:\r\n", 1)
	if got := p.Snapshot.Text().Splice(edit.Span.Start, edit.Span.End, edit.NewText).String(); err != nil || got != want {
		t.Errorf("the file is\n%q (%v), want\n%q", got, err, want)
	}
}

// Quotes of one line stay for docs of one line; longer ones need three.
func TestDocstringOfSeveralLinesHasThreeQuotes(t *testing.T) {
	const text = "def add(a):\n    'Add it.'\n\ndef load(path):\n    print(path)\n"
	p, _ := placeIn(t, "a.py", strings.ReplaceAll(text, "'", `"`), "load")
	edit, err := action.Do(t.Context(), action.Docs, p, p.Span.Start, action.Tools{})
	if err != nil || !strings.HasPrefix(strings.TrimSpace(edit.NewText), `"""Load`) {
		t.Errorf("%v, and wrote\n%s", err, edit.NewText)
	}
}

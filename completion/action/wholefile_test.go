package action_test

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"

	"fimble/completion/action"
	"fimble/completion/eval/corpus"
	"fimble/context/syntax"
)

func TestAllDocsThatAreMissingAreWritten(t *testing.T) {
	wholeGoldens(t, action.AllDocs, "wholefiles/all")
}

func TestDocsOfTheFileStandWhereItsLanguageHasThem(t *testing.T) {
	wholeGoldens(t, action.FileDocs, "wholefiles/file")
}

func TestFileThatHasDocsIsOfferedNoMore(t *testing.T) {
	for file, marked := range map[string]string{
		"a.py": "#!/bin/python\n█\"\"\"Doc.\"\"\"\nx = 1\n", "a.go": "// Package p is it.\npackage p█\n\nfunc F() {}\n",
		"a.rs": "█//! Doc.\n\nfn f() {}\n", "a.ts": "█/** @module a */\n\nexport const a = 1;\n", "A.java": "█package a;\n\nclass A {}\n",
		"a_test.go": "package p█\n\nfunc F() {}\n", "a.c": "█/** \\file a.c */\nint a;\n", "b.py": "█# nothing\n", "b.go": "package p\n\nfunc F() {█}\n",
		"c.ts": "█// What a is.\nexport const a = 1;\n",
	} {
		for _, o := range action.Offers(comments(t, file, marked)) {
			if o.Kind == action.FileDocs || o.Kind == action.AllDocs {
				t.Errorf("%s: %s is offered in %q", file, o.Kind, marked)
			}
		}
	}
}

func TestModelIsAskedForTheFirstDeclarationsOnly(t *testing.T) {
	text := strings.Repeat("def total(prices):\n    return sum(prices)\n\n\n", 40)
	p := placeAt(t, "a.py", text, 0)
	asked := 0
	edit, err := action.Do(t.Context(), action.AllDocs, p, 0, action.Tools{Ask: func(context.Context, action.Question) (string, error) {
		asked++
		return "summary: Add it all up.", nil
	}})
	if err != nil || asked == 0 || asked >= 40 || strings.Count(edit.NewText, "Add it all up.") != asked || strings.Count(edit.NewText, "prices:\n") != 40 {
		t.Errorf("asked %d times (%v), and wrote\n%s", asked, err, edit.NewText)
	}
	refused := errors.New("no")
	if _, err := action.Do(t.Context(), action.AllDocs, p, 0, action.Tools{Ask: func(context.Context, action.Question) (string, error) {
		return "", refused
	}}); !errors.Is(err, refused) {
		t.Errorf("a model that fails: %v", err)
	}
}

// In real files all docs that are missing are written at once, the code stays
// as it is, token for token, and one undo gives the bytes back.
func TestAllDocsOfRealFilesLeaveTheCodeAlone(t *testing.T) {
	const perLanguage = 25
	for _, language := range corpus.Languages() {
		t.Run(language, func(t *testing.T) {
			files, done, written := corpus.Files(t, language), 0, 0
			for i := 0; i < len(files) && done < perLanguage; i++ {
				f := files[i*7%len(files)]
				name := "x" + f.Path[strings.LastIndexByte(f.Path, '.'):]
				p := placeAt(t, name, f.Text, 0)
				if len(f.Text) > 200<<10 || len(p.Outline.Defects) > 0 {
					continue
				}
				for _, kind := range []action.Kind{action.AllDocs, action.FileDocs} {
					edit, err := action.Do(t.Context(), kind, p, 0, action.Tools{})
					if errors.Is(err, action.ErrGone) || errors.Is(err, action.ErrComplete) || errors.Is(err, action.ErrUnclear) {
						continue
					}
					if err != nil {
						t.Errorf("%s: %s: %v", f.Path, kind, err)
						continue
					}
					after := p.Snapshot.Text().Splice(edit.Span.Start, edit.Span.End, edit.NewText)
					if same, known := syntax.SameCode(p.Snapshot.Language(), f.Text, after.String()); !same || !known {
						t.Errorf("%s: %s: the code is another", f.Path, kind)
					}
					if undone := after.Splice(edit.Span.Start, edit.Span.Start+len(edit.NewText), f.Text[edit.Span.Start:edit.Span.End]); undone.String() != f.Text {
						t.Errorf("%s: %s: undo does not restore the bytes", f.Path, kind)
					}
					again := placeAt(t, name, after.String(), 0)
					if edit, err := action.Do(t.Context(), kind, again, 0, action.Tools{}); err == nil && kind == action.FileDocs {
						t.Errorf("%s: %s: written twice: %q", f.Path, kind, edit.NewText)
					} else if err == nil && len(edit.NewText) > len(after.String())/20 {
						t.Errorf("%s: %s: much is missing still: %d bytes", f.Path, kind, len(edit.NewText))
					}
					written++
				}
				done++
			}
			t.Logf("%d files, %d edits", done, written)
		})
	}
}

// Thousands of declarations take a while without a model, too: the user sees how
// far it is, and is heard.
func TestAllDocsTellHowFarTheyAreAndCanBeCancelled(t *testing.T) {
	p := placeAt(t, "a.py", strings.Repeat("def total(prices):\n    return sum(prices)\n\n\n", 1200), 0)
	var said []string
	if _, err := action.Do(t.Context(), action.AllDocs, p, 0, action.Tools{Report: func(s string) { said = append(said, s) }}); err != nil {
		t.Fatal(err)
	}
	if want := []string{"501 of 1200", "1001 of 1200"}; !slices.Equal(said, want) {
		t.Errorf("said %q, want %q", said, want)
	}
	ctx, cancel := context.WithCancel(t.Context())
	told := 0
	_, err := action.Do(ctx, action.AllDocs, p, 0, action.Tools{Report: func(string) { told++; cancel() }})
	if !errors.Is(err, context.Canceled) || told != 1 {
		t.Errorf("cancelled: %v, told %d times", err, told)
	}
}

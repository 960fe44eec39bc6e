package action_test

import (
	"errors"
	"math/rand"
	"slices"
	"strings"
	"testing"
	"time"

	"fimble/completion/action"
	"fimble/completion/eval/corpus"
	"fimble/context/buffer"
	"fimble/context/syntax"
)

// perLanguage is how many declarations of each language are documented.
const perLanguage = 35

// In real files the docs of a declaration say what its source says: with what
// its author wrote taken away, each parameter is named, once, and no other
// thing; the code stays; what was written has nothing to be added to; and one
// undo gives the bytes back.
func TestDocsOfRealDeclarationsNameWhatIsThere(t *testing.T) {
	for _, language := range corpus.Languages() {
		t.Run(language, func(t *testing.T) {
			files, random, done, entries := corpus.Files(t, language), rand.New(rand.NewSource(1)), 0, 0
			for tries := 0; done < perLanguage && tries < 20*perLanguage; tries++ {
				f := files[random.Intn(len(files))]
				if len(f.Text) > 200<<10 {
					continue
				}
				if tries%4 == 0 {
					f.Text = strings.ReplaceAll(f.Text, "\r\n", "\n")
					f.Text = strings.ReplaceAll(f.Text, "\n", "\r\n")
				}
				named, ok := documentOne(t, f, random)
				if ok {
					done++
					entries += named
				}
			}
			if done < perLanguage {
				t.Errorf("only %d declarations", done)
			}
			t.Logf("%d declarations, %d parameters", done, entries)
		})
	}
}

// documentOne documents a declaration of the file that random picks, and counts
// its parameters. It is false if the file has none that can be.
func documentOne(t *testing.T, f corpus.File, random *rand.Rand) (int, bool) {
	t.Helper()
	name := "x" + f.Path[strings.LastIndexByte(f.Path, '.'):]
	o := outline(t, name, f.Text)
	var callable []syntax.Symbol
	for _, s := range o.Symbols {
		if (s.Kind == syntax.Function || s.Kind == syntax.Method) && len(o.Defects) == 0 && (o.Language.ID != "python" || s.Body.Len() > 0) {
			callable = append(callable, s)
		}
	}
	if len(callable) == 0 {
		return 0, false
	}
	s := callable[random.Intn(len(callable))]
	text := f.Text
	if s.Doc.Len() > 0 {
		at := s.NameSpan.Start
		text = text[:s.Doc.Start] + text[s.Doc.End:]
		if o.Language.Offside() {
			text = f.Text[:s.Doc.Start] + "pass" + f.Text[s.Doc.End:]
		} else if s.Doc.End <= at {
			at -= s.Doc.Len()
		}
		n := slices.IndexFunc(outline(t, name, text).Symbols, func(other syntax.Symbol) bool { return other.NameSpan.Start == at })
		if n < 0 {
			return 0, false
		}
		s = outline(t, name, text).Symbols[n]
		if s.Doc.Len() > 0 && (o.Language.ID == "go" || strings.Contains(text[s.Doc.Start:s.Doc.End], "/**") || strings.Contains(text[s.Doc.Start:s.Doc.End], "///")) {
			return 0, false // it had two
		}
	}
	p := placeAt(t, name, text, s.NameSpan.Start)
	edit, err := action.Do(t.Context(), action.Docs, p, s.NameSpan.Start, action.Tools{})
	if errors.Is(err, action.ErrUnclear) {
		return 0, false
	}
	if err != nil {
		t.Errorf("%s: %s: %v", f.Path, s.Name, err)
		return 0, false
	}
	after := p.Snapshot.Text().Splice(edit.Span.Start, edit.Span.End, edit.NewText)
	if undone := after.Splice(edit.Span.Start, edit.Span.Start+len(edit.NewText), text[edit.Span.Start:edit.Span.End]); undone.String() != text {
		t.Errorf("%s: %s: undo does not restore the bytes", f.Path, s.Name)
	}
	if ending := p.Snapshot.Text().LineEnding(); strings.Count(edit.NewText, "\n") != strings.Count(edit.NewText, ending) {
		t.Errorf("%s: %s: other line ends than the file's: %q", f.Path, s.Name, edit.NewText)
	}
	at := s.NameSpan.Start
	if edit.Span.Start <= at {
		at += len(edit.NewText) - edit.Span.Len()
	}
	checkDocumented(t, f, name, after.String(), at)
	heads, _ := o.Language.Heads(text, []syntax.Symbol{s})
	checkNames(t, f, o.Language.ID, s, heads[0], edit.NewText)
	if o.Language.ID == "go" && !strings.HasPrefix(edit.NewText, "// "+s.Name+" ") {
		t.Errorf("%s: %s: its docs are %q", f.Path, s.Name, edit.NewText)
	}
	if o.Language.ID == "rust" && strings.Contains(edit.NewText, "# Errors") != fails(text[s.NameSpan.End:s.Span.End]) {
		t.Errorf("%s: %s: its errors are not those of its signature in\n%s%s", f.Path, s.Name, edit.NewText, text[s.Span.Start:s.Span.End])
	}
	return len(heads[0].Parameters), true
}

// checkDocumented reads the file again: the declaration has docs, to which
// nothing is to be added.
func checkDocumented(t *testing.T, f corpus.File, name, text string, at int) {
	t.Helper()
	p := placeAt(t, name, text, at)
	n := slices.IndexFunc(p.Outline.Symbols, func(s syntax.Symbol) bool { return s.NameSpan.Start == at })
	if n < 0 || p.Outline.Symbols[n].Doc.Len() == 0 {
		t.Errorf("%s: the declaration at %d has no docs after they were written", f.Path, at)
		return
	}
	if edit, err := action.Do(t.Context(), action.Docs, p, at, action.Tools{}); !errors.Is(err, action.ErrComplete) {
		t.Errorf("%s: %s: the docs are not complete once written: %v, %q", f.Path, p.Outline.Symbols[n].Name, err, edit.NewText)
	}
}

// checkNames counts the names in the docs, by a reading of its own.
func checkNames(t *testing.T, f corpus.File, language string, s syntax.Symbol, h syntax.Head, doc string) {
	t.Helper()
	if language == "go" || language == "rust" {
		return // they list no parameters
	}
	words := map[string]int{}
	for line := range strings.Lines(doc) {
		line = strings.TrimLeft(strings.TrimSpace(line), "/* \t")
		line = strings.TrimPrefix(strings.TrimPrefix(strings.TrimPrefix(line, "@param "), `\param `), ":param ")
		first, _, _ := strings.Cut(strings.TrimSpace(line), " ")
		words[strings.Trim(strings.ReplaceAll(first, `\`, ""), ":*")]++
	}
	tagged := strings.Count(doc, "@param ") + strings.Count(doc, `\param `) + strings.Count(doc, ":param ")
	for _, p := range h.Parameters {
		if name := strings.Trim(p.Name, "*"); name != "" && words[name] != 1 {
			t.Errorf("%s: %s: the parameter %s is named %d times in\n%s", f.Path, s.Name, p.Name, words[name], doc)
		}
	}
	if language != "python" && tagged != len(h.Parameters)+strings.Count(doc, "@param <") {
		t.Errorf("%s: %s: %d tags for %d parameters in\n%s", f.Path, s.Name, tagged, len(h.Parameters), doc)
	}
}

func outline(t testing.TB, name, text string) *syntax.Outline {
	t.Helper()
	p := syntax.NewParser(syntax.Detect("", name))
	defer p.Close()
	return p.Parse(text, nil, 0)
}

func placeAt(t testing.TB, name, text string, at int) action.Place {
	t.Helper()
	store := buffer.NewStore()
	t.Cleanup(store.Shutdown)
	snapshot := store.Open(buffer.OpenParams{Client: "file:///project/" + name, Text: text, Version: 1})
	return action.Place{
		Snapshot: snapshot, Outline: snapshot.Outline(time.Minute), Span: syntax.Span{Start: at, End: at}, Asked: true,
	}
}

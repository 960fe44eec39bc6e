package action_test

import (
	"context"
	"math/rand"
	"slices"
	"strings"
	"testing"

	"fimble/completion/action"
	"fimble/completion/eval/corpus"
	"fimble/context/buffer"
	"fimble/context/syntax"
)

var stubs = map[string]string{
	"go": `panic("todo")`, "python": "pass", "rust": "todo!()", "java": "throw new UnsupportedOperationException();", "c": "abort();",
	"cpp": `throw std::logic_error("not implemented");`, "typescript": `throw new Error("not implemented");`,
	"tsx": `throw new Error("not implemented");`, "javascript": `throw new Error("Not implemented")`,
}

// In real files the body of a function is replaced by a stub, on a line of its
// own or not, and a model that knows the body brings it back: the code is the
// author's again.
func TestBodiesOfRealFunctionsComeBack(t *testing.T) {
	for _, language := range corpus.Languages() {
		t.Run(language, func(t *testing.T) {
			files, random, done := corpus.Files(t, language), rand.New(rand.NewSource(3)), 0
			for tries := 0; done < 25 && tries < 400; tries++ {
				f := files[random.Intn(len(files))]
				name := "x" + f.Path[strings.LastIndexByte(f.Path, '.'):]
				o := outline(t, name, f.Text)
				functions := slices.DeleteFunc(slices.Clone(o.Symbols), func(s syntax.Symbol) bool {
					return s.Kind != syntax.Function && s.Kind != syntax.Method || s.Body.Len() == 0
				})
				if len(f.Text) > 100<<10 || len(functions) == 0 || len(o.Defects) > 0 || strings.Contains(f.Text, "\r") {
					continue
				}
				if stubbed(t, f, name, functions[random.Intn(len(functions))], stubs[language], tries%2 == 0) {
					done++
				}
			}
			if done < 25 {
				t.Errorf("only %d bodies", done)
			}
		})
	}
}

// stubbed does it to one function. It is false if that has no body to speak of.
func stubbed(t *testing.T, f corpus.File, name string, s syntax.Symbol, stub string, own bool) bool {
	t.Helper()
	body := f.Text[s.Body.Start:s.Body.End]
	line := f.Text[strings.LastIndexByte(f.Text[:s.NameSpan.Start], '\n')+1:]
	indent := line[:len(line)-len(strings.TrimLeft(line, " \t"))]
	inner, braced := strings.TrimSpace(body), strings.HasPrefix(body, "{") && strings.HasSuffix(body, "}")
	if braced {
		inner = strings.TrimSpace(body[1 : len(body)-1])
	}
	switch {
	case !braced && !strings.HasSuffix(name, ".py"), inner == "", strings.HasPrefix(inner, `"`), strings.HasPrefix(inner, "//"), inner == "pass":
		return false
	case braced && own:
		stub = "{\n" + indent + "\t" + stub + "\n" + indent + "}"
	case braced:
		stub = "{ " + stub + " }"
	}
	text := f.Text[:s.Body.Start] + stub + f.Text[s.Body.End:]
	p := placeAt(t, name, text, s.NameSpan.Start)
	fill := func(context.Context, []buffer.Edit, int) (string, error) { return inner, nil }
	for _, o := range action.Offers(p) {
		if o.Kind != action.Body {
			continue
		}
		edit, err := action.Do(t.Context(), action.Body, p, o.At, action.Tools{Fill: fill})
		if err != nil {
			t.Errorf("%s: %s: %v", f.Path, s.Name, err)
			return true
		}
		after := p.Snapshot.Text().Splice(edit.Span.Start, edit.Span.End, edit.NewText).String()
		if same, known := syntax.SameCode(p.Snapshot.Language(), f.Text, after); !same || !known {
			t.Errorf("%s: %s: the body came back as\n%s", f.Path, s.Name, edit.NewText)
		}
		return true
	}
	t.Errorf("%s: %s: no body is offered for\n%s", f.Path, s.Name, text[s.Span.Start:min(len(text), s.Body.Start+len(stub))])
	return true
}

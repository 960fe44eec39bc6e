package action_test

import (
	"context"
	"errors"
	"math/rand"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"fimble/completion/action"
	"fimble/completion/eval/corpus"
	"fimble/context/syntax"
)

// uglyWords are what a model may say that could end a comment, or mean
// something else in one.
var uglyWords = []string{
	`ends */ here`, `ends """ and ''' here`, `a "quoted"`, `back\slash\`, `\u002a/`, "`code`", `@param stolen: not asked`, `#!`, `{@link x}`,
	`:param x: y`, `/* opens`, `// again`, strings.Repeat("long ", 100), "größe 𝔘", `</script>`, "Args:",
	strings.Repeat("@deprecated ", 30), strings.Repeat("long :raises ", 20) + ":param zz: y", `\param stolen not asked`, "@deprecated Use bar.",
	`{@link never`, "# Panics", "so # Errors", "Returns:",
}

// tagged are lines of comments that begin with what the language's readers take
// for more than words, by a reading of the test's own.
var tagged = map[string]*regexp.Regexp{
	"python": regexp.MustCompile(`(?m)^[ \t]*(?:"""|''')?[ \t]*(@[a-z]+(?:[ \t]+\w+)?|:[a-z]+[^:\n]*:|(?:Args|Arguments|Returns|Raises|Yields):[ \t]*$)`),
	"rust":   regexp.MustCompile(`(?m)^[ \t]*(?:///|//!|/\*\*|\*)[ \t]*(#+ .*)`),
	"":       regexp.MustCompile(`(?m)^[ \t]*(?:/\*\*|\*|///|//!)?[ \t]*([@\\][a-z]+(?:[ \t]+[\w<>.{}$]+)?)`),
}

// tags are those of a text, one after the other, without what a tag says that
// is about no name.
func tags(language, text string) (all []string) {
	reads := tagged[language]
	if reads == nil {
		reads = tagged[""]
	}
	for _, m := range reads.FindAllStringSubmatch(text, -1) {
		tag, _, _ := strings.Cut(m[1], " ")
		if strings.Contains(m[1], "param ") {
			tag = m[1]
		}
		all = append(all, tag)
	}
	return all
}

// Whatever a model says, the code stays as it is, and its words make no tag, or
// the user is told that nothing was done.
func TestUglyWordsNeverTouchTheCode(t *testing.T) {
	for _, language := range corpus.Languages() {
		t.Run(language, func(t *testing.T) {
			files, random, done := corpus.Files(t, language), rand.New(rand.NewSource(2)), 0
			for tries := 0; tries < 30; tries++ {
				f := files[random.Intn(len(files))]
				name := "x" + f.Path[strings.LastIndexByte(f.Path, '.'):]
				symbols := outline(t, name, f.Text).Symbols
				if len(f.Text) > 100<<10 || len(symbols) == 0 {
					continue
				}
				s := symbols[random.Intn(len(symbols))]
				p := placeAt(t, name, f.Text, s.NameSpan.Start)
				ask := func(_ context.Context, q action.Question) (string, error) {
					var answer strings.Builder
					for _, wanted := range q.Wanted {
						answer.WriteString(wanted + ": " + uglyWords[random.Intn(len(uglyWords))] + "\n")
					}
					return answer.String(), nil
				}
				edit, err := action.Do(t.Context(), action.Docs, p, s.NameSpan.Start, action.Tools{Ask: ask})
				if errors.Is(err, action.ErrUnsafe) {
					t.Errorf("%s: %s: the words got through to the check", f.Path, s.Name)
				}
				if err != nil {
					continue
				}
				done++
				plain, err := action.Do(t.Context(), action.Docs, p, s.NameSpan.Start, action.Tools{})
				if err != nil {
					t.Fatal(err)
				}
				skeleton := p.Snapshot.Text().Splice(plain.Span.Start, plain.Span.End, plain.NewText).String()
				after := p.Snapshot.Text().Splice(edit.Span.Start, edit.Span.End, edit.NewText).String()
				if same, known := syntax.SameCode(p.Snapshot.Language(), f.Text, after); !same || !known {
					t.Errorf("%s: %s: the code has changed", f.Path, s.Name)
				}
				if diff := cmp.Diff(tags(language, skeleton), tags(language, after)); diff != "" {
					t.Errorf("%s: %s: the tags are others than those of the code (-code +words):\n%s\n%s", f.Path, s.Name, diff, edit.NewText)
				}
			}
			if done < 5 {
				t.Errorf("only %d were documented", done)
			}
		})
	}
}

package completion_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"strconv"
	"strings"
	"testing"
	"testing/synctest"
	"unicode/utf8"

	"go.uber.org/zap"

	"fimble/completion"
	"fimble/completion/eval/corpus"
	"fimble/completion/feedback"
	"fimble/completion/model"
	"fimble/completion/model/modeltest"
	"fimble/context/buffer"
	"fimble/context/syntax"
	"fimble/context/workspace"
)

// FIMBLE_HOLES is how many holes TestAPerfectAnswerSurvives makes, in all
// languages together.
const someHoles = 450

// A model that says exactly what the file says must be heard: the rest of the
// line, at random places of real files in all languages, is shown as it is.
// The whole trunk is asked, from the gate to the syntax gate, as while typing.
func TestAPerfectAnswerSurvives(t *testing.T) {
	holes := someHoles
	if text := os.Getenv("FIMBLE_HOLES"); text != "" {
		n, err := strconv.Atoi(text)
		if err != nil {
			t.Fatalf("FIMBLE_HOLES: %v", err)
		}
		holes = n
	}
	languages := []string{"go", "python", "typescript", "tsx", "javascript", "rust", "java", "c", "cpp"}
	all, lost := 0, 0
	for i, language := range languages {
		t.Run(language, func(t *testing.T) {
			files := corpus.Files(t, language)
			// In a bubble no clock runs out on a machine that has much to do.
			synctest.Test(t, func(t *testing.T) {
				s := newSurvey(t, uint64(i))
				for s.asked < holes/len(languages) {
					s.visit(files, min(10, holes/len(languages)-s.asked))
				}
				for cause, examples := range s.lost {
					t.Logf("%d: %s: %s", len(examples), cause, strings.Join(examples[:min(6, len(examples))], "; "))
					lost += len(examples)
				}
				all += s.asked
			})
		})
	}
	t.Logf("%d of %d true answers were lost, %.2f %% survived", lost, all, 100-100*float64(lost)/float64(all))
	if lost*100 > all {
		t.Errorf("%d of %d true answers were lost, more than 1 %%", lost, all)
	}
}

// A survey asks an Engine about holes, of a model that knows the answer.
type survey struct {
	t      *testing.T
	random *rand.Rand
	desk   *desk
	truth  string
	asked  int
	lost   map[string][]string // by cause
}

func newSurvey(t *testing.T, seed uint64) *survey {
	s := &survey{t: t, random: rand.New(rand.NewPCG(seed, 3)), lost: map[string][]string{}}
	oracle := modeltest.NewFakeOf(model.Info{Name: remoteName, Class: model.Machine, ContextTokens: 4096},
		func(_ context.Context, _ *modeltest.Call, say func(model.Chunk) bool) error {
			say(model.Chunk{Text: s.truth, Tokens: 1})
			return nil
		})
	ws := workspace.New(workspace.DefaultOptions(), zap.NewNop())
	local := modeltest.NewFakeOf(model.Info{Name: "local", Class: model.Embedded}, modeltest.Says())
	ledger := feedback.New(nil, zap.NewNop())
	s.desk = &desk{t: t, store: buffer.NewStore(), engine: completion.NewEngine(local, ws, ledger, zap.NewNop()), options: completion.DefaultOptions()}
	s.desk.options.Models = map[string]model.Model{remoteName: oracle}
	s.desk.options.Use = map[completion.Purpose]string{completion.Inline: remoteName}
	s.desk.options.Speculate = completion.Never
	t.Cleanup(func() { s.desk.engine.Close(); ws.Close(); s.desk.store.Shutdown() })
	return s
}

// visit makes some holes in one file.
func (s *survey) visit(files []corpus.File, holes int) {
	file := files[s.random.IntN(len(files))]
	text := strings.ReplaceAll(file.Text, "\r\n", "\n")
	uri := buffer.Canonical("file:///project/" + file.Path)
	s.desk.uri, s.desk.version = uri, 0
	s.desk.store.Open(buffer.OpenParams{Client: string(uri), Text: text})
	defer s.desk.store.Close(uri)
	for made := 0; made < holes; {
		at := s.random.IntN(len(text))
		rest, _, _ := strings.Cut(text[at:], "\n")
		truth := strings.TrimRight(rest, " \t")
		if truth == "" || s.insideIndent(text, at) || !utf8.RuneStart(text[at]) {
			continue
		}
		made++
		s.asked++
		hole := buffer.Edit{Span: syntax.Span{Start: at, End: at + len(rest)}}
		s.ask(hole, truth, fmt.Sprintf("%s %q", file.Path, text[strings.LastIndexByte(text[:at], '\n')+1:at]+"█"+truth))
		back := buffer.Edit{Span: syntax.Span{Start: at, End: at}, NewText: rest}
		s.edit(back)
	}
}

func (s *survey) edit(e buffer.Edit) {
	s.desk.version++
	if _, _, err := s.desk.store.Apply(s.desk.uri, s.desk.version, []buffer.Edit{e}); err != nil {
		s.t.Fatal(err)
	}
}

func (s *survey) ask(hole buffer.Edit, truth, where string) {
	s.edit(hole)
	s.truth, s.desk.offset = truth, hole.Span.Start
	s.desk.options.Generation++ // nothing is answered from the cache
	res := s.desk.engine.Complete(s.t.Context(), s.desk.request(completion.Inline))
	if got := texts(res); len(got) != 1 {
		s.lose(string(res.Reason), where)
	} else if got[0] != truth {
		s.lose("cut", fmt.Sprintf("%s: %q", where, got[0]))
	}
}

func (s *survey) lose(cause, where string) { s.lost[cause] = append(s.lost[cause], where) }

// insideIndent reports whether only blanks stand before the place on its line,
// and not all of them: what the user types there is the indent.
func (s *survey) insideIndent(text string, at int) bool {
	line := text[strings.LastIndexByte(text[:at], '\n')+1 : at]
	return strings.Trim(line, " \t") == "" && (text[at] == ' ' || text[at] == '\t')
}

package completion_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"strconv"
	"strings"
	"sync/atomic"
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

// FIMBLE_HOLES is how many holes each of these tests makes, in all languages
// together.
const someHoles = 450

// A question is a sort of hole in a real file, and what may become of the
// answer that the file gives.
type question struct {
	purpose  completion.Purpose
	cut      func(random *rand.Rand, text string) (start, end, next int) // the answer ends, and what is written goes on
	survives func(got, truth string) bool
	most     int // of 1000 true answers that may be lost
}

// A model that says exactly what the file says must be heard: the rest of the
// line, at random places of real files in all languages, is shown as it is.
// The whole trunk is asked, from the gate to the syntax gate, as while typing.
func TestAPerfectAnswerSurvives(t *testing.T) {
	question{completion.Inline, restOfLine, same, 10}.ask(t)
}

// The same when the user asks for it.
func TestAPerfectAnswerSurvivesWhenInvoked(t *testing.T) {
	question{completion.Invoked, restOfLine, same, 10}.ask(t)
}

// The same with the rest of a block, of which all is wanted by who asks, and
// while typing its first statement or more.
func TestAPerfectBlockSurvives(t *testing.T) {
	question{completion.Inline, restOfBlock, startsAs, 20}.ask(t)
}

func TestAPerfectBlockSurvivesWhenInvoked(t *testing.T) {
	question{completion.Invoked, restOfBlock, same, 40}.ask(t)
}

// The same with the rest of a line while what belongs below it is not written
// yet: brackets stand open, and the code behind is that of another time.
func TestAPerfectAnswerSurvivesInUnfinishedCode(t *testing.T) {
	question{completion.Inline, lineOfPassage, same, 10}.ask(t)
}

func (q question) ask(t *testing.T) {
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
				s := newSurvey(t, uint64(i), q)
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
	if lost*1000 > q.most*all {
		t.Errorf("%d of %d true answers were lost, more than %d of 1000", lost, all, q.most)
	}
}

func same(got, truth string) bool { return got == truth }

// startsAs reports whether an answer is the truth up to the end of a line.
func startsAs(got, truth string) bool {
	rest, ok := strings.CutPrefix(truth, got)
	return ok && strings.TrimSpace(got) != "" && (rest == "" || strings.HasPrefix(strings.TrimLeft(rest, " \t"), "\n"))
}

// A survey asks an Engine about holes, of a model that knows the answer.
type survey struct {
	question
	t      *testing.T
	random *rand.Rand
	desk   *desk
	truth  atomic.Value // a string; requests made ahead may still read the one before
	asked  int
	lost   map[string][]string // by cause
}

func newSurvey(t *testing.T, seed uint64, q question) *survey {
	s := &survey{question: q, t: t, random: rand.New(rand.NewPCG(seed, 3)), lost: map[string][]string{}}
	oracle := modeltest.NewFakeOf(model.Info{Name: remoteName, Class: model.Machine, ContextTokens: 4096},
		func(_ context.Context, _ *modeltest.Call, say func(model.Chunk) bool) error {
			for line := range strings.SplitAfterSeq(s.truth.Load().(string), "\n") {
				if !say(model.Chunk{Text: line, Tokens: 1}) {
					break
				}
			}
			return nil
		})
	ws := workspace.New(workspace.DefaultOptions(), zap.NewNop())
	local := modeltest.NewFakeOf(model.Info{Name: "local", Class: model.Embedded}, modeltest.Says())
	ledger := feedback.New(nil, zap.NewNop())
	s.desk = &desk{t: t, store: buffer.NewStore(), engine: completion.NewEngine(local, ws, ledger, zap.NewNop()), options: completion.DefaultOptions()}
	s.desk.options.Models = map[string]model.Model{remoteName: oracle}
	s.desk.options.Use = map[completion.Purpose]string{q.purpose: remoteName}
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
	for made, tries := 0, 0; made < holes && tries < 100*holes; tries++ {
		start, end, next := s.cut(s.random, text)
		truth := strings.TrimRight(text[start:end], " \t\n")
		if truth == "" || s.insideIndent(text, start) || !utf8.RuneStart(text[start]) {
			continue
		}
		made++
		s.asked++
		hole := buffer.Edit{Span: syntax.Span{Start: start, End: next}}
		s.ask(hole, truth, fmt.Sprintf("%s %q", file.Path, text[strings.LastIndexByte(text[:start], '\n')+1:start]+"█"+truth))
		back := buffer.Edit{Span: syntax.Span{Start: start, End: start}, NewText: text[start:next]}
		s.edit(back)
	}
}

// restOfLine hides the rest of a line from a random place on.
func restOfLine(random *rand.Rand, text string) (start, end, next int) {
	start = random.IntN(len(text))
	end = start + lineLength(text[start:])
	return start, end, end
}

// lineOfPassage hides the rest of a block from a random place on, which may be
// deeper in it than where the block begins, and asks for the rest of the line.
func lineOfPassage(random *rand.Rand, text string) (start, end, next int) {
	first, _, next := restOfBlock(random, text)
	if first == next {
		return first, first, first
	}
	start = first + random.IntN(next-first)
	return start, start + lineLength(text[start:]), next
}

// restOfBlock hides a random line, from its indent on, and those below it in
// its block.
func restOfBlock(random *rand.Rand, text string) (start, end, next int) {
	start = strings.LastIndexByte(text[:random.IntN(len(text))], '\n') + 1
	indent := indentOf(text[start:])
	end = start
	for at, lines := start, 0; at < len(text) && lines < mostBlockLines; lines++ {
		line := text[at : at+lineLength(text[at:])]
		if strings.TrimSpace(line) != "" && indentOf(line) < indent {
			break
		}
		at += len(line)
		if strings.TrimSpace(line) != "" {
			end = at
		}
		at++
	}
	if indent == 0 || strings.IndexByte(")]}", (text + "\n")[start+indent]) >= 0 || strings.Count(text[start:end], "\n") == mostBlockLines-1 {
		return start, start, start // no block, or another one, or one that is too long
	}
	return start + indent, end, end
}

// mostBlockLines is of how many lines a block may be.
const mostBlockLines = 30

func indentOf(line string) int { return len(line) - len(strings.TrimLeft(line, " \t")) }

func lineLength(text string) int { return strings.IndexByte(text+"\n", '\n') }

func (s *survey) edit(e buffer.Edit) {
	s.desk.version++
	if _, _, err := s.desk.store.Apply(s.desk.uri, s.desk.version, []buffer.Edit{e}); err != nil {
		s.t.Fatal(err)
	}
}

func (s *survey) ask(hole buffer.Edit, truth, where string) {
	s.edit(hole)
	s.truth.Store(truth)
	s.desk.offset = hole.Span.Start
	s.desk.options.Generation++ // nothing is answered from the cache
	res := s.desk.engine.Complete(s.t.Context(), s.desk.request(s.purpose))
	if got := texts(res); len(got) != 1 {
		s.lose(string(res.Reason), where)
	} else if !s.survives(got[0], truth) {
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

package typing

import (
	"context"
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"go.uber.org/zap"

	"fimble/completion"
	"fimble/completion/feedback"
	"fimble/completion/model"
	"fimble/completion/model/modeltest"
	"fimble/context/workspace"
	"fimble/server"
	"fimble/server/servertest"
)

// A moment is what was on the screen when the next key was pressed.
type moment struct {
	key     key
	at      time.Time // of the key
	until   time.Time // of the next one
	request int
	ghost   *ghost // nil if none was drawn
	agrees  int    // as ghost.agrees
}

// A typist types in an editor, in front of a server of its own.
type typist struct {
	manner
	editor *servertest.Editor
	oracle *oracle
	trunk  *trunk

	passage *passage
	uri     string
	line    int // of the cursor
	column  int // in bytes
	version int
	pressed time.Time // the last key

	mu        sync.Mutex
	screen    screen
	newest    int
	cancelled map[int]bool
	answers   map[int]int // how many each request got
	shown     []showing
	cursor    int
	wrong     time.Time // since when what is drawn contradicts the text; zero if it does not
	stale     []stretch
}

// A showing is a suggestion that came in, and the text that accepting it would
// have left before the cursor.
type showing struct {
	at   time.Time
	text string
}

// A stretch of time.
type stretch struct{ since, until time.Time }

// trunk listens to what the engine answers, to explain the figures.
type trunk struct {
	server.Engine

	mu       sync.Mutex
	verdicts map[int]verdict // by offset
}

type verdict struct {
	at    time.Time
	items int
	why   completion.Reason
}

func (l *trunk) Complete(ctx context.Context, req completion.Request) completion.Result {
	res := l.Engine.Complete(ctx, req)
	l.mu.Lock()
	defer l.mu.Unlock()
	l.verdicts[req.Offset] = verdict{at: time.Now(), items: len(res.Items), why: res.Reason}
	return res
}

// seat puts a typist in front of a new server, within a bubble.
func seat(t *testing.T, m manner, seed uint64) (*typist, func()) {
	o := &oracle{seed: seed, errs: m.errs, streams: m.streams}
	info := model.Info{Name: "oracle", Class: model.Machine, ContextTokens: 8192, Slots: 4}
	if m.oneSlot {
		o.slot, info.Slots = make(chan struct{}, 1), 1
	}
	ws := workspace.New(workspace.DefaultOptions(), zap.NewNop())
	silent := modeltest.NewFakeOf(model.Info{Name: "local", Class: model.Embedded, ContextTokens: 4096}, modeltest.Says())
	engine := completion.NewEngine(silent, ws, feedback.New(nil, zap.NewNop()), zap.NewNop())
	options := completion.DefaultOptions()
	options.Models = map[string]model.Model{"oracle": modeltest.NewFakeOf(info, o.script)}
	options.Use = map[completion.Purpose]string{completion.Inline: "oracle"}
	y := &typist{manner: m, oracle: o, trunk: &trunk{Engine: engine}, newest: 1000}
	y.editor = servertest.Connect(t, server.Config{
		Engine: y.trunk, Session: "typist",
		Options: func(server.Settings) (*completion.Options, []server.Problem) { return &options, nil },
	})
	y.editor.Heard = y.hears
	y.editor.Initialize(map[string]any{"capabilities": map[string]any{"general": map[string]any{"positionEncodings": []string{"utf-8"}}}})
	return y, func() {
		y.editor.Ask("shutdown", nil)
		y.editor.Tell("exit", nil)
		if err := y.editor.Served(); err != nil {
			t.Errorf("the server ended with %v", err)
		}
		engine.Close()
		ws.Close()
	}
}

// types types a passage and tells what was seen.
func (y *typist) types(p *passage) *session {
	y.opens(p)
	keys := p.keys(y.indent)
	s := &session{manner: y.manner, passage: p, began: time.Now()}
	for i, k := range keys {
		y.presses(k)
		m := moment{key: k, at: time.Now(), request: y.newest, agrees: -1}
		<-time.After(y.rest(i))
		m.until = time.Now()
		y.mu.Lock()
		if g := y.screen.drawn(); g != nil {
			drawn := *g
			m.ghost, m.agrees = &drawn, g.agrees(p, p.at(k.end))
		}
		y.mu.Unlock()
		s.moments = append(s.moments, m)
	}
	y.leaves(s)
	return s
}

// rest is the time from a key to the next one: always the same, or shorter and
// longer in turns that do not repeat soon.
func (m manner) rest(i int) time.Duration {
	if !m.uneven {
		return m.gap
	}
	turns := [...]int{55, 160, 80, 100, 65, 185, 75, 110, 60, 95, 115} // percent, 100 on average
	return m.gap * time.Duration(turns[i*i%101%len(turns)]) / 100
}

// opens puts the passage's file on the screen without the passage, and thinks
// for a while with the cursor in front of it.
func (y *typist) opens(p *passage) {
	y.oracle.sits(p)
	y.trunk.mu.Lock()
	y.trunk.verdicts = map[int]verdict{}
	y.trunk.mu.Unlock()
	y.mu.Lock()
	y.screen = &vscode{}
	if y.manner.editor == "neovim" {
		y.screen = &neovim{}
	}
	y.screen.typed(p.at(p.start), p.start)
	y.cancelled, y.answers, y.shown = map[int]bool{}, map[int]int{}, nil
	y.cursor, y.wrong, y.stale = p.start, time.Time{}, nil
	y.mu.Unlock()
	y.passage, y.version = p, 1
	y.uri = fmt.Sprintf("file:///typed/%d/%s", y.newest, p.name)
	y.line, y.column = strings.Count(p.before(), "\n"), len(p.before())-strings.LastIndex(p.before(), "\n")-1
	y.editor.Open(y.uri, p.language, p.at(p.start))
	<-time.After(3 * time.Second)
}

// presses types one key: the change, the cancel of the request before if the
// editor sends such, and the next request.
func (y *typist) presses(k key) {
	text := y.passage.text[k.start:k.end]
	y.mu.Lock()
	before := y.newest
	y.newest++
	request := y.newest
	cancels := y.manner.editor == "vscode" && y.answers[before] == 0 && y.version > 1
	y.cancelled[before] = cancels
	y.answers[request] = 0
	y.screen.typed(y.passage.at(k.end), k.end)
	y.cursor = k.end
	y.looks()
	y.mu.Unlock()
	at := fmt.Sprintf(`{"line":%d,"character":%d}`, y.line, y.column)
	y.version++
	y.editor.Tell("textDocument/didChange", json.RawMessage(fmt.Sprintf(
		`{"textDocument":{"uri":%q,"version":%d},"contentChanges":[{"range":{"start":%s,"end":%s},"text":%s}]}`,
		y.uri, y.version, at, at, quoted(text))))
	y.line += strings.Count(text, "\n")
	if newline := strings.LastIndexByte(text, '\n'); newline >= 0 {
		y.column = -newline - 1
	}
	y.column += len(text)
	if cancels {
		y.cancels(before)
	}
	y.editor.SendAs(json.RawMessage(strconv.Itoa(request)), "textDocument/inlineCompletion", json.RawMessage(fmt.Sprintf(
		`{"textDocument":{"uri":%q},"position":{"line":%d,"character":%d},"context":{"triggerKind":2}}`, y.uri, y.line, y.column)))
}

func quoted(text string) []byte {
	b, err := json.Marshal(text)
	if err != nil {
		panic(err) // a string
	}
	return b
}

func (y *typist) cancels(request int) {
	y.editor.Tell("$/cancelRequest", json.RawMessage(fmt.Sprintf(`{"id":%d}`, request)))
}

// hears is told of every answer.
func (y *typist) hears(id json.RawMessage, a servertest.Answer) {
	request, err := strconv.Atoi(string(id))
	y.mu.Lock()
	defer y.mu.Unlock()
	if _, asked := y.answers[request]; err != nil || !asked {
		return
	}
	y.answers[request]++
	y.screen.answered(request, y.newest, y.cancelled[request], a)
	if g := y.screen.drawn(); g != nil && g.request == request {
		y.shown = append(y.shown, showing{time.Now(), y.passage.text[:g.start] + g.text})
	}
	y.looks()
}

// looks takes the time while something is drawn that the text contradicts.
// y.mu is held.
func (y *typist) looks() {
	g := y.screen.drawn()
	wrong := g != nil && g.contradicts(y.passage.text, y.cursor)
	switch {
	case wrong && y.wrong.IsZero():
		y.wrong = time.Now()
	case !wrong && !y.wrong.IsZero():
		y.stale = append(y.stale, stretch{y.wrong, time.Now()})
		y.wrong = time.Time{}
	}
}

// leaves ends a passage: an editor that cancels does so now and asks nothing
// more. After some seconds nothing may be left to do.
func (y *typist) leaves(s *session) {
	s.left = time.Now()
	y.mu.Lock()
	pending := y.answers[y.newest] == 0
	y.mu.Unlock()
	if pending && y.manner.editor == "vscode" {
		s.cancelled = true
		y.cancels(y.newest)
	}
	<-time.After(3 * time.Second)
	y.editor.Tell("textDocument/didClose", map[string]any{"textDocument": map[string]any{"uri": y.uri}})
	<-time.After(time.Second)
	s.calls = y.oracle.sits(nil)
	y.trunk.mu.Lock()
	s.verdicts = y.trunk.verdicts
	y.trunk.mu.Unlock()
	y.mu.Lock()
	defer y.mu.Unlock()
	s.shown, s.stale = y.shown, y.stale
	if !y.wrong.IsZero() {
		s.stale = append(s.stale, stretch{y.wrong, time.Now()})
	}
	for _, n := range y.answers {
		if n != 1 {
			s.misanswered++
		}
	}
}

package completion_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"go.uber.org/zap/zaptest"

	"fimble/completion"
	"fimble/completion/feedback"
	"fimble/completion/model"
	"fimble/completion/model/modeltest"
	"fimble/context/buffer"
	"fimble/context/workspace"
)

// A desk is one user with one document in front of an Engine.
type desk struct {
	t       testing.TB
	store   *buffer.Store
	engine  *completion.Engine
	options completion.Options
	uri     buffer.URI
	offset  int
	version int32
	later   completion.Later
}

const remoteName = "fake"

// newDesk routes everything to the remote, which is of class Machine and works
// on several requests at a time; embedded stands in for the embedded engine.
// Nothing is asked ahead unless the test says so.
func newDesk(t testing.TB, remote, embedded modeltest.Script) (d *desk, fake *modeltest.Fake) {
	return newDeskOf(t, model.Info{Name: remoteName, Class: model.Machine, ContextTokens: 4096, Slots: 4}, remote, embedded)
}

// newDeskOf is newDesk with a remote that claims to be info.
func newDeskOf(t testing.TB, info model.Info, remote, embedded modeltest.Script) (d *desk, fake *modeltest.Fake) {
	log := zaptest.NewLogger(t)
	fake = modeltest.NewFakeOf(info, remote)
	local := modeltest.NewFakeOf(model.Info{Name: "local", Class: model.Embedded, ContextTokens: 4096}, embedded)
	ws := workspace.New(workspace.DefaultOptions(), log)
	d = &desk{t: t, store: buffer.NewStore(), engine: completion.NewEngine(local, ws, feedback.New(nil, log), log), options: completion.DefaultOptions()}
	d.options.Speculate, d.options.WarmUp = completion.Never, completion.Never
	d.options.Models = map[string]model.Model{remoteName: fake}
	d.options.Use = map[completion.Purpose]string{completion.Inline: remoteName, completion.Invoked: remoteName}
	t.Cleanup(func() {
		d.engine.Close()
		ws.Close()
		d.store.Shutdown()
	})
	return d, fake
}

// open puts a document on the desk; █ is the cursor.
func (d *desk) open(name, marked string) {
	before, after, ok := strings.Cut(marked, "█")
	if !ok {
		d.t.Fatalf("no cursor in %q", marked)
	}
	d.uri = buffer.Canonical("file:///project/" + name)
	d.offset = len(before)
	d.store.Open(buffer.OpenParams{Client: string(d.uri), Text: before + after})
	quiet := d.request(completion.Inline)
	quiet.Options.WarmUp = completion.Never
	d.engine.Opened(quiet)
}

// types puts text in at the cursor.
func (d *desk) types(text string) {
	d.version++
	edits := []buffer.Edit{{NewText: text}}
	edits[0].Span.Start, edits[0].Span.End = d.offset, d.offset
	before, after, err := d.store.Apply(d.uri, d.version, edits)
	if err != nil {
		d.t.Fatal(err)
	}
	d.offset += len(text)
	d.engine.Changed("one", before, after, edits)
}

func (d *desk) request(purpose completion.Purpose) completion.Request {
	options := d.options
	return completion.Request{Session: "one", View: d.store.View(), URI: d.uri, Offset: d.offset, Purpose: purpose, Options: &options, Later: d.later}
}

// asks asks in the background, as an editor does.
func (d *desk) asks(purpose completion.Purpose) *pending {
	ctx, cancel := context.WithCancel(d.t.Context())
	p := &pending{cancel: cancel, done: make(chan struct{})}
	req := d.request(purpose)
	started := time.Now()
	go func() {
		p.result = d.engine.Complete(ctx, req)
		p.took = time.Since(started)
		close(p.done)
	}()
	d.t.Cleanup(func() { // nothing is logged after the test
		cancel()
		<-p.done
	})
	return p
}

// waits asks and waits for the answer.
func (d *desk) waits(purpose completion.Purpose) completion.Result {
	p := d.asks(purpose)
	defer p.cancel()
	return p.answer()
}

type pending struct {
	cancel context.CancelFunc
	done   chan struct{}
	result completion.Result
	took   time.Duration
}

func (p *pending) answer() completion.Result {
	<-p.done
	return p.result
}

func (p *pending) answered() bool {
	select {
	case <-p.done:
		return true
	default:
		return false
	}
}

// texts are what the items put in.
func texts(res completion.Result) []string {
	var all []string
	for _, item := range res.Items {
		all = append(all, item.Edits[0].NewText)
	}
	return all
}

// says fails the test unless the result is exactly one suggestion.
func says(t testing.TB, res completion.Result, want string) {
	t.Helper()
	if got := texts(res); len(got) != 1 || got[0] != want {
		t.Errorf("suggests %q (%s), want %q", got, res.Reason, want)
	}
}

// silent fails the test unless the result is no suggestion, for that reason.
func silent(t testing.TB, res completion.Result, want completion.Reason) {
	t.Helper()
	if len(res.Items) > 0 || res.Reason != want {
		t.Errorf("suggests %q (%q), want nothing because %q", texts(res), res.Reason, want)
	}
}

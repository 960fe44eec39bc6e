// Package modeltest has models for tests. Its law: the test decides every
// step, so nothing here ever waits for the clock.
package modeltest

import (
	"context"
	"iter"
	"slices"
	"sync"

	"fimble/completion/model"
)

// A Script plays one call. It streams with say, which returns false once the
// reader has hung up; the Script must return then. What it returns ends the
// stream as its error.
type Script func(ctx context.Context, call *Call, say func(model.Chunk) bool) error

// Says streams pieces, one chunk of one token each, and ends.
func Says(pieces ...string) Script {
	return func(_ context.Context, _ *Call, say func(model.Chunk) bool) error {
		for _, piece := range pieces {
			if !say(model.Chunk{Text: piece, Tokens: 1}) {
				return nil
			}
		}
		return nil
	}
}

// Fails streams pieces and then fails with err.
func Fails(err error, pieces ...string) Script {
	return func(ctx context.Context, call *Call, say func(model.Chunk) bool) error {
		if streamed := Says(pieces...)(ctx, call, say); streamed != nil {
			return streamed
		}
		return err
	}
}

// Hangs streams pieces and then nothing more until the call is cancelled.
func Hangs(pieces ...string) Script {
	return func(ctx context.Context, call *Call, say func(model.Chunk) bool) error {
		if err := Says(pieces...)(ctx, call, say); err != nil {
			return err
		}
		<-ctx.Done()
		return ctx.Err()
	}
}

// InTurn plays the first script for the first call, the second for the second
// and so on; the last one stays.
func InTurn(scripts ...Script) Script {
	return func(ctx context.Context, call *Call, say func(model.Chunk) bool) error {
		return scripts[min(call.Number, len(scripts)-1)](ctx, call, say)
	}
}

// Driven lets the test play the call, by the methods of the Call that Await
// returns.
func Driven() Script {
	return func(ctx context.Context, call *Call, say func(model.Chunk) bool) error {
		for {
			select {
			case s := <-call.steps:
				if s.end {
					return s.err
				}
				more := say(s.chunk)
				s.more <- more
				if !more {
					return nil
				}
			case <-ctx.Done():
				return ctx.Err()
			}
		}
	}
}

// A Fake is a Model that plays a Script for every call and counts. Make it
// inside the bubble when the test uses testing/synctest.
type Fake struct {
	info   model.Info
	script Script

	mu      sync.Mutex
	begun   *sync.Cond
	calls   []*Call
	awaited int
}

var _ model.Model = (*Fake)(nil)

// NewFake returns a Fake of class Embedded that reads the Window itself.
func NewFake(script Script) *Fake {
	return NewFakeOf(model.Info{Name: "fake", Class: model.Embedded, ContextTokens: 4096}, script)
}

// NewFakeOf returns a Fake that claims to be info.
func NewFakeOf(info model.Info, script Script) *Fake {
	f := &Fake{info: info, script: script}
	f.begun = sync.NewCond(&f.mu)
	return f
}

// Info is what the Fake was made with.
func (f *Fake) Info() model.Info { return f.info }

// Generate plays the script. The call begins when the sequence is ranged over.
func (f *Fake) Generate(ctx context.Context, req model.Request) iter.Seq2[model.Chunk, error] {
	return func(yield func(model.Chunk, error) bool) {
		call := f.begin(req)
		hungUp := false
		say := func(c model.Chunk) bool {
			if ctx.Err() != nil || hungUp {
				return false
			}
			hungUp = !yield(c, nil)
			return !hungUp
		}
		err := f.script(ctx, call, say)
		if cause := ctx.Err(); cause != nil {
			err = cause
		}
		call.over(hungUp || ctx.Err() != nil)
		if err != nil && !hungUp {
			yield(model.Chunk{}, err)
		}
	}
}

func (f *Fake) begin(req model.Request) *Call {
	f.mu.Lock()
	defer f.mu.Unlock()
	call := &Call{Number: len(f.calls), Request: req, steps: make(chan step), done: make(chan struct{})}
	f.calls = append(f.calls, call)
	f.begun.Broadcast()
	return call
}

// Await returns the next call that no Await returned before, and waits for it
// to begin.
func (f *Fake) Await() *Call {
	f.mu.Lock()
	defer f.mu.Unlock()
	for f.awaited == len(f.calls) {
		f.begun.Wait()
	}
	f.awaited++
	return f.calls[f.awaited-1]
}

// Calls are all calls so far, oldest first.
func (f *Fake) Calls() []*Call {
	f.mu.Lock()
	defer f.mu.Unlock()
	return slices.Clone(f.calls)
}

// HungUp counts the calls that were cut short, by a break or by their context.
func (f *Fake) HungUp() int {
	n := 0
	for _, call := range f.Calls() {
		if call.HungUp() {
			n++
		}
	}
	return n
}

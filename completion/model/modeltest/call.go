package modeltest

import (
	"sync/atomic"

	"fimble/completion/model"
)

// A Call is one Generate that was ranged over.
type Call struct {
	Number  int // from 0
	Request model.Request

	steps  chan step
	done   chan struct{}
	hungUp atomic.Bool
}

type step struct {
	chunk model.Chunk
	more  chan bool
	end   bool
	err   error
}

// Say streams one chunk of one token in a Driven call. It returns once the
// reader has dealt with it: true if the reader wants more, false if it has
// hung up or the call was over before.
func (c *Call) Say(text string) bool {
	s := step{chunk: model.Chunk{Text: text, Tokens: 1}, more: make(chan bool, 1)}
	select {
	case c.steps <- s:
		return <-s.more
	case <-c.done:
		return false
	}
}

// End ends a Driven call, with an error unless err is nil. It does nothing
// when the call is over already.
func (c *Call) End(err error) {
	select {
	case c.steps <- step{end: true, err: err}:
		<-c.done
	case <-c.done:
	}
}

// Done is closed when the call is over, however it ended.
func (c *Call) Done() <-chan struct{} { return c.done }

// HungUp tells whether the call is over and was cut short, by a break or by
// its context.
func (c *Call) HungUp() bool { return c.hungUp.Load() }

func (c *Call) over(hungUp bool) {
	c.hungUp.Store(hungUp)
	close(c.done)
}

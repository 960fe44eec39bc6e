package server

import (
	"context"
	"encoding/json"
	"errors"

	"go.lsp.dev/protocol"
)

// A seat is where commands of one sort are at work, one at a time. The read loop
// alone touches it.
type seat struct {
	leave context.CancelCauseFunc // ends the one that is there; nil if there was none yet
}

// take does what a command wants beside the read loop. One of the same sort that
// is still at work is ended.
func (c *connection) take(s *seat, title string, work func(ctx context.Context) error) {
	ctx, cancel := context.WithCancelCause(c.life)
	if s.leave != nil {
		s.leave(errSuperseded)
	}
	s.leave = cancel
	c.start(func(context.Context) {
		defer cancel(nil)
		c.tellEnd(ctx, title, work(ctx))
	})
}

// tellEnd tells the user how a command ended, unless all is well or nobody is
// left to be told.
func (c *connection) tellEnd(ctx context.Context, title string, err error) {
	switch {
	case err == nil, errors.Is(err, errDiscarded), c.life.Err() != nil:
	case !errors.Is(err, context.Canceled):
		c.refuse(err)
	case errors.Is(context.Cause(ctx), errSuperseded):
		c.outbox.say(protocol.MessageTypeInfo, title+": "+errSuperseded.Error())
	default:
		c.outbox.say(protocol.MessageTypeInfo, title+": cancelled")
	}
}

// runAction is the command of clients that cannot resolve.
func (c *connection) runAction(arguments []protocol.LSPAny) error {
	data := &actionData{}
	if len(arguments) != 1 || json.Unmarshal(arguments[0], data) != nil {
		return errParams
	}
	c.do(data.job())
	return nil
}

// do carries out a job, and has the client make the edit. What is with the
// client is at work no more: no newer command takes it back.
func (c *connection) do(j job) {
	at := c.now()
	c.take(&c.editing, j.title, func(ctx context.Context) error {
		edit, changes, err := c.carryOut(ctx, at, j)
		if err == nil {
			err = c.apply(c.life, at.view, changes, j.title, edit)
		}
		if err == nil && j.talk {
			c.done(at, j, changes)
		}
		return err
	})
}

// refuse tells the user why something was not done. The reason may quote code,
// so that it stands in no log; what a model failed with is there already.
func (c *connection) refuse(err error) {
	c.log.Info("action refused")
	c.warn(err.Error())
}

// warn shows words to the user.
func (c *connection) warn(words string) { c.outbox.say(protocol.MessageTypeWarning, "Fimble: "+words) }

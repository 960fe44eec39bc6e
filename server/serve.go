// Package server speaks the Language Server Protocol: it keeps the client's
// buffers in step, turns positions into bytes and back, and asks the engine.
// Its law: messages that change state are handled in the order of the wire,
// each request sees exactly the text that stood before it, and every request
// is answered once.
package server

import (
	"context"
	"errors"
	"io"
	"time"

	"go.lsp.dev/jsonrpc2"
	"go.lsp.dev/protocol"
	"go.uber.org/zap"

	"fimble/completion"
	"fimble/context/buffer"
)

// An Engine completes code. Several connections may share one. Complete, Context,
// Act and Explain must return soon after their context is done; all others are called
// between two messages and must return within microseconds.
type Engine interface {
	Complete(ctx context.Context, req completion.Request) completion.Result
	Context(ctx context.Context, req completion.Request) (string, completion.Reason)
	Offers(req completion.ActionRequest) []completion.Offer
	Act(ctx context.Context, req completion.ActionRequest, offer completion.Offer) ([]completion.Change, error)
	Explain(ctx context.Context, req completion.ActionRequest) (string, error)
	Accepted(id string)
	PartiallyAccepted(id string)
	DidShow(id string)
	Changed(session string, before, after *buffer.Snapshot, edits []buffer.Edit)
	Opened(req completion.Request)
	Closed(session string, uri buffer.URI)
	Left(session string)
}

// A Workspace is told what the client says of the files on disk.
type Workspace interface {
	SetRoots(roots []*buffer.Root)
	Changed(paths []string)
	Deny(dir string, patterns []string)
}

// Config is what one connection is made of.
type Config struct {
	Engine    Engine
	Session   string      // names the connection among those that share the Engine
	Workspace Workspace   // may be nil
	Log       *zap.Logger // never writes to the connection; may be nil
	Version   string      // of Fimble, for serverInfo

	// Strict ends the connection at the first malformed header, as fits a
	// socket. On stdio noise is skipped.
	Strict bool

	// Layers are the options from before the client had a say, the user's file
	// and flags, those that count more last.
	Layers []Layer

	// Own reads Layers again, and gives a stamp of the file that they stand in;
	// nothing is read if that is still the given one. It is called before each
	// request, so it must be quick while nothing has changed; it may be nil.
	Own func(stamp string) (layers []Layer, now string, err error)

	// Project reads the options that come with the files of a folder. It is
	// called between two messages. A folder without options, and a nil
	// Project, give a Layer without Values.
	Project func(dir string) (Layer, error)

	// Sent is told of the options that the client has sent, of which editor it
	// says it is, and of what is wrong with any options. It is called between
	// two messages, so it must be quick; it may be nil.
	Sent func(editor string, sent Layer, problems []Problem)

	// Options makes the trunk's options of settings: it builds the models.
	// It is called between two messages for each set of settings that is
	// new, and gives each of its answers a Generation of its own. When nil,
	// Settings.Options is used, which knows no models.
	Options func(Settings) (*completion.Options, []Problem)
}

// ErrExit is what Serve returns when the client has left without asking for
// shutdown first; the protocol wants exit code 1 then.
var ErrExit = errors.New("the client left without shutdown")

// patience is how long the end of a connection waits for requests that are
// being answered, and for a client that does not read. An answer takes
// milliseconds once it is cancelled; the editor must not wait for our exit.
const patience = 2 * time.Second

// Serve speaks with one client until it leaves or ctx is done, and closes rwc.
// It returns nil after an orderly shutdown, ErrExit when the client has left
// without one, ctx's error, or else what broke.
func Serve(ctx context.Context, rwc io.ReadWriteCloser, cfg Config) error {
	life, cancel := context.WithCancel(ctx)
	defer cancel()
	c := newConnection(life, rwc, cfg)
	left := make(chan error, 1)
	c.stream.ended = func(err error) {
		cancel()
		c.calls.drain(patience)
		left <- err
	}
	c.start(c.outbox.run)
	c.conn.Go(life, c.dispatch)

	// A read from stdin cannot be interrupted on every system, so the end of
	// ctx does not wait for the reader.
	var why error
	select {
	case why = <-left:
	case <-ctx.Done():
		c.calls.drain(patience)
		why = errors.Join(ctx.Err(), rwc.Close())
	}
	deadline := time.AfterFunc(patience, func() { _ = rwc.Close() })
	defer deadline.Stop()
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		<-c.conn.Done()
		c.running.Wait()
	}()
	select {
	case <-ended:
	case <-time.After(2 * patience):
		c.log.Warn("connection does not end: a read or a write is stuck")
	}
	c.Engine.Left(c.Session)
	c.store.Shutdown()
	if errors.Is(why, io.EOF) {
		if c.phase.Load() == stopping {
			return nil
		}
		return ErrExit
	}
	return why
}

// codec writes the protocol's unions, which the library's own does only for
// connections that the library makes.
type codec struct{}

func (codec) Marshal(v any) ([]byte, error) {
	if raw, ok := v.(jsonrpc2.RawMessage); ok && raw != nil {
		return raw, nil
	}
	return protocol.Marshal(v)
}

func (codec) Unmarshal(data []byte, v any) error { return protocol.Unmarshal(data, v) }

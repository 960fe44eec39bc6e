package server

import (
	"context"
	"io"
	"sync"
	"sync/atomic"

	"go.lsp.dev/jsonrpc2"
	"go.uber.org/zap"
	"go.uber.org/zap/zapcore"

	"fimble/context/buffer"
)

// A connection is one client: what it has open, what it asked for and what it
// wants to know. Nothing of it outlives Serve, and nothing is shared with
// other connections but what Config holds.
type connection struct {
	Config
	log     *zap.Logger
	life    context.Context // ends with the connection
	stream  *stream
	conn    jsonrpc2.Conn
	store   *buffer.Store
	screen  screen
	methods map[string]method
	calls   *calls
	slots   chan struct{} // one for each call that is being answered
	outbox  *outbox
	running sync.WaitGroup // goroutines that Serve waits for
	phase   atomic.Int32   // fresh, ready or stopping
	client  client         // written by initialize, before any other handler runs
	tokens  atomic.Int64   // of progress, for their names
	watched sync.Map       // token to context.CancelFunc: what the user can cancel
	talk    talk           // what was done by sentences

	editing, explaining seat

	settings *configuration
}

// callLimit is how many calls are answered at a time. Reading stops at it, so
// a client that asks without end fills its own pipe and not our memory. An
// editor has less than ten open.
const callLimit = 256

func newConnection(life context.Context, rwc io.ReadWriteCloser, cfg Config) *connection {
	if cfg.Log == nil {
		cfg.Log = zap.NewNop()
	}
	c := &connection{
		Config: cfg,
		life:   life,
		stream: newStream(rwc, cfg.Strict),
		store:  buffer.NewStore(),
		calls:  newCalls(),
		slots:  make(chan struct{}, callLimit),
	}
	c.conn = jsonrpc2.NewConn(c.stream, jsonrpc2.WithCodec(codec{}))
	c.outbox = newOutbox(c.conn)
	c.log = cfg.Log.WithOptions(zap.WrapCore(func(core zapcore.Core) zapcore.Core {
		return zapcore.NewTee(core, c.outbox.core())
	}))
	c.settings = newConfiguration(cfg, func() []*buffer.Root { return c.store.View().Roots() })
	c.methods = c.table()
	c.stream.answered = c.calls.answered
	c.stream.lost = c.calls.abandon
	c.stream.refused = func(refusal *jsonrpc2.Error) {
		c.log.Warn("message refused", zap.String("reason", refusal.Message))
	}
	c.store.OnPanic(func(uri buffer.URI, err error) {
		c.log.Error("parser panicked", zap.String("uri", string(uri)), zap.Error(err))
	})
	return c
}

// start runs f beside the read loop until the connection ends. Whatever waits
// for an answer of the client must run so: the read loop would wait for itself.
func (c *connection) start(f func(ctx context.Context)) {
	c.running.Go(func() { f(c.life) })
}

// A moment is all that a request may look at: what was open, and how things
// were set, when it arrived.
type moment struct {
	view    *buffer.View
	options *settled
	after   <-chan struct{} // closed when the request that this one took the place of is answered
}

// now is the moment between two messages.
func (c *connection) now() moment {
	return moment{view: c.store.View(), options: c.settings.current()}
}

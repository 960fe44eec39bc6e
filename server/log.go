package server

import (
	"context"
	"fmt"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"go.lsp.dev/jsonrpc2"
	"go.lsp.dev/protocol"
	"go.uber.org/zap"
	"go.uber.org/zap/zapcore"
)

// outboxSize is how many messages may wait for a client that does not read
// before those that it can do without are dropped.
const outboxSize = 64

// An outbox sends messages for the user. Writing them where they arise could
// stop the read loop, when a client writes without reading. What cannot be
// dropped comes at most a few times of each request, and those are bounded.
type outbox struct {
	conn  jsonrpc2.Conn
	level zap.AtomicLevel // what goes to the client's log
	open  atomic.Bool     // false before initialize, when nothing may be sent
	wake  chan struct{}   // holds one element if something may wait

	mu      sync.Mutex
	queue   []letter
	dropped int             // since the letter that tells of it was put in
	told    map[string]bool // the things that the user was told of
}

type letter struct {
	method  string
	params  any
	trivial bool          // may be dropped
	dropped bool          // stands where others were dropped
	sent    chan struct{} // if not nil, closed in place of sending anything
}

func newOutbox(conn jsonrpc2.Conn) *outbox {
	return &outbox{
		conn:  conn,
		level: zap.NewAtomicLevelAt(zap.WarnLevel),
		wake:  make(chan struct{}, 1),
		told:  map[string]bool{},
	}
}

// run sends what is put in until ctx is done.
func (o *outbox) run(ctx context.Context) {
	for {
		l, ok := o.take()
		switch {
		case !ok:
			select {
			case <-o.wake:
			case <-ctx.Done():
				return
			}
		case l.sent != nil:
			close(l.sent)
		default:
			_ = o.conn.Notify(ctx, l.method, l.params) // a broken connection is seen by its reader
		}
	}
}

// flush waits until all that was put in before has been sent, but no longer
// than limit for a client that does not read.
func (o *outbox) flush(limit time.Duration) {
	sent := make(chan struct{})
	o.put(letter{sent: sent})
	timeout := time.NewTimer(limit)
	defer timeout.Stop()
	select {
	case <-sent:
	case <-timeout.C:
	}
}

func (o *outbox) put(l letter) {
	if !o.open.Load() {
		return
	}
	o.mu.Lock()
	defer o.mu.Unlock()
	if l.trivial && len(o.queue) >= outboxSize {
		o.dropped++
		if o.dropped > 1 {
			return
		}
		l = letter{dropped: true}
	}
	o.queue = append(o.queue, l)
	select {
	case o.wake <- struct{}{}:
	default:
	}
}

// take is the next letter, if there is one.
func (o *outbox) take() (letter, bool) {
	o.mu.Lock()
	defer o.mu.Unlock()
	if len(o.queue) == 0 {
		return letter{}, false
	}
	l := o.queue[0]
	o.queue = o.queue[1:]
	if l.dropped {
		l = logLetter(zap.WarnLevel, fmt.Sprintf("log lines or progress reports dropped, as the client did not read count=%d", o.dropped))
		o.dropped = 0
	}
	return l, true
}

func logLetter(level zapcore.Level, text string) letter {
	return letter{method: protocol.MethodWindowLogMessage, trivial: true,
		params: &protocol.LogMessageParams{Type: severity(level), Message: text}}
}

// show tells the user of a thing, once. What is said of it may differ.
func (o *outbox) show(severity protocol.MessageType, thing, text string) {
	if o.first(thing) {
		o.say(severity, "Fimble: "+text)
	}
}

// say shows a message to the user.
func (o *outbox) say(severity protocol.MessageType, message string) {
	o.put(letter{method: protocol.MethodWindowShowMessage, params: &protocol.ShowMessageParams{Type: severity, Message: message}})
}

// first reports whether the user has not been told of a thing yet.
func (o *outbox) first(thing string) bool {
	o.mu.Lock()
	defer o.mu.Unlock()
	known := o.told[thing]
	o.told[thing] = true
	return !known
}

// verbosity sets how much goes to the client's log, by the protocol's trace
// values.
func (o *outbox) verbosity(trace string) {
	switch trace {
	case "off":
		o.level.SetLevel(zap.WarnLevel)
	case "messages":
		o.level.SetLevel(zap.InfoLevel)
	case "verbose":
		o.level.SetLevel(zap.DebugLevel)
	}
}

// tell shows what is wrong with the options, and logs what is only odd.
func (c *connection) tell(problems []Problem) {
	for _, p := range problems {
		switch {
		case !p.Minor:
			c.outbox.show(protocol.MessageTypeWarning, p.String(), p.String())
		case c.outbox.first(p.String()):
			c.log.Warn("odd option", zap.String("reason", p.String()))
		}
	}
}

// core writes log entries to the client by window/logMessage.
func (o *outbox) core() zapcore.Core { return &clientCore{LevelEnabler: o.level, outbox: o} }

type clientCore struct {
	zapcore.LevelEnabler
	outbox *outbox
	fields []zapcore.Field
}

func (k *clientCore) With(fields []zapcore.Field) zapcore.Core {
	return &clientCore{k.LevelEnabler, k.outbox, append(k.fields[:len(k.fields):len(k.fields)], fields...)}
}

func (k *clientCore) Check(e zapcore.Entry, checked *zapcore.CheckedEntry) *zapcore.CheckedEntry {
	if k.Enabled(e.Level) {
		return checked.AddCore(e, k)
	}
	return checked
}

func (k *clientCore) Write(e zapcore.Entry, fields []zapcore.Field) error {
	values := zapcore.NewMapObjectEncoder()
	var text strings.Builder
	text.WriteString(e.Message)
	for _, f := range append(k.fields[:len(k.fields):len(k.fields)], fields...) {
		f.AddTo(values)
		if v, ok := values.Fields[f.Key]; ok {
			fmt.Fprintf(&text, " %s=%v", f.Key, v)
		}
	}
	k.outbox.put(logLetter(e.Level, text.String()))
	return nil
}

func (k *clientCore) Sync() error { return nil }

func severity(level zapcore.Level) protocol.MessageType {
	switch {
	case level >= zap.ErrorLevel:
		return protocol.MessageTypeError
	case level == zap.WarnLevel:
		return protocol.MessageTypeWarning
	case level == zap.InfoLevel:
		return protocol.MessageTypeInfo
	}
	return protocol.MessageTypeLog
}

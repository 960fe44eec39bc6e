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

// outboxSize is how many messages to the user may wait for a client that does
// not read; further ones are dropped, as they say the same.
const outboxSize = 64

// An outbox sends messages for the user. Writing them where they arise could
// stop the read loop, when a client writes without reading.
type outbox struct {
	conn  jsonrpc2.Conn
	queue chan letter
	level zap.AtomicLevel // what goes to the client's log

	mu   sync.Mutex
	told map[string]bool // the things that the user was told of
	open atomic.Bool     // false before initialize, when nothing may be sent
}

type letter struct {
	method string
	params any
	sent   chan struct{} // if not nil, closed in place of sending anything
}

func newOutbox(conn jsonrpc2.Conn) *outbox {
	return &outbox{
		conn:  conn,
		queue: make(chan letter, outboxSize),
		level: zap.NewAtomicLevelAt(zap.WarnLevel),
		told:  map[string]bool{},
	}
}

// run sends what is put in until ctx is done.
func (o *outbox) run(ctx context.Context) {
	for {
		select {
		case l := <-o.queue:
			if l.sent != nil {
				close(l.sent)
				continue
			}
			_ = o.conn.Notify(ctx, l.method, l.params) // a broken connection is seen by its reader
		case <-ctx.Done():
			return
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
	select {
	case o.queue <- l:
	default:
	}
}

// show tells the user of a thing, once. What is said of it may differ.
func (o *outbox) show(severity protocol.MessageType, thing, text string) {
	if o.first(thing) {
		o.say(severity, "Fimble: "+text)
	}
}

// post puts a letter in that must not be dropped, as the end of what has begun.
// It waits for a client that does not read, and reports false if ctx is done
// before.
func (o *outbox) post(ctx context.Context, l letter) bool {
	select {
	case o.queue <- l:
		return true
	case <-ctx.Done():
		return false
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
			c.outbox.show(protocol.MessageTypeWarning, p.Text, p.Text)
		case c.outbox.first(p.Text):
			c.log.Warn("odd option", zap.String("reason", p.Text))
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
	k.outbox.put(letter{method: protocol.MethodWindowLogMessage,
		params: &protocol.LogMessageParams{Type: severity(e.Level), Message: text.String()}})
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

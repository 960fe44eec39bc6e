package server

import (
	"context"
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"go.lsp.dev/jsonrpc2"
	"go.lsp.dev/protocol"
	"go.uber.org/zap"

	"fimble/completion"
)

// A deaf client takes requests, and keeps what it is told until somebody looks.
type deaf struct {
	jsonrpc2.Conn
	told []string
}

func (d *deaf) Call(context.Context, string, any, any) (id jsonrpc2.ID, err error) { return id, nil }

func (d *deaf) Notify(_ context.Context, method string, params any) error {
	text, err := json.Marshal(params)
	d.told = append(d.told, method+" "+string(text))
	return err
}

func TestOnlyLogLinesAndProgressReportsAreDropped(t *testing.T) {
	client := &deaf{}
	o := newOutbox(client)
	o.open.Store(true)
	c := &connection{conn: client, outbox: o, log: zap.New(o.core())}
	c.client.showsProgress, c.client.wantsStatus = true, true
	working := c.newProgress(t.Context(), "Writing")
	working.begin()
	for range outboxSize - 1 {
		c.log.Warn("early")
	}
	for i := range 10 {
		working.report(strings.Repeat("word ", i+1))
		c.log.Warn("late")
	}
	c.reportStatus(completion.Result{Model: "m"}, 0)
	o.show(protocol.MessageTypeWarning, "key", "check the key")
	working.end()

	// The client reads at last.
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan struct{})
	go func() { defer close(ended); o.run(ctx) }()
	o.flush(10 * time.Second)
	c.log.Warn("new")
	o.flush(10 * time.Second)
	stop()
	<-ended

	var got []string
	for _, message := range client.told {
		if !strings.Contains(message, `"early"`) {
			got = append(got, message)
		}
	}
	want := []string{
		`$/progress {"token":"fimble-1","value":{"kind":"begin","title":"Writing","cancellable":true}}`,
		`window/logMessage {"type":2,"message":"log lines or progress reports dropped, as the client did not read count=20"}`,
		`fimble/status {"model":"m","ms":0}`,
		`window/showMessage {"type":2,"message":"Fimble: check the key"}`,
		`$/progress {"token":"fimble-1","value":{"kind":"end"}}`,
		`window/logMessage {"type":2,"message":"new"}`,
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("the client is told (-want +got):\n%s", diff)
	}
	if n := len(client.told) - len(got); n != outboxSize-1 {
		t.Errorf("%d lines from before came, want %d", n, outboxSize-1)
	}
}

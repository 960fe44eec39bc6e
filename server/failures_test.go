package server_test

import (
	"context"
	"errors"
	"fmt"
	"net"
	"testing"

	"fimble/completion"
	"fimble/server"
	"fimble/server/servertest"
)

func TestWhoTypesIsToldWhatOnlyTheyCanPutRight(t *testing.T) {
	noHost := fmt.Errorf("m: %w", &net.DNSError{Err: "no such host", Name: "box", IsNotFound: true})
	for _, method := range []string{inline, list} {
		engine := &servertest.Engine{Answer: func(_ context.Context, req completion.Request) completion.Result {
			res := servertest.Insert(req, "x")
			res.Failures = []completion.Failure{{Model: "m", Err: noHost}, {Model: "n", Err: errors.New("n: out of memory")}, {Model: "o", Err: noHost}}
			return res
		}}
		e := servertest.Start(t, server.Config{Engine: engine})
		e.Open(file, "go", "")
		for range 3 {
			e.Ask(method, e.Inline(file, "", 0))
		}
		for range 2 { // of m and of o
			var shown struct {
				Type    int
				Message string
			}
			decode(t, e.Note("window/showMessage"), &shown)
			if shown.Type != 2 || shown.Message != "Fimble: m: lookup box: no such host. What to do: correct the host in url: there is none of that name" {
				t.Errorf("%s: the user is told %+v", method, shown)
			}
		}
		e.Ask("shutdown", nil)
		if n := e.Notes(); n != 0 {
			t.Errorf("%s: %d more messages", method, n)
		}
	}
}

package server

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"strings"
	"testing"
	"testing/iotest"

	"go.lsp.dev/jsonrpc2"
)

// wireEnd is one end of a connection: what the peer has sent, and what it is
// sent.
type wireEnd struct {
	io.Reader
	bytes.Buffer
}

func (w *wireEnd) Read(p []byte) (int, error) { return w.Reader.Read(p) }

func (w *wireEnd) Close() error { return nil }

const ping = `{"jsonrpc":"2.0","id":"ping","method":"ping"}`

// FuzzStream sends anything at all and then a request. The reader must end,
// and must have found the request unless the noise had announced a message
// that swallows it.
func FuzzStream(f *testing.F) {
	for _, noise := range []string{
		"", "\r\n", "hello", "Content-", "Content-Length", "Content-Length:\r\n", "{}", "Content-Length: 2\r\n\r\n{}",
		"Content-Length: 5\r\n\r\n", "content-length: -1\r\n\r\n", "Content-Length: 99999999999999999999\r\n\r\n",
		"Content-Length: 13\r\n\r\n[1,2,3]xxxxxx", "Content-Length: 1073741824\n\n", "\x00\xff: \n",
		fmt.Sprintf("Content-Length: %d\r\n\r\n%s", len(ping), ping),
	} {
		f.Add([]byte(noise), false)
		f.Add([]byte(noise), true)
	}
	f.Fuzz(func(t *testing.T, noise []byte, slowly bool) {
		sent := string(noise) + fmt.Sprintf("Content-Length: %d\r\n\r\n%s", len(ping), ping)
		end := &wireEnd{Reader: strings.NewReader(sent)}
		if slowly {
			end.Reader = iotest.OneByteReader(end.Reader)
		}
		s := newStream(end, false)
		refused := 0
		s.refused = func(*jsonrpc2.Error) { refused++ }
		found := false
		for {
			msg, _, err := s.Read(context.Background())
			if err != nil {
				break
			}
			call, ok := msg.(*jsonrpc2.Call)
			found = found || ok && call.Method() == "ping"
		}
		if announces := bytes.Contains(bytes.ToLower(noise), []byte("content-length:")); !found && !announces {
			t.Errorf("the request behind %.100q was lost", noise)
		}
		if answers := strings.Count(end.String(), "Content-Length: "); answers != refused {
			t.Errorf("%d messages were refused, %d answers were sent", refused, answers)
		}
	})
}

// TestStreamKeepsNoHugeBuffer prevents one large file from being paid for
// until the end of the session.
func TestStreamKeepsNoHugeBuffer(t *testing.T) {
	huge := `{"jsonrpc":"2.0","method":"a","params":"` + strings.Repeat("x", 2*keptBody) + `"}`
	end := &wireEnd{Reader: strings.NewReader(fmt.Sprintf("Content-Length: %d\r\n\r\n%sContent-Length: %d\r\n\r\n%s", len(huge), huge, len(ping), ping))}
	s := newStream(end, false)
	for range 2 {
		if _, _, err := s.Read(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	if cap(s.body) > keptBody {
		t.Errorf("%d bytes are kept", cap(s.body))
	}
	params := jsonrpc2.RawMessage(`"` + strings.Repeat("x", 2*keptBody) + `"`)
	if _, err := s.Write(t.Context(), jsonrpc2.NewNotification("a", params)); err != nil {
		t.Fatal(err)
	}
	if cap(s.out) > keptBody {
		t.Errorf("%d bytes are kept for writing", cap(s.out))
	}
}

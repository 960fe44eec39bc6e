package server

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"sync"
	"sync/atomic"

	"go.lsp.dev/jsonrpc2"
)

const (
	// frameLimit is the longest message that is read, in bytes. Everything
	// that a person edits fits ten times over, and a number made up by a
	// broken client cannot ask for all of the memory.
	frameLimit = 64 << 20
	// keptBody is the largest buffer that outlives its message, in bytes. Files
	// of usual size are read without allocating, one huge one is not paid for
	// until the end of the session.
	keptBody = 1 << 20
)

// A stream carries messages over one connection, each behind a
// Content-Length header. The one of the library ends the connection at the
// first message that it cannot read, which takes all open buffers with it:
// this one tells the peer and reads on.
type stream struct {
	conn     io.ReadWriteCloser
	head     *header
	body     []byte
	over     atomic.Bool
	answered func(jsonrpc2.ID)     // told of every answer that goes out, before it does
	lost     func()                // told that nothing can go out any more
	refused  func(*jsonrpc2.Error) // told of every message that was not one
	ended    func(error)           // told once why there is nothing more to read; may still write

	mu  sync.Mutex // orders writers
	out []byte
}

func newStream(conn io.ReadWriteCloser, strict bool) *stream {
	return &stream{
		conn:     conn,
		head:     newHeader(conn, strict),
		answered: func(jsonrpc2.ID) {},
		lost:     func() {},
		refused:  func(*jsonrpc2.Error) {},
		ended:    func(error) {},
	}
}

// Read returns the next message. Its parts are good until the next Read.
func (s *stream) Read(context.Context) (jsonrpc2.Message, int64, error) {
	for {
		body, err := s.frame()
		if err != nil {
			s.ended(err)
			return nil, 0, err
		}
		if msg, refusal := decode(body); refusal == nil {
			return msg, int64(len(body)), nil
		} else if err := s.refuse(refusal); err != nil {
			s.ended(err)
			return nil, 0, err
		}
	}
}

// frame is the body of the next message that is short enough to be read.
func (s *stream) frame() ([]byte, error) {
	for {
		if s.over.Load() {
			return nil, io.EOF
		}
		length, err := s.head.next()
		if err != nil {
			return nil, err
		}
		if length > frameLimit {
			if _, err := io.CopyN(io.Discard, s.head.in, length); err != nil {
				return nil, err
			}
			if err := s.refuse(jsonrpc2.Errorf(jsonrpc2.InvalidRequest,
				"message of %d bytes: the most that is read is %d", length, frameLimit)); err != nil {
				return nil, err
			}
			continue
		}
		body, err := s.read(length)
		if err != nil {
			return nil, fmt.Errorf("read a message of %d bytes: %w", length, err)
		}
		return body, nil
	}
}

// read is the next bytes. Memory for many of them is taken only as they come,
// since the length is only what the peer says.
func (s *stream) read(length int64) ([]byte, error) {
	if length > keptBody {
		var body bytes.Buffer
		_, err := io.CopyN(&body, s.head.in, length)
		return body.Bytes(), err
	}
	s.body = slices.Grow(s.body[:0], int(length))[:length]
	_, err := io.ReadFull(s.head.in, s.body)
	return s.body, err
}

// decode is the message that a body holds, or what to tell its sender.
func decode(body []byte) (jsonrpc2.Message, *jsonrpc2.Error) {
	msg, err := jsonrpc2.DecodeMessage(body)
	switch {
	case err == nil && hasNullID(msg, body):
		return nil, jsonrpc2.NewError(jsonrpc2.InvalidRequest, "the id of a request is a number or a text, not null")
	case err == nil:
		return msg, nil
	case !json.Valid(body):
		return nil, jsonrpc2.NewError(jsonrpc2.ParseError, "the message is not JSON")
	case isArray(body):
		return nil, jsonrpc2.NewError(jsonrpc2.InvalidRequest, "batches are not part of the Language Server Protocol")
	}
	return nil, jsonrpc2.NewError(jsonrpc2.InvalidRequest, "the message is not a JSON-RPC 2.0 request, notification or response")
}

// hasNullID tells a request whose answer could not be told from others from a
// notification, as which it would be read.
func hasNullID(msg jsonrpc2.Message, body []byte) bool {
	if _, ok := msg.(*jsonrpc2.Notification); !ok || !bytes.Contains(body, []byte(`"id"`)) {
		return false
	}
	view, err := jsonrpc2.ScanMessageView(body)
	return err == nil && len(view.IDRaw) > 0
}

func isArray(value []byte) bool {
	for _, c := range value {
		switch c {
		case ' ', '\t', '\r', '\n':
			continue
		}
		return c == '['
	}
	return false
}

// refuse answers a message that is none. It has no id that could be trusted.
func (s *stream) refuse(refusal *jsonrpc2.Error) error {
	s.refused(refusal)
	_, err := s.Write(context.Background(), jsonrpc2.NewResponse(jsonrpc2.ID{}, nil, refusal))
	return err
}

// Write sends one message as one piece. The context is not looked at: an
// answer to a cancelled request must go out like any other.
func (s *stream) Write(_ context.Context, msg jsonrpc2.Message) (int64, error) {
	const widest = len("Content-Length: \r\n\r\n") + 20

	s.mu.Lock()
	defer s.mu.Unlock()
	buf := jsonrpc2.AppendMessage(append(s.out[:0], make([]byte, widest)...), msg)
	body := buf[widest:]
	var head [widest]byte
	h := append(head[:0], "Content-Length: "...)
	h = append(strconv.AppendInt(h, int64(len(body)), 10), "\r\n\r\n"...)
	first := widest - len(h)
	copy(buf[first:], h)
	if cap(buf) <= keptBody {
		s.out = buf
	}
	// The id is free as soon as the peer has the answer, which may be before
	// the write returns. Whoever waits for the answer to be out writes after
	// it, since the writers are in order.
	if view, err := jsonrpc2.ScanMessageView(body); err == nil && isAnswer(view.Kind) {
		if id, ok := view.ID.ID(); ok {
			s.answered(id)
		}
	}
	n, err := s.conn.Write(buf[first:])
	if err != nil {
		s.lost()
		return int64(n), errors.Join(fmt.Errorf("write a message: %w", err), s.conn.Close())
	}
	return int64(n), nil
}

func isAnswer(kind jsonrpc2.MessageViewKind) bool {
	return kind == jsonrpc2.MessageViewResponseResult || kind == jsonrpc2.MessageViewResponseError
}

// finish makes the next Read the last one.
func (s *stream) finish() { s.over.Store(true) }

// Close ends the connection, also under a Read.
func (s *stream) Close() error { return s.conn.Close() }

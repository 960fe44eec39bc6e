package model

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"net/http"
	"strings"
	"unicode/utf8"
)

// maxStreamBytes bounds a stream as a whole: the longest answer that is asked
// for has some thousand tokens, and an event of one token some 300 bytes.
const maxStreamBytes = 16 << 20

// streamEnd is the event that ends a stream of OpenAI's kin.
const streamEnd = "[DONE]"

// events posts body and yields the events of the answer, each decoded from
// JSON as an E. An error comes last: that of the request, that which an event
// is, or io.ErrUnexpectedEOF if the stream ends without a streamEnd. Stop
// ranging to hang up; who can tell the last event otherwise stops there.
func events[E any](ctx context.Context, e *endpoint, path string, body any) iter.Seq2[E, error] {
	return func(yield func(E, error) bool) {
		ctx, hangUp := context.WithCancel(ctx)
		defer hangUp()
		var none E
		resp, err := e.do(ctx, http.MethodPost, path, body)
		if err != nil {
			yield(none, err)
			return
		}
		defer resp.Body.Close()
		if err := streams(resp); err != nil {
			yield(none, e.wrap(path, err))
			return
		}
		for raw, err := range serverEvents(io.LimitReader(resp.Body, maxStreamBytes)) {
			if err != nil {
				yield(none, e.wrap(path, fmt.Errorf("read stream: %w", err)))
				return
			}
			if raw.data == streamEnd {
				return
			}
			event, err := decodeEvent[E](raw)
			if err != nil {
				yield(none, e.wrap(path, err))
				return
			}
			if !yield(event, nil) {
				return
			}
		}
		yield(none, e.wrap(path, fmt.Errorf("read stream: %w", io.ErrUnexpectedEOF)))
	}
}

// streams refuses an answer that is one JSON value: servers that do not
// stream, and those that fail with a status of success.
func streams(resp *http.Response) error {
	if !strings.HasPrefix(resp.Header.Get("Content-Type"), "application/json") {
		return nil
	}
	body, err := io.ReadAll(io.LimitReader(resp.Body, maxRefusalBytes))
	if err != nil {
		return fmt.Errorf("read answer: %w", err)
	}
	if err := failure(body); err != nil {
		return err
	}
	return errors.New("the answer does not come as a stream")
}

func decodeEvent[E any](raw serverEvent) (event E, err error) {
	if !utf8.ValidString(raw.data) {
		return event, errors.New("decode event: it is not in UTF-8")
	}
	if raw.name == "error" {
		if err := failure([]byte(raw.data)); err != nil {
			return event, err
		}
		return event, errors.New(serverMessage([]byte(raw.data)))
	}
	if strings.Contains(raw.data, `"error"`) {
		if err := failure([]byte(raw.data)); err != nil {
			return event, err
		}
	}
	if err := json.Unmarshal([]byte(raw.data), &event); err != nil {
		return event, fmt.Errorf("decode event: %w", err)
	}
	return event, nil
}

// failure is what a JSON value says in its member "error", nil if it has none.
func failure(data []byte) error {
	var full struct {
		Error json.RawMessage `json:"error"`
	}
	if json.Unmarshal(data, &full) != nil || len(full.Error) == 0 || string(full.Error) == "null" {
		return nil
	}
	var inner struct {
		Type string `json:"type"`
	}
	words := serverMessage(data)
	if json.Unmarshal(full.Error, &inner) == nil && statusOf[inner.Type] > 0 {
		return &Refusal{Status: statusOf[inner.Type], Words: words}
	}
	return errors.New(words)
}

// statusOverloaded is Anthropic's own status for a service that has too much to do.
const statusOverloaded = 529

// statusOf are the errors that a stream ends with when the server would
// rather not have begun it, by the statuses that Anthropic's documentation
// gives them.
var statusOf = map[string]int{"overloaded_error": statusOverloaded, "rate_limit_error": http.StatusTooManyRequests}

package model

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"strings"
	"time"
)

const (
	// maxRefusalBytes is how much of an error's body is read.
	maxRefusalBytes = 64 << 10
	// maxRefusalText is how much of a body that is not JSON goes into the
	// error: proxies answer with whole pages.
	maxRefusalText = 200
)

// A Refusal is a server's answer that it does not do what it was asked for.
// Errors of backends wrap a *Refusal.
type Refusal struct {
	Status     int           // of HTTP: 401, 404, 429, ...
	Words      string        // the server's own; empty if it has none
	RetryAfter time.Duration // for how long it wants to be left in peace; 0 if it does not say
}

// Error is the status and what the server said, or what the status means.
func (r *Refusal) Error() string {
	return strings.TrimSpace(fmt.Sprintf("%d %s", r.Status, cmp.Or(r.Words, http.StatusText(r.Status))))
}

// refused is the *Refusal that a response is, with advice. hide takes secrets
// out of the body before anything of it is cut.
func refused(resp *http.Response, hide func(string) string) error {
	body, err := io.ReadAll(io.LimitReader(resp.Body, maxRefusalBytes))
	if err != nil {
		return fmt.Errorf("%d: read error: %w", resp.StatusCode, err)
	}
	if isCompressed(resp.Header) {
		body = nil
	}
	refusal := &Refusal{Status: resp.StatusCode, Words: serverMessage([]byte(hide(string(body)))), RetryAfter: pause(resp.Header)}
	if words := refusal.advice(json.Valid(body)); words != "" {
		return advised{refusal, words}
	}
	return refusal
}

// longestPause bounds what a server can ask for: a wrong date must not switch
// a model off for good.
const longestPause = time.Hour

// pause reads Retry-After, which is seconds or a date by the server's clock.
func pause(header http.Header) time.Duration {
	value := header.Get("Retry-After")
	if seconds, err := strconv.ParseInt(value, 10, 32); err == nil {
		return min(max(0, time.Duration(seconds)*time.Second), longestPause)
	}
	at, err := http.ParseTime(value)
	if err != nil {
		return 0
	}
	now, err := http.ParseTime(header.Get("Date"))
	if err != nil {
		now = time.Now()
	}
	return min(max(0, at.Sub(now)), longestPause)
}

// retryAfter is the wish of the Refusal in an error, 0 if there is none.
func retryAfter(err error) time.Duration {
	if refusal, ok := errors.AsType[*Refusal](err); ok {
		return refusal.RetryAfter
	}
	return 0
}

// serverMessage finds the message in an error as llama.cpp, OpenAI and their
// kin write it, else takes the first line of the text.
func serverMessage(body []byte) string {
	var full struct {
		Error   json.RawMessage `json:"error"`
		Message string          `json:"message"`
	}
	if json.Unmarshal(body, &full) == nil {
		var inner struct {
			Message string `json:"message"`
		}
		var plain string
		switch {
		case json.Unmarshal(full.Error, &plain) == nil && plain != "":
			return plain
		case json.Unmarshal(full.Error, &inner) == nil && inner.Message != "":
			return inner.Message
		case full.Message != "":
			return full.Message
		}
	}
	line, _, _ := strings.Cut(strings.TrimSpace(string(body)), "\n")
	if len(line) > maxRefusalText {
		line = strings.ToValidUTF8(line[:maxRefusalText], "") + "..."
	}
	return line
}

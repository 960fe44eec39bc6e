package model

import (
	"context"
	"errors"
	"net/http"
	"slices"
	"strings"
	"sync"
	"time"
	"unicode"
)

const (
	// keyTimeout bounds the reading of a key: a password manager may have to
	// ask the user first.
	keyTimeout = 10 * time.Second
	// keyPause is between two readings of a key that stays the same and that
	// the server refuses: each may ask the user for a finger.
	keyPause = time.Minute
	// secretBytes is how long a secret must be to be taken out of errors.
	// Shorter ones are stand-ins for servers that want any key at all
	// ("none", "EMPTY"), and parts of ordinary words.
	secretBytes = 8
)

// A Key tells the key of a server whenever it is read. Its errors say no part
// of it.
type Key func(ctx context.Context) (string, error)

// A keyError is why there is no key.
type keyError struct{ error }

func (e keyError) Unwrap() error { return e.error }

// A credential is a key as the server wants it, read when it is first needed
// and again when it was refused. A reading belongs to no request: those are
// over before a user has unlocked anything.
type credential struct {
	read           Key // nil for none
	header, prefix string
	now            func() time.Time
	life           context.Context // of its readings
	close          func()

	mu      sync.Mutex
	value   string // empty if it was not read yet
	before  string // what it was before that
	again   time.Time
	reading *reading // nil if none is under way
}

// A reading is one call of the Key. Its results may be read once done.
type reading struct {
	done  chan struct{}
	value string
	err   error
}

func newCredential(read Key) *credential {
	c := &credential{read: read, now: time.Now}
	c.life, c.close = context.WithCancel(context.Background())
	return c
}

// tell is the key, empty if there is none to send.
func (c *credential) tell(ctx context.Context) (string, error) {
	c.mu.Lock()
	if c.read == nil || c.header == "" || c.value != "" {
		defer c.mu.Unlock()
		return c.value, nil
	}
	r := c.begin()
	c.mu.Unlock()
	return r.wait(ctx)
}

// another is a key that may be taken where refused was not: somebody has
// changed it since. Without one, it is read again no sooner than after
// keyPause.
func (c *credential) another(ctx context.Context, refused string) (key string, ok bool) {
	c.mu.Lock()
	if c.value != refused {
		defer c.mu.Unlock()
		return c.value, true
	}
	if refused == "" || c.reading == nil && c.now().Sub(c.again) < keyPause {
		c.mu.Unlock()
		return "", false
	}
	r := c.begin()
	c.again = c.now()
	c.mu.Unlock()
	key, err := r.wait(ctx)
	return key, err == nil && key != refused
}

// begin reads the key, unless that is under way already. c.mu is held.
func (c *credential) begin() *reading {
	if c.reading != nil {
		return c.reading
	}
	r := &reading{done: make(chan struct{})}
	c.reading = r
	go func() {
		defer close(r.done)
		ctx, cancel := context.WithTimeout(c.life, keyTimeout)
		defer cancel()
		r.value, r.err = c.read(ctx)
		if r.value = strings.TrimSpace(r.value); r.err == nil {
			r.err = fitsHeader(r.value)
		}
		c.mu.Lock()
		defer c.mu.Unlock()
		c.reading = nil
		if r.err == nil && r.value != c.value {
			c.before, c.value = c.value, r.value
		}
	}()
	return r
}

// wait is the result of the reading, if it comes in time.
func (r *reading) wait(ctx context.Context) (string, error) {
	select {
	case <-r.done:
		return r.value, r.err
	case <-ctx.Done():
		return "", ctx.Err()
	}
}

// fitsHeader tells what would not go over the wire, without saying it.
func fitsHeader(key string) error {
	if key == "" {
		return errors.New("the key is empty")
	}
	if strings.ContainsFunc(key, func(r rune) bool { return r > unicode.MaxASCII || !unicode.IsGraphic(r) || r == ' ' }) {
		return errors.New("the key has a blank, a line end or what is no letter in it: only the key itself may be there")
	}
	return nil
}

// told are the keys that a server may have heard, for hiding them.
func (c *credential) told() []string {
	c.mu.Lock()
	defer c.mu.Unlock()
	return slices.DeleteFunc([]string{c.value, c.before}, func(s string) bool { return len(s) < secretBytes })
}

// secrets are those that the user put into headers.
func secrets(headers http.Header) (found []string) {
	for name, values := range headers {
		name = strings.ToLower(name)
		if !slices.ContainsFunc([]string{"auth", "key", "token", "secret", "cookie"}, func(s string) bool { return strings.Contains(name, s) }) {
			continue
		}
		for _, value := range values {
			value = value[strings.LastIndexByte(value, ' ')+1:] // without "Bearer"
			if len(value) >= secretBytes {
				found = append(found, value)
			}
		}
	}
	return found
}

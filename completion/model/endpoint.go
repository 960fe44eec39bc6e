package model

import (
	"bytes"
	"cmp"
	"context"
	"crypto/tls"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptrace"
	"net/url"
	"strings"
	"sync/atomic"
)

// maxAnswerBytes bounds an answer that is one JSON value: llama.cpp's /props
// has a chat template of some tens of kilobytes.
const maxAnswerBytes = 4 << 20

// An endpoint is the one server that a backend talks to, or the few that run
// the same model. Its headers and its key go to no other, and what was judged
// to be this machine stays this machine.
type endpoint struct {
	name    string // of the backend, for errors
	server  string // its first address, which tells it from others
	fleet   *fleet
	class   Class
	client  *http.Client
	headers http.Header // of every request
	key     *credential
}

// newEndpoint resolves the hosts, which decides the class, and connects to
// nothing. Errors name the option that is wrong.
func newEndpoint(o Options, resolve resolver) (*endpoint, error) {
	e := &endpoint{name: o.Name, headers: http.Header{}, key: newCredential(o.Key)}
	bases, err := parseURLs(o)
	if err != nil {
		return nil, err
	}
	if e.class, err = oneClass(bases, resolve); err != nil {
		return nil, err
	}
	e.fleet, e.server = newFleet(bases, seat), bases[0].Redacted()
	transport, err := e.transport(o)
	if err != nil {
		return nil, err
	}
	e.client = &http.Client{Transport: transport, CheckRedirect: sameHost}
	e.headers.Set("Content-Type", "application/json")
	e.headers.Set("Accept-Encoding", "identity")
	for name, value := range o.Headers {
		e.headers.Set(name, value)
	}
	return e, nil
}

// parseURLs are the addresses of Options.URL and Options.URLs, each once.
func parseURLs(o Options) ([]*url.URL, error) {
	addresses := o.URLs
	if o.URL != "" || len(o.URLs) == 0 {
		addresses = append([]string{o.URL}, o.URLs...)
	}
	var bases []*url.URL
	seen := map[string]bool{}
	for _, address := range addresses {
		base, err := url.Parse(strings.TrimRight(address, "/"))
		if err != nil {
			if outer, ok := errors.AsType[*url.Error](err); ok {
				err = outer.Err // the outer one repeats the address, password and all
			}
			return nil, fmt.Errorf("parse url: %w", err)
		}
		if address == "" {
			return nil, errors.New("url is missing: it takes http://host:port or https://host")
		}
		if (base.Scheme != "http" && base.Scheme != "https") || base.Host == "" {
			return nil, fmt.Errorf("url is %q: it takes http://host:port or https://host", base.Redacted())
		}
		if !seen[base.String()] {
			seen[base.String()] = true
			bases = append(bases, base)
		}
	}
	return bases, nil
}

// do sends a request, body as JSON unless it is nil, and returns the response
// if a server took it. The caller closes its body. A server that does not
// take the key is asked again if there is a new one, and one that cannot be
// reached hands over to the next. What a server that took the request refused
// is a *Refusal.
func (e *endpoint) do(ctx context.Context, method, path string, body any) (*http.Response, error) {
	var payload []byte
	if body != nil {
		encoded, err := json.Marshal(body)
		if err != nil {
			return nil, e.wrap(path, err)
		}
		payload = encoded
	}
	key, err := e.key.tell(ctx)
	if err != nil {
		if ctx.Err() == nil {
			err = keyError{err}
		}
		return nil, e.wrap(path, fmt.Errorf("read key: %w", err))
	}
	resp, err := e.send(ctx, method, path, payload, key)
	if refusal, ok := errors.AsType[*Refusal](err); ok && refusal.Status == http.StatusUnauthorized {
		if fresh, ok := e.key.another(ctx, key); ok {
			return e.send(ctx, method, path, payload, fresh)
		}
	}
	return resp, err
}

// send asks one server after the other until one of them is up. The error is
// that of the first, which is the one that belongs to this process.
func (e *endpoint) send(ctx context.Context, method, path string, payload []byte, key string) (*http.Response, error) {
	var first error
	for _, r := range e.fleet.order() {
		e.fleet.asked.Store(r)
		var connected, greets atomic.Bool
		trace := &httptrace.ClientTrace{
			GotConn:           func(httptrace.GotConnInfo) { connected.Store(true) },
			TLSHandshakeStart: func() { greets.Store(true) },
			TLSHandshakeDone:  func(tls.ConnectionState, error) { greets.Store(false) },
		}
		req, err := http.NewRequestWithContext(httptrace.WithClientTrace(ctx, trace), method, r.base.String()+path, bytes.NewReader(payload))
		if err != nil {
			return nil, e.wrap(path, err)
		}
		req.Header = e.headers.Clone()
		// Nothing breaks if a request is made twice. With this, which is not sent,
		// the transport makes it anew when the server drops an idle connection
		// just then, as llama-server now and then does.
		req.Header["Idempotency-Key"] = []string{}
		if key != "" {
			req.Header.Set(e.key.header, e.key.prefix+key)
		}
		started := e.fleet.now()
		resp, err := e.ask(req)
		waited := e.fleet.now().Sub(started)
		switch {
		case err == nil:
			e.fleet.back(r)
			return resp, nil
		case ctx.Err() != nil:
			if !connected.Load() && waited >= patience {
				e.fleet.away(r, 0)
			}
			if greets.Load() && waited >= patience {
				err = fmt.Errorf("%w: the server has not answered in TLS: %s, if it has none", err, writeHTTP)
			}
			return nil, e.wrap(path, err)
		case !isDown(err):
			e.fleet.back(r)
			return nil, cmp.Or(first, e.wrap(path, err))
		}
		e.fleet.away(r, retryAfter(err))
		first = cmp.Or(first, e.wrap(path, err))
	}
	return nil, first
}

// ask sends a request to one server.
func (e *endpoint) ask(req *http.Request) (*http.Response, error) {
	resp, err := e.client.Do(req)
	if err != nil {
		// url.Error repeats method and address, with their quotes.
		if outer, ok := errors.AsType[*url.Error](err); ok {
			err = outer.Err
		}
		return nil, advise(err)
	}
	if resp.StatusCode != http.StatusOK {
		defer resp.Body.Close()
		return nil, refused(resp, e.hide)
	}
	if err := acceptable(resp.Header); err != nil {
		resp.Body.Close()
		return nil, err
	}
	return resp, nil
}

var errWebPage error = advised{errors.New("the answer is a web page"), checkURL}

// acceptable refuses answers that nobody can have meant for Fimble. One that
// is compressed could grow without bounds, and saves a local network nothing.
func acceptable(header http.Header) error {
	if isCompressed(header) {
		return fmt.Errorf("the answer is compressed (%s), which was not asked for", header.Get("Content-Encoding"))
	}
	if strings.HasPrefix(header.Get("Content-Type"), "text/html") {
		return errWebPage
	}
	return nil
}

func isCompressed(header http.Header) bool {
	encoding := header.Get("Content-Encoding")
	return encoding != "" && encoding != "identity"
}

// call sends a request and decodes the JSON answer into result.
func (e *endpoint) call(ctx context.Context, method, path string, body, result any) error {
	resp, err := e.do(ctx, method, path, body)
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	if err := json.NewDecoder(io.LimitReader(resp.Body, maxAnswerBytes)).Decode(result); err != nil {
		return e.wrap(path, advise(fmt.Errorf("decode answer: %w", err)))
	}
	return nil
}

// wrap says of an error where it is from, and takes out what is secret.
func (e *endpoint) wrap(path string, err error) error {
	return rephrase(fmt.Errorf("%s: %w", e.where(e.fleet.asked.Load(), path), err), e.hide)
}

// where names the backend and what of a server was asked, for errors. The name
// may be or end in the address.
func (e *endpoint) where(r *replica, path string) string {
	address := r.base.Redacted()
	if i := strings.LastIndex(e.name, address); i >= 0 {
		return e.name[:i] + address + path // the name may go on with the path of an API
	}
	return e.name + " " + address + path
}

// whence is the beginning of err that says where it is from.
func (e *endpoint) whence(err error, path string) string {
	for _, r := range e.fleet.replicas {
		if where := e.where(r, path); strings.HasPrefix(err.Error(), where) {
			return where
		}
	}
	return ""
}

// hide takes the key and other secrets of the requests out of a text.
func (e *endpoint) hide(text string) string {
	hidden := append(secrets(e.headers), e.key.told()...)
	for _, r := range e.fleet.replicas {
		if password, _ := r.base.User.Password(); len(password) >= secretBytes {
			hidden = append(hidden, password)
		}
	}
	for _, secret := range hidden {
		text = strings.ReplaceAll(text, secret, "[key]")
	}
	return text
}

// close lets go of idle connections and of a key that is being read.
func (e *endpoint) close() {
	e.client.CloseIdleConnections()
	e.key.close()
}

package model

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"strings"
	"syscall"
	"time"
)

const (
	// resolveTimeout bounds the look-up that decides the class. A name that
	// takes longer is taken for Remote, the cautious answer.
	resolveTimeout = 2 * time.Second
	// dialTimeout is for the connection alone. The answer itself has the time
	// its context gives it: a large prompt on a slow machine takes long.
	dialTimeout = 5 * time.Second
)

// An endpoint is the one server that a backend talks to. Its headers go to no
// other, and what was judged to be this machine stays this machine.
type endpoint struct {
	name    string // of the backend, for errors
	base    *url.URL
	class   Class
	client  *http.Client
	headers http.Header // of every request; a key among them
}

type resolver func(ctx context.Context, host string) ([]net.IPAddr, error)

func newEndpoint(name, address string, resolve resolver) (*endpoint, error) {
	base, err := url.Parse(strings.TrimRight(address, "/"))
	if err != nil {
		return nil, fmt.Errorf("%s: parse url: %w", name, err)
	}
	if (base.Scheme != "http" && base.Scheme != "https") || base.Host == "" {
		return nil, fmt.Errorf("%s: url %q: want http://host:port or https://host", name, base.Redacted())
	}
	e := &endpoint{name: name, base: base, class: classOf(base.Hostname(), resolve), headers: http.Header{}}
	e.headers.Set("Content-Type", "application/json")
	e.client = &http.Client{Transport: e.transport(), CheckRedirect: e.sameHost}
	return e, nil
}

// classOf is Machine only if every address of the host is loopback.
func classOf(host string, resolve resolver) Class {
	ctx, cancel := context.WithTimeout(context.Background(), resolveTimeout)
	defer cancel()
	addresses, err := resolve(ctx, host)
	if err != nil || len(addresses) == 0 {
		return Remote
	}
	for _, a := range addresses {
		if !a.IP.IsLoopback() {
			return Remote
		}
	}
	return Machine
}

func (e *endpoint) transport() *http.Transport {
	dialer := &net.Dialer{Timeout: dialTimeout}
	t := &http.Transport{ForceAttemptHTTP2: true, IdleConnTimeout: time.Minute, MaxIdleConnsPerHost: 2}
	if e.class == Machine {
		// The name may resolve to another address by now.
		dialer.Control = onlyLoopback
	} else {
		t.Proxy = http.ProxyFromEnvironment
	}
	t.DialContext = dialer.DialContext
	return t
}

// sameHost lets a server redirect to itself alone: text and key stay there.
func (e *endpoint) sameHost(req *http.Request, via []*http.Request) error {
	if req.URL.Host != e.base.Host || req.URL.Scheme != e.base.Scheme {
		return fmt.Errorf("redirect to %s://%s refused", req.URL.Scheme, req.URL.Host)
	}
	if len(via) > 3 {
		return errors.New("too many redirects")
	}
	return nil
}

// do sends a request, body as JSON unless it is nil, and returns the response
// if the server took it. The caller closes its body.
func (e *endpoint) do(ctx context.Context, method, path string, body any) (*http.Response, error) {
	var payload io.Reader
	if body != nil {
		encoded, err := json.Marshal(body)
		if err != nil {
			return nil, e.wrap(path, err)
		}
		payload = bytes.NewReader(encoded)
	}
	req, err := http.NewRequestWithContext(ctx, method, e.base.String()+path, payload)
	if err != nil {
		return nil, e.wrap(path, err)
	}
	req.Header = e.headers.Clone()
	resp, err := e.client.Do(req)
	if err != nil {
		// url.Error repeats method and address, with their quotes.
		if outer, ok := errors.AsType[*url.Error](err); ok {
			err = outer.Err
		}
		return nil, e.wrap(path, err)
	}
	if resp.StatusCode != http.StatusOK {
		defer resp.Body.Close()
		return nil, e.wrap(path, refusal(resp))
	}
	return resp, nil
}

// maxAnswerBytes bounds an answer that is one JSON value: llama.cpp's /props
// has a chat template of some tens of kilobytes.
const maxAnswerBytes = 4 << 20

// call sends a request and decodes the JSON answer into result.
func (e *endpoint) call(ctx context.Context, method, path string, body, result any) error {
	resp, err := e.do(ctx, method, path, body)
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	if err := json.NewDecoder(io.LimitReader(resp.Body, maxAnswerBytes)).Decode(result); err != nil {
		return e.wrap(path, fmt.Errorf("decode answer: %w", err))
	}
	return nil
}

func (e *endpoint) wrap(path string, err error) error {
	return fmt.Errorf("%s: %w", e.where(path), err)
}

// where names the backend and what of it was asked, for errors.
func (e *endpoint) where(path string) string {
	return e.name + " " + e.base.Redacted() + path
}

func onlyLoopback(_, address string, _ syscall.RawConn) error {
	host, _, err := net.SplitHostPort(address)
	if err != nil {
		return err
	}
	if ip := net.ParseIP(host); ip == nil || !ip.IsLoopback() {
		return fmt.Errorf("connection to %s refused: it was on this machine when Fimble started and is not any more", host)
	}
	return nil
}

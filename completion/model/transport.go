package model

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"os"
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
	// fleetDialTimeout is dialTimeout where another server can take over: any
	// that is up answers across an ocean in a third of it.
	fleetDialTimeout = time.Second
	// maxHeaderBytes bounds the headers of an answer.
	maxHeaderBytes = 64 << 10
)

type resolver func(ctx context.Context, host string) ([]net.IPAddr, error)

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

// oneClass is the class of all bases. Text that may go to one of them must
// not reach a wider class by the failure of a server.
func oneClass(bases []*url.URL, resolve resolver) (Class, error) {
	class := classOf(bases[0].Hostname(), resolve)
	for _, base := range bases[1:] {
		if other := classOf(base.Hostname(), resolve); other != class {
			return "", fmt.Errorf("urls are of two classes, %s is %s and %s is %s: one model is on this machine or elsewhere, not on both",
				bases[0].Redacted(), class, base.Redacted(), other)
		}
	}
	return class, nil
}

func (e *endpoint) transport(o Options) (*http.Transport, error) {
	dialer := &net.Dialer{Timeout: dialTimeout}
	if len(e.fleet.replicas) > 1 {
		dialer.Timeout = fleetDialTimeout
	}
	t := &http.Transport{
		ForceAttemptHTTP2: true, IdleConnTimeout: time.Minute, MaxIdleConnsPerHost: 2,
		DisableCompression: true, MaxResponseHeaderBytes: maxHeaderBytes,
	}
	if e.class == Machine {
		// The name may resolve to another address by now.
		dialer.Control = onlyLoopback
	}
	t.DialContext = dialer.DialContext
	t.OnProxyConnectResponse = func(_ context.Context, proxy *url.URL, _ *http.Request, resp *http.Response) error {
		if resp.StatusCode == http.StatusOK {
			return nil
		}
		return advised{fmt.Errorf("the proxy %s answers %s", proxy.Redacted(), resp.Status), checkProxy}
	}
	var err error
	if t.Proxy, err = e.proxy(o.Proxy); err != nil {
		return nil, err
	}
	if o.CAFile != "" {
		roots, err := authorities(o.CAFile)
		if err != nil {
			return nil, err
		}
		t.TLSClientConfig = &tls.Config{RootCAs: roots}
	}
	return t, nil
}

// proxy is what the option says, "" being the environment's. What is on this
// machine is not reached by way of another.
func (e *endpoint) proxy(option string) (func(*http.Request) (*url.URL, error), error) {
	switch {
	case option == "none" || option == "" && e.class == Machine:
		return nil, nil
	case option == "":
		return http.ProxyFromEnvironment, nil
	}
	at, err := url.Parse(option)
	if err != nil || at.Host == "" || at.Scheme != "http" && at.Scheme != "https" && at.Scheme != "socks5" {
		shown := "no address"
		if err == nil {
			shown = fmt.Sprintf("%q", at.Redacted())
		}
		return nil, fmt.Errorf(`proxy is %s: it takes "none" or an address like "http://host:3128"`, shown)
	}
	if e.class == Machine {
		return nil, fmt.Errorf(`proxy is %q: a server on this machine is reached without one, it takes "none"`, at.Redacted())
	}
	return http.ProxyURL(at), nil
}

// authorities are those that the system trusts and those of a file.
func authorities(file string) (*x509.CertPool, error) {
	pem, err := os.ReadFile(file)
	if err != nil {
		return nil, fmt.Errorf("ca_file: %w", err)
	}
	roots, err := x509.SystemCertPool()
	if err != nil {
		roots = x509.NewCertPool() // a system that has none trusts those of the file
	}
	if !roots.AppendCertsFromPEM(pem) {
		return nil, fmt.Errorf("ca_file is %q, which has no certificate: it takes a file in PEM, with -----BEGIN CERTIFICATE-----", file)
	}
	return roots, nil
}

// sameHost lets a server redirect to itself alone: text and key stay there.
func sameHost(req *http.Request, via []*http.Request) error {
	if req.URL.Host != via[0].URL.Host || req.URL.Scheme != via[0].URL.Scheme {
		return advised{fmt.Errorf("redirect to %s://%s refused", req.URL.Scheme, req.URL.Host), checkURL}
	}
	if len(via) > 3 {
		return errors.New("too many redirects")
	}
	return nil
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

package model

import (
	"context"
	"encoding/pem"
	"errors"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
)

// remote is an endpoint elsewhere, as far as the name service is to be trusted.
func remote(t *testing.T, o Options) *endpoint {
	t.Helper()
	o.Name = "m"
	e, err := newEndpoint(o, resolvesTo("192.0.2.1"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(e.close)
	return e
}

func TestARemoteIsAskedThroughTheProxy(t *testing.T) {
	asked := make(chan string, 1)
	proxy := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		asked <- r.URL.String() + " for " + r.Header.Get("Proxy-Authorization")
		_, _ = io.WriteString(w, `{"a":1}`)
	}))
	defer proxy.Close()
	var answer any
	e := remote(t, Options{URL: "http://box.invalid:8080", Proxy: strings.Replace(proxy.URL, "//", "//user:password@", 1)})
	if err := e.call(t.Context(), http.MethodGet, "/props", nil, &answer); err != nil {
		t.Fatal(err)
	}
	if got := <-asked; got != "http://box.invalid:8080/props for Basic dXNlcjpwYXNzd29yZA==" {
		t.Errorf("the proxy was asked for %s", got)
	}
}

func TestAProxyThatFailsIsNamed(t *testing.T) {
	closed := httptest.NewServer(nil)
	closed.Close()
	angry := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusForbidden) }))
	defer angry.Close()
	for proxy, want := range map[string]string{
		closed.URL: "connection refused: " + checkProxy,
		angry.URL:  "the proxy " + angry.URL + " answers 403 Forbidden: " + checkProxy,
	} {
		_, err := remote(t, Options{URL: "https://box.invalid", Proxy: proxy}).do(t.Context(), http.MethodGet, "/props", nil)
		if err == nil || !strings.HasSuffix(err.Error(), want) {
			t.Errorf("got %v, want %s", err, want)
		}
	}
}

func TestProxyTakesNoneOrAnAddress(t *testing.T) {
	const takes = `: it takes "none" or an address like "http://host:3128"`
	for value, want := range map[string]string{
		"yes":                            `proxy is "yes"` + takes,
		"host:3128":                      `proxy is "host:3128"` + takes,
		"ftp://host":                     `proxy is "ftp://host"` + takes,
		"http://":                        `proxy is "http:"` + takes,
		"http://user:hunter2 @host:3128": `proxy is no address` + takes,
	} {
		if _, err := newEndpoint(Options{Name: "m", URL: "http://box", Proxy: value}, resolvesTo("192.0.2.1")); err == nil || err.Error() != want {
			t.Errorf("got  %v\nwant %s", err, want)
		}
	}
	if got := remote(t, Options{URL: "http://box", Proxy: "none"}).client.Transport.(*http.Transport).Proxy; got != nil {
		t.Error(`there is a proxy where the option is "none"`)
	}
	_, err := newEndpoint(Options{Name: "m", URL: "http://box", Proxy: "http://user:hunter2@proxy:3128"}, resolvesTo("127.0.0.1"))
	if want := `proxy is "http://user:xxxxx@proxy:3128": a server on this machine is reached without one, it takes "none"`; err == nil || err.Error() != want {
		t.Errorf("got  %v\nwant %s", err, want)
	}
}

// secure is a server with a certificate that nobody has signed, and the file
// of that.
func secure(t *testing.T) (server *httptest.Server, file string) {
	server = httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, `{}`) }))
	server.Config.ErrorLog = log.New(io.Discard, "", 0)
	server.StartTLS()
	t.Cleanup(server.Close)
	file = filepath.Join(t.TempDir(), "ca.pem")
	certificate := pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: server.Certificate().Raw})
	if err := os.WriteFile(file, certificate, 0o600); err != nil {
		t.Fatal(err)
	}
	return server, file
}

func TestAnAuthorityOfTheUsersOwnIsTrusted(t *testing.T) {
	server, file := secure(t)
	e, err := newEndpoint(Options{Name: "m", URL: server.URL, CAFile: file}, resolvesTo("127.0.0.1"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(e.close)
	var answer any
	if err := e.call(t.Context(), http.MethodGet, "/props", nil, &answer); err != nil {
		t.Error(err)
	}
}

func TestErrorsOfTLSSayWhatToDo(t *testing.T) {
	server, file := secure(t)
	plain := httptest.NewServer(http.NotFoundHandler())
	defer plain.Close()
	for name, c := range map[string]struct{ url, file, want string }{
		"an unknown authority":  {server.URL, "", "certificate signed by unknown authority: if it is an authority of your own, name the file of its certificate in ca_file"},
		"another host":          {strings.Replace(server.URL, "127.0.0.1", "localhost", 1), file, "not localhost: write the host in url as the certificate has it"},
		"a server without TLS":  {strings.Replace(plain.URL, "http:", "https:", 1), "", "http: server gave HTTP response to HTTPS client: write http:// in url"},
		"a server without HTTP": {strings.Replace(server.URL, "https:", "http:", 1), "", "400 Client sent an HTTP request to an HTTPS server.: write https:// in url"},
	} {
		e, err := newEndpoint(Options{Name: "m", URL: c.url, CAFile: c.file}, resolvesTo("127.0.0.1"))
		if err != nil {
			t.Fatal(err)
		}
		_, err = e.do(t.Context(), http.MethodGet, "/props", nil)
		if err == nil || !strings.HasSuffix(err.Error(), c.want) {
			t.Errorf("%s: got %v, want %s", name, err, c.want)
		}
		e.close()
	}
}

func TestCAFileTakesCertificates(t *testing.T) {
	empty := filepath.Join(t.TempDir(), "empty.pem")
	if err := os.WriteFile(empty, []byte("no certificate"), 0o600); err != nil {
		t.Fatal(err)
	}
	for file, want := range map[string]string{
		empty:           `ca_file is "` + empty + `", which has no certificate: it takes a file in PEM`,
		empty + ".none": "ca_file: open " + empty + ".none: no such file",
	} {
		if _, err := newEndpoint(Options{Name: "m", URL: "https://box", CAFile: file}, resolvesTo("192.0.2.1")); err == nil || !strings.HasPrefix(err.Error(), want) {
			t.Errorf("got %v, want %s", err, want)
		}
	}
}

// A server may drop an idle connection in the very moment that a request is
// sent on it.
func TestAConnectionThatTheServerDropsIsMadeAnew(t *testing.T) {
	var connections sync.Map
	var asked atomic.Int32
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		asked.Add(1)
		if len(r.Header.Values("Idempotency-Key")) > 0 {
			t.Error("the server is told more than it was asked")
		}
		if _, used := connections.LoadOrStore(r.RemoteAddr, true); used {
			panic(http.ErrAbortHandler)
		}
		_, _ = io.WriteString(w, `{}`)
	}))
	defer server.Close()
	e, err := newEndpoint(Options{Name: "m", URL: server.URL}, net.DefaultResolver.LookupIPAddr)
	if err != nil {
		t.Fatal(err)
	}
	defer e.close()
	for range 2 {
		if err := e.call(t.Context(), http.MethodPost, "/completion", map[string]string{"prompt": "x"}, &struct{}{}); err != nil {
			t.Error(err)
		}
	}
	if got := asked.Load(); got != 3 {
		t.Errorf("the server is asked %d times, want 3: once more on a new connection", got)
	}
}

// A server without TLS may wait for more of what it takes for a request.
func TestAServerThatDoesNotAnswerInTLSIsToldSo(t *testing.T) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer listener.Close()
	ctx, cancel := context.WithTimeout(t.Context(), 2*patience)
	defer cancel()
	c, err := newClient("m", Options{Name: "m", URL: "https://" + listener.Addr().String()}, nil)
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	err = c.endpoint.call(ctx, http.MethodGet, "/props", nil, &struct{}{})
	if err == nil || !strings.Contains(err.Error(), "write http:// in url") || !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("got %v", err)
	}
}

func TestAnErrorNamesAnAddressOnce(t *testing.T) {
	for _, name := range []string{"http://127.0.0.1:1", "http://127.0.0.1:1/v1", "openai@http://127.0.0.1:1/v1"} {
		m, err := NewOpenAI(Options{Name: name, URL: "http://127.0.0.1:1/v1"}, nil)
		if err != nil {
			t.Fatal(err)
		}
		if err := m.Probe(t.Context()); err == nil || strings.Count(err.Error(), "127.0.0.1:1/") != 1 {
			t.Errorf("got %v", err)
		}
	}
}

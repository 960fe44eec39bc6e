package model

import (
	"context"
	"errors"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

// resolvesTo stands in for the name service.
func resolvesTo(addresses ...string) resolver {
	return func(context.Context, string) ([]net.IPAddr, error) {
		if len(addresses) == 0 {
			return nil, errors.New("no such host")
		}
		var found []net.IPAddr
		for _, a := range addresses {
			found = append(found, net.IPAddr{IP: net.ParseIP(a)})
		}
		return found, nil
	}
}

func TestOnlyLoopbackIsThisMachine(t *testing.T) {
	for _, c := range []struct {
		addresses []string
		want      Class
	}{
		{[]string{"127.0.0.1"}, Machine},
		{[]string{"127.0.0.1", "::1"}, Machine},
		{[]string{"127.9.8.7"}, Machine},
		{[]string{"::ffff:127.0.0.1"}, Machine},
		{[]string{"127.0.0.1", "192.0.2.1"}, Remote},
		{[]string{"10.0.0.1"}, Remote},
		{[]string{"0.0.0.0"}, Remote},
		{[]string{"fe80::1"}, Remote},
		{nil, Remote},
	} {
		e, err := newEndpoint(Options{Name: "m", URL: "http://box:8080"}, resolvesTo(c.addresses...))
		if err != nil {
			t.Fatal(err)
		}
		if e.class != c.want {
			t.Errorf("a host at %v is %s, want %s", c.addresses, e.class, c.want)
		}
	}
}

func TestMachineNeverConnectsElsewhere(t *testing.T) {
	e, err := newEndpoint(Options{Name: "m", URL: "http://192.0.2.1:8080"}, resolvesTo("127.0.0.1"))
	if err != nil {
		t.Fatal(err)
	}
	_, err = e.do(t.Context(), http.MethodGet, "/props", nil)
	if err == nil || !strings.Contains(err.Error(), "connection to 192.0.2.1 refused") {
		t.Errorf("got %v, want a refusal without a connection", err)
	}
}

func TestOnlyARemoteGoesThroughAProxy(t *testing.T) {
	for class, want := range map[string]bool{"127.0.0.1": false, "192.0.2.1": true} {
		e, err := newEndpoint(Options{Name: "m", URL: "http://box:8080"}, resolvesTo(class))
		if err != nil {
			t.Fatal(err)
		}
		if got := e.client.Transport.(*http.Transport).Proxy != nil; got != want {
			t.Errorf("a host at %s may go through a proxy: %v, want %v", class, got, want)
		}
	}
}

func local(t *testing.T, url, key string) *endpoint {
	t.Helper()
	e, err := newEndpoint(Options{Name: "m", URL: url}, resolvesTo("127.0.0.1"))
	if err != nil {
		t.Fatal(err)
	}
	e.headers.Set("Authorization", key)
	t.Cleanup(e.client.CloseIdleConnections)
	return e
}

func TestRedirectToAnotherHostIsRefused(t *testing.T) {
	other := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) {
		t.Error("the other host was asked")
	}))
	defer other.Close()
	first := httptest.NewServer(http.RedirectHandler(other.URL+"/completion", http.StatusTemporaryRedirect))
	defer first.Close()
	_, err := local(t, first.URL, "Bearer secret").do(t.Context(), http.MethodPost, "/completion", "text")
	if err == nil || !strings.HasSuffix(err.Error(), "redirect to "+other.URL+" refused: "+checkURL) {
		t.Errorf("got %v, want a refused redirect", err)
	}
}

func TestKeyAndTextFollowARedirectOfTheSameHost(t *testing.T) {
	mux := http.NewServeMux()
	mux.Handle("/completion", http.RedirectHandler("/v2/completion", http.StatusPermanentRedirect))
	got := make(chan string, 1)
	mux.HandleFunc("/v2/completion", func(_ http.ResponseWriter, r *http.Request) {
		got <- r.Method + " " + r.Header.Get("Authorization")
	})
	server := httptest.NewServer(mux)
	defer server.Close()
	resp, err := local(t, server.URL, "Bearer secret").do(t.Context(), http.MethodPost, "/completion", "text")
	if err != nil {
		t.Fatal(err)
	}
	resp.Body.Close()
	if g := <-got; g != "POST Bearer secret" {
		t.Errorf("the server got %q", g)
	}
}

func TestRefusalSaysWhatTheServerSaid(t *testing.T) {
	page := "<html>\n" + strings.Repeat("x", 100_000)
	for body, want := range map[string]string{
		`{"error":{"code":503,"message":"Loading model","type":"unavailable_error"}}`: "503 Loading model",
		`{"error":"model not found"}`:             "503 model not found",
		`{"object":"error","message":"too long"}`: "503 too long",
		"upstream is down\nsecond line":           "503 upstream is down",
		page:                                      "503 <html>",
		strings.Repeat("é", 1000):                 "503 " + strings.Repeat("é", 100) + "...",
		"":                                        "503 Service Unavailable",
	} {
		server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			w.WriteHeader(http.StatusServiceUnavailable)
			w.Write([]byte(body))
		}))
		_, err := local(t, server.URL, "").do(t.Context(), http.MethodPost, "/completion", "text")
		if full := "m " + server.URL + "/completion: " + want; err == nil || err.Error() != full {
			t.Errorf("got  %v\nwant %s", err, full)
		}
		server.Close()
	}
}

func TestUnreachableServerIsNamed(t *testing.T) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	address := "http://" + listener.Addr().String()
	listener.Close()
	_, err = local(t, address, "").do(t.Context(), http.MethodGet, "/props", nil)
	if err == nil || !strings.HasPrefix(err.Error(), "m "+address+"/props: dial tcp ") || !strings.HasSuffix(err.Error(), "connection refused") {
		t.Errorf("got %v", err)
	}
}

func TestPasswordsInURLsStayOutOfErrors(t *testing.T) {
	_, err := local(t, "http://user:hunter2@127.0.0.1:1", "").do(t.Context(), http.MethodGet, "/props", nil)
	if err == nil || strings.Contains(err.Error(), "hunter2") {
		t.Errorf("got %v", err)
	}
}

func TestURLWithoutSchemeOrHostIsRefused(t *testing.T) {
	for _, address := range []string{"", "127.0.0.1:8080", "localhost", "ftp://box", "http://", "/completion", "http://%zz"} {
		if _, err := newEndpoint(Options{Name: "m", URL: address}, resolvesTo("127.0.0.1")); err == nil {
			t.Errorf("url %q was taken", address)
		}
	}
}

func TestModelsOfOneServerShareItsName(t *testing.T) {
	for _, address := range []string{"http://user:one@127.0.0.1:1", "http://user:two@127.0.0.1:1/"} {
		if e := local(t, address, ""); e.server != "http://user:xxxxx@127.0.0.1:1" {
			t.Errorf("%s is the server %s", address, e.server)
		}
	}
}

func TestANameThatEndsInTheAddressIsNotFollowedByIt(t *testing.T) {
	for name, want := range map[string]string{
		"m":                           "m http://127.0.0.1:1/props: ",
		"http://127.0.0.1:1":          "http://127.0.0.1:1/props: ",
		"ollama:x@http://127.0.0.1:1": "ollama:x@http://127.0.0.1:1/props: ",
	} {
		e, err := newEndpoint(Options{Name: name, URL: "http://127.0.0.1:1"}, resolvesTo("127.0.0.1"))
		if err != nil {
			t.Fatal(err)
		}
		if _, err := e.do(t.Context(), http.MethodGet, "/props", nil); err == nil || !strings.HasPrefix(err.Error(), want+"dial") {
			t.Errorf("got %v, want %s", err, want)
		}
		e.close()
	}
}

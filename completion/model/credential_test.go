package model

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"testing/synctest"
	"time"
)

// A vault is a Key that counts how often it is read.
type vault struct {
	value string
	err   error
	slow  time.Duration
	reads int
}

func (v *vault) read(ctx context.Context) (string, error) {
	v.reads++
	select {
	case <-time.After(v.slow):
		return v.value, v.err
	case <-ctx.Done():
		return "", ctx.Err()
	}
}

// sent is a credential that is sent as bearer.
func sent(v *vault) *credential {
	c := newCredential(v.read)
	c.header = "Authorization"
	return c
}

func TestAKeyIsReadWhenItIsNeededAndOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		v := &vault{value: " sk-1\r\n", slow: time.Second}
		c := sent(v)
		time.Sleep(time.Hour)
		if v.reads != 0 {
			t.Error("it is read before anybody asks")
		}
		told := make(chan string)
		for range 3 {
			go func() {
				key, _ := c.tell(t.Context())
				told <- key
			}()
		}
		for range 3 {
			if key := <-told; key != "sk-1" {
				t.Errorf("the key is %q", key)
			}
		}
		if v.reads != 1 {
			t.Errorf("it is read %d times", v.reads)
		}
	})
}

func TestAKeyIsReadOnThoughTheRequestIsOver(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		v := &vault{value: "sk-1", slow: 5 * time.Second}
		c := sent(v)
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		if _, err := c.tell(ctx); !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("the first request gets %v", err)
		}
		if key, err := c.tell(t.Context()); key != "sk-1" || err != nil || v.reads != 1 {
			t.Errorf("the next one gets %q, %v after %d readings", key, err, v.reads)
		}
	})
}

func TestAKeyHasTenSeconds(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		v := &vault{value: "sk-1", slow: time.Hour}
		c := sent(v)
		began := time.Now()
		if _, err := c.tell(t.Context()); !errors.Is(err, context.DeadlineExceeded) || time.Since(began) != 10*time.Second {
			t.Errorf("got %v after %v", err, time.Since(began))
		}
		v.slow = 0
		if key, err := c.tell(t.Context()); key != "sk-1" || err != nil {
			t.Errorf("afterwards: %q, %v", key, err)
		}
		c.close()
	})
}

func TestARefusedKeyIsReadAgainOnceInAWhile(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		v := &vault{value: "sk-1"}
		c := sent(v)
		if _, err := c.tell(t.Context()); err != nil {
			t.Fatal(err)
		}
		for range 3 {
			if _, ok := c.another(t.Context(), "sk-1"); ok {
				t.Error("the same key counts as another")
			}
		}
		if v.reads != 2 {
			t.Errorf("it is read %d times, want once for the server's three refusals", v.reads-1)
		}
		time.Sleep(keyPause)
		v.value = "sk-2"
		if key, ok := c.another(t.Context(), "sk-1"); key != "sk-2" || !ok {
			t.Errorf("after the change: %q, %t", key, ok)
		}
		// A request that was under way meanwhile.
		if key, ok := c.another(t.Context(), "sk-1"); key != "sk-2" || !ok || v.reads != 3 {
			t.Errorf("a late refusal: %q, %t after %d readings", key, ok, v.reads)
		}
	})
}

func TestWhatIsNoKeyIsRefusedWithoutSayingIt(t *testing.T) {
	for _, value := range []string{"", " \n", "hunter2 hunter2", "hunter2\nhunter2", "hünter2", "hunter2\x00"} {
		v := &vault{value: value}
		_, err := sent(v).tell(t.Context())
		if err == nil || strings.Contains(err.Error(), "nter2") || !strings.HasPrefix(err.Error(), "the key ") {
			t.Errorf("%q: got %v", value, err)
		}
	}
}

// door is a server that opens to one key alone.
func door(t *testing.T, header, key string) *httptest.Server {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get(header) != key {
			w.WriteHeader(http.StatusUnauthorized)
		}
	}))
	t.Cleanup(server.Close)
	return server
}

func TestAKeyThatWasRotatedIsTakenAtTheFirstRefusal(t *testing.T) {
	for header, prefix := range map[string]string{"Authorization": "Bearer ", "X-Api-Key": ""} {
		v := &vault{value: "sk-1"}
		old, young := door(t, header, prefix+"sk-1"), door(t, header, prefix+"sk-2")
		c, err := newClient("m", Options{Name: "m", URL: old.URL, Key: v.read}, nil)
		if err != nil {
			t.Fatal(err)
		}
		if c.bearer(); prefix == "" {
			c.keyHeader(header)
		}
		t.Cleanup(c.Close)
		for i, server := range []*httptest.Server{old, young, young} {
			*c.endpoint.fleet.replicas[0] = *newFleet(mustParse(t, server.URL), "").replicas[0]
			resp, err := c.endpoint.do(t.Context(), http.MethodGet, "/props", nil)
			if err != nil {
				t.Fatalf("%s: request %d: %v", header, i, err)
			}
			resp.Body.Close()
			v.value = "sk-2"
		}
		if v.reads != 2 {
			t.Errorf("%s: the key is read %d times, want 2", header, v.reads)
		}
		v.value = "sk-3"
		*c.endpoint.fleet.replicas[0] = *newFleet(mustParse(t, old.URL), "").replicas[0]
		_, err = c.endpoint.do(t.Context(), http.MethodGet, "/props", nil)
		if refusal, ok := errors.AsType[*Refusal](err); !ok || refusal.Status != http.StatusUnauthorized {
			t.Errorf("%s: a key that fits no more gets %v", header, err)
		}
	}
}

func TestAKeyThatCannotBeReadIsAnErrorOfTheRequest(t *testing.T) {
	server := door(t, "Authorization", "")
	v := &vault{err: errors.New(`key_command "vault": exit status 1`)}
	c, err := newClient("m", Options{Name: "m", URL: server.URL, Key: v.read}, nil)
	if err != nil {
		t.Fatal(err)
	}
	c.bearer()
	t.Cleanup(c.Close)
	_, err = c.endpoint.do(t.Context(), http.MethodGet, "/props", nil)
	if want := "m " + server.URL + `/props: read key: key_command "vault": exit status 1`; err == nil || err.Error() != want {
		t.Errorf("got %v, want %s", err, want)
	}
}

func mustParse(t *testing.T, address string) []*url.URL {
	t.Helper()
	base, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	return []*url.URL{base}
}

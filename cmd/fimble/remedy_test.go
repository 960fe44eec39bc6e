package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"regexp"
	"strings"
	"syscall"
	"testing"

	"go.uber.org/zap"

	"fimble/completion/model"
	"fimble/server"
)

// constants are the values of a type of texts, as its source has them.
func constants(t *testing.T, file, typ string) (all []string) {
	t.Helper()
	source, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	for _, found := range regexp.MustCompile(`\b`+typ+` += "([^"]+)"`).FindAllStringSubmatch(string(source), -1) {
		all = append(all, found[1])
	}
	if len(all) < 4 {
		t.Fatalf("%s has the values %q", typ, all)
	}
	return all
}

func TestEveryFaultHasARemedyOfItsOwn(t *testing.T) {
	refuses := func(status int, words string) error { return &model.Refusal{Status: status, Words: words} }
	noKey := keyOfVariable("FIMBLE_TEST_NONE")
	asked := func(o model.Options) error {
		m, err := model.New("openai", o, zap.NewNop())
		if err != nil {
			t.Fatal(err)
		}
		for _, err = range m.Generate(t.Context(), model.Request{Prompt: "a"}) {
		}
		return err
	}
	locked := httptest.NewUnstartedServer(http.NotFoundHandler())
	locked.Config.ErrorLog = log.New(io.Discard, "", 0)
	locked.StartTLS()
	defer locked.Close()
	seen := map[model.Fault]string{}
	for _, c := range []struct {
		err  error
		want string
	}{
		{refuses(401, "no"), "set key_env"},
		{asked(model.Options{Name: "m", URL: "http://127.0.0.1:1", Key: noKey}), "set key_env"},
		{refuses(404, "no such model"), "set model"},
		{refuses(301, ""), "correct url;"},
		{&net.OpError{Op: "dial", Err: &net.DNSError{IsNotFound: true}}, "correct the host"},
		{refuses(407, ""), "correct proxy"},
		{asked(model.Options{Name: "m", URL: "http://127.0.0.1:1"}), "start the server"},
		{&net.OpError{Op: "dial", Err: os.NewSyscallError("connect", syscall.EHOSTUNREACH)}, "start the server"},
		{context.DeadlineExceeded, "wait until the server has loaded its model, or see"},
		{refuses(503, "Loading model"), "wait until the server has loaded its model"},
		{refuses(503, "no replica"), "see what the server's own log says"},
		{refuses(429, "slow down"), "wait, or use another"},
		{refuses(400, "prompt is too long"), "nothing, if it was once"},
		{refuses(422, "what"), "see what the server's own log says"},
		{errors.New("unexpected EOF"), "check url, and"},
		{asked(model.Options{Name: "m", URL: locked.URL}), "write the host in url as the certificate has it"},
	} {
		err := fmt.Errorf("m: %w", c.err)
		if got := model.Remedy(err); !strings.HasPrefix(got, c.want) {
			t.Errorf("%v: %s, want %s", err, got, c.want)
		}
		seen[model.FaultOf(err)] = model.Remedy(err)
	}
	for _, fault := range constants(t, "../../completion/model/fault.go", "Fault") {
		if seen[model.Fault(fault)] == "" {
			t.Errorf("nothing is known to be %s", fault)
		}
	}
}

func TestEveryMistakeHasARemedyOfItsOwn(t *testing.T) {
	options := "z = 1\nbudget.tokens = 1\nmodel = 'gone'\nlanguages.golang = false\n"
	mine, err := parseLayer("mine", []byte(options))
	if err != nil {
		t.Fatal(err)
	}
	settings, problems := server.Merge([]server.Layer{mine, {Name: "theirs", Project: true, Values: map[string]any{"model": "other"}}})
	_, more := newModels(zap.NewNop()).options(settings)
	got := map[server.Mistake]string{}
	for _, p := range append(problems, more...) {
		got[p.Mistake] = remedyOf(p.Mistake)
	}
	words := map[string]bool{}
	for _, mistake := range constants(t, "../../server/problem.go", "Mistake") {
		if got[server.Mistake(mistake)] == "" {
			t.Errorf("nothing is known to be %s: %v", mistake, got)
		}
		words[got[server.Mistake(mistake)]] = true
	}
	if len(words) != len(got) {
		t.Errorf("remedies are %v", got)
	}
}

package main

import (
	"encoding/json"
	"io"
	"log"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fimble/server/servertest"
)

// shown are the messages that the user gets to see when they type a few times,
// and then ask twice by key, with a model set up so.
func shown(t *testing.T, options string) (typing, asking []string) {
	t.Helper()
	config := filepath.Join(t.TempDir(), configName)
	if err := os.WriteFile(config, []byte("model = 'm'\n[models.m]\nbackend = 'llamacpp'\n"+options), 0o600); err != nil {
		t.Fatal(err)
	}
	a, err := newApp(flags{config: config, logLevel: "error", logFile: filepath.Join(t.TempDir(), "log")}, "")
	if err != nil {
		t.Fatal(err)
	}
	defer a.close()
	e := servertest.Start(t, a.connection(a.roots.join(), false))
	text := "package a\n\nvar x = "
	e.Open("file:///w/a.go", "go", text)
	messages := func() (all []string) {
		for e.Notes() > 0 {
			var m struct{ Message string }
			if err := json.Unmarshal(e.Note("window/showMessage"), &m); err != nil {
				t.Fatal(err)
			}
			all = append(all, m.Message)
		}
		return all
	}
	for range 5 {
		e.Ask("textDocument/inlineCompletion", e.Inline("file:///w/a.go", text, len(text)))
		e.Ask("textDocument/completion", e.Inline("file:///w/a.go", text, len(text)))
		text = e.Change("file:///w/a.go", 2, text, len(text), len(text), "1\nvar y = ")
	}
	typing = messages()
	params := e.Inline("file:///w/a.go", text, len(text))
	params["context"] = map[string]any{"triggerKind": 1}
	for range 2 {
		e.Ask("textDocument/inlineCompletion", params)
	}
	e.Ask("shutdown", nil)
	return typing, messages()
}

func TestWhatIsWrongWithAModelIsToldOnceInItsOwnWords(t *testing.T) {
	says := func(status int, body string) string {
		server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "application/json")
			w.WriteHeader(status)
			_, _ = io.WriteString(w, body)
		}))
		t.Cleanup(server.Close)
		return server.URL
	}
	locked := httptest.NewUnstartedServer(http.NotFoundHandler())
	locked.Config.ErrorLog = log.New(io.Discard, "", 0)
	locked.StartTLS()
	t.Cleanup(locked.Close)
	for name, c := range map[string]struct {
		url, more string
		want      string
		typing    bool // told to who types, too
	}{
		"a wrong key":        {says(401, `{"error":{"message":"Invalid API Key"}}`), "", "401 Invalid API Key: check the key", true},
		"no such model":      {says(404, `{"error":"model 'x' not found"}`), "", "404 model 'x' not found", true},
		"no such page":       {says(404, `page not found`), "", "check url", true},
		"a wrong page":       {says(200, `Ollama is running`), "", "check url", true},
		"a wrong authority":  {locked.URL, "", "ca_file", true},
		"no TLS":             {strings.Replace(locked.URL, "https:", "http:", 1), "", "write https:// in url", true},
		"no key":             {says(200, `{}`), "key_env = 'FIMBLE_TEST_NONE'\n", "FIMBLE_TEST_NONE", true},
		"too much text":      {says(413, `{"error":{"message":"request too large"}}`), "", "413 request too large", false},
		"too many tokens":    {says(400, `{"error":{"message":"the request exceeds the available context size"}}`), "", "available context size", false},
		"an error of theirs": {says(500, `{"error":{"message":"out of memory"}}`), "", "500 out of memory", false},
		"too many requests":  {says(429, `{"error":{"message":"slow down"}}`), "", "429 slow down", false},
		"nobody there":       {"http://127.0.0.1:1", "", "connection refused", false},
	} {
		t.Run(name, func(t *testing.T) {
			typing, asking := shown(t, "family = 'plain'\nurl = '"+c.url+"'\n"+c.more)
			if want := map[bool]int{true: 1, false: 0}[c.typing]; len(typing) != want {
				t.Errorf("who types is told %q", typing)
			}
			all := append(typing, asking...)
			if len(all) != 1 || !strings.HasPrefix(all[0], "Fimble: m ") || !strings.Contains(all[0], c.want) {
				t.Errorf("the user is told %q, want something of %q once", all, c.want)
			}
		})
	}
}

func TestCommandsSayThatAModelFailed(t *testing.T) {
	dir := t.TempDir()
	source := filepath.Join(dir, "a.go")
	config := filepath.Join(dir, "user.toml")
	for name, text := range map[string]string{
		source: "package a\n\n" + strings.Repeat("func total(first, second int) int {\n\treturn first + second\n}\n\n", 40),
		config: "model = 'http://127.0.0.1:1'\n",
	} {
		if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	run := func(args ...string) (out, errs string, err error) {
		var stdout, stderr strings.Builder
		cmd := rootCommand()
		cmd.SetOut(&stdout)
		cmd.SetErr(&stderr)
		cmd.SetArgs(append([]string{"--log-level", "error", "--config", config}, args...))
		err = cmd.Execute()
		return stdout.String(), stderr.String(), err
	}
	out, errs, err := run("complete", "--hole", source+":8:15")
	if err != nil || !strings.Contains(out, "├") || !strings.Contains(errs, "connection refused; local answers instead") {
		t.Errorf("complete prints %q and %q, %v", out, errs, err)
	}
	if out, _, err := run("holes", dir); err == nil || !strings.Contains(err.Error(), "connection refused") {
		t.Errorf("holes prints %q, %v", out, err)
	}
}

package main

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"

	"go.uber.org/zap"

	"fimble/completion/model"
	"fimble/server"
	"fimble/server/servertest"
)

func TestAKeyComesFromWhereTheOptionsSay(t *testing.T) {
	home := t.TempDir()
	t.Setenv("HOME", home)
	t.Setenv("FIMBLE_TEST_KEY", "of the variable")
	file := filepath.Join(home, "key")
	if err := os.WriteFile(file, []byte("of the file"), 0o600); err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		settings server.ModelSettings
		want     string
	}{
		"variable":              {server.ModelSettings{KeyEnv: "FIMBLE_TEST_KEY"}, "of the variable"},
		"file":                  {server.ModelSettings{KeyFile: file}, "of the file"},
		"file at home":          {server.ModelSettings{KeyFile: "~/key"}, "of the file"},
		"command":               {server.ModelSettings{KeyCommand: []string{"cat", file}}, "of the file"},
		"no variable":           {server.ModelSettings{KeyEnv: "FIMBLE_TEST_NONE"}, `error: key_env is "FIMBLE_TEST_NONE": there is no such variable in Fimble's environment, or it is empty`},
		"a key for a name":      {server.ModelSettings{KeyEnv: "sk-0123456789"}, "error: key_env names no variable of Fimble's environment: it takes a name like CODESTRAL_KEY, never the key itself"},
		"no file":               {server.ModelSettings{KeyFile: "/none"}, "error: key_file: stat /none: no such file or directory"},
		"a folder":              {server.ModelSettings{KeyFile: home}, fmt.Sprintf("error: key_file is %q: it takes a file with a key and nothing else", home)},
		"a command that fails":  {server.ModelSettings{KeyCommand: []string{"cat", "/none"}}, `error: key_command: command "cat": exit status 1`},
		"no command":            {server.ModelSettings{KeyCommand: []string{"fimble-test-none"}}, `error: key_command: command "fimble-test-none": exec: "fimble-test-none": executable file not found in $PATH`},
		"file of the project":   {server.ModelSettings{KeyFile: "key"}, `refused: key_file takes a path from the root or from "~/", never the key itself`},
		"several":               {server.ModelSettings{KeyEnv: "A", KeyFile: "/b", KeyCommand: []string{"c"}}, "refused: key_env and key_file and key_command are set: a key comes from one of them"},
		"authority, a relative": {server.ModelSettings{Backend: "ollama", Model: "m", CAFile: "ca.pem"}, `refused: ca_file is "ca.pem": it takes a path from the root or from "~/"`},
	} {
		t.Run(name, func(t *testing.T) {
			key, err := keyOf(c.settings)
			if c.settings.CAFile != "" {
				_, err = newModels(zap.NewNop()).build("m", c.settings)
			}
			got := fmt.Sprintf("refused: %v", err)
			if err == nil {
				if got, err = key(t.Context()); err != nil {
					got = fmt.Sprintf("error: %v", err)
				}
			}
			if got != c.want {
				t.Errorf("got  %s\nwant %s", got, c.want)
			}
		})
	}
	if key, err := keyOf(server.ModelSettings{}); key != nil || err != nil {
		t.Errorf("without options there is a key, %v", err)
	}
}

// The server repeats the key in all that it answers, the command writes it to
// both outputs.
func TestAKeyIsInNoLogAndNoMessage(t *testing.T) {
	const planted = "sk-planted-0123456789"
	t.Setenv("FIMBLE_TEST_KEY", planted)
	file := filepath.Join(t.TempDir(), "key")
	if err := os.WriteFile(file, []byte(planted+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, backend := range model.Backends() {
		for place, option := range map[string]string{
			"variable": `key_env = "FIMBLE_TEST_KEY"`,
			"file":     fmt.Sprintf("key_file = %q", file),
			"command":  fmt.Sprintf("key_command = %q", "cat "+file),
			"two keys": fmt.Sprintf("key_command = %q", "cat "+file+" "+file),
			"failure":  fmt.Sprintf("key_command = %q", "cat "+file+" /none"),
		} {
			t.Run(backend+" "+place, func(t *testing.T) {
				var heard atomic.Int32
				gossip := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
					w.WriteHeader(http.StatusUnauthorized)
					for name, value := range r.Header {
						if strings.Contains(value[0], planted) {
							heard.Add(1)
						}
						_, _ = io.WriteString(w, name+" is wrong: "+value[0]+" ")
					}
				}))
				defer gossip.Close()
				dir := t.TempDir()
				config, log := filepath.Join(dir, configName), filepath.Join(dir, "log")
				options := fmt.Sprintf("[models.m]\nbackend = %q\nurl = %q\nmodel = \"m\"\n%s\n[use]\ninline = \"m\"\ninvoked = \"m\"\n", backend, gossip.URL, option)
				if err := os.WriteFile(config, []byte(options), 0o600); err != nil {
					t.Fatal(err)
				}
				a, err := newApp(flags{config: config, logLevel: "debug", logFile: log}, "")
				if err != nil {
					t.Fatal(err)
				}
				defer a.close()
				e := servertest.Start(t, a.connection(a.roots.join(), false))
				text := "package a\n\nvar x = "
				e.Open("file:///w/a.go", "go", text)
				params := e.Inline("file:///w/a.go", text, len(text))
				params["context"] = map[string]any{"triggerKind": 1}
				answer := e.Ask("textDocument/inlineCompletion", params)
				said, err := json.Marshal(answer)
				if err != nil {
					t.Fatal(err)
				}
				written, err := os.ReadFile(log)
				if err != nil {
					t.Fatal(err)
				}
				if strings.Contains(string(written)+string(said), planted[:12]) {
					t.Errorf("the key is in the answer %s or the log\n%s", said, written)
				}
				if told := heard.Load() > 0; told == (place == "two keys" || place == "failure") {
					t.Errorf("the server was told a key: %t\n%s", told, written)
				}
			})
		}
	}
}

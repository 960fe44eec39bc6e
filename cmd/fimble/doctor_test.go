package main

import (
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fimble/completion/model"
	"fimble/completion/model/modeltest"
)

var fillsTheHole = model.Exchange{Steps: []model.Step{{Text: "if n > most {"}, {Text: "\n\t\t\tmost = n\n\t\t}"}}}

// installed has editors find the program under test, and gives it a folder of
// its own for its files, which is returned.
func installed(t *testing.T) (state string) {
	t.Helper()
	bin, home := t.TempDir(), t.TempDir()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(self, filepath.Join(bin, "fimble")); err != nil {
		t.Fatal(err)
	}
	t.Setenv("PATH", bin)
	t.Setenv("XDG_STATE_HOME", home)
	t.Chdir(t.TempDir())
	return filepath.Join(home, "fimble")
}

func TestDoctorFindsNothingWrongWhereNothingIs(t *testing.T) {
	state := installed(t)
	llama := modeltest.NewLlama(t, modeltest.LlamaOptions{}, fillsTheHole)
	paid := modeltest.NewOpenAI(t, modeltest.OpenAIOptions{Key: "sk-planted"}, fillsTheHole)
	t.Setenv("PAID_KEY", "sk-planted")
	out, errs, err := commanded(t, `model = "qwen"
speculate = "always"
[models.qwen]
backend = "llamacpp"
url = "`+llama.URL+`"
[models.paid]
backend = "openai"
url = "`+paid.URL+`"
key_env = "PAID_KEY"
fallback = ["qwen"]
[[route]]
languages = ["go", "rust"]
paths = ["web/**"]
model = "paid"
`, "doctor")
	if err != nil || errs != "" {
		t.Errorf("%q, %v", errs, err)
	}
	for _, want := range []string{
		"  path    editors that start \"fimble\" find it\n  state   " + state + "\n\noptions\n  model = \"qwen\"",
		"fimble.toml:1\n  models.paid.backend = \"openai\"",
		"fimble.toml:2\n  config = \"", "  --config\n",
		"fimble.toml:12\n  route.1.model = \"paid\"",
		"local: the embedded engine, in this process\n  speed   first text after ",
		"  for     route (go, rust in web/**)\n", "  for     inline, invoked, list, when paid fails\n",
		"family  qwen2.5-coder, told by vocabulary;",
		"\nAll is fine.\n",
	} {
		if !strings.Contains(out, want) {
			t.Errorf("it does not print\n%s\nbut\n%s", want, out)
		}
	}
	if n := strings.Count(out, "  speed   first text after "); n != 3 {
		t.Errorf("%d models have filled the hole:\n%s", n, out)
	}
	if strings.Contains(out, "planted") {
		t.Errorf("it prints the key:\n%s", out)
	}
}

func TestDoctorTellsWhatIsBrokenAndWhatToDo(t *testing.T) {
	installed(t)
	t.Setenv("PATH", t.TempDir())
	file := filepath.Join(t.TempDir(), "state")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	t.Setenv("XDG_STATE_HOME", file)
	if err := os.WriteFile("go.mod", nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(configName, []byte("# ours\nmodels.gone.url = 'http://evil'\nbudget.answer = 99\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	const config = `speculate = "never"
[budget]
answer = "many"
tokns = 3
[models.gone]
backend = "llamacpp"
url = "http://127.0.0.1:1"
[models.odd]
backend = "odd"
[use]
list = "nobody"
[[route]]
modl = "gone"
`
	out, errs, err := commanded(t, config, "doctor")
	if !errors.Is(err, errBroken) || errs != "" {
		t.Errorf("%q, %v", errs, err)
	}
	for _, want := range []string{
		"  path    there is no \"fimble\" on the PATH\n          put ",
		"  wrong   mkdir " + file + ": not a directory\n          let yourself write there",
		configName + ":3: budget.answer is \"many\": it takes a whole number from 1 to 4096\n          correct it",
		configName + ":4: unknown option budget.tokns, did you mean budget.tokens?\n          correct its name",
		configName + ":13: unknown option route.1.modl, did you mean route.1.model?\n          correct its name",
		configName + ":9: models.odd: backend is \"odd\": it takes ",
		configName + ":11: use.list is \"nobody\": no model of that name is configured\n          name a model",
		configName + ":2: models.gone.url: a project cannot set this, only your own fimble.toml or your editor's settings can\n          take it out",
		"  budget.answer = 99 ",
		"  error   gone http://127.0.0.1:1/props: dial tcp 127.0.0.1:1: connect: connection refused\n          start the server",
		"\nBroken: fimble, options, gone. What to do stands there.\n",
	} {
		if !strings.Contains(out, want) {
			t.Errorf("it does not print\n%s\nbut\n%s", want, out)
		}
	}
	if strings.Contains(out, "evil\"  ") || strings.Contains(out, "= \"many\"") {
		t.Errorf("an option that was not taken is among those that are set:\n%s", out)
	}
	out, _, err = commanded(t, config, "doctor", "--json")
	var c checkup
	if bad := json.Unmarshal([]byte(out), &c); bad != nil || !errors.Is(err, errBroken) {
		t.Fatalf("%v, %v", bad, err)
	}
	if c.Fine || c.Fimble.Wrong == nil || len(c.Wrong) < 6 || c.Wrong[0].Remedy == "" || len(c.Models) != 2 || c.Models[1].Remedy == "" {
		t.Errorf("as JSON: %+v", c)
	}
}

func TestDoctorGoesOnWithoutOptionsThatCannotBeRead(t *testing.T) {
	installed(t)
	out, _, err := commanded(t, "a = 1\nmodel = \n", "doctor")
	for _, want := range []string{configName + ":2:", "\n          correct the file", "local: the embedded engine", "\nBroken: options."} {
		if !errors.Is(err, errBroken) || !strings.Contains(out, want) {
			t.Errorf("%v\nit does not print %s but\n%s", err, want, out)
		}
	}
}

// The servers repeat what they are told, and keys are in all places where
// people put them.
func TestDoctorPrintsNoKey(t *testing.T) {
	installed(t)
	const planted = "sk-planted-0123456789"
	t.Setenv("FIMBLE_TEST_KEY", planted)
	gossip := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.WriteHeader(http.StatusUnauthorized)
		for name, value := range r.Header {
			_, _ = io.WriteString(w, name+" is wrong: "+value[0]+" ")
		}
	}))
	defer gossip.Close()
	at := strings.TrimPrefix(gossip.URL, "http://")
	for _, option := range []string{
		`key_env = "FIMBLE_TEST_KEY"`, `key_env = "` + planted + `"`, `keyEnv = "` + planted + `"`, `key_file = "` + planted + `"`,
		`key_command = "echo ` + planted + `"`, `key_command = ["echo", "` + planted + `"]`, `key = "` + planted + `"`,
		`headers = { Authorization = "Bearer ` + planted + `" }`, `headers.X-Api-Key = "` + planted + `"`,
		`url = "http://me:` + planted + `@` + at + `"`, `urls = ["` + gossip.URL + `?key=` + planted + `"]`,
		`proxy = "http://me:` + planted + `@127.0.0.1:1"`,
	} {
		url := "url = \"" + gossip.URL + "\"\n"
		if strings.HasPrefix(option, "url") {
			url = ""
		}
		for _, backend := range []string{"llamacpp", "openai", "anthropic", "ollama"} {
			config := "[models.m]\nbackend = \"" + backend + "\"\nmodel = \"m\"\n" + url + option + "\n"
			for _, how := range [][]string{{"doctor"}, {"doctor", "--json"}} {
				out, errs, err := commanded(t, config, how...)
				if !errors.Is(err, errBroken) {
					t.Errorf("%s: %v\n%s", option, err, out)
				}
				if strings.Contains(out+errs, planted[:12]) {
					t.Errorf("%s %s: the key is in\n%s%s", backend, option, out, errs)
				}
			}
		}
	}
}

func TestDoctorTellsWhenEditorsStartAnotherProgram(t *testing.T) {
	installed(t)
	bin := t.TempDir()
	other := filepath.Join(bin, "fimble")
	if err := os.WriteFile(other, []byte("#!/bin/sh\n"), 0o700); err != nil {
		t.Fatal(err)
	}
	t.Setenv("PATH", bin)
	out, _, err := commanded(t, "", "doctor")
	if err != nil || !strings.Contains(out, "start another one: "+other+"\n          take that away") {
		t.Errorf("%v\n%s", err, out)
	}
}

// A model that chats does the code actions, too, where it is asked by key.
func TestDoctorTellsWhatServesCodeActions(t *testing.T) {
	installed(t)
	chat := modeltest.NewOpenAI(t, modeltest.OpenAIOptions{}, fillsTheHole, fillsTheHole)
	at := "backend = \"chat\"\nmodel = \"qwen2.5-coder\"\nurl = \"" + chat.URL + "\"\n"
	out, _, err := commanded(t, "[models.talks]\n"+at+"[models.acts]\n"+at+"[use]\ninvoked = \"talks\"\n", "doctor")
	if err != nil || !strings.Contains(out, "  for     invoked, action\n") {
		t.Errorf("%v\n%s", err, out)
	}
	out, _, err = commanded(t, "[models.talks]\n"+at+"[models.acts]\n"+at+"[use]\ninvoked = \"talks\"\naction = \"acts\"\n", "doctor")
	if err != nil || !strings.Contains(out, "  for     invoked\n") || !strings.Contains(out, "  for     action\n") {
		t.Errorf("%v\n%s", err, out)
	}
}

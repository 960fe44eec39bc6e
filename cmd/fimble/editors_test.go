package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/synctest"

	"fimble/completion/model"
	"fimble/completion/model/modeltest"
	"fimble/server/servertest"
)

func TestDoctorTellsWhatEditorsHaveSet(t *testing.T) {
	state := installed(t)
	config := filepath.Join(t.TempDir(), configName)
	if err := os.WriteFile(config, []byte("speculate = \"always\"\nunknown = 1\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	starts := func(name, version string, options map[string]any) {
		t.Helper()
		a, err := newApp(flags{config: config, logLevel: "error", logFile: filepath.Join(t.TempDir(), "log")}, state)
		if err != nil {
			t.Fatal(err)
		}
		defer a.close()
		e := servertest.Connect(t, a.connection(a.roots.join(), false))
		e.Initialize(map[string]any{
			"clientInfo": map[string]any{"name": name, "version": version}, "capabilities": map[string]any{},
			"initializationOptions": options,
		})
	}
	starts("emacs", "GNU Emacs 30.2 (build 2)\n of 2026-08-15", map[string]any{})
	starts("Kate", "1.2", map[string]any{"model": "none"})
	starts("Kate", "1.2", map[string]any{
		"model": "m", "inline": map[string]any{"automatik": false, "candidates": "many", "automatic": false},
		"models": map[string]any{"m": map[string]any{
			"backend": "llamacpp", "url": "http://me:hunter2planted@127.0.0.1:1/", "headers": map[string]any{"X-Key": "sk-planted"},
			"key_env": "sk-planted with blanks", "key_command": []any{1, "sk-planted"}, "keyfile": "sk-planted",
		}, "other": map[string]any{"headers": "X-Key: sk-planted"}},
	})
	out, errs, err := commanded(t, "", "doctor")
	if err != nil || errs != "" {
		t.Errorf("%q, %v", errs, err)
	}
	_, editors, _ := strings.Cut(out, "\neditors, ")
	editors, _, _ = strings.Cut(editors, "\nlocal: ")
	for _, want := range []string{
		"  emacs GNU Emacs 30.2 (build 2) of 2026-08-15, which sets nothing\n",
		"  Kate 1.2\n          inline.automatic = false\n          model = \"m\"\n          models.m.backend = \"llamacpp\"\n",
		"          models.m.url = \"http://127.0.0.1:1/\"\n",
		"  wrong   editor settings: unknown option inline.automatik, did you mean inline.automatic?\n          correct its name",
		"  wrong   editor settings: models.other.headers is a text: it takes a table of texts\n",
		"  wrong   editor settings: inline.candidates is \"many\": it takes ",
	} {
		if !strings.Contains(editors, want) {
			t.Errorf("it does not print\n%s\nbut\n%s", want, out)
		}
	}
	kept, err := os.ReadFile(filepath.Join(state, "editors"))
	if err != nil {
		t.Fatal(err)
	}
	if all := string(kept) + out; strings.Contains(all, "planted") || strings.Contains(editors, "speculate") || strings.Count(editors, "Kate") != 1 {
		t.Errorf("it keeps %s and prints\n%s", kept, editors)
	}
	out, _, _ = commanded(t, "", "doctor", "--json")
	var c checkup
	if err := json.Unmarshal([]byte(out), &c); err != nil || len(c.Editors) != 2 || len(c.Editors[1].Wrong) < 2 {
		t.Errorf("as JSON: %+v, %v", c.Editors, err)
	}
}

func TestDoctorTellsWhatIsWrongWithAHeaderWithoutIt(t *testing.T) {
	installed(t)
	out, _, _ := commanded(t, "[models.m]\nbackend = 'llamacpp'\nheaders = 'X-Key: sk-planted'\n", "doctor")
	if !strings.Contains(out, "fimble.toml:3: models.m.headers is a text: it takes a table of texts\n") || strings.Contains(out, "planted") {
		t.Errorf("it prints\n%s", out)
	}
}

func TestDoctorTellsOfTheProxiesOfTheEnvironment(t *testing.T) {
	installed(t)
	t.Setenv("HTTPS_PROXY", "http://me:planted@127.0.0.1:3128")
	out, _, _ := commanded(t, "", "doctor")
	if !strings.Contains(out, `  HTTPS_PROXY = "http://127.0.0.1:3128"`) || !strings.Contains(out, "  the environment\n") || strings.Contains(out, "planted") {
		t.Errorf("it prints\n%s", out)
	}
}

func TestASilentModelIsToldByItsName(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		m := modeltest.NewFakeOf(model.Info{Name: "m", Class: model.Machine, Family: "plain"}, modeltest.Hangs())
		f := ask(t.Context(), m, func(model.Class) bool { return true })
		if want := "m: no answer within 30s: context deadline exceeded"; f.Error != want || !strings.Contains(f.Remedy, "loaded its model") {
			t.Errorf("it is %q: %q, want %q", f.Error, f.Remedy, want)
		}
	})
}

package main

import (
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"go.uber.org/zap"

	"fimble/completion"
	"fimble/context/store"
	"fimble/server/servertest"
)

// The server repeats the key and the text, and is of many words.
func TestDoctorTellsWhyRequestsFailedBefore(t *testing.T) {
	state := installed(t)
	const key, word = "sk-planted-0123456789", "plantedIdentifierOfTheUser"
	t.Setenv("FIMBLE_TEST_KEY", key)
	gossip := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		w.WriteHeader(http.StatusInternalServerError)
		_, _ = io.WriteString(w, `{"error":{"message":"out of\nmemory for `+r.Header.Get("Authorization")+` `+strings.ReplaceAll(string(body), `"`, `'`)+strings.Repeat(" more", 1000)+`"}}`)
	}))
	defer gossip.Close()
	config := filepath.Join(t.TempDir(), configName)
	options := "model = \"m\"\nwarm_up = \"never\"\n[models.m]\nbackend = \"openai\"\nmodel = \"qwen2.5-coder\"\nkey_env = \"FIMBLE_TEST_KEY\"\nurl = \"" + gossip.URL + "\"\n"
	if err := os.WriteFile(config, []byte(options), 0o600); err != nil {
		t.Fatal(err)
	}
	a, err := newApp(flags{config: config, logLevel: "error", logFile: filepath.Join(t.TempDir(), "log")}, state)
	if err != nil {
		t.Fatal(err)
	}
	e := servertest.Start(t, a.connection(a.roots.join(), false))
	text := "package a\n\nvar " + word + " = "
	e.Open("file:///w/a.go", "go", text)
	params := e.Inline("file:///w/a.go", text, len(text))
	params["context"] = map[string]any{"triggerKind": 1}
	for range 2 {
		e.Ask("textDocument/inlineCompletion", params)
	}
	a.close()

	out, errs, err := commanded(t, "", "doctor")
	if err != nil || errs != "" {
		t.Errorf("%q, %v", errs, err)
	}
	_, failed, ok := strings.Cut(out, "\nfailed\n")
	if want := "  m, the last of 2 times\n          m " + gossip.URL; !ok || !strings.Contains(failed, want) {
		t.Errorf("it does not print\n%s\nbut\n%s", want, out)
	}
	if !strings.Contains(failed, "\n          see what the server's own log says\n") {
		t.Errorf("it does not say what to do, but\n%s", out)
	}
	kept, err := os.ReadFile(filepath.Join(state, "failures"))
	if err != nil {
		t.Fatal(err)
	}
	if all := string(kept) + out; strings.Contains(all, "planted") || len(kept) > 1000 {
		t.Errorf("kept is\n%s", kept)
	}
}

func TestDoctorDoesNotCallAllFineWhileAnEditorsModelIsDown(t *testing.T) {
	state := installed(t)
	const down = "http://127.0.0.1:1"
	starts := func(options map[string]any, asks bool) {
		t.Helper()
		a, err := newApp(flags{config: "none", logLevel: "error", logFile: filepath.Join(t.TempDir(), "log")}, state)
		if err != nil {
			t.Fatal(err)
		}
		defer a.close()
		e := servertest.Connect(t, a.connection(a.roots.join(), false))
		e.Initialize(map[string]any{"clientInfo": map[string]any{"name": "Kate"}, "capabilities": map[string]any{}, "initializationOptions": options})
		if asks {
			e.Open("file:///w/a.go", "go", "package a")
			params := e.Inline("file:///w/a.go", "package a", 9)
			params["context"] = map[string]any{"triggerKind": 1}
			e.Ask("textDocument/inlineCompletion", params)
		}
	}
	for _, options := range []map[string]any{
		{"model": down},
		{"model": "mine", "models": map[string]any{"mine": map[string]any{"backend": "llamacpp", "url": down}}},
	} {
		starts(options, true)
		out, _, err := commanded(t, "", "doctor")
		want := fmt.Sprintf("\nBroken: %s of an editor, under \"failed\". What to do stands there.\n", options["model"])
		if !errors.Is(err, errBroken) || !strings.Contains(out, "          start the server, or set url") || !strings.HasSuffix(out, want) {
			t.Errorf("%v, it does not end in\n%sbut\n%s", err, want, out)
		}
	}
	starts(map[string]any{"model": "http://127.0.0.1:2"}, false) // which nobody knows anything of
	if out, _, err := commanded(t, "", "doctor"); err != nil || !strings.HasSuffix(out, "\nAll is fine.\n") {
		t.Errorf("%v\n%s", err, out)
	}
	long := time.Now().Add(-2 * time.Hour)
	word := []editorsWord{{At: long, Options: []origin{{Option: "model", Value: `"m"`}}}}
	if all := modelsDown([]failure{{At: long, Model: "m"}}, word, time.Now()); len(all) != 0 {
		t.Errorf("what failed two hours ago is %v", all)
	}
}

func TestServersThatShareAFolderKeepEachOthersFailures(t *testing.T) {
	dir := t.TempDir()
	var servers sync.WaitGroup
	for i := range 3 {
		servers.Go(func() {
			f := newFailures(store.At(dir, zap.NewNop()), zap.NewNop())
			for j := range 3 {
				f.add(completion.Failure{Model: "m", Err: fmt.Errorf("reason %d of %d", j, i)})
				f.add(completion.Failure{Model: "m", Err: errors.New("reason of all")})
				f.write()
			}
			f.close()
		})
	}
	servers.Wait()
	got, err := readKept[failure](store.At(dir, zap.NewNop()), failuresKind)
	if err != nil || len(got) != 10 {
		t.Fatalf("kept are %+v, %v", got, err)
	}
	for _, f := range got {
		want := 1
		if f.Reason == "reason of all" {
			want = 9
		}
		if f.Times != want || f.Remedy == "" || time.Since(f.At) > time.Minute {
			t.Errorf("kept is %+v, want it %d times", f, want)
		}
	}
}

func TestTheLastTenReasonsAreKept(t *testing.T) {
	at := func(minute int) time.Time { return time.Date(2026, 1, 2, 3, minute, 0, 0, time.UTC) }
	var last []failure
	for minute := range 12 {
		last = fold(last, failure{At: at(minute), Times: 1, Model: "m", Reason: fmt.Sprint("reason ", minute)})
	}
	last = fold(last, failure{At: at(20), Times: 1, Model: "m", Reason: "reason 5"})
	last = fold(last, failure{At: at(1), Times: 4, Model: "m", Reason: "reason 11"}) // of a server that writes late
	var got []string
	for _, f := range last {
		got = append(got, fmt.Sprintf("%s at %d: %d", f.Reason, f.At.Minute(), f.Times))
	}
	want := "reason 2 at 2: 1, reason 3 at 3: 1, reason 4 at 4: 1, reason 6 at 6: 1, reason 7 at 7: 1, reason 8 at 8: 1, reason 9 at 9: 1, " +
		"reason 10 at 10: 1, reason 11 at 11: 5, reason 5 at 20: 2"
	if strings.Join(got, ", ") != want {
		t.Errorf("got  %s\nwant %s", strings.Join(got, ", "), want)
	}
}

func TestADamagedFileOfFailuresIsTold(t *testing.T) {
	state := installed(t)
	if err := os.MkdirAll(state, 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(state, "failures"), []byte("nonsense"), 0o600); err != nil {
		t.Fatal(err)
	}
	out, _, err := commanded(t, "", "doctor")
	if !errors.Is(err, errBroken) || !strings.Contains(out, "the file is damaged\n          take the file away") {
		t.Errorf("%v\n%s", err, out)
	}
}

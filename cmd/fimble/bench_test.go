package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/txtar"

	"fimble/server/servertest"
)

// BenchmarkEditToModel is the time from the first byte of a didChange, with a
// request right behind it, to the arrival of the request at the model's
// server, in one process, over real framing and real HTTP.
func BenchmarkEditToModel(b *testing.B) {
	for _, language := range []string{"go", "python", "typescript", "java", "rust", "c", "cpp"} {
		b.Run(language+"/130KB", func(b *testing.B) { benchmarkEdit(b, language, 130<<10) })
	}
	b.Run("go/5MB", func(b *testing.B) { benchmarkEdit(b, "go", 5<<20) })
}

func benchmarkEdit(b *testing.B, language string, size int) {
	d := benchDesk(b)
	text := source(b, language, size)
	line := strings.LastIndex(text[:len(text)/2], "\n") + 1
	uri := "file:///bench/file." + language
	d.editor.Open(uri, language, text)
	d.inline(uri, place{line: strings.Count(text[:line], "\n"), col: 0}) // the first parse is not what is measured
	d.arrival(b)
	var took []time.Duration
	version := 1
	at := place{line: strings.Count(text[:line], "\n")}
	for b.Loop() {
		version++
		start := time.Now()
		d.editor.Tell("textDocument/didChange", json.RawMessage(fmt.Sprintf(
			`{"textDocument":{"uri":%q,"version":%d},"contentChanges":[{"range":{"start":{"line":%d,"character":%d},"end":{"line":%d,"character":%d}},"text":"x"}]}`,
			uri, version, at.line, at.col, at.line, at.col)))
		at.col++
		pending := d.inline(uri, at)
		took = append(took, d.arrival(b).Sub(start))
		pending.Wait()
		if at.col == 40 { // words do not grow for ever
			at.line, at.col = at.line+1, 0
		}
	}
	report(b, took)
}

// BenchmarkCacheHit is a request whose answer is known, over the wire.
func BenchmarkCacheHit(b *testing.B) {
	d := benchDesk(b)
	uri := "file:///bench/file.go"
	d.editor.Open(uri, "go", source(b, "go", 130<<10))
	ask := func() time.Time { d.inline(uri, place{line: 5}).Wait(); return time.Now() }
	ask()
	d.arrival(b)
	var took []time.Duration
	for b.Loop() {
		start := time.Now()
		took = append(took, ask().Sub(start))
	}
	report(b, took)
}

// BenchmarkDidChange is a key typed: a hundred of them, and a request behind
// them that needs no model, by a hundred.
func BenchmarkDidChange(b *testing.B) {
	for _, size := range []int{130 << 10, 5 << 20} {
		b.Run(strconv.Itoa(size>>10)+"KB", func(b *testing.B) {
			d := benchDesk(b)
			uri := "file:///bench/file.txt"
			text := source(b, "go", size)
			d.editor.Open(uri, "plaintext", text)
			line := strings.Count(text[:len(text)/2], "\n")
			fence := func() { d.inline("file:///bench/unknown", place{}).Wait() }
			fence()
			version := 1
			const keys = 100
			var took []time.Duration
			for b.Loop() {
				var frames strings.Builder
				for range keys {
					version++
					if version%40 == 0 {
						line++ // lines do not grow for ever
					}
					frames.WriteString(servertest.Frame(fmt.Sprintf(
						`{"jsonrpc":"2.0","method":"textDocument/didChange","params":{"textDocument":{"uri":%q,"version":%d},"contentChanges":[{"range":{"start":{"line":%d,"character":0},"end":{"line":%d,"character":0}},"text":"x"}]}}`,
						uri, version, line, line)))
				}
				start := time.Now()
				d.editor.Raw(frames.String())
				fence()
				took = append(took, time.Since(start)/keys)
			}
			report(b, took)
		})
	}
}

// BenchmarkStart is from the start of the process to its answer to
// initialize. With FIMBLE_BASELINE set to a command, that is timed too, in
// turns, so that the ratio means something on a busy machine.
func BenchmarkStart(b *testing.B) {
	binary := build(b)
	baseline := strings.Fields(os.Getenv("FIMBLE_BASELINE"))
	var ours, theirs []time.Duration
	for b.Loop() {
		ours = append(ours, startTime(b, binary))
		if baseline != nil {
			theirs = append(theirs, startTime(b, baseline...))
		}
	}
	report(b, ours)
	if baseline != nil {
		slices.Sort(theirs)
		b.ReportMetric(float64(ours[len(ours)/2])/float64(theirs[len(theirs)/2]), "of-baseline")
	}
	b.ReportMetric(resident(b, binary), "MiB-idle")
}

func startTime(b *testing.B, command ...string) time.Duration {
	start := time.Now()
	cmd, out := startServer(b, command...)
	head := make([]byte, 16)
	if _, err := io.ReadFull(out, head); err != nil {
		b.Fatal(err)
	}
	took := time.Since(start)
	_ = cmd.Process.Kill()
	_ = cmd.Wait()
	return took
}

func startServer(b *testing.B, command ...string) (*exec.Cmd, io.Reader) {
	cmd := exec.Command(command[0], command[1:]...)
	in, err := cmd.StdinPipe()
	if err != nil {
		b.Fatal(err)
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		b.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		b.Fatal(err)
	}
	_, _ = io.WriteString(in, servertest.Frame(`{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"capabilities":{}}}`)+
		servertest.Frame(`{"jsonrpc":"2.0","method":"initialized","params":{}}`))
	return cmd, out
}

// resident is the memory in MiB that a server takes a second after its start.
func resident(b *testing.B, binary string) float64 {
	cmd, _ := startServer(b, binary)
	defer func() { _ = cmd.Process.Kill(); _ = cmd.Wait() }()
	<-time.After(time.Second)
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", cmd.Process.Pid))
	if err != nil {
		return 0 // not Linux
	}
	_, rest, _ := bytes.Cut(status, []byte("VmRSS:"))
	kilobytes, _ := strconv.Atoi(string(bytes.Fields(rest)[0]))
	return float64(kilobytes) / 1024
}

// A bench is an editor in front of a server whose model tells when it is asked.
type bench struct {
	editor  *servertest.Editor
	arrived chan time.Time
}

func benchDesk(b *testing.B) *bench {
	d := &bench{arrived: make(chan time.Time, 16)}
	mux := http.NewServeMux()
	mux.HandleFunc("GET /props", func(w http.ResponseWriter, _ *http.Request) {
		fmt.Fprint(w, `{"default_generation_settings":{"n_ctx":8192},"total_slots":1,"model_path":"qwen2.5-coder.gguf"}`)
	})
	mux.HandleFunc("POST /completion", func(w http.ResponseWriter, r *http.Request) {
		d.arrived <- time.Now()
		_, _ = io.Copy(io.Discard, r.Body)
		fmt.Fprint(w, "data: {\"index\":0,\"content\":\"answer(1)\",\"stop\":true}\n\n")
	})
	model := httptest.NewServer(mux)
	b.Cleanup(model.Close)

	config := filepath.Join(b.TempDir(), configName)
	// What is asked ahead of the user would be taken for the next key's request.
	err := os.WriteFile(config, fmt.Appendf(nil, `
speculate = "never"
warm_up = "never"
[models.m]
backend = "llamacpp"
url = %q
family = "qwen2.5-coder"
context_tokens = 8192
[use]
inline = "m"
invoked = "m"
`, model.URL), 0o600)
	if err != nil {
		b.Fatal(err)
	}
	a, err := newApp(flags{config: config, logLevel: "error"}, "")
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(a.close)
	d.editor = servertest.Start(b, a.connection(a.roots.join(), false))
	return d
}

// arrival is when the model was asked next.
func (d *bench) arrival(b *testing.B) time.Time {
	select {
	case at := <-d.arrived:
		return at
	case <-time.After(10 * time.Second):
		b.Fatal("the model was never asked")
		return time.Time{}
	}
}

// inline asks explicitly, so that no pause is waited for.
func (d *bench) inline(uri string, at place) *servertest.Pending {
	return d.editor.Send("textDocument/inlineCompletion", json.RawMessage(fmt.Sprintf(
		`{"textDocument":{"uri":%q},"position":{"line":%d,"character":%d},"context":{"triggerKind":1}}`, uri, at.line, at.col)))
}

// source is real code of a language, repeated to a size.
func source(b *testing.B, language string, size int) string {
	archive, err := txtar.ParseFile("../../context/syntax/testdata/" + language + ".txtar")
	if err != nil {
		b.Fatal(err)
	}
	return strings.Repeat(string(archive.Files[0].Data), size/len(archive.Files[0].Data)+1)[:size]
}

func report(b *testing.B, took []time.Duration) {
	slices.Sort(took)
	b.ReportMetric(float64(took[len(took)/2].Microseconds()), "p50-µs")
	b.ReportMetric(float64(took[len(took)*99/100].Microseconds()), "p99-µs")
}

package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/textproto"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"fimble/server/servertest"
)

// A process is a server under measurement, spoken to as editors do: over pipes.
type process struct {
	b   *testing.B
	cmd *exec.Cmd
	in  io.Writer
	out *bufio.Reader
	id  int
}

// build is the program as it is shipped.
func build(b *testing.B) string {
	binary := filepath.Join(b.TempDir(), "fimble")
	if out, err := exec.Command("go", "build", "-o", binary, ".").CombinedOutput(); err != nil {
		b.Fatalf("%v: %s", err, out)
	}
	return binary
}

// launch starts a server and shakes hands with it.
func launch(b *testing.B, folders []any, env []string, command ...string) *process {
	cmd := exec.Command(command[0], command[1:]...)
	cmd.Env, cmd.Stderr = append(os.Environ(), env...), os.Stderr
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
	b.Cleanup(func() { _ = cmd.Process.Kill(); _ = cmd.Wait() })
	p := &process{b: b, cmd: cmd, in: in, out: bufio.NewReader(out)}
	p.ask("initialize", map[string]any{"capabilities": map[string]any{}, "workspaceFolders": folders})
	p.write(p.tell("initialized", map[string]any{}))
	return p
}

// tell is the frame of a notification.
func (p *process) tell(method string, params any) string { return p.frame(nil, method, params) }

// ask sends a request and waits for its answer.
func (p *process) ask(method string, params any) json.RawMessage {
	return p.answer(p.request(method, params))
}

// request is the frame of a request under the next id.
func (p *process) request(method string, params any) string {
	p.id++
	return p.frame(p.id, method, params)
}

func (p *process) frame(id any, method string, params any) string {
	message := map[string]any{"jsonrpc": "2.0", "method": method, "params": params}
	if id != nil {
		message["id"] = id
	}
	body, err := json.Marshal(message)
	if err != nil {
		p.b.Fatal(err)
	}
	return servertest.Frame(string(body))
}

func (p *process) write(frames string) {
	if _, err := io.WriteString(p.in, frames); err != nil {
		p.b.Fatal(err)
	}
}

// answer sends frames, the last of which is a request, and waits for its answer.
func (p *process) answer(frames string) json.RawMessage {
	p.write(frames)
	for {
		header, err := textproto.NewReader(p.out).ReadMIMEHeader()
		if err != nil {
			p.b.Fatal(err)
		}
		length, err := strconv.Atoi(header.Get("Content-Length"))
		if err != nil {
			p.b.Fatal(err)
		}
		body := make([]byte, length)
		if _, err := io.ReadFull(p.out, body); err != nil {
			p.b.Fatal(err)
		}
		var answer struct {
			ID     *int
			Method string
			Result json.RawMessage
			Error  json.RawMessage
		}
		if err := json.Unmarshal(body, &answer); err != nil {
			p.b.Fatal(err)
		}
		if answer.Error != nil {
			p.b.Fatalf("the server answers %s", answer.Error)
		}
		if answer.ID != nil && answer.Method == "" && *answer.ID == p.id {
			return answer.Result
		}
	}
}

// cpuTick is how the system counts processor time; it has been a hundredth of
// a second on every Linux of the last decades.
const cpuTick = 10 * time.Millisecond

// cpu is the processor time that a process has taken, or 0 where the system
// does not tell.
func (p *process) cpu() time.Duration {
	stat, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", p.cmd.Process.Pid))
	if err != nil {
		return 0
	}
	fields := strings.Fields(string(stat[bytes.LastIndexByte(stat, ')')+1:]))
	user, _ := strconv.Atoi(fields[11])
	system, _ := strconv.Atoi(fields[12])
	return time.Duration(user+system) * cpuTick
}

// resident is the memory of the process in MiB, or 0 where the system does
// not tell.
func (p *process) resident() float64 {
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", p.cmd.Process.Pid))
	if err != nil {
		return 0
	}
	_, rest, _ := bytes.Cut(status, []byte("VmRSS:"))
	kilobytes, _ := strconv.Atoi(string(bytes.Fields(rest)[0]))
	return float64(kilobytes) / 1024
}

// An upstream is a model's server that answers at once, in the dialect of
// llama.cpp and in the oldest one of OpenAI.
type upstream struct {
	url   string
	asked atomic.Int64
}

func newUpstream(b *testing.B) *upstream {
	u := &upstream{}
	mux := http.NewServeMux()
	mux.HandleFunc("GET /props", func(w http.ResponseWriter, _ *http.Request) {
		fmt.Fprint(w, `{"default_generation_settings":{"n_ctx":8192},"total_slots":1,"model_path":"qwen2.5-coder.gguf"}`)
	})
	mux.HandleFunc("POST /completion", func(w http.ResponseWriter, r *http.Request) {
		u.asked.Add(1)
		_, _ = io.Copy(io.Discard, r.Body)
		fmt.Fprint(w, "data: {\"index\":0,\"content\":\"answer(1)\",\"stop\":true}\n\n")
	})
	mux.HandleFunc("POST /v1/completions", func(w http.ResponseWriter, r *http.Request) {
		u.asked.Add(1)
		_, _ = io.Copy(io.Discard, r.Body)
		fmt.Fprint(w, `{"choices":[{"text":"answer(1)"}]}`)
	})
	server := httptest.NewServer(mux)
	b.Cleanup(server.Close)
	u.url = server.URL
	return u
}

// config is a file of options that send everything upstream, one candidate a
// time.
func (u *upstream) config(b *testing.B) string {
	path := filepath.Join(b.TempDir(), configName)
	options := fmt.Sprintf(`
[inline]
candidates = 1
[models.m]
backend = "llamacpp"
url = %q
family = "qwen2.5-coder"
context_tokens = 8192
[use]
inline = "m"
invoked = "m"
`, u.url)
	if err := os.WriteFile(path, []byte(options), 0o600); err != nil {
		b.Fatal(err)
	}
	return path
}

package model_test

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"fimble/completion/model"
	"fimble/completion/model/modeltest"
)

// serverVariable names a command that runs a real llama-server in the
// foreground: COMMAND MODEL-FILE PORT, on 127.0.0.1, with two slots.
const serverVariable = "FIMBLE_LLAMA_SERVER"

// realServer starts llama-server on a model that answers every prompt for
// filling in with add, and every other one for ever.
func realServer(t *testing.T) (address string) {
	return realServerOf(t, modeltest.QwenVocabulary(), modeltest.AddLines())
}

func realServerOf(t *testing.T, vocabulary modeltest.Vocabulary, says []modeltest.Line) (address string) {
	t.Helper()
	command := os.Getenv(serverVariable)
	if command == "" && os.Getenv("CI") == "true" {
		t.Fatal(serverVariable + " is not set")
	}
	if command == "" {
		t.Skip(serverVariable + " is not set")
	}
	file := filepath.Join(t.TempDir(), "script.gguf")
	w, err := os.Create(file)
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(vocabulary.WriteGGUF(w, says, []string{" tick", " tock"}), w.Close()); err != nil {
		t.Fatal(err)
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	address = listener.Addr().String()
	listener.Close()
	_, port, _ := net.SplitHostPort(address)
	server := exec.Command(command, file, port)
	server.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	log, err := server.StderrPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := server.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		syscall.Kill(-server.Process.Pid, syscall.SIGTERM)
		server.Wait()
	})
	lines := bufio.NewScanner(log)
	var said []string
	for lines.Scan() {
		said = append(said, lines.Text())
		if strings.Contains(lines.Text(), "listening") {
			go io.Copy(io.Discard, log)
			return "http://" + address
		}
	}
	t.Fatalf("llama-server ended:\n%s", strings.Join(said, "\n"))
	return ""
}

const addPrompt = "<|fim_prefix|>func add<|fim_suffix|>\n<|fim_middle|>"

func TestRealServerAnswers(t *testing.T) {
	address := realServer(t)
	m := llama(t, model.Options{URL: address, Recognise: func(name string, known func(...string) bool) (string, string) {
		if !known("<|fim_prefix|>", "<|fim_suffix|>", "<|fim_middle|>") || known("<PRE>", "<SUF>", "<MID>") {
			t.Error("the server tells another vocabulary than the model has")
		}
		return "found in " + name, "vocabulary"
	}})
	if err := m.Probe(t.Context()); err != nil {
		t.Fatal(err)
	}
	if i := m.Info(); i.ContextTokens < 1024 || i.Family != "found in script.gguf" {
		t.Errorf("the server told %+v", i)
	}
	if names, err := m.Models(t.Context()); len(names) != 1 || names[0] != "script.gguf" || err != nil {
		t.Errorf("the server offers %q, %v", names, err)
	}
	for chunk, err := range m.Generate(t.Context(), model.Request{Prompt: addPrompt, ReadOnly: true}) {
		t.Errorf("asked only to read, it says %q, %v", chunk.Text, err)
	}
	answers := make([]string, 2)
	sure := make([]float64, 2)
	tokens := 0
	request := model.Request{Prompt: addPrompt, MaxTokens: 64, N: 3, Stop: []string{heldBack}}
	for chunk, err := range m.Generate(t.Context(), request) {
		if err != nil {
			t.Fatal(err)
		}
		answers[chunk.Candidate] += chunk.Text
		tokens += chunk.Tokens
		sure[chunk.Candidate] += chunk.LogProb
	}
	for i, answer := range answers {
		if sure[i] > 0 || sure[i] < -1 { // the model knows but one answer
			t.Errorf("candidate %d has the log probability %g", i, sure[i])
		}
		if answer != modeltest.AddAnswer {
			t.Errorf("candidate %d is %q, want %q", i, answer, modeltest.AddAnswer)
		}
	}
	// The server counts the end of text to a piece that it held back.
	if pieces := len(modeltest.AddLines()[0].Pieces); tokens < 2*pieces || tokens > 2*(pieces+1) {
		t.Errorf("the answers have %d tokens, want %d and perhaps their ends", tokens, 2*pieces)
	}
}

// heldBack is not in the answer, but the answer ends like its beginning.
const heldBack = "}\n\n"

func TestRealServerFreesItsSlotWhenHungUp(t *testing.T) {
	address := realServer(t)
	m := llama(t, model.Options{URL: address})
	chunks := 0
	for _, err := range m.Generate(t.Context(), model.Request{Prompt: "for ever", MaxTokens: 1 << 20}) {
		if err != nil {
			t.Fatal(err)
		}
		if chunks++; chunks == 1 && busySlots(t, address) != 1 {
			t.Error("no slot is busy while the answer runs")
		}
		if chunks == 20 {
			break
		}
	}
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
	defer cancel()
	for busySlots(t, address) > 0 {
		if ctx.Err() != nil {
			t.Fatal("the slot is still busy")
		}
	}
}

func TestRealServerRefusesInItsOwnWords(t *testing.T) {
	address := realServer(t)
	long := strings.Repeat("x", 100_000)
	var last error
	for _, err := range llama(t, model.Options{URL: address}).Generate(t.Context(), model.Request{Prompt: long}) {
		last = err
	}
	if last == nil || !strings.Contains(last.Error(), "/completion: 400 ") || !strings.Contains(last.Error(), "exceeds the available context size") {
		t.Errorf("got %v", last)
	}
}

func busySlots(t *testing.T, address string) (busy int) {
	t.Helper()
	resp, err := http.Get(address + "/slots")
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	defer http.DefaultClient.CloseIdleConnections()
	var slots []struct {
		Busy bool `json:"is_processing"`
	}
	if err := json.NewDecoder(resp.Body).Decode(&slots); err != nil {
		t.Fatal(err)
	}
	for _, s := range slots {
		if s.Busy {
			busy++
		}
	}
	return busy
}

package model_test

import (
	"bufio"
	"errors"
	"io"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"fimble/completion/model/modeltest"
)

// serverVariable names a command that runs a real llama-server in the
// foreground: COMMAND MODEL-FILE PORT [ARGUMENT...], on 127.0.0.1, with two
// slots unless an argument says otherwise.
const serverVariable = "FIMBLE_LLAMA_SERVER"

// realServer starts llama-server on a model that answers every prompt for
// filling in with add, and every other one for ever.
func realServer(t *testing.T, arguments ...string) (address string) {
	return realServerOf(t, modeltest.QwenVocabulary(), modeltest.AddLines(), arguments...)
}

func realServerOf(t *testing.T, vocabulary modeltest.Vocabulary, says []modeltest.Line, arguments ...string) (address string) {
	t.Helper()
	s := newLlamaServer(t, vocabulary, says, arguments...)
	s.start()
	s.awaitLoaded()
	return s.address
}

// A llamaServer is a llama-server that can be ended and started again at the
// same address.
type llamaServer struct {
	t         *testing.T
	command   []string
	address   string
	listening chan bool // whether it came so far before it ended
	said      []string  // until then

	running *exec.Cmd // nil while it is down
}

// newLlamaServer is one that is down.
func newLlamaServer(t *testing.T, vocabulary modeltest.Vocabulary, says []modeltest.Line, arguments ...string) *llamaServer {
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
	address := listener.Addr().String()
	listener.Close()
	_, port, _ := net.SplitHostPort(address)
	s := &llamaServer{t: t, command: append([]string{command, file, port}, arguments...), address: "http://" + address}
	t.Cleanup(func() { s.end(syscall.SIGTERM) })
	return s
}

// start does not wait until the server is up.
func (s *llamaServer) start() {
	s.t.Helper()
	s.running = exec.Command(s.command[0], s.command[1:]...)
	s.running.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	log, err := s.running.StderrPipe()
	if err != nil {
		s.t.Fatal(err)
	}
	if err := s.running.Start(); err != nil {
		s.t.Fatal(err)
	}
	s.listening, s.said = make(chan bool, 1), nil
	go func(listening chan bool) {
		lines := bufio.NewScanner(log)
		for lines.Scan() {
			s.said = append(s.said, lines.Text())
			if strings.Contains(lines.Text(), "listening") {
				listening <- true
				_, _ = io.Copy(io.Discard, log)
				return
			}
		}
		listening <- false
	}(s.listening)
}

func (s *llamaServer) awaitLoaded() {
	s.t.Helper()
	if !<-s.listening {
		s.t.Fatalf("llama-server ended:\n%s", strings.Join(s.said, "\n"))
	}
}

// end sends a signal to all of the server, and waits for its end.
func (s *llamaServer) end(signal syscall.Signal) {
	if s.running == nil {
		return
	}
	_ = syscall.Kill(-s.running.Process.Pid, signal)
	_ = s.running.Wait()
	s.running = nil
}

package main

import (
	"bufio"
	"context"
	"errors"
	"io"
	"net"
	"net/textproto"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"fimble/server/servertest"
)

// speaks sends a body and gives the answer's.
func speaks(t *testing.T, conn net.Conn, in *bufio.Reader, body string) string {
	t.Helper()
	if _, err := io.WriteString(conn, servertest.Frame(body)); err != nil {
		t.Fatal(err)
	}
	header, err := textproto.NewReader(in).ReadMIMEHeader()
	if err != nil {
		t.Fatal(err)
	}
	length, _ := strconv.Atoi(header.Get("Content-Length"))
	answer := make([]byte, length)
	if _, err := io.ReadFull(in, answer); err != nil {
		t.Fatal(err)
	}
	return string(answer)
}

func TestSeveralEditorsShareASocketThatOnlyItsOwnerMayUse(t *testing.T) {
	a, err := newApp(flags{config: "none", logLevel: "error"}, "")
	if err != nil {
		t.Fatal(err)
	}
	defer a.close()
	path := filepath.Join(t.TempDir(), "fimble.sock")
	ctx, cancel := context.WithCancel(t.Context())
	listener, err := listenPrivately(path)
	if err != nil {
		t.Fatal(err)
	}
	done := make(chan error, 1)
	go func() { done <- a.accept(ctx, listener) }()

	info, err := os.Stat(path)
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("the socket has mode %v, %v", info.Mode(), err)
	}
	if _, err := listenPrivately(path); err == nil || !strings.Contains(err.Error(), "another server does") {
		t.Errorf("a second server got %v", err)
	}
	var conns []net.Conn
	for range 2 {
		conn, err := net.Dial("unix", path)
		if err != nil {
			t.Fatal(err)
		}
		conns = append(conns, conn)
		answer := speaks(t, conn, bufio.NewReader(conn), `{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"capabilities":{}}}`)
		if !strings.Contains(answer, `"inlineCompletionProvider"`) {
			t.Errorf("answer %s", answer)
		}
	}
	cancel()
	if err := <-done; err != nil {
		t.Errorf("ended with %v", err)
	}
	for _, conn := range conns {
		if _, err := io.Copy(io.Discard, conn); err != nil && !errors.Is(err, net.ErrClosed) {
			t.Errorf("a connection ended with %v", err)
		}
		_ = conn.Close()
	}
}

func TestOnlyADeadSocketIsReplaced(t *testing.T) {
	path := filepath.Join(t.TempDir(), "s")
	if err := os.WriteFile(path, []byte("notes"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := listenPrivately(path); err == nil {
		t.Error("a file was replaced by a socket")
	}
	dead := filepath.Join(t.TempDir(), "d")
	listener, err := net.ListenUnix("unix", &net.UnixAddr{Name: dead})
	if err != nil {
		t.Fatal(err)
	}
	listener.SetUnlinkOnClose(false)
	_ = listener.Close()
	again, err := listenPrivately(dead)
	if err != nil {
		t.Fatalf("a socket that nobody listens on is not replaced: %v", err)
	}
	_ = again.Close()
}

func TestANamedPipeOfWindowsIsRefused(t *testing.T) {
	for _, name := range []string{`\\.\pipe\fimble`, `\\.\PIPE\fimble`, `//./pipe/fimble`, `\\?\pipe\fimble`} {
		listener, err := listenPrivately(name)
		if err == nil {
			_ = listener.Close()
			_ = os.Remove(name)
		}
		if err == nil || !strings.Contains(err.Error(), "path of a socket") {
			t.Errorf("%s: %v", name, err)
		}
	}
}

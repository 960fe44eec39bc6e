package main

import (
	"errors"
	"fmt"
	"net"
	"os"
	"strings"
	"syscall"
)

// namedPipe reports whether a path is the name of a pipe of Windows, which has no
// place among files: as a socket it could not be made there.
func namedPipe(path string) bool {
	name := strings.ToLower(strings.ReplaceAll(path, `\`, "/"))
	return strings.HasPrefix(name, "//./pipe/") || strings.HasPrefix(name, "//?/pipe/")
}

// listenPrivately makes a socket with mode 0600. A socket that a dead server
// left behind is replaced, a live one is not.
func listenPrivately(path string) (net.Listener, error) {
	if namedPipe(path) {
		return nil, fmt.Errorf("listen on %s: --pipe takes the path of a socket, on Windows too, as C:\\Users\\me\\fimble.sock", path)
	}
	if conn, err := net.Dial("unix", path); err == nil {
		_ = conn.Close()
		return nil, fmt.Errorf("listen on %s: another server does", path)
	}
	if info, err := os.Lstat(path); err == nil {
		if info.Mode().Type() != os.ModeSocket {
			return nil, fmt.Errorf("listen on %s: there is a file of that name", path)
		}
		if err := os.Remove(path); err != nil {
			return nil, fmt.Errorf("listen on %s: %w", path, err)
		}
	}
	listener, err := privately(func() (net.Listener, error) { return net.Listen("unix", path) })
	if why, ok := errors.AsType[syscall.Errno](err); ok { // the library's words hold the path again
		err = why
	}
	if err != nil {
		return nil, fmt.Errorf("listen on %s: %w", path, err)
	}
	return listener, nil
}

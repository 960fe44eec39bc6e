//go:build unix

package main

import (
	"net"
	"syscall"
)

// privately makes a socket that nobody else can open, not even for the moment
// before a chmod.
func privately(listen func() (net.Listener, error)) (net.Listener, error) {
	old := syscall.Umask(0o177)
	defer syscall.Umask(old)
	return listen()
}

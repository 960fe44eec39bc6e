package main

import (
	"fmt"
	"os"
	"path/filepath"
	"runtime"
)

// stateDir is the folder for what Fimble keeps from one session to the next:
// $XDG_STATE_HOME/fimble, or where the system has such things.
func stateDir() (string, error) {
	dir := os.Getenv("XDG_STATE_HOME")
	var err error
	switch {
	case filepath.IsAbs(dir):
	case runtime.GOOS == "windows":
		dir, err = os.UserCacheDir() // %LocalAppData%, which stays on the machine
	case runtime.GOOS == "darwin":
		dir, err = os.UserConfigDir()
	default:
		dir, err = os.UserHomeDir()
		dir = filepath.Join(dir, ".local", "state")
	}
	if err != nil {
		return "", fmt.Errorf("find a folder for counts: %w", err)
	}
	return filepath.Join(dir, "fimble"), nil
}

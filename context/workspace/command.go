package workspace

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"
)

const (
	// maxOutputBytes is what a command may write: a key, not a file.
	maxOutputBytes = 64 << 10
	// commandGrace is for how long children of a command that was ended may
	// hold its output open.
	commandGrace = time.Second
)

// Output runs a command without a shell and returns what it writes to its
// standard output; what it says beside that nobody sees. It runs in the home
// directory, and its name is absolute or looked for in PATH, so that no file
// of a project can take its place. It ends with ctx. Errors name the command,
// but neither its arguments nor its output.
func Output(ctx context.Context, words []string) (string, error) {
	name := words[0]
	if !filepath.IsAbs(name) && strings.ContainsAny(name, `/\`) || name == "" {
		return "", fmt.Errorf("command %q: want an absolute path or a name in PATH", name)
	}
	cmd := exec.CommandContext(ctx, name, words[1:]...)
	cmd.WaitDelay = commandGrace
	home, err := os.UserHomeDir()
	if err != nil {
		return "", fmt.Errorf("command %q: %w", name, err)
	}
	cmd.Dir = home
	var out limited
	cmd.Stdout = &out
	err = cmd.Run()
	if cause := ctx.Err(); cause != nil {
		err = cause
	}
	if err != nil {
		return "", fmt.Errorf("command %q: %w", name, err)
	}
	return string(out), nil
}

// limited is the beginning of what is written to it. More is an error.
type limited []byte

var _ io.Writer = (*limited)(nil)

func (l *limited) Write(p []byte) (int, error) {
	if len(*l)+len(p) > maxOutputBytes {
		return 0, errors.New("it writes too much")
	}
	*l = append(*l, p...)
	return len(p), nil
}

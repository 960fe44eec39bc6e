package workspace

import (
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// shell is for saying what a command does. Output itself has none.
func shell(t *testing.T, script string) []string {
	t.Helper()
	path, err := exec.LookPath("sh")
	if err != nil && os.Getenv("CI") == "true" {
		t.Fatal(err)
	}
	if err != nil {
		t.Skip(err)
	}
	return []string{path, "-c", script}
}

func TestACommandIsRunWithoutAShellAtHome(t *testing.T) {
	home, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	t.Setenv("HOME", home)
	got, err := Output(t.Context(), append(shell(t, `printf '%s|%s|%s' "$1" "$(pwd -P)" "$(cat)"; echo noise >&2`), "sh", "a *; $HOME"))
	if want := "a *; $HOME|" + home + "|"; got != want || err != nil {
		t.Errorf("got %q, %v; want %q", got, err, want)
	}
}

func TestErrorsOfCommandsDoNotSayWhatTheyWrote(t *testing.T) {
	sh := shell(t, "")[0]
	for script, want := range map[string]string{
		"echo hunter2; echo hunter2 >&2; exit 3":                          `command "` + sh + `": exit status 3`,
		"while echo hunter2hunter2hunter2hunter2; do :; done 2>/dev/null": `command "` + sh + `": `,
	} {
		got, err := Output(t.Context(), shell(t, script))
		if got != "" || err == nil || !strings.HasPrefix(err.Error(), want) || strings.Contains(err.Error(), "hunter2") {
			t.Errorf("got %q, %v; want %s", got, err, want)
		}
	}
}

func TestACommandEndsWithItsContext(t *testing.T) {
	dir := t.TempDir()
	begun := filepath.Join(dir, "begun")
	if out, err := exec.Command("mkfifo", begun).CombinedOutput(); err != nil && os.Getenv("CI") == "true" {
		t.Fatalf("%v: %s", err, out)
	} else if err != nil {
		t.Skipf("%v: %s", err, out)
	}
	ctx, cancel := context.WithCancel(t.Context())
	go func() {
		_, _ = os.ReadFile(begun)
		cancel()
	}()
	_, err := Output(ctx, shell(t, "echo > '"+begun+"'; exec sleep 3600"))
	if !errors.Is(err, context.Canceled) {
		t.Errorf("got %v, want %v", err, context.Canceled)
	}
}

// A cloned repository could hold a program of that name.
func TestACommandOfTheWorkingDirectoryIsNotRun(t *testing.T) {
	dir := t.TempDir()
	t.Chdir(dir)
	t.Setenv("PATH", ".")
	if err := os.WriteFile(filepath.Join(dir, "vault"), []byte("#!/bin/sh\necho evil\n"), 0o700); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"vault", "./vault", "sub/../vault", `.\vault`, ""} {
		if got, err := Output(t.Context(), []string{name}); got != "" || err == nil {
			t.Errorf("%s was run: %q, %v", name, got, err)
		}
	}
}

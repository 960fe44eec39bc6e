package main

import (
	"bytes"
	"os"
	"path/filepath"
	"regexp"
	"testing"
)

// The first thing that a newcomer runs must do what the README says.
func TestTheCommandOfTheREADMEFillsItsHole(t *testing.T) {
	readme, err := os.ReadFile(filepath.Join("..", "..", "README.md"))
	if err != nil {
		t.Fatal(err)
	}
	command := regexp.MustCompile(`(?m)^go run \./cmd/fimble complete --hole (\S+)$`).FindSubmatch(readme)
	if command == nil {
		t.Fatal("the README has no such command")
	}
	var out bytes.Buffer
	cmd := rootCommand()
	cmd.SetOut(&out)
	cmd.SetArgs([]string{"--config", "none", "complete", "--hole", filepath.Join("..", "..", string(command[1]))})
	if err := cmd.Execute(); err != nil {
		t.Fatal(err)
	}
	if !bytes.HasSuffix(out.Bytes(), []byte("hole: equal\n")) {
		t.Errorf("it prints\n%s", out.Bytes())
	}
}

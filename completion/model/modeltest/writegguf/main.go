// Command writegguf writes the model of modeltest.AddLines to a file, for
// tests that run a real llama-server without being written in Go.
package main

import (
	"errors"
	"fmt"
	"os"

	"fimble/completion/model/modeltest"
)

func main() {
	if len(os.Args) != 2 {
		fmt.Fprintln(os.Stderr, "usage: writegguf FILE")
		os.Exit(2)
	}
	if err := write(os.Args[1]); err != nil {
		fmt.Fprintln(os.Stderr, "writegguf:", err)
		os.Exit(1)
	}
}

func write(name string) error {
	f, err := os.Create(name)
	if err != nil {
		return err
	}
	return errors.Join(modeltest.WriteGGUF(f, modeltest.AddLines(), []string{" tick", " tock"}), f.Close())
}

// Command writegguf writes a model to a file, for tests that run a real
// llama-server without being written in Go: that of modeltest.AddLines, or one
// that chats and always gives the same answer.
package main

import (
	"errors"
	"fmt"
	"io"
	"os"

	"fimble/completion/model/modeltest"
)

func main() {
	lines, err := modeltest.AddLines(), error(nil)
	switch {
	case len(os.Args) == 3 && os.Args[2] == "-":
		var answer []byte
		answer, err = io.ReadAll(os.Stdin)
		lines = modeltest.ChatLines(string(answer))
	case len(os.Args) != 2:
		fmt.Fprintln(os.Stderr, "usage: writegguf FILE\n       writegguf FILE - <ANSWER")
		os.Exit(2)
	}
	if err = errors.Join(err, write(os.Args[1], lines)); err != nil {
		fmt.Fprintln(os.Stderr, "writegguf:", err)
		os.Exit(1)
	}
}

func write(name string, lines []modeltest.Line) error {
	f, err := os.Create(name)
	if err != nil {
		return err
	}
	return errors.Join(modeltest.WriteGGUF(f, lines, []string{" tick", " tock"}), f.Close())
}

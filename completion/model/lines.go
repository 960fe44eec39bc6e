package model

import (
	"bufio"
	"bytes"
	"io"
	"iter"
)

// jsonLines reads a stream of JSON values, one on each line. It leaves blank
// lines out, and ends with an error at a line of more than maxEventBytes.
func jsonLines(r io.Reader) iter.Seq2[[]byte, error] {
	return func(yield func([]byte, error) bool) {
		lines := bufio.NewScanner(r)
		lines.Buffer(nil, maxEventBytes)
		for lines.Scan() {
			line := bytes.TrimSpace(lines.Bytes())
			if len(line) > 0 && !yield(line, nil) {
				return
			}
		}
		if err := lines.Err(); err != nil {
			yield(nil, err)
		}
	}
}

package model

import (
	"bufio"
	"bytes"
	"io"
	"iter"
	"strings"
)

// maxEventBytes bounds one event of a stream, and each of its lines. llama.cpp echoes the prompt in
// its last event: 128k tokens of text, escaped, stay well below.
const maxEventBytes = 4 << 20

// A serverEvent is one event of a server-sent event stream. name is empty for
// an ordinary one.
type serverEvent struct {
	name string
	data string
}

// serverEvents reads an event stream as the HTML standard has it, with two
// liberties that model servers take: an event may lack its closing blank line
// at the end of the stream, and a line "error: ..." is an event of that name.
func serverEvents(r io.Reader) iter.Seq2[serverEvent, error] {
	return func(yield func(serverEvent, error) bool) {
		lines := bufio.NewScanner(r)
		lines.Buffer(nil, maxEventBytes)
		lines.Split(anyLine())
		var next serverEvent
		var data []string
		size := 0
		dispatch := func() bool {
			event := serverEvent{name: next.name, data: strings.Join(data, "\n")}
			empty := len(data) == 0
			next, data, size = serverEvent{}, nil, 0
			return empty || yield(event, nil)
		}
		for lines.Scan() {
			if size += len(lines.Bytes()); size > maxEventBytes {
				yield(serverEvent{}, bufio.ErrTooLong)
				return
			}
			field, value, _ := strings.Cut(lines.Text(), ":")
			value = strings.TrimPrefix(value, " ")
			switch {
			case lines.Text() == "":
				if !dispatch() {
					return
				}
			case field == "data":
				data = append(data, value)
			case field == "event":
				next.name = value
			case field == "error":
				next.name, data = "error", append(data, value)
			}
		}
		if err := lines.Err(); err != nil {
			yield(serverEvent{}, err)
			return
		}
		dispatch()
	}
}

// anyLine splits at LF, CRLF and CR alike. A CR that ends what has arrived is
// a line end at once: a server that is silent after it must not be waited for.
func anyLine() bufio.SplitFunc {
	first, afterCR := true, false
	return func(data []byte, atEOF bool) (advance int, line []byte, err error) {
		if len(data) == 0 {
			return 0, nil, nil
		}
		start := 0
		if afterCR && data[0] == '\n' {
			start = 1
		}
		end := bytes.IndexAny(data[start:], "\r\n")
		if end < 0 && !atEOF {
			afterCR = false
			return start, nil, nil
		}
		if end < 0 {
			end = len(data) - start
		}
		line = data[start : start+end]
		advance = min(start+end+1, len(data))
		afterCR = advance > 0 && data[advance-1] == '\r'
		if first {
			line, first = bytes.TrimPrefix(line, []byte("\ufeff")), false
		}
		return advance, line, nil
	}
}

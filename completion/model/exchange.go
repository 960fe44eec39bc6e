package model

import (
	"bufio"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"
)

// An Exchange is one recorded question and its answer. The question is told
// by what stands around the cursor; an empty field fits everything.
type Exchange struct {
	Path   string // how the file's path ends
	Before string // how the text before the cursor ends
	After  string // how the text after the cursor begins
	Steps  []Step
}

// A Step is one thing that the model does: it waits, says a chunk, fails or
// hangs. The zero fields do nothing.
type Step struct {
	Candidate int
	Text      string
	Wait      time.Duration
	Err       string // the stream ends with this error
	CutOff    bool   // the candidate ends here, for want of tokens
	Hang      bool   // nothing more until the call is cancelled
}

// ParseExchanges reads recorded exchanges, separated by blank lines:
//
//	# Comments begin with a number sign.
//	path: sum.go
//	before: func add
//	after: "\n}"
//	> (a, b int)
//	>  int {
//	| 	return a + b
//	"\n}"
//
// Each line of an answer is one chunk: ">" goes on where the text stands, "|"
// begins a new line, and a Go string is taken as it is unquoted. Between them
// may stand "wait: 20ms", "candidate: 1" (the chunks that follow belong to
// the second answer), "cut off:", "error: out of memory" and "hang:". The value of a field
// may be a Go string too, and must be one if it has spaces or line ends around.
func ParseExchanges(r io.Reader) ([]Exchange, error) {
	var exchanges []Exchange
	open := false
	candidate := 0
	lines := bufio.NewScanner(r)
	lines.Buffer(nil, maxEventBytes)
	for number := 1; lines.Scan(); number++ {
		line := lines.Text()
		if strings.TrimSpace(line) == "" {
			open = false
			continue
		}
		if strings.HasPrefix(line, "#") {
			continue
		}
		if !open {
			exchanges = append(exchanges, Exchange{})
			open, candidate = true, 0
		}
		if err := exchanges[len(exchanges)-1].read(line, &candidate); err != nil {
			return nil, fmt.Errorf("line %d: %w", number, err)
		}
	}
	return exchanges, lines.Err()
}

func (e *Exchange) read(line string, candidate *int) error {
	step := Step{Candidate: *candidate}
	switch line[0] {
	case '>':
		step.Text = strings.TrimPrefix(line[1:], " ")
	case '|':
		step.Text = "\n" + strings.TrimPrefix(line[1:], " ")
	case '"':
		text, err := strconv.Unquote(line)
		if err != nil {
			return fmt.Errorf("chunk %s is not a Go string", line)
		}
		step.Text = text
	default:
		return e.readField(line, candidate)
	}
	e.Steps = append(e.Steps, step)
	return nil
}

func (e *Exchange) readField(line string, candidate *int) (err error) {
	key, value, _ := strings.Cut(line, ":")
	value = strings.TrimSpace(value)
	if strings.HasPrefix(value, `"`) {
		if value, err = strconv.Unquote(value); err != nil {
			return fmt.Errorf("value of %s is not a Go string", key)
		}
	}
	step := Step{Candidate: *candidate}
	switch key {
	case "path":
		e.Path = value
		return nil
	case "before":
		e.Before = value
		return nil
	case "after":
		e.After = value
		return nil
	case "candidate":
		*candidate, err = strconv.Atoi(value)
		return err
	case "wait":
		step.Wait, err = time.ParseDuration(value)
	case "error":
		step.Err = value
	case "cut off":
		step.CutOff = true
	case "hang":
		step.Hang = true
	default:
		return fmt.Errorf("unknown field %q; want path, before, after, wait, candidate, cut off, error or hang", key)
	}
	e.Steps = append(e.Steps, step)
	return err
}

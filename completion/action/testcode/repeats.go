package testcode

import (
	"errors"
	"strings"

	"fimble/context/syntax"
)

var errThere = errors.New("the answer has nothing but what the file has already; write a test that is new")

// unrepeated takes out of a model's code what the file has in the same words: a model
// that is shown a file likes to write it down again.
func (t *Test) unrepeated(p *Piece) error {
	if t.shell[1] != "" { // tests stand within something there
		return nil
	}
	var kept strings.Builder
	dropped := false
	for _, block := range t.blocks(p.code) {
		if t.has(block) {
			dropped = true
			continue
		}
		kept.WriteString(block)
	}
	if !dropped {
		return nil
	}
	p.code = strings.Trim(kept.String(), "\n") + "\n"
	if strings.TrimSpace(p.code) == "" {
		return errThere
	}
	return nil
}

// blocks are the parts of code that begin at the left behind a blank line, each
// with the blank lines behind it.
func (t *Test) blocks(code string) (all []string) {
	o := parsed(t, t.shell[0]+code)
	start, at, blank := 0, 0, false
	for line := range strings.Lines(code) {
		inside := o.ScopeAt(len(t.shell[0])+at) == syntax.ScopeString
		if blank && !inside && !strings.ContainsAny(line[:1], " \t})]\n") {
			all, start = append(all, code[start:at]), at
		}
		blank = strings.TrimSpace(line) == ""
		at += len(line)
	}
	return append(all, code[start:])
}

// has reports whether a block stands in the file as it is.
func (t *Test) has(block string) bool {
	block = "\n" + strings.Trim(block, "\n") + "\n"
	text := "\n" + strings.ReplaceAll(t.file.Text, "\r\n", "\n") + "\n"
	return len(strings.TrimSpace(block)) > 0 && strings.Contains(text, block)
}

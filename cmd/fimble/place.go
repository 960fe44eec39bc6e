package main

import (
	"fmt"
	"strconv"
	"strings"

	"fimble/context/buffer"
	"fimble/context/syntax"
)

// A place is a position on the command line: FILE:LINE:COL, LINE and COL from
// 1, COL in bytes. The cursor stands before that byte.
type place struct {
	file      string
	line, col int
}

const placeHelp = `FILE:LINE:COL names the cursor: LINE and COL count from 1, COL in bytes, and the
cursor stands before that byte.`

// parsePlace reads a place from the right, so that C:\x.go:3:8 is one.
func parsePlace(arg string) (place, error) {
	rest, col, okCol := cutLast(arg)
	file, line, okLine := cutLast(rest)
	if !okCol || !okLine || file == "" {
		return place{}, usageError{fmt.Errorf("%q is no place: it takes FILE:LINE:COL, like main.go:12:9", arg)}
	}
	if line < 1 || col < 1 {
		return place{}, usageError{fmt.Errorf("%q is no place: LINE and COL count from 1", arg)}
	}
	return place{file, line, col}, nil
}

func cutLast(s string) (rest string, number int, ok bool) {
	i := strings.LastIndexByte(s, ':')
	if i < 0 {
		return "", 0, false
	}
	number, err := strconv.Atoi(s[i+1:])
	return s[:i], number, err == nil
}

// offset finds the place in the file's text.
func (p place) offset(text *buffer.Text) (int, error) {
	if p.line > text.Lines() {
		return 0, fmt.Errorf("%s has %d lines, and LINE is %d", p.file, text.Lines(), p.line)
	}
	span := text.LineSpan(p.line - 1)
	if p.col > span.Len()+1 {
		return 0, fmt.Errorf("line %d of %s has %d bytes, so COL is at most %d, and it is %d", p.line, p.file, span.Len(), span.Len()+1, p.col)
	}
	return span.Start + p.col - 1, nil
}

// position is a place as LSP writes it: from 0.
type position struct {
	Line      int `json:"line"`
	Character int `json:"character"`
}

type positions struct {
	Start position `json:"start"`
	End   position `json:"end"`
}

func rangeOf(text *buffer.Text, span syntax.Span) positions {
	at := func(offset int) position {
		line := text.LineAt(offset)
		return position{line, offset - text.LineSpan(line).Start}
	}
	return positions{at(span.Start), at(span.End)}
}

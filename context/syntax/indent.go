package syntax

import "strings"

// IndentUnit is one level of indent as the file has it, else as it is usual.
func (o *Outline) IndentUnit() string {
	switch {
	case o.Style.Indent != "":
		return o.Style.Indent
	case o.Language.ID == "go":
		return "\t"
	}
	return "    "
}

// IndentOf is the indent of the line that an offset stands on.
func IndentOf(text string, at int) string {
	line := text[strings.LastIndexByte(text[:at], '\n')+1:]
	return line[:len(line)-len(strings.TrimLeft(line, " \t"))]
}

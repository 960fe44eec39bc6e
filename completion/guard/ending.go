package guard

import "strings"

// endings are what might follow a text at the end of which nothing is written
// yet, to tell a statement that goes on from one that is wrong: a value, a
// body, the end of a statement.
func (f *frame) endings(text string) []ending {
	n := nestingOf(f.language, f.head+text)
	code := n.codeBefore(len(n.text))
	due := goesOn(code) || endsWithOpener(code)
	if open := len(n.open); open > 0 && !n.open[open-1].Bracket {
		return []ending{{inside: n.open[open-1].closer}}
	}
	if f.language.Offside() {
		body := "\n" + leading(code) + " pass"
		switch {
		case strings.HasSuffix(code, ":"):
			return []ending{{behind: body}}
		case due:
			return []ending{{inside: " x"}, {inside: " x", behind: ":" + body}}
		}
		return []ending{{behind: ":" + body}}
	}
	if due {
		return []ending{{inside: " x"}, {inside: " x", behind: ";"}, {behind: "{}"}, {inside: " x", behind: "{}"}, {inside: " int x", behind: ";"}}
	}
	return []ending{{behind: ";"}, {behind: "{}"}}
}

// leading are the blanks that the last line of a text begins with.
func leading(text string) string {
	line := text[strings.LastIndexByte(text, '\n')+1:]
	return line[:len(line)-len(strings.TrimLeft(line, " \t"))]
}

func endsWithOpener(code string) bool {
	return code != "" && strings.IndexByte("([{", code[len(code)-1]) >= 0
}

// unfinished reports whether nothing is written behind the cursor in the block
// around it, so that a line there may go on below.
func (f *frame) unfinished() bool {
	rest, below, _ := strings.Cut(f.tail, "\n")
	if strings.TrimSpace(rest) != "" {
		return false
	}
	for next := range strings.Lines(below) {
		if code := strings.TrimSpace(next); code != "" {
			return strings.IndexByte(")]}", code[0]) >= 0 || columns(next) < columns(f.head[strings.LastIndexByte(f.head, '\n')+1:])
		}
	}
	return true
}

package guard

import (
	"slices"
	"strings"

	"fimble/context/syntax"
)

// endings are what might follow a text at the end of which nothing is written
// yet, to tell a statement that goes on from one that is wrong: a value, a
// body, the end of a statement.
func (f *frame) endings(text string) []ending {
	n := nestingOf(f.language, f.head+text)
	if open := len(n.open); open > 0 && !n.open[open-1].Bracket {
		return []ending{{inside: n.open[open-1].closer}}
	}
	code := n.codeBefore(len(n.text))
	due := n.goesOn(code) || endsWithOpener(code)
	switch last := lastLine(code); {
	case f.language.Offside():
		return blockEndings(code, due)
	case strings.HasPrefix(strings.TrimLeft(last, " \t"), "<"):
		name := strings.TrimLeft(last, " \t<")
		name = name[:len(name)-len(strings.TrimLeftFunc(name, func(r rune) bool { return r == '.' || syntax.WordRune(r) }))]
		return []ending{{inside: "/>"}, {inside: "</" + name + ">"}, {inside: "></" + name + ">"}}
	case strings.HasSuffix(last, "<"):
		return []ending{{inside: "x>"}, {inside: "x>", behind: "{}"}}
	case due:
		return []ending{{inside: " x"}, {inside: " x", behind: ";"}, {behind: "{}"}, {inside: " x", behind: "{}"}, {inside: " x", behind: " => {}"}, {inside: " int x", behind: ";"}}
	case strings.HasPrefix(strings.TrimLeft(last, " \t"), "?"):
		return []ending{{inside: " : x"}, {inside: " : x", behind: ";"}}
	case slices.ContainsFunc(n.lines, func(l line) bool { return l.tag }):
		return []ending{{behind: "{}"}, {inside: "/>"}}
	case strings.HasSuffix(code, ")"), len(n.open) == 0, n.open[len(n.open)-1].closer != "}":
		return []ending{{behind: "{}"}, {behind: ";"}}
	}
	return []ending{{behind: "{}"}}
}

// blockEndings are the endings where a colon begins a block.
func blockEndings(code string, due bool) []ending {
	body := "\n" + leading(code) + " pass"
	switch {
	case strings.HasSuffix(code, ":"):
		return []ending{{behind: body}}
	case strings.HasSuffix(code, `\`):
		return []ending{{inside: "\n x"}, {inside: "\n x", behind: ":" + body}}
	case due:
		return []ending{{inside: " x"}, {inside: " x", behind: ":" + body}}
	}
	return []ending{{behind: ":" + body}}
}

// leading are the blanks that the last line of a text begins with.
func leading(text string) string {
	line := text[strings.LastIndexByte(text, '\n')+1:]
	return line[:len(line)-len(strings.TrimLeft(line, " \t"))]
}

func endsWithOpener(code string) bool {
	return code != "" && strings.IndexByte("([{", code[len(code)-1]) >= 0
}

// unfinished reports whether nothing is written right behind the cursor in the
// block around it, so that a line there may go on below.
func (f *frame) unfinished() bool {
	rest, below, _ := strings.Cut(f.tail, "\n")
	next, _, _ := strings.Cut(below, "\n")
	code := strings.TrimSpace(next)
	switch {
	case strings.TrimSpace(rest) != "":
		return false
	case code == "", strings.IndexByte(")]}", code[0]) >= 0:
		return true
	}
	return columns(next) < columns(lastLine(f.head))
}

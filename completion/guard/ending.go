package guard

import (
	"slices"
	"strings"

	"fimble/context/syntax"
)

// An ending is what might follow a text that breaks off: what is due within
// the parentheses that its last line leaves open, and what behind them; behind
// the outermost ones, whatever braces they stand in, if it is outer.
type ending struct {
	inside, behind string
	outer          bool
}

// endings are what might follow a text at the end of which nothing is written
// yet, to tell a statement that goes on from one that is wrong: a value, a
// body, the end of a statement.
func (a *attempt) endings() []ending {
	open := a.in.open
	if len(open) > 0 && !open[len(open)-1].Bracket {
		return []ending{{inside: open[len(open)-1].closer}}
	}
	code := a.code()
	last := strings.TrimLeft(lastLine(code), " \t")
	due := a.in.goesOn(code) || opens(code)
	switch {
	case a.directs():
		return []ending{{behind: "\n#endif\n"}, {behind: "\n#endif\n#endif\n"}}
	case annotates(last):
		return annotated(leading(code), a.language.Offside())
	case a.language.Offside():
		return a.blockEndings(code, due)
	case strings.HasPrefix(last, "<"):
		return tagEndings(last)
	case strings.HasSuffix(last, "<"):
		return []ending{{inside: "x>"}, {inside: "x>", behind: "{}"}}
	case due:
		return []ending{
			{inside: " x"}, {inside: " x", behind: ";"}, {behind: "{}"},
			{inside: " x", behind: "{}"}, {inside: " x", behind: " => {}", outer: true}, {inside: " int x", behind: ";"},
		}
	case strings.HasPrefix(last, "?"):
		return []ending{{inside: " : x"}, {inside: " : x", behind: ";"}}
	case slices.ContainsFunc(a.in.lines, func(l line) bool { return l.tag }):
		return []ending{{behind: "{}"}, {inside: "/>"}}
	case strings.HasSuffix(code, ")"), len(open) == 0, open[len(open)-1].closer != "}":
		return []ending{{behind: "{}"}, {behind: ";"}}
	}
	return []ending{{behind: "{}"}}
}

// annotated are the endings of what belongs to the statement below it.
func annotated(indent string, offside bool) []ending {
	if offside {
		return []ending{{behind: "\n" + indent + "def x():\n" + indent + " pass"}}
	}
	return []ending{{behind: "\nvoid x() {}"}, {behind: "\nx() {}"}, {behind: "\nfn x() {}"}, {behind: "\nx"}}
}

// blockEndings are the endings where a colon begins a block.
func (a *attempt) blockEndings(code string, due bool) []ending {
	var all []ending
	body := "\n" + leading(code) + " pass"
	value := " x"
	if strings.HasSuffix(code, `\`) {
		value = "\n x"
	}
	if due {
		all = append(all, ending{inside: value})
	}
	switch {
	case strings.HasSuffix(code, ":"):
		return []ending{{behind: body}}
	case due && a.heads():
		return append(all, ending{inside: value, behind: ":" + body})
	case a.heads():
		return append(all, ending{behind: ":" + body})
	}
	return all
}

// heads reports whether the statement at the end begins a block.
func (a *attempt) heads() bool {
	for _, l := range slices.Backward(a.in.lines) {
		if l.depth > 0 {
			continue
		}
		switch firstWord(a.in.text[l.code:]) {
		case "def", "class", "if", "elif", "else", "for", "while", "with", "try", "except", "finally", "match", "case", "async":
			return true
		}
		return false
	}
	return false
}

// tagEndings are the endings of a line that begins with a tag.
func tagEndings(line string) []ending {
	name := strings.TrimLeft(line, "<")
	name = name[:len(name)-len(strings.TrimLeftFunc(name, func(r rune) bool { return r == '.' || syntax.WordRune(r) }))]
	return []ending{{inside: "/>"}, {inside: "</" + name + ">"}, {inside: "></" + name + ">"}}
}

// leading are the blanks that the last line of a text begins with.
func leading(text string) string {
	line := lastLine(text)
	return line[:len(line)-len(strings.TrimLeft(line, " \t"))]
}

// opens reports whether code ends with an opening bracket.
func opens(code string) bool {
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

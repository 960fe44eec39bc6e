package syntax

import (
	"slices"
	"strings"
)

// dedent is the offset in the text of the first line that is indented less
// than the block which is open at the end of the prefix. Lines within strings
// and brackets do not count, and a comment goes with the line below it.
func dedent(prefix, text string, tokens []token) int {
	source := prefix + text
	base, at := blockIndent(prefix, text)
	if base == 0 {
		return len(text)
	}
	comments := -1 // where the run of less indented comments above the line starts
	for at < len(source) {
		line, _, _ := strings.Cut(source[at:], "\n")
		code := strings.TrimSpace(line)
		switch less := len(line)-len(strings.TrimLeft(line, " \t")) < base; {
		case code == "", !startsStatement(code, source[:at], at, tokens):
		case less && strings.HasPrefix(code, "#"):
			if comments < 0 {
				comments = at
			}
		case less && comments >= 0:
			return comments - len(prefix)
		case less:
			return at - len(prefix)
		default:
			comments = -1
		}
		at += len(line) + 1
	}
	return len(text)
}

// blockIndent is the indentation, in bytes, of the block that is open at the
// end of the prefix, and where the line below its first one starts. The
// indentation is zero at the top level.
func blockIndent(prefix, text string) (indent, below int) {
	source := prefix + text
	last := prefix[strings.LastIndexByte(prefix, '\n')+1:]
	first, rest, _ := strings.Cut(source[len(prefix)-len(last):], "\n")
	below = len(source) - len(rest)
	opens := strings.HasSuffix(strings.TrimSpace(first), ":") && strings.TrimSpace(last) == strings.TrimSpace(first)
	switch {
	case strings.TrimSpace(last) == "" && last != "":
		return len(first) - len(strings.TrimLeft(first, " \t")), below
	case strings.TrimSpace(first) != "" && !opens:
		return indentation(first, 0), below
	}
	for line := range strings.Lines(rest) {
		if strings.TrimSpace(line) == "" {
			continue
		}
		if indent = indentation(line, 0); opens && indent <= indentation(last, 0) {
			return indentation(last, 0), below
		}
		return indent, below
	}
	return 0, below
}

// startsStatement reports whether a line of code at the offset starts a
// statement: it lies in no string, no brackets, and is not continued from the
// line before. A declaration counts in brackets too, since in unfinished code
// brackets stay open.
func startsStatement(code, before string, offset int, tokens []token) bool {
	depth := 0
	for _, t := range tokens {
		if t.span.Start >= offset {
			break
		}
		switch t.role {
		case "inert":
			if t.span.End > offset {
				return false
			}
		case "enter":
			depth++
		case "leave":
			depth = max(0, depth-1)
		}
	}
	declares := slices.ContainsFunc([]string{"def ", "class ", "async def ", "@"}, func(word string) bool {
		return strings.HasPrefix(code, word)
	})
	return declares || depth == 0 && !strings.HasSuffix(strings.TrimRight(before, "\r\n"), `\`)
}

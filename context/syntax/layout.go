package syntax

import "strings"

// tabStop is how far a tab reaches for Python.
const tabStop = 8

// A suite is an open block: how deep it is, and whether it is of a function.
type suite struct {
	depth   int
	returns bool
}

// misaligned counts the statements of a language without braces whose indent
// says nothing: deeper than the one before though that opens no block, not
// deeper though it does, or at a depth that no open block has; and those that
// return from where no function is. A grammar takes most of that, because it
// must also read what is half written.
func (l *Language) misaligned(text string) (found int) {
	if !l.offside {
		return 0
	}
	open := []suite{{}}
	opens, returns := false, false // what the statement before says of a block below it
	for at := 0; at < len(text); {
		depth, start := indentDepth(text, at)
		if rest := text[start:]; rest == "" || strings.ContainsRune("\r\n#", rune(rest[0])) {
			at = lineAfter(text, start)
			continue
		}
		deeper := depth > open[len(open)-1].depth
		if deeper != opens {
			found++
		}
		for depth < open[len(open)-1].depth {
			if open = open[:len(open)-1]; depth > open[len(open)-1].depth {
				found++
				deeper, returns = true, open[len(open)-1].returns
			}
		}
		if deeper {
			open = append(open, suite{depth, returns})
		}
		returns = open[len(open)-1].returns
		word := firstWord(text[start:])
		if word == "async" { // def, for or with
			word = firstWord(strings.TrimLeft(text[start+len(word):], " \t"))
		}
		switch word {
		case "return":
			if !returns {
				found++
			}
		case "def":
			returns = true
		case "class":
			returns = false
		}
		at, opens = l.statement(text, start)
	}
	if opens {
		found++
	}
	return found
}

// firstWord is the word that a text begins with.
func firstWord(text string) string {
	if n := strings.IndexFunc(text, func(r rune) bool { return !WordRune(r) }); n >= 0 {
		return text[:n]
	}
	return text
}

// indentDepth is the depth at which a line begins, as Python counts it, and
// where its text does.
func indentDepth(text string, at int) (depth, start int) {
	for ; at < len(text); at++ {
		switch text[at] {
		case ' ':
			depth++
		case '\t':
			depth += tabStop - depth%tabStop
		case '\f':
			depth = 0
		default:
			return depth, at
		}
	}
	return depth, at
}

func lineAfter(text string, at int) int {
	if n := strings.IndexByte(text[at:], '\n'); n >= 0 {
		return at + n + 1
	}
	return len(text)
}

// statement is where the line begins behind a statement, and whether the
// statement ends with the colon that opens a block. Lines within brackets and
// strings belong to it, and those behind a backslash.
func (l *Language) statement(text string, at int) (next int, opens bool) {
	for depth := 0; at < len(text); at++ {
		switch c := text[at]; c {
		case ' ', '\t', '\r', '\f':
			continue
		case '\n':
			if depth == 0 {
				return at + 1, opens
			}
			continue
		case '#':
			at = lineAfter(text, at) - 1
			if at < len(text) && text[at] == '\n' {
				at--
			}
			continue
		case '\\':
			if rest := text[at+1:]; strings.HasPrefix(rest, "\n") || strings.HasPrefix(rest, "\r\n") {
				at = lineAfter(text, at) - 1
				continue
			}
		case '(', '[', '{':
			depth++
		case ')', ']', '}':
			depth = max(0, depth-1)
		case '"', '\'':
			at = l.afterString(text, at) - 1
		}
		opens = text[at] == ':' && depth == 0
	}
	return at, opens
}

// afterString is where a string ends that a quote begins: at the end of the
// line at the latest, if it may not hold more.
func (l *Language) afterString(text string, at int) int {
	for _, lit := range l.literals {
		rest, ok := strings.CutPrefix(text[at:], lit.open)
		if !ok {
			continue
		}
		from := at + len(lit.open)
		if n := closing(rest, lit.close); n >= 0 && (lit.lines || !holdsLineEnd(rest[:n])) {
			return from + n + len(lit.close)
		}
		if lit.lines {
			return len(text)
		}
		return max(from, lineAfter(text, from)-1)
	}
	return at + 1
}

// holdsLineEnd reports whether a line end stands in a text that no backslash
// takes away.
func holdsLineEnd(s string) bool {
	for {
		n := strings.IndexByte(s, '\n')
		if n < 0 {
			return false
		}
		if before := strings.TrimSuffix(s[:n], "\r"); !strings.HasSuffix(before, `\`) {
			return true
		}
		s = s[n+1:]
	}
}

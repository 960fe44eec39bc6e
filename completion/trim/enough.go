package trim

import (
	"strings"

	"fimble/context/syntax"
)

// Enough tells, while a model streams, how much of the text so far is wanted:
// the length to keep, and whether the model may stop. One line is wanted
// unless the site asks for more, or the line opens a block: then all of it up
// to where that block closes.
func Enough(site Site, text string) (keep int, stop bool) {
	newline := strings.IndexByte(text, '\n')
	if newline < 0 {
		return len(text), false
	}
	if strings.TrimSpace(site.lineRest()) != "" && !closersOnly(site.lineRest()) {
		return newline, true // the user's own line goes on: only what fits into it
	}
	if newline == 0 || strings.TrimSpace(text[:newline]) == "" {
		// The line was complete; the next one is the suggestion.
		keep, stop = Enough(Site{Language: site.Language, Prefix: site.Prefix + text[:newline+1], Suffix: site.Suffix[len(site.lineRest()):], Lines: site.Lines}, text[newline+1:])
		return keep + newline + 1, stop
	}
	if site.Lines {
		return blockEnd(site, text)
	}
	first := site.linePrefix() + text[:newline]
	if !opens(site.Language, first) {
		return newline, true
	}
	return blockOf(indentOf(first), text, newline)
}

// blockOf reads on until the lines come back to the indent of the opener: a
// closer there belongs to the block, anything else follows it.
func blockOf(indent int, text string, newline int) (keep int, stop bool) {
	keep = newline
	for at := newline + 1; at < len(text); {
		end := strings.IndexByte(text[at:], '\n')
		complete := end >= 0
		if !complete {
			end = len(text) - at
		}
		line := text[at : at+end]
		if strings.TrimSpace(line) != "" && indentOf(line) <= indent {
			if !closersOnly(line) && !continues(line) {
				return keep, complete || len(strings.TrimSpace(line)) > 1
			}
			if complete && closersOnly(line) {
				return at + end, true
			}
		}
		keep = at + end
		at += end + 1
	}
	return keep, false
}

// opens reports whether a line leaves a block open behind it.
func opens(l *syntax.Language, line string) bool {
	line = strings.TrimRight(line, " \t")
	if line == "" {
		return false
	}
	switch line[len(line)-1] {
	case '{', '(', '[':
		return true
	case ':':
		return l.ID == "python"
	}
	return strings.HasSuffix(line, "=>")
}

// continues reports whether a line at the opener's indent goes on with its
// block: `} else {`, `except X:`.
func continues(line string) bool {
	line = strings.TrimSpace(line)
	if strings.HasPrefix(line, "}") || strings.HasPrefix(line, ")") || strings.HasPrefix(line, "]") {
		return true
	}
	word, _, _ := strings.Cut(strings.TrimRight(line, ":"), " ")
	switch word {
	case "else", "elif", "except", "finally", "catch":
		return true
	}
	return false
}

// closersOnly reports whether a line only closes: `})`, `];`.
func closersOnly(line string) bool {
	line = strings.TrimSpace(line)
	return line != "" && strings.Trim(line, ")]};,") == ""
}

// indentOf is the width of a line's leading blanks; a tab counts as one, since
// only lines of the same file are compared.
func indentOf(line string) int { return len(line) - len(strings.TrimLeft(line, " \t")) }

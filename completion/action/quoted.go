package action

import (
	"regexp"
	"strings"

	"fimble/context/syntax"
)

var (
	// hereDoc begins lines that are text, up to one that is its word. Before the
	// word there may be a blank in shells; elsewhere that is a shift.
	hereDoc = regexp.MustCompile(`<<<?[-~]?([ \t]*)\\?["'` + "`" + `]?([A-Za-z_]\w*)`)
	// blockScalar is a line of YAML that says that the deeper ones below it are text.
	blockScalar = regexp.MustCompile(`^([ ]*(?:-[ ]+)*)(.*[ ])?[|>][-+0-9]*[ \t]*(?:[ ]#.*)?$`)
)

// quoted reports whether a line below others is text in a language of which no
// grammar is known: within a here-document, a block of YAML or a string of
// several lines. What looks like one is taken for one.
func quoted(l *syntax.Language, before string, indent int) bool {
	if l.ID == "yaml" {
		return inBlockScalar(before, indent)
	}
	word, quote := "", ""
	for line := range strings.Lines(before) {
		line = strings.TrimRight(line, "\r\n")
		if word != "" {
			if strings.TrimSpace(line) == word {
				word = ""
			}
			continue
		}
		was := quote
		code := ""
		if code, quote = unquoted(l, line, quote); was != "" {
			continue
		}
		m, shell := hereDoc.FindStringSubmatch(code), l.ID == "shellscript"
		if m != nil && (m[1] == "" || shell) && !(shell && strings.HasPrefix(m[0], "<<<")) { // a string of one word
			word = m[2]
		}
	}
	return word != "" || quote != ""
}

// unquoted is a line without its comment, and the quote that is still open at
// its end if one is that goes on in the next line.
func unquoted(l *syntax.Language, line, quote string) (code, open string) {
	quotes := []string{`"""`, `'''`}
	if l.ID == "shellscript" {
		quotes = []string{`"`, `'`}
	}
	for i := 0; i < len(line); {
		rest := line[i:]
		switch {
		case rest[0] == '\\' && quote != `'`:
			i += 2
			continue
		case quote != "" && strings.HasPrefix(rest, quote):
			i, quote = i+len(quote), ""
			continue
		case quote != "":
			i++
			continue
		case l.LineComment != "" && strings.HasPrefix(rest, l.LineComment) && (i == 0 || line[i-1] == ' ' || line[i-1] == '\t'):
			return line[:i], ""
		}
		n := 1
		for _, q := range quotes {
			if strings.HasPrefix(rest, q) {
				quote, n = q, len(q)
				break
			}
		}
		i += n
	}
	return line, quote
}

// inBlockScalar reports whether a line with an indent, below others of YAML, is
// part of a block of text.
func inBlockScalar(before string, indent int) bool {
	parent := -1 // the column that the block's lines are deeper than; -1 if there is none
	for line := range strings.Lines(before) {
		line = strings.TrimRight(line, " \t\r\n")
		if line == "" || parent >= 0 && depth(line) > parent {
			continue
		}
		parent = -1
		if m := blockScalar.FindStringSubmatch(line); m != nil && !strings.HasPrefix(strings.TrimSpace(line), "#") {
			if parent = len(m[1]); m[2] == "" {
				parent = strings.LastIndexByte(m[1], '-')
			}
		}
	}
	return parent >= 0 && indent > parent
}

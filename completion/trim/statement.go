package trim

import (
	"slices"
	"strings"
)

// mostRows is how many lines a suggestion has at most: more than anybody reads
// before accepting, and more than nearly every function has.
const mostRows = 64

// statement reads a text up to the end of its first statement, with the
// comments before it and the block that it opens.
func statement(site Site, text string) (keep int, enough bool) {
	rows := site.placed(text)
	closed := min(rows[0].depth-site.unclosed(rows[0].depth), max(0, rows[0].low)) // what the text closes on its first line, nothing else needs to
	const none, next = -2, -1
	block := none // the indentation within the block of an offside language
	for i, r := range rows[:min(len(rows), mostRows)] {
		complete := i+1 < len(rows)
		line := site.row(text, r)
		switch {
		case block != none && (!r.code() || r.depth > 0):
		case block == next:
			block = r.indent
		case block != none && r.indent >= block:
		case block != none && !continues(line, complete):
			return rows[lastCode(rows[:i])].end, true
		case !complete:
			return len(text), false
		case site.opensBlock(r, line):
			block = next
		case r.blank && i > 0 && rows[i-1].comment:
			return rows[i-1].end, true
		case r.blank || r.comment || r.after > closed || site.unended(r, line):
		case site.bracesBelow() && braceFollows(text[r.end:]):
		default:
			return r.end, true
		}
	}
	if len(rows) <= mostRows {
		return len(text), false
	}
	return rows[lastCode(rows[:mostRows])].end, true
}

// body reads a text up to where the block ends that the cursor stands in, with
// the line that closes it.
func body(site Site, text string) (keep int, enough bool) {
	rows := site.placed(text)
	if i := sibling(site, text, rows); i > 0 && i+1 < len(rows) {
		return rows[lastCode(rows[:i])].end, true
	}
	least := -1 // the indentation within the block of an offside language
	for i, r := range rows[:min(len(rows), mostRows)] {
		complete := i+1 < len(rows)
		switch {
		case r.low < 0 && complete && r.branches(site.row(text, r)):
			if _, closed := closedBelow(site, text[:r.end]); closed {
				return rows[lastCode(rows[:i])].end, true
			}
		case r.low < 0 && complete:
			return r.end, true
		case !site.Language.Offside() || !r.code() || r.depth > 0:
		case least < 0:
			least = r.indent
		case r.indent >= least:
		case lastCode(rows[:i]) == 0 && site.countsAnew(text, rows, i):
			least = r.indent
		case complete || lastCode(rows[:i]) > 0:
			return rows[lastCode(rows[:i])].end, true
		}
	}
	if len(rows) <= mostRows {
		return len(text), false
	}
	return rows[lastCode(rows[:mostRows])].end, true
}

// placed are the rows of a text with the indentation that they will have in
// the file.
func (s Site) placed(text string) []row {
	rows := s.rows(text)
	left := slices.ContainsFunc(rows, func(r row) bool { return r.code() && r.indent < rows[0].indent })
	if !left || !s.Language.Offside() && sibling(s, text, rows) == 0 {
		return rows // nothing asks for it
	}
	if fixed := Depth(s, Tabs(s, text)); fixed != text {
		for i, r := range s.rows(fixed) {
			rows[i].indent = r.indent
		}
	}
	return rows
}

// countsAnew reports whether a row at the left edge goes on with the block all
// the same: it follows right upon the first row, and declares nothing.
func (s Site) countsAnew(text string, rows []row, i int) bool {
	return measure{site: s, text: text, rows: rows, here: rows[0].indent}.fallsOut(i)
}

// row is a row of a text, with what stands before the cursor on it.
func (s Site) row(text string, r row) string {
	line := text[r.start:r.end]
	if r.start == 0 {
		return s.linePrefix() + line
	}
	return line
}

// lastCode is the last of some rows that is not blank, or the first.
func lastCode(rows []row) int {
	i := len(rows) - 1
	for i > 0 && rows[i].blank {
		i--
	}
	return max(i, 0)
}

// unclosed counts the brackets, of n that the line so far opens, that nothing
// behind the cursor closes.
func (s Site) unclosed(n int) int {
	if n == 0 {
		return 0
	}
	n -= surplus(s.lineRest())
	if next := s.nextLine(); n > 0 && strings.TrimSpace(s.lineRest()) == "" {
		indent := indentOf(s.linePrefix())
		if closes := surplus(next); closes > 0 && indentOf(next) == indent || indentOf(next) > indent {
			return 0
		}
	}
	return max(0, n)
}

// opensBlock reports whether a row begins a block of an offside language.
func (s Site) opensBlock(r row, line string) bool {
	return s.Language.Offside() && r.last == ':' && r.after <= 0 && !r.inside && strings.TrimSpace(line) != ""
}

// unended reports whether a statement goes on behind a row, as its end tells,
// or its beginning: what is annotated, or guarded by a condition, is to come.
func (s Site) unended(r row, line string) bool {
	code := strings.TrimLeft(line, " \t}")
	switch {
	case r.last == 0, strings.IndexByte("=.\\&|?%^", r.last) >= 0:
		return true
	case r.last == '+' || r.last == '-':
		return !strings.Contains(code, "++") && !strings.Contains(code, "--")
	case strings.HasPrefix(code, "@"), strings.HasPrefix(code, "#["), strings.HasPrefix(code, "template <"), strings.HasPrefix(code, "template<"):
		return !strings.ContainsAny(code, "{;")
	case s.Language.Offside(), r.last != ')' && !strings.HasSuffix(code, "else") && code != "do":
		return false
	}
	word, _, _ := strings.Cut(code, " ")
	word, _, _ = strings.Cut(word, "(")
	switch word {
	case "if", "for", "while", "else", "do":
		return true
	}
	return false
}

// continues reports whether a line goes on with the block before it, or may
// when all of it has come.
func continues(line string, complete bool) bool {
	word, _, _ := strings.Cut(strings.TrimRight(strings.TrimSpace(line), ":"), " ")
	for _, w := range [...]string{"else", "elif", "except", "finally", "case"} {
		if word == w || !complete && strings.HasPrefix(w, word) {
			return true
		}
	}
	return false
}

// bracesBelow reports whether the file has braces on lines of their own.
func (s Site) bracesBelow() bool {
	for _, text := range [...]string{s.context(), s.Suffix[:min(len(s.Suffix), contextReach)]} {
		for line := range strings.Lines(text) {
			if strings.TrimSpace(line) == "{" {
				return true
			}
		}
	}
	return false
}

// braceFollows reports whether a text goes on with a brace on the next line,
// or has not come to that line yet.
func braceFollows(text string) bool {
	text = strings.TrimLeft(text, " \t\n")
	return text == "" || text[0] == '{'
}

package trim

import (
	"strings"

	"fimble/context/syntax"
)

// Block cuts the text where the block that the cursor stands in ends, so that
// a suggestion never runs on into the next function. The line that closes the
// block stays, whatever else it says: `})?;`, `} from "x"`.
func Block(site Site, text string) string {
	if !strings.Contains(text, "\n") {
		return text
	}
	rows := site.rows(text)
	if i := sibling(site, text, rows); i > 0 {
		return text[:rows[lastCode(rows[:i])].end]
	}
	if !leaves(site, rows) {
		return text
	}
	if end, ended := blockEnd(site, text); ended {
		return text[:end]
	}
	return text
}

// leaves reports whether a text may leave the block that the cursor stands in.
// It saves a parse.
func leaves(site Site, rows []row) bool {
	for _, r := range rows {
		if r.low < rows[0].depth || site.Language.Offside() && r.code() && r.indent < rows[0].indent {
			return true
		}
	}
	return false
}

// sibling is the row behind a blank one where a text goes on with what follows
// the block, although it has not closed the block: left of all the block's
// lines, or of the cursor's and with a word that leads declarations there. It
// is zero if there is none.
func sibling(site Site, text string, rows []row) int {
	if site.Language.Offside() || !site.Language.Balanced() {
		return 0
	}
	block := -1 // the least indentation of the block's rows so far
	for i, r := range rows[1:] {
		if !r.code() || r.depth != 0 || r.low < 0 || r.last == ':' {
			continue
		}
		left := r.indent < rows[0].indent && (r.indent < block || block < 0 && site.leads(text[r.start:r.end]))
		head := i + 1
		for head > 1 && rows[head-1].comment {
			head--
		}
		if left && rows[head-1].blank {
			return head
		}
		if block < 0 || r.indent < block {
			block = r.indent
		}
	}
	return 0
}

// leads reports whether a line begins with a word that other lines at the same
// indentation begin with, and that is none of a statement's: the line declares
// something beside them.
func (s Site) leads(line string) bool {
	lead := line[:indentOf(line)]
	word := firstWord(line)
	switch word {
	case "", "if", "for", "while", "return", "const", "let", "var", "switch", "try", "match", "do", "else", "case", "break", "continue", "throw", "defer", "go":
		return false
	}
	if !wordByte(word[0]) {
		return false
	}
	for _, text := range [...]string{s.Prefix, s.Suffix} {
		for other := range strings.Lines(text) {
			if other[:indentOf(other)] == lead && firstWord(other) == word {
				return true
			}
		}
	}
	return false
}

// firstWord is what a line's code says up to a blank or a bracket.
func firstWord(line string) string {
	line = strings.TrimSpace(line)
	if i := strings.IndexAny(line, " \t(<{"); i >= 0 {
		return line[:i]
	}
	return line
}

// mostBlocks bounds how many blocks that end in a line which opens the next
// one are followed: an if with its else branches.
const mostBlocks = 8

// blockEnd is where the block around the cursor ends in the text, behind the
// line that closes it. Brackets that close on the cursor's own line belong to
// its statement, and a line that closes one block and opens another goes on.
func blockEnd(site Site, text string) (end int, ended bool) {
	from, own := 0, false // own: the text itself has opened the block that ends next
	for range mostBlocks {
		if !strings.Contains(text[from:], "\n") {
			break
		}
		at := from + syntax.BlockEnd(site.Language, site.Prefix+text[:from], text[from:])
		if at >= len(text) {
			break
		}
		closer := len(text) - len(strings.TrimLeft(text[at:], " \t\n"))
		if closer >= len(text) || !strings.ContainsRune(")]}", rune(text[closer])) {
			return at, true // a dedent
		}
		rest := strings.IndexByte(text[closer:], '\n')
		if rest < 0 {
			break // the closing line is not all there
		}
		lineEnd := closer + rest
		onCursorLine := !strings.Contains(text[:closer], "\n")
		goesOn := opens(site.Language, text[closer:lineEnd])
		if !onCursorLine && !goesOn && !own {
			return lineEnd, true
		}
		from, own = lineEnd, goesOn
	}
	return len(text), false
}

package trim

import "strings"

// Unfinished takes the last of several lines if the model has run out of
// tokens in it: a string or a bracket is open there that nothing closes.
func Unfinished(site Site, text string) string {
	end := strings.LastIndexByte(text, '\n')
	if end < 0 || !site.Language.Balanced() {
		return text
	}
	rows := site.rows(text)
	last := rows[len(rows)-1]
	line := text[last.start:last.end]
	if last.inside || last.blank || last.comment {
		return text
	}
	if last.branches(line) || site.Language.Offside() && last.last == ':' && continues(line, true) {
		return strings.TrimRight(text[:end], " \t\n")
	}
	if last.after > last.depth && last.hangs() && line[len(line)-1] == '{' {
		return text // a block that another pass may close
	}
	if last.after <= last.depth && !site.opensString(text[:last.start], line) {
		return text
	}
	if closes := closersBelow(site); closes > 0 && last.after <= closes {
		return text
	}
	return strings.TrimRight(text[:end], " \t\n")
}

// closersBelow counts the brackets that close what the cursor's line opens: at
// the head of what follows the cursor, on the next line only if that is not
// indented less.
func closersBelow(site Site) int {
	rest := site.lineRest()
	if strings.TrimSpace(rest) == "" {
		rest = site.nextLine()
		if indentOf(rest) < indentOf(site.linePrefix()) {
			return 0
		}
	}
	rest = strings.TrimLeft(rest, " \t")
	return len(rest) - len(strings.TrimLeft(rest, ")]}"))
}

// opensString reports whether a line leaves a string of one line open.
func (s Site) opensString(above, line string) bool {
	rows := s.rows(above + line)
	if r := rows[len(rows)-1]; r.last != 0 || r.blank {
		return false
	}
	behind := s.rows(above + line + "\n\n")
	return !behind[len(behind)-1].inside
}

// branches reports whether a row ends one block and opens the next, which is
// another branch of the same statement.
func (r row) branches(line string) bool {
	return r.last == '{' && r.closers > 0 && strings.HasPrefix(strings.TrimLeft(line, " \t"), "}")
}

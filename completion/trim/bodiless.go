package trim

import "strings"

// Bodiless takes the head of a branch or a loop from the end of the text when
// its body does not follow: the statement below would become the body. Where
// the body must begin on the same line, a head that the text itself begins and
// breaks off is half of something.
func Bodiless(site Site, text string) string {
	if strings.TrimSpace(site.lineRest()) != "" {
		return text
	}
	at := strings.LastIndexByte(text, '\n') + 1
	line := text[at:]
	if at == 0 {
		line = site.linePrefix() + text
	}
	below := site.nextLines()[0]
	deeper := indentOf(below) > indentOf(line)
	begun := at == 0 && strings.TrimSpace(site.linePrefix()) != ""
	switch {
	case !begun && !deeper && site.unopened(text, line):
	case site.Language.ID == "python" || !branches(line):
		return text
	case deeper || takesNothing(below):
		return text
	}
	return strings.TrimRight(text[:at], " \t\n")
}

// unopened reports whether the last line of a text is the head of a block that
// must be opened on the same line, and is not.
func (s Site) unopened(text, line string) bool {
	opener := "{"
	if s.Language.Offside() {
		opener = ":"
	}
	word, _ := cutWord(strings.TrimLeft(line, " \t}"))
	if !s.Language.HeadsBlock(word) || strings.Contains(line, opener) {
		return false
	}
	rows := s.rows(text)
	last := rows[len(rows)-1]
	if last.inside || last.after > last.low || carriedOn(last.last) {
		return false
	}
	return !s.Language.Offside() || last.depth <= 0 && len(s.heads()) == 0
}

// branches reports whether a line is the head of a branch or a loop, and no
// more.
func branches(line string) bool {
	line = strings.TrimPrefix(strings.TrimSpace(line), "} ")
	if line == "else" || line == "do" {
		return true
	}
	line = strings.TrimPrefix(line, "else ")
	word, _, _ := strings.Cut(strings.Replace(line, "(", " ", 1), " ")
	switch word {
	case "if", "for", "foreach", "while":
		return strings.HasSuffix(line, ")") && surplus(line) == 0
	}
	return false
}

// takesNothing reports whether the line below, as it is, cannot become the body
// of what stands above it, or is that body.
func takesNothing(below string) bool {
	below = strings.TrimLeft(below, " \t")
	return below == "" || below[0] == '{' || below[0] == '}'
}

package trim

import "strings"

// Lead takes the blanks that an answer begins with although they stand before
// the cursor already: line ends on a line that is blank so far, its indent,
// the blank behind a word.
func Lead(site Site, text string) string {
	text = strings.TrimPrefix(text, "\ufeff")
	line := site.linePrefix()
	switch {
	case strings.TrimSpace(text) == "":
		return text
	case strings.TrimSpace(line) != "":
		return leadWithin(site, line, text)
	case line == "":
		if strings.HasSuffix(site.Prefix, "\n\n") || site.Prefix == "" {
			return withoutBlankLines(text)
		}
		return text
	}
	below := withoutBlankLines(text)
	n := indentOf(below)
	if dropped := len(below) < len(text); dropped && strings.HasPrefix(below[:n], line) {
		n -= len(line)
		below = below[len(line):]
	}
	if n == 0 || site.belongs(line, line+below[:n]) {
		return below
	}
	return below[n:]
}

// belongs reports whether the cursor's line, which is blank so far, is rather
// indented with the whole of some blanks than with the part that is there.
func (s Site) belongs(part, whole string) bool {
	here := s.indentHere()
	switch {
	case part == here:
		return false
	case whole == here && !(s.Language.Offside() && len(whole) == 2*len(part)):
		return true
	}
	fits := func(indent string) bool {
		for _, text := range [...]string{s.Prefix[:len(s.Prefix)-len(part)], s.Suffix} {
			for line := range strings.Lines(text) {
				if n := indentOf(line); line[:n] == indent && strings.TrimSpace(line) != "" {
					return true
				}
			}
		}
		return false
	}
	if !fits(part) {
		return fits(whole) || len(whole) != 2*len(part)
	}
	return false
}

// leadWithin takes blanks from a text that goes on with a line: where the line
// ends in a blank, another one and a line end are too many.
func leadWithin(site Site, line, text string) string {
	lead := text[:len(text)-len(strings.TrimLeft(text, " \t\n"))]
	bare := strings.TrimRight(line, " \t")
	next := text[len(lead):]
	switch {
	case strings.Contains(lead, "\n") && site.breaksCall(line, lead, next):
		return next
	case lead == "" || len(bare) == len(line):
		return text
	case strings.Contains(lead, "\n"):
		if closersOnly(next[:1]) || strings.HasPrefix(next, "}") {
			return text
		}
		return next
	case len(line)-len(bare) > 1 || lead != " ", strings.HasSuffix(bare, closerOfLine(site.within())) && closerOfLine(site.within()) != "":
		return text
	case site.writesText():
		return next
	case site.startsComment(next), site.aligned(len(line)+1, next[0]):
		return text
	}
	return next
}

// inLine is a text that has begun on a line of its own, of which the lines
// above have been cut: in the middle of the user's line without its indent.
func (s Site) inLine(text string) string {
	line := s.linePrefix()
	last := lastByte(line)
	if last == 0 || !strings.HasSuffix(line, " ") && (wordByte(last) || strings.IndexByte(")]}\"'`;,", last) >= 0) {
		return text
	}
	return text[indentOf(text):]
}

// breaksCall reports whether a text that begins with a line end behind an open
// parenthesis has it by mistake: its only line stands no deeper than the
// user's, as what is wrapped there does.
func (s Site) breaksCall(line, lead, next string) bool {
	opener := lastByte(line)
	indent := lead[strings.LastIndexByte(lead, '\n')+1:]
	if opener != '(' && opener != '[' || next == "" || closersOnly(next[:1]) || s.opensLines(next) || strings.Contains(strings.TrimSpace(next), "\n") {
		return false
	}
	return len(indent) <= indentOf(line) && s.within() == ""
}

// opensLines reports whether a text begins with a string that may hold lines.
func (s Site) opensLines(text string) bool {
	for _, quote := range s.Language.Quotes() {
		if strings.HasPrefix(text, quote) {
			return true
		}
	}
	return false
}

func (s Site) startsComment(text string) bool {
	for _, opener := range [...]string{s.Language.LineComment, s.Language.BlockComment[0]} {
		if opener != "" && strings.HasPrefix(text, opener) {
			return true
		}
	}
	return false
}

// aligned reports whether the like of what begins with a byte begins at the
// column in the line above or below too, behind a blank: it stands in a table.
func (s Site) aligned(column int, first byte) bool {
	above := strings.TrimSuffix(s.Prefix[:len(s.Prefix)-len(s.linePrefix())], "\n")
	above = above[strings.LastIndexByte(above, '\n')+1:]
	_, below, _ := strings.Cut(s.Suffix, "\n")
	for _, line := range [...]string{above, below[:lineLength(below)]} {
		if column < len(line) && (line[column] == first || wordByte(line[column]) && wordByte(first)) && line[column-1] == ' ' && strings.TrimSpace(line[:column]) != "" {
			return true
		}
	}
	return false
}

// headReach is how many lines the head of a declaration may have.
const headReach = 24

// indentHere is the indent that a statement has on the cursor's line, as the
// line above tells: its own, or one level more if it opens a block.
func (s Site) indentHere() string {
	text := strings.TrimRight(s.Prefix[:len(s.Prefix)-len(s.linePrefix())], " \t\n")
	start := strings.LastIndexByte(text, '\n') + 1
	above, open := text[start:], opens(s.Language, text[start:])
	for reach := 0; surplus(text[start:]) > 0 && start > 0 && reach < headReach; reach++ {
		start = strings.LastIndexByte(text[:start-1], '\n') + 1 // the brackets that it closes were opened further up
		above = text[start : start+lineLength(text[start:])]
	}
	indent := above[:indentOf(above)]
	if strings.HasPrefix(above[len(indent):], "*") {
		indent = strings.TrimSuffix(indent, " ") // the stars of a comment stand behind its slash
	}
	if open {
		return indent + s.unit()
	}
	return indent
}

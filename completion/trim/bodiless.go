package trim

import "strings"

// Bodiless takes the head of a branch or a loop from the end of the text when
// its body does not follow: the statement below would become the body.
func Bodiless(site Site, text string) string {
	if site.Language.ID == "python" || strings.TrimSpace(site.lineRest()) != "" {
		return text
	}
	at := strings.LastIndexByte(text, '\n') + 1
	line := text[at:]
	if at == 0 {
		line = site.linePrefix() + text
	}
	if !branches(line) {
		return text
	}
	below := site.nextLines()[0]
	if strings.TrimSpace(below) == "" || indentOf(below) > indentOf(line) || strings.HasPrefix(strings.TrimLeft(below, " \t"), "{") {
		return text
	}
	return strings.TrimRight(text[:at], " \t\n")
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

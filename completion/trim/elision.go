package trim

import "strings"

// Elision cuts at the comment that stands for code which a model does not care
// to write: `// ... rest of the code`.
func Elision(site Site, text string) string {
	if !strings.Contains(text, "...") && !strings.Contains(text, "…") {
		return text
	}
	for at := 0; at < len(text); {
		n := lineLength(text[at:])
		if at > 0 && site.elides(text[at:at+n]) {
			return strings.TrimRight(text[:at], " \t\n")
		}
		at += n + 1
	}
	return text
}

// elides reports whether a line is a comment that says there is more.
func (s Site) elides(line string) bool {
	line = strings.TrimSpace(line)
	if !s.startsComment(line) {
		return false
	}
	words := strings.ToLower(strings.Trim(line, "/#*-{}<>! "))
	bare := strings.Trim(strings.ReplaceAll(words, "…", "..."), " ")
	if !strings.HasPrefix(bare, "...") && !strings.HasSuffix(bare, "...") {
		return false
	}
	for _, word := range [...]string{"rest", "existing", "remaining", "other", "more", "same", "unchanged", "previous", "implementation"} {
		if strings.Contains(bare, word) {
			return true
		}
	}
	return false
}

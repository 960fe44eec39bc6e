package trim

import (
	"slices"
	"strings"
)

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
	words := strings.ToLower(strings.Trim(strings.ReplaceAll(line, "…", "..."), "/#*-{}<>! "))
	bare := strings.Trim(words, ". ")
	first, _, _ := strings.Cut(bare, " ")
	switch {
	case strings.HasPrefix(words, "..."):
		return bare == "" || slices.ContainsFunc(elided[:], func(word string) bool { return strings.Contains(bare, word) })
	case strings.HasSuffix(words, "..."):
		return slices.Contains(elided[:], first)
	}
	return false
}

// elided are the words for code that is left out.
var elided = [...]string{"rest", "existing", "remaining", "remainder", "other", "more", "same", "unchanged", "previous", "implementation", "your"}

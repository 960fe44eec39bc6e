package trim

import (
	"strings"
	"unicode/utf8"

	"fimble/context/buffer"
)

// LineEnds gives the text the line ends that the trunk knows.
func LineEnds(_ Site, text string) string { return buffer.LF(text) }

// Broken cuts at the first character that came in pieces: bytes that are none,
// what a server makes of such bytes, and what no source has.
func Broken(site Site, text string) string {
	for at, r := range text {
		switch {
		case r == 0, r == utf8.RuneError && !site.has("\ufffd"):
			return text[:at]
		}
	}
	return text
}

// Blanks takes blanks from the end of the text and of its lines, unless the
// file has such lines itself.
func Blanks(site Site, text string) string {
	text = strings.TrimRight(text, " \t\n")
	if !strings.Contains(text, " \n") && !strings.Contains(text, "\t\n") || site.Language.ID == "markdown" || site.trails() {
		return text
	}
	rows := site.rows(text)
	var b strings.Builder
	for i, r := range rows {
		line := text[r.start:r.end]
		if i+1 == len(rows) || !rows[i+1].inside {
			line = strings.TrimRight(line, " \t")
		}
		if i > 0 {
			b.WriteByte('\n')
		}
		b.WriteString(line)
	}
	return b.String()
}

// trails reports whether lines around the cursor end in blanks. The cursor's
// own line may, while it is typed.
func (s Site) trails() bool {
	above := s.Prefix[:len(s.Prefix)-len(s.linePrefix())]
	_, below, _ := strings.Cut(s.Suffix, "\n")
	for _, text := range [...]string{above, below} {
		if strings.Contains(text, " \n") || strings.Contains(text, "\t\n") {
			return true
		}
	}
	return false
}

package trim

import "strings"

// Commented cuts a text that closes the comment or the docstring around the
// cursor, where that is closed below: what comes after it stands there, too.
func Commented(site Site, text string) string {
	closer := site.closedBelow()
	if closer == "" {
		return text
	}
	at := strings.Index(text, closer)
	if at < 0 {
		return text
	}
	if line := strings.LastIndexByte(text[:at], '\n'); line >= 0 && strings.Trim(text[line:at], "* \t\n") == "" {
		at = line // the closer stands on a line of its own
	}
	return strings.TrimRight(text[:at], " \t")
}

// closedBelow is what ends the comment of several lines or the docstring
// around the cursor, if that stands below; empty if the cursor is in none, or
// in one that is not closed yet.
func (s Site) closedBelow() string {
	if block := s.Language.BlockComment; block[0] != "" {
		opened, closed := strings.LastIndex(s.Prefix, block[0]), strings.LastIndex(s.Prefix, block[1])
		// Elsewhere than at the start of a line the mark may stand in a string.
		if opened > closed && strings.TrimSpace(s.Prefix[strings.LastIndexByte(s.Prefix[:opened], '\n')+1:opened]) == "" {
			end, again := strings.Index(s.Suffix, block[1]), strings.Index(s.Suffix, block[0])
			if end >= 0 && (again < 0 || end < again) {
				return block[1]
			}
		}
	}
	for _, quotes := range s.docQuotes() {
		if strings.Count(s.Prefix, quotes)%2 == 0 {
			continue
		}
		// The next ones may as well open another docstring, but then text
		// follows them.
		if end := strings.Index(s.Suffix, quotes); end >= 0 && lineLength(s.Suffix[end:]) == len(quotes) {
			return quotes
		}
	}
	return ""
}

// docQuotes are what docstrings stand in.
func (s Site) docQuotes() []string {
	if s.Language.ID == "python" {
		return []string{`"""`, `'''`}
	}
	return nil
}

package trim

import "strings"

// Commented cuts a text that closes the comment or the docstring around the
// cursor, where that is closed below: what comes after it stands there, too.
func Commented(site Site, text string) string {
	closer := site.Language.BlockComment[1]
	at, below := -1, false
	if closer != "" {
		at = strings.Index(text, closer)
		below = at >= 0 && site.commentedBelow()
	}
	for _, quotes := range site.docQuotes() {
		if !below {
			at = strings.Index(text, quotes)
			below = at >= 0 && site.quotedBelow(quotes)
		}
	}
	if !below {
		return text
	}
	if line := strings.LastIndexByte(text[:at], '\n'); line >= 0 && strings.Trim(text[line:at], "* \t\n") == "" {
		at = line // the closer stands on a line of its own
	}
	return strings.TrimRight(text[:at], " \t")
}

// commentedBelow reports whether the cursor stands in a comment of several
// lines that is closed below.
func (s Site) commentedBelow() bool {
	opener, closer := s.Language.BlockComment[0], s.Language.BlockComment[1]
	opened := strings.LastIndex(s.Prefix, opener)
	if opened < 0 || opened < strings.LastIndex(s.Prefix, closer) {
		return false
	}
	// Elsewhere than at the start of a line the mark may stand in a string.
	if strings.TrimSpace(s.Prefix[strings.LastIndexByte(s.Prefix[:opened], '\n')+1:opened]) != "" {
		return false
	}
	end, again := strings.Index(s.Suffix, closer), strings.Index(s.Suffix, opener)
	return end >= 0 && (again < 0 || end < again)
}

// quotedBelow reports whether the cursor stands in a docstring that is closed
// below. The next quotes may as well open another one, but then text follows
// them.
func (s Site) quotedBelow(quotes string) bool {
	end := strings.Index(s.Suffix, quotes)
	return end >= 0 && lineLength(s.Suffix[end:]) == len(quotes) && strings.Count(s.Prefix, quotes)%2 == 1
}

// docQuotes are what docstrings stand in, where the language has them.
func (s Site) docQuotes() []string {
	if s.Language.Offside() {
		return s.Language.Quotes()
	}
	return nil
}

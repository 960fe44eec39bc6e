package trim

import "strings"

// OneLine keeps to the line where the user's own line goes on behind the
// cursor: more would tear it apart.
func OneLine(site Site, text string) string {
	if !site.goesOn() {
		return text
	}
	return text[:lineLength(text)]
}

// goesOn reports whether the user's line has more behind the cursor than
// closers.
func (s Site) goesOn() bool {
	rest := strings.TrimLeft(s.lineRest(), " \t\"'`")
	return rest != "" && !closersOnly(rest)
}

package trim

import "strings"

// Fence takes away a Markdown code fence around the answer, as chat models
// write it: a line that begins with it. Inside Markdown, and in a comment that
// shows code, fences are text.
func Fence(site Site, text string) string {
	const fence = "```"
	if site.Language.ID == "markdown" || strings.Count(site.Prefix, fence)%2 == 1 {
		return text
	}
	if !strings.HasPrefix(strings.TrimLeft(text, " \t\n"), fence) {
		at := strings.Index(text, "\n"+fence)
		if at < 0 {
			return text
		}
		return strings.TrimRight(text[:at], "\n") // the answer comes first, and a fence closes it
	}
	_, body, found := strings.Cut(text[strings.Index(text, fence):], "\n")
	if !found {
		return ""
	}
	if end := strings.Index("\n"+body, "\n"+fence); end >= 0 {
		body = body[:max(0, end-1)]
	}
	return body
}

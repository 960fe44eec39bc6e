package trim

import "strings"

// Fence takes away a Markdown code fence around the answer, as chat models
// write it. Inside Markdown itself fences are text.
func Fence(site Site, text string) string {
	const fence = "```"
	if site.Language.ID == "markdown" || !strings.Contains(text, fence) {
		return text
	}
	if open := strings.Count(site.Prefix, fence); open%2 == 1 {
		return text // a doc comment that shows code: the fence closes the user's own
	}
	start := strings.Index(text, fence)
	head := text[:start]
	if strings.TrimSpace(head) != "" {
		// The answer comes first and a fence closes it.
		return strings.TrimRight(head, "\n")
	}
	_, body, found := strings.Cut(text[start:], "\n")
	if !found {
		return ""
	}
	if end := strings.Index(body, "\n"+fence); end >= 0 {
		body = body[:end]
	}
	return strings.TrimSuffix(body, fence)
}

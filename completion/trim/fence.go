package trim

import "strings"

// Fence takes away a Markdown code fence around the answer, as chat models
// write it, with what stands before it and behind it. Inside Markdown, and in
// a comment or string that shows code, fences are text.
func Fence(site Site, text string) string {
	if !fences(site, text) {
		return text
	}
	if body, mark, ok := fenced(text); ok {
		return site.inLine(body[:fenceEnd(body, mark)])
	}
	return text[:fenceEnd(text, "```")]
}

// fences reports whether a fence at the site can only be a wrapping.
func fences(site Site, text string) bool {
	if site.Language.ID == "markdown" || strings.Count(site.Prefix, "```")%2 == 1 {
		return false
	}
	words := strings.TrimLeft(site.linePrefix(), " \t/*#!-;%") != ""
	return words || !site.comments() && site.within() == ""
}

// fenced is what follows the line that opens a fence, and the fence's mark:
// the text's first line, or the first fence in it that names a language.
func fenced(text string) (body, mark string, ok bool) {
	for at := 0; at < len(text); {
		line := text[at : at+lineLength(text[at:])]
		if mark, info := fence(line); mark != "" {
			if info == "" && strings.TrimSpace(text[:at]) != "" {
				return "", "", false // it closes
			}
			return strings.TrimPrefix(text[at+len(line):], "\n"), mark, true
		}
		at += len(line) + 1
	}
	return "", "", false
}

// fenceEnd is where the line that closes a fence begins, less the line end
// before it; the length of the body if there is none.
func fenceEnd(body, mark string) int {
	for at := 0; at < len(body); {
		n := lineLength(body[at:])
		if closing, info := fence(body[at : at+n]); strings.HasPrefix(closing, mark) && info == "" {
			return max(0, at-1)
		}
		at += n + 1
	}
	return len(body)
}

// fence is the mark of a line that is a fence, and the language that it names.
func fence(line string) (mark, info string) {
	line = strings.TrimSpace(line)
	for _, c := range [...]string{"`", "~"} {
		info = strings.TrimLeft(line, c)
		if n := len(line) - len(info); n >= 3 && !strings.ContainsAny(info, "`(){};=") {
			return line[:n], strings.TrimSpace(info)
		}
	}
	return "", ""
}

package trim

import (
	"regexp"
	"strings"
)

// headerLine is a line that names a file in a prompt, ours or another's, with
// or without a comment around it: `// Path: a/b.go`, `+++++ a/b.go`, `#a/b.py`,
// `--- a/b.go`, `diff --git a/b.go b/b.go`, `--- snippet ---`.
var headerLine = regexp.MustCompile(`^(?:(?:(?://+|#+|--+|;+|/\*+|<!--) ?(?i:path|file|filename|file ?path|file ?name): ?|(?:Path|File|Filename): )[\w@+~\\/.-]*[/.][\w@+~\\/.-]+(?: ?\*/| ?-->)?` +
	`|\+{3,} [^\s]*[/.][^\s]+|(?://+|#+)[^\s:/#]+(?:/[^\s:/]+)+\.\w{1,5}|--- (?:a/|/dev/)[^\s]+|diff --git a/.*|--- snippet ---|Index: [^\s]+\.\w+)$`)

// Header takes the line that names a file, as our prompts have them, from the
// head of the answer, and the next file that the model goes on to.
func Header(site Site, text string) string {
	for {
		lead := withoutBlankLines(text)
		n := lineLength(lead)
		if n == len(lead) || !heading(site, lead[:n]) {
			break
		}
		text = site.inLine(withoutBlankLines(lead[n+1:]))
	}
	for at := lineLength(text); at < len(text); {
		n := lineLength(text[at+1:])
		if heading(site, text[at+1:at+1+n]) {
			return strings.TrimRight(text[:at], " \t\n")
		}
		at += 1 + n
	}
	return text
}

// heading reports whether a line names a file, and the user's own file has no
// such lines.
func heading(site Site, line string) bool {
	line = strings.TrimSpace(line)
	if len(line) < 6 || strings.IndexByte("/#+-;<dPpFfI", line[0]) < 0 || !headerLine.MatchString(line) {
		return false
	}
	label, _, _ := strings.Cut(line, ":")
	return !site.has(label+":") && !site.has(line)
}

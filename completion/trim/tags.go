package trim

import "strings"

// wrapperNames are what prompts for chat models call the tag that an answer
// shall stand in; a number may follow.
var wrapperNames = [...]string{
	"completion", "completions", "code", "answer", "output", "response", "result", "solution", "middle", "infill", "fill", "insert",
	"insertion", "snippet", "suggestion", "missing", "hole", "current_file",
}

// Tags takes the tag around an answer: what stands before and in the opener,
// and from the closer on.
func Tags(site Site, text string) string {
	lead := strings.TrimLeft(text, " \t\n")
	if name, n := wrapper(site, lead); n > 0 && name[0] != '/' && wraps(site, name, lead[n:]) {
		text = lead[n:]
		if first := text[:lineLength(text)]; strings.TrimSpace(first) == "" {
			text = site.inLine(withoutBlankLines(text))
		}
		if end := strings.Index(text, "</"+name+">"); end >= 0 {
			text = text[:end]
		}
	}
	for at := 0; ; at++ {
		i := strings.Index(text[at:], "</")
		if i < 0 {
			return text
		}
		at += i
		if name, n := wrapper(site, text[at:]); n > 0 && !strings.Contains(text[:at], "<"+name[1:]) {
			return text[:at]
		}
	}
}

// Preamble takes what stands before the tag that the model was asked to answer
// in, whatever it says there. Without the tag it is left to other passes.
func Preamble(site Site, text string) string {
	tag := site.asked()
	if at := strings.LastIndex(text, tag); tag != "" && at > 0 {
		return text[at:]
	}
	return text
}

// asked is the tag that the model was asked to answer in, as its closer among
// the markers tells; empty if there is none or the file has it.
func (s Site) asked() string {
	for _, m := range s.Markers {
		if name, ok := strings.CutPrefix(m, "</"); ok && len(name) > len("s>") && !s.has("<"+name) {
			return "<" + name
		}
	}
	return ""
}

// wraps reports whether a tag that an answer begins with is one around it, and
// not the argument of a type: nothing else has such a name, it has its closer
// or its line for itself, or begins a line and is no element of a page. The
// model may have been stopped before the closer.
func wraps(site Site, name, rest string) bool {
	if before := lastByte(site.linePrefix()); before != 0 && wordByte(before) && !strings.HasSuffix(site.linePrefix(), " ") {
		return false
	}
	own := strings.TrimSpace(rest[:lineLength(rest)]) == "" && strings.Contains(rest, "\n")
	begins := strings.TrimSpace(site.linePrefix()) == "" && name == strings.ToLower(name) && name != "code" && name != "output"
	return own || begins || name == strings.ToUpper(name) || strings.Contains(rest, "</"+name+">")
}

// wrapper is the tag around answers that a text begins with, by name and
// length; the length is zero if there is none. A file that has tags of its own
// may have these.
func wrapper(site Site, text string) (name string, n int) {
	if !strings.HasPrefix(text, "<") {
		return "", 0
	}
	name, n = tag(text)
	bare := strings.TrimPrefix(name, "/")
	known := strings.TrimRight(strings.ToLower(bare), "0123456789")
	for _, w := range wrapperNames {
		if w != known {
			continue
		}
		if site.has("<"+bare) || bare == known && site.has("</") {
			return "", 0
		}
		return name, n
	}
	return "", 0
}

package trim

import (
	"slices"
	"strings"
)

// A token of a model's vocabulary is no text, but servers leak it: those that
// end an answer, of whatever family they take the model for, and those of the
// chat template that begin it. Most stand in brackets that no code has; these
// stand in such as code has, too.
var (
	// tagTokens are those in angle brackets that are words nowhere else.
	tagTokens = [...]string{
		"file_sep", "repo_name", "reponame", "gh_stars", "issue_start", "issue_comment", "issue_closed",
		"jupyter_start", "jupyter_text", "jupyter_code", "jupyter_output", "jupyter_script", "empty_output",
		"commit_before", "commit_msg", "commit_after", "start_of_turn", "end_of_turn", "end_of_text", "endoftext",
		"FILL_ME", "FILL_HERE", "cursorPosition",
	}
	// wordTokens are those that text for people may have, too.
	wordTokens = [...]string{"s", "/s", "eos", "bos", "PRE", "SUF", "MID", "EOT", "CURSOR"}
	// listTokens are those in square brackets.
	listTokens = [...]string{"PREFIX", "SUFFIX", "MIDDLE", "INST", "/INST", "AVAILABLE_TOOLS"}
)

// holeMark is where prompts for chat models have the cursor.
const holeMark = "<FILL_HERE>"

// SpecialTokens cuts at the first special token of the model's family or of
// any other, and takes those that the text begins with. Tokens that the user's
// own file spells are text: a program about tokenizers may go on writing them.
func SpecialTokens(site Site, text string) string {
	text = answerOf(site, text)
	for {
		lead := strings.TrimLeft(text, " \t\n\ufeff")
		name, n := site.token(lead, "")
		if n == 0 || ends(name) {
			break
		}
		lead = lead[n:]
		if introducesSpeaker(name) {
			lead = strings.TrimLeft(lead, "abcdefghijklmnopqrstuvwxyz")
		}
		if text = withoutBlankLines(lead); name == "s" || name == "MID" {
			text = strings.TrimPrefix(text, " ") // these models have a blank behind their marks
		}
	}
	for at := range len(text) {
		if text[at] != '<' && text[at] != '[' && !slices.ContainsFunc(site.Markers, startsWith(text[at])) {
			continue
		}
		if _, n := site.token(text[at:], text[:at]); n > 0 || halfToken(text[at:]) {
			return strings.TrimRight(text[:at], " ")
		}
	}
	return text
}

func startsWith(c byte) func(string) bool {
	return func(s string) bool { return s != "" && s[0] == c }
}

// promptAgain reports whether a text repeats a prompt and has not come to the
// answer yet.
func promptAgain(site Site, text string) bool {
	text = strings.TrimLeft(text, " \t\n")
	name, n := site.token(text, "")
	return n > 0 && asks(name) && answerOf(site, text) == text
}

// answerOf is what a text says behind the prompt, if it repeats the prompt's
// tokens, or its last message, if it repeats the chat's.
func answerOf(site Site, text string) string {
	name, n := site.token(strings.TrimLeft(text, " \t\n"), "")
	if n == 0 {
		return text
	}
	behind := -1
	for at := range len(text) {
		if text[at] != '<' && text[at] != '[' {
			continue
		}
		other, n := site.token(text[at:], "")
		if n > 0 && (asks(name) && answers(other) || strings.EqualFold(other, "message")) {
			behind = at + n
		}
	}
	if behind < 0 {
		return text
	}
	return withoutBlankLines(text[behind:])
}

// token is the special token that a text begins with, by name and length; the
// length is zero if there is none. Before is what the answer says before it.
func (s Site) token(text, before string) (name string, n int) {
	for _, m := range s.Markers {
		if m != "" && strings.HasPrefix(text, m) && !s.has(m) {
			name, _ = tag(m)
			return name, len(m)
		}
	}
	name, n = tag(text)
	if n == 0 || s.has(text[:n]) {
		return "", 0
	}
	bare := strings.TrimPrefix(name, "/")
	known := false
	switch {
	case strings.HasPrefix(text, "<|"), strings.HasPrefix(text, "<｜"):
		return name, n
	case strings.HasPrefix(text, "<["):
		return name, n * min(1, strings.Count(name, "fim")+strings.Count(name, "▁"))
	case text[0] == '[':
		known = slices.Contains(listTokens[:], name)
	case slices.Contains(wordTokens[:], name):
		known = !s.comments() && s.within() == ""
	default:
		known = slices.Contains(tagTokens[:], name) || strings.HasPrefix(name, "fim_") || strings.HasPrefix(name, "fim-")
	}
	switch {
	case !known, name == "s" && before != "":
		return "", 0
	case name == "/s" && (strings.Contains(s.Prefix+before, "<s>") || strings.Contains(s.Prefix+before, "<s ")):
		return "", 0
	case len(bare) > 1 && bare == name && s.spells(name):
		return "", 0
	}
	return name, n
}

// spells reports whether the file has a word of that name.
func (s Site) spells(name string) bool {
	for _, text := range [...]string{s.Prefix, s.Suffix} {
		for at := 0; ; {
			i := strings.Index(text[at:], name)
			if i < 0 {
				break
			}
			at += i
			end := at + len(name)
			if (at == 0 || !wordByte(text[at-1])) && (end == len(text) || !wordByte(text[end])) {
				return true
			}
			at = end
		}
	}
	return false
}

// ends reports whether nothing that is worth reading follows a token.
func ends(name string) bool {
	name = strings.ToLower(name)
	for _, part := range [...]string{"endof", "end▁of", "end_of_text", "end_of_turn", "im_end", "eot", "eos", "/s", "file", "repo", "pad"} {
		if strings.Contains(name, part) {
			return !strings.Contains(name, "fim▁end")
		}
	}
	return false
}

// introducesSpeaker reports whether the word behind a token says who speaks.
func introducesSpeaker(name string) bool {
	switch strings.ToLower(name) {
	case "im_start", "start", "start_header_id", "start_of_turn", "channel", "role":
		return true
	}
	return false
}

// asks and answers report whether a token stands in a prompt before what the
// model reads, or before what it shall write.
func asks(name string) bool {
	name = strings.ToLower(name)
	return strings.Contains(name, "prefix") || strings.Contains(name, "suffix") || name == "pre" || name == "suf" || strings.Contains(name, "fim▁begin")
}

func answers(name string) bool {
	name = strings.ToLower(name)
	return strings.Contains(name, "middle") || name == "mid" || strings.Contains(name, "fim▁end")
}

// halfToken reports whether a text is the beginning of a token and nothing
// else: the answer was cut off in it.
func halfToken(text string) bool {
	for _, opener := range [...]string{"<|", "<｜", "<fim", "<[fim"} {
		if rest, ok := strings.CutPrefix(text, opener); ok {
			return strings.TrimFunc(rest, func(r rune) bool {
				return r == '▁' || r == '_' || r == '-' || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z'
			}) == ""
		}
	}
	return false
}

package trim

import (
	"slices"
	"strings"
)

// thoughtNames are what models call the part of an answer that is for
// themselves.
var thoughtNames = [...]string{
	"think", "thinking", "thought", "thoughts", "reasoning", "reflection", "scratchpad", "inner_thoughts", "analysis_thoughts",
	"begin_of_thought", "end_of_thought", "begin_of_thinking", "end_of_thinking",
}

// Thoughts takes what a model thinks before it answers: all between tags with
// such a name, tags within tags too, all before one that only closes, and all
// behind one that never does.
func Thoughts(site Site, text string) string {
	for {
		lead := strings.TrimLeft(text, " \t\n\ufeff")
		closes, n := thoughtTag(lead)
		if n == 0 || closes || site.has(lead[:n]) {
			break
		}
		end := thoughtsEnd(lead)
		if end < 0 {
			return ""
		}
		text = site.inLine(withoutBlankLines(lead[end:]))
	}
	begun := -1
	for at := nextTag(text, 0); at < len(text); at = nextTag(text, at+1) {
		closes, n := thoughtTag(text[at:])
		switch {
		case n == 0 || site.has(text[at:at+n]):
		case closes && begun < 0:
			text, at = site.inLine(withoutBlankLines(text[at+n:])), -1 // from its head again
		case !closes && begun < 0 && strings.TrimSpace(text[strings.LastIndexByte(text[:at], '\n')+1:at]) == "":
			begun = at
		}
	}
	if begun >= 0 {
		return text[:begun]
	}
	return text
}

// thoughtsEnd is where the thoughts end that a text begins with, or -1.
func thoughtsEnd(text string) int {
	depth := 0
	for at := nextTag(text, 0); at < len(text); at = nextTag(text, at+1) {
		closes, n := thoughtTag(text[at:])
		switch {
		case n == 0:
		case !closes:
			depth++
		default:
			if depth--; depth == 0 {
				return at + n
			}
		}
	}
	return -1
}

// thoughtTag is the length of the tag of thoughts that a text begins with, or
// zero: <think>, </think>, <seed:think>, <|begin_of_thought|>, ◁think▷, [THINK].
func thoughtTag(text string) (closes bool, n int) {
	name, n := tag(text)
	if n == 0 {
		return false, 0
	}
	name, closes = strings.CutPrefix(name, "/")
	if i := strings.LastIndexByte(name, ':'); i >= 0 {
		name = strings.TrimPrefix(name[i+1:], "/")
	}
	if text[0] == '[' && strings.ToUpper(name) != name {
		return false, 0 // an index
	}
	if text[0] == '[' {
		name = strings.ToLower(name)
	}
	if !slices.Contains(thoughtNames[:], name) {
		return false, 0
	}
	return closes || strings.HasPrefix(name, "end_"), n
}

// longestTag is how many bytes a tag may have; the longest known is a token of
// some 30.
const longestTag = 64

// tag is the name in the brackets that a text begins with, and their length:
// <name>, <|name|>, <｜name｜>, <[name]>, ◁name▷, [name]. The length is zero if
// it begins with no such thing.
func tag(text string) (name string, n int) {
	for _, brackets := range [...][2]string{{"<|", "|>"}, {"<｜", "｜>"}, {"<[", "]>"}, {"<<", ">>"}, {"<", ">"}, {"◁", "▷"}, {"[", "]"}} {
		rest, ok := strings.CutPrefix(text, brackets[0])
		if !ok {
			continue
		}
		end := strings.Index(rest[:min(len(rest), longestTag)], brackets[1])
		if end <= 0 || strings.ContainsAny(rest[:end], "\n<>[](){}\"'=;,|") || rest[0] == ' ' || rest[end-1] == ' ' {
			return "", 0
		}
		return rest[:end], len(brackets[0]) + end + len(brackets[1])
	}
	return "", 0
}

// nextTag is where a tag may begin next, from an offset on.
func nextTag(text string, from int) int {
	next := len(text)
	for _, opener := range [...]string{"<", "[", "◁"} {
		if i := strings.Index(text[from:next], opener); i >= 0 {
			next = from + i
		}
	}
	return next
}

// withoutBlankLines is a text from its first line that is not blank.
func withoutBlankLines(text string) string {
	code := strings.TrimLeft(text, " \t\n")
	return text[strings.LastIndexByte(text[:len(text)-len(code)], '\n')+1:]
}

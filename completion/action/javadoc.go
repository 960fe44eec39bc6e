package action

import (
	"regexp"
	"strings"
)

var (
	inlineTag = regexp.MustCompile(`^\{@([A-Za-z]+)\s*`)
	ticked    = regexp.MustCompile("`([^`{}]+)`")
	entity    = regexp.MustCompile(`^&(?:[A-Za-z]+|#\d+|#x[0-9A-Fa-f]+);`)
	// coded is a word that HTML would take for something else, and what stands
	// around it.
	coded   = regexp.MustCompile(`^([("']*)(.*?)([)"',.;:!?]*)$`)
	escaped = strings.NewReplacer("<", "&lt;", ">", "&gt;")
)

// closed is a text whose inline tags, as Javadoc and JSDoc have them, come to an
// end: those that do not lose their beginning. Tags and what is around them are
// written by the functions.
func closed(text string, inline, around func(string) string) string {
	var out strings.Builder
	for {
		at := strings.Index(text, "{@")
		if at < 0 {
			return out.String() + around(text)
		}
		out.WriteString(around(text[:at]))
		text = text[at:]
		end := closing(text)
		if end < 0 || inlineTag.FindString(text) == "" {
			text = text[max(len("{@"), len(inlineTag.FindString(text))):]
			continue
		}
		out.WriteString(inline(text[:end]))
		text = text[end:]
	}
}

// closing is where the brace ends that a text begins with, or -1.
func closing(text string) int {
	depth := 0
	for i, r := range text {
		switch r {
		case '{':
			depth++
		case '}':
			if depth--; depth == 0 {
				return i + 1
			}
		}
	}
	return -1
}

// javadoc is words as HTML that says just them. A model cannot know that what it
// links to is there, so all that it marks is code.
func javadoc(text string) string {
	text = ticked.ReplaceAllString(text, "{@code $1}")
	return closed(text, func(inline string) string {
		body := strings.TrimSpace(inline[len(inlineTag.FindString(inline)) : len(inline)-1])
		if body == "" {
			return ""
		}
		return "{@code " + body + "}"
	}, func(words string) string {
		all := strings.Split(words, " ")
		for i, word := range all {
			all[i] = htmlWord(word)
		}
		return strings.Join(all, " ")
	})
}

// htmlWord is a word as HTML: code, if it is more than a sign.
func htmlWord(word string) string {
	m := coded.FindStringSubmatch(word)
	if m == nil || !strings.ContainsAny(word, "<>&") || entity.MatchString(word) {
		return word
	}
	if strings.ContainsAny(m[2], "{}") || len(m[2]) < 2 {
		return escaped.Replace(strings.ReplaceAll(word, "&", "&amp;"))
	}
	return m[1] + "{@code " + m[2] + "}" + m[3]
}

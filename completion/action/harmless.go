package action

import (
	"regexp"
	"strings"

	"fimble/completion/action/naming"
)

var (
	// opening is a tag or a field that words begin with, and the name behind it.
	opening = regexp.MustCompile(`^(?:[@\\]([A-Za-z]+)|:([a-z]+)[^:\x60]*:(?:\s|$))\s*`)
	// braceType is the type that JSDoc would read out of the first words.
	braceType = regexp.MustCompile(`^\{[^@{}][^{}]*\}\s*(?:-\s+)?`)
	// tagMark, fieldMark and headMark stand in front of a word that is more than
	// one at the start of a line, where a line may break before each.
	tagMark   = regexp.MustCompile(`(^|[\s(])@+([A-Za-z])`)
	fieldMark = regexp.MustCompile(`(^|\s):((?:param|parameter|arg|argument|key|keyword|type|returns?|rtype|raises?|except|exception|yields?|ytype|i?var|cvar|vartype|meta)\b[^\x60]|` +
		`(?:returns?|yields?):)`)
	headMark = regexp.MustCompile(`(^|\s)#+(\s|$)`)
	fence    = regexp.MustCompile("`{3,}|~{3,}")
	// section is a heading of a docstring, which is a line of its own.
	section = regexp.MustCompile(`(?i)\b(args|arguments|parameters|params|keyword args|keyword arguments|other parameters|attributes|returns?|yields?|raises|warns|examples?|notes?|references|see also|todo|warnings?|methods):$`)
	// slant is a backslash at the end of a word, which may be that of a line, so
	// that C++ takes the next for a comment, too.
	slant = regexp.MustCompile(`\\+(\s|$)`)
)

// plainTags say nothing that the place of the words does not.
var plainTags = naming.Set("brief summary description desc short")

// withoutTag takes the tag off that words begin with, if it says what they are
// asked for as. With another tag they are none.
func withoutTag(name, text string) string {
	m := opening.FindStringSubmatch(text)
	if m == nil {
		return text
	}
	kind, subject, _ := strings.Cut(name, " ")
	tag, known := tagParts[m[1]+m[2]]
	asked, named := tagParts[strings.TrimPrefix(kind, "type")]
	switch {
	case plainTags[m[1]]:
		return text[len(m[0]):]
	case kind == "type":
		asked, named = generics, true
	case kind == "errors":
		asked, named = raises, true
	}
	if !known || !named || tag != asked {
		return ""
	}
	rest := text[len(m[0]):]
	if after, ok := strings.CutPrefix(rest, subject); m[2] == "" && subject != "" && ok {
		rest = strings.TrimLeft(after, " -:")
	}
	return rest
}

// harmless keeps words from ending the comment that they stand in, or meaning
// something else in it.
func (f flavour) harmless(text string) string {
	if f.shape.glued {
		text = strings.ReplaceAll(strings.ReplaceAll(text, `\`, `\\`), `"""`, `'''`)
		text = fieldMark.ReplaceAllString(tagMark.ReplaceAllString(text, "$1$2"), "$1$2")
		switch at := section.FindStringIndex(text); {
		case at == nil:
		case at[0] == 0:
			return ""
		default:
			text = strings.TrimSuffix(text, ":")
		}
		if strings.HasSuffix(text, `"`) {
			text += " "
		}
		return text
	}
	text = strings.ReplaceAll(text, `\u`, `\ u`) // Java reads it as a character before it looks for comments
	text = strings.ReplaceAll(strings.ReplaceAll(text, "*/", "* /"), "/*", "/ *")
	if f.voice == named { // Go has no tags
		return text
	}
	text = headMark.ReplaceAllString(fence.ReplaceAllString(text, "`"), "$1")
	if f.name == "rustdoc" {
		return strings.TrimSpace(text)
	}
	if f.shape.open == "" {
		text = slant.ReplaceAllString(text, "$1")
	}
	text = tagMark.ReplaceAllString(text, "$1$2")
	switch {
	case f.name == "jsdoc":
		text = closed(braceType.ReplaceAllString(text, ""), func(inline string) string { return inline }, func(words string) string { return words })
	case f.name == "javadoc" && f.shape.each != slashes.each: // in which Javadoc is Markdown
		text = javadoc(text)
	case f.name == "doxygen":
		text = strings.ReplaceAll(text, `\`, `\\`)
	}
	return strings.Join(strings.Fields(text), " ")
}

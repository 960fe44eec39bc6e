package trim

import (
	"strings"

	"fimble/context/syntax"
)

// Block cuts the text where the block that the cursor stands in ends, so that
// a suggestion never runs on into the next function. The block's own closer
// stays; where the file has it already, SuffixOverlap takes it.
func Block(site Site, text string) string {
	if !strings.Contains(text, "\n") {
		return text
	}
	end := syntax.BlockEnd(site.Language, site.Prefix, text)
	if end >= len(text) {
		return text
	}
	closer := end + len(text[end:]) - len(strings.TrimLeft(text[end:], " \t\n"))
	rest := strings.TrimLeft(text[closer:], ")]};,")
	if closer+len(rest) == len(text) {
		return text[:end]
	}
	return text[:len(text)-len(rest)]
}

package syntax

import (
	"sort"
	"strings"
)

// behind finds the comment that documents what ends at the offset: on the same
// line, behind at most a comma, and opened by a marker of Doxygen for it.
func behind(text string, comments []Span, offset int) (Span, bool) {
	n := sort.Search(len(comments), func(n int) bool { return comments[n].Start >= offset })
	if n == len(comments) || strings.Trim(text[offset:comments[n].Start], " \t,;") != "" {
		return Span{}, false
	}
	comment := withoutLineEnd(text, comments[n])
	for _, opener := range []string{"///<", "//!<", "/**<", "/*!<"} {
		if strings.HasPrefix(text[comment.Start:comment.End], opener) {
			return comment, true
		}
	}
	return Span{}, false
}

package action

import "strings"

// A shape is a sort of comment, by its markers.
type shape struct {
	open, each, close string // without a blank behind them
	glued             bool   // the first line stands behind the opener
}

var (
	stars     = shape{open: "/**", each: " *", close: " */"}
	slashes   = shape{each: "///"}
	goLines   = shape{each: "//"}
	docstring = shape{open: `"""`, close: `"""`, glued: true}
)

// others are all shapes that the same flavour may have.
func (s shape) others() []shape {
	switch s {
	case docstring:
		return []shape{docstring, {open: "'''", close: "'''", glued: true}, {open: `r"""`, close: `"""`, glued: true}, {open: `r'''`, close: `'''`, glued: true}, {open: `"`, close: `"`, glued: true}}
	case stars:
		return []shape{stars, slashes, {each: "//!"}, {open: "/*!", each: " *", close: " */"}}
	case slashes: // of Rust
		return []shape{slashes, stars}
	}
	return []shape{s}
}

// shapeOf is the shape of a comment that is there. It is false for one that no
// flavour has.
func shapeOf(doc string) (shape, bool) {
	all := append(append(docstring.others(), stars.others()...), goLines, shape{open: "/*", each: " *", close: " */"})
	for _, s := range all {
		if s.open != "" && strings.HasPrefix(doc, s.open) && strings.HasSuffix(doc, strings.TrimSpace(s.close)) || s.open == "" && strings.HasPrefix(doc, s.each) {
			return s, true
		}
	}
	return shape{}, false
}

// line is a line of the comment's inside, with its marker.
func (s shape) line(text string) string {
	if text == "" || s.each == "" {
		return s.each + text
	}
	return s.each + " " + text
}

// wrap makes a comment of lines.
func (s shape) wrap(lines []string) []string {
	if s.open == "" {
		var out []string
		for _, text := range lines {
			out = append(out, s.line(text))
		}
		return out
	}
	if len(lines) == 1 {
		if s.glued {
			return []string{s.open + lines[0] + s.close}
		}
		return []string{s.open + " " + lines[0] + s.close}
	}
	if s.glued && len(s.open) == 1 {
		s = docstring // one quote is for one line
	}
	out := []string{s.open}
	if s.glued {
		out, lines = []string{s.open + lines[0]}, lines[1:]
	}
	for _, text := range lines {
		out = append(out, s.line(text))
	}
	return append(out, s.close)
}

// inside is what a line of the comment says, without its marker. Indent is that
// of the comment.
func (s shape) inside(line, indent string) string {
	if s.each == "" {
		return strings.TrimRight(strings.TrimPrefix(line, indent), " \t")
	}
	line = strings.TrimSpace(line)
	line = strings.TrimPrefix(line, strings.TrimSpace(s.each))
	return strings.TrimPrefix(line, " ")
}

package action

import "strings"

const (
	narrowest = 60  // columns that words get at least, however deep the code stands
	widest    = 100 // and in a file of long lines at most
)

// width is how long a line of the doc comment may be, without its marker.
func (d *document) width(indent string) int {
	w := min(max(d.Outline.Style.LineWidth, 80), widest)
	return max(narrowest, w-len(indent)-len("/// "))
}

// fill breaks a line that is too long, at blanks behind the offset where its
// words begin. What goes on below is indented by hang more.
func fill(line string, from, width, hang int) []string {
	indent := line[:depth(line)] + strings.Repeat(" ", hang)
	var out []string
	for len(line) > width {
		at := strings.LastIndexByte(line[:width+1], ' ')
		if at < from {
			if at = strings.IndexByte(line[from:], ' '); at < 0 {
				break
			}
			at += from
		}
		if strings.TrimSpace(line[:at]) == "" {
			break
		}
		out = append(out, strings.TrimRight(line[:at], " "))
		line = indent + strings.TrimLeft(line[at:], " ")
		from = len(indent)
	}
	return append(out, line)
}

// filled are the lines of an entry, none of them too long because of its words.
func (f flavour) filled(e entry) []string {
	lines := f.spell(e)
	if e.text == "" || f.width == 0 {
		return lines
	}
	last := len(lines) - 1
	from := max(len(lines[last])-len(e.text), depth(lines[last]))
	return append(lines[:last:last], fill(lines[last], from, f.width, f.hang)...)
}

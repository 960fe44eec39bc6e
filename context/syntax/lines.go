package syntax

import (
	"slices"
	"strings"
)

// lineStyle is what the lines of a text tell without a grammar.
func lineStyle(text string) Style {
	var widths [256]int // lines by length, the last entry for all longer ones
	var steps [9]int    // by how many blanks a line is deeper than the one before
	var tabs, total, depth int
	for len(text) > 0 {
		line := text
		if n := strings.IndexByte(text, '\n'); n >= 0 {
			line, text = text[:n], text[n+1:]
		} else {
			text = ""
		}
		indent := 0
		for indent < len(line) && (line[indent] == ' ' || line[indent] == '\t') {
			indent++
		}
		width := len(line)
		if width > 0 && line[width-1] == '\r' {
			width--
		}
		if indent >= width {
			continue
		}
		total++
		widths[min(width, len(widths)-1)]++
		if line[0] == '\t' {
			tabs++
			depth = 0
			continue
		}
		if step := indent - depth; step > 1 && step < len(steps) {
			steps[step]++
		}
		depth = indent
	}
	style := Style{LineWidth: percentile(widths[:], total)}
	most := slices.Index(steps[:], slices.Max(steps[:]))
	switch {
	case tabs > 0 && tabs >= steps[most]:
		style.Indent = "\t"
	case steps[most] > 0:
		style.Indent = strings.Repeat(" ", most)
	}
	return style
}

// percentile is the width that 98 of 100 lines do not pass.
func percentile(widths []int, total int) int {
	seen := 0
	for width, n := range widths {
		if seen += n; n > 0 && seen*100 >= total*98 {
			return width
		}
	}
	return 0
}

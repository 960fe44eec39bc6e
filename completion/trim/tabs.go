package trim

import "strings"

// Tabs writes the indentation of the lines after the first with the blanks
// that the file uses: a tab for each level of blanks, or the other way round.
// What is left over aligns something and stays.
func Tabs(site Site, text string) string {
	if !strings.Contains(text, "\n") {
		return text
	}
	rows, unit := site.rows(text), site.unit()
	if unit == "" {
		return text
	}
	width := 0
	for _, r := range rows[1:] {
		if r.blank || r.inside || r.indent == 0 {
			continue
		}
		switch own := text[r.start] == unit[0]; {
		case own && unit == "\t":
			return text // the model knows
		case !own && unit != "\t":
			width = 1
			if tabs := strings.TrimLeft(text[r.start:r.end], "\t"); indentOf(tabs) >= len(unit) {
				return text // tabs of another width
			}
		case !own && r.indent > 1:
			width = max(width, r.indent)
		}
	}
	if width == 0 || site.mixes(unit) {
		return text
	}
	if unit == "\t" {
		width = levelWidth(site, rows)
	}
	return reindent(text, rows, func(_ int, lead string) string {
		if unit == "\t" {
			return strings.Repeat("\t", len(lead)/width) + lead[:len(lead)%width]
		}
		tabs := len(lead) - len(strings.TrimLeft(lead, "\t"))
		return strings.Repeat(unit, tabs) + lead[tabs:]
	})
}

// mixes reports whether the lines around the cursor are indented with both
// kinds of blanks.
func (s Site) mixes(unit string) bool {
	others := 0
	for _, text := range [...]string{s.Prefix[max(0, len(s.Prefix)-contextReach):], s.Suffix[:min(len(s.Suffix), contextReach)]} {
		for line := range strings.Lines(text) {
			n := indentOf(line)
			if n > 1 && line[0] != unit[0] && n < len(line) && line[n] != '\n' {
				others++
			}
		}
	}
	return others > 1
}

// levelWidth is how many blanks a model has for a level where the file has a
// tab: so many that the least indentation is that of the cursor's line, or of
// the block that this opens, counted from the left edge or from the cursor.
func levelWidth(site Site, rows []row) int {
	least, common := 0, 0
	for _, r := range rows[1:] {
		if r.code() && r.indent > 0 {
			common = divisor(common, r.indent)
			if least == 0 || r.indent < least {
				least = r.indent
			}
		}
	}
	depth, inner := rows[0].indent, 0
	if opens(site.Language, string(rows[0].last)) {
		inner = 1
	}
	for _, levels := range [...]int{depth, depth + inner, inner} {
		for _, width := range [...]int{4, 2, 8, 3} {
			if levels > 0 && common%width == 0 && least == levels*width {
				return width
			}
		}
	}
	switch common {
	case 2, 3, 4, 8:
		return common
	}
	return 4
}

func divisor(a, b int) int {
	for b > 0 {
		a, b = b, a%b
	}
	return a
}

// reindent writes the blanks that lines after the first begin with anew, but
// for lines in strings. The rows' order tells the lines.
func reindent(text string, rows []row, lead func(i int, lead string) string) string {
	var b strings.Builder
	b.WriteString(text[:rows[0].end])
	for i, r := range rows[1:] {
		line := text[r.start:r.end]
		b.WriteByte('\n')
		if !r.blank {
			n := len(line) - len(strings.TrimLeft(line, " \t"))
			b.WriteString(lead(i+1, line[:n]))
			line = line[n:]
		}
		b.WriteString(line)
	}
	return b.String()
}

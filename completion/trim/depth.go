package trim

import "strings"

// Depth puts the lines after the first where the file has them, if their
// brackets or their blocks show that the model counts indentation from
// elsewhere, or another width for a level. What is aligned to something within
// the text stays aligned, and lines that nothing tells of stay as they are.
func Depth(site Site, text string) string {
	if !strings.Contains(text, "\n") || !site.Language.Balanced() {
		return text
	}
	unit := site.unit()
	d := measure{site: site, text: text, rows: site.rows(text), unit: len(unit)}
	if d.unit == 0 || site.mixes(unit) || d.rows[0].inside || d.rows[0].directive || site.comments() {
		return text
	}
	d.here, d.level = d.rows[0].indent, level(d.rows)
	base, step := d.scale()
	if base == d.here && step == d.unit {
		return text
	}
	leads := make([]string, len(d.rows))
	leads[0] = site.leadOf(text)
	return reindent(text, d.rows, func(i int, lead string) string {
		r := d.rows[i]
		switch {
		case r.inside:
			leads[i] = lead
			if begin := d.begin(i); begin > 0 && d.moves(begin) {
				leads[i] = shifted(lead, len(leads[begin])-d.rows[begin].indent, leads[0], unit)
			}
		case r.under > 0 && !d.rows[r.under].hangs():
			leads[i] = shifted(lead, len(leads[r.under])-d.rows[r.under].indent, leads[0], unit)
		case step == d.unit:
			leads[i] = shifted(lead, d.here-base, leads[0], unit)
		default:
			levels, rest := (len(lead)-base)/step, (len(lead)-base)%step
			leads[i] = shifted(strings.Repeat(" ", max(0, rest)), len(leads[0])+levels*d.unit, leads[0], unit)
		}
		return leads[i]
	})
}

// shifted is a lead with so many more blanks in front, or fewer.
func shifted(lead string, by int, like, unit string) string {
	if by <= 0 {
		return lead[min(len(lead), -by):]
	}
	blank := unit[:1]
	if like != "" {
		blank = like[:1]
	}
	return strings.Repeat(blank, by) + lead
}

// leadOf is the blanks that the cursor's line begins with when the text
// stands on it.
func (s Site) leadOf(text string) string {
	line := s.linePrefix() + text[:lineLength(text)]
	return line[:indentOf(line)]
}

// begin is the row in which the string or the comment begins that a row lies
// in.
func (d measure) begin(i int) int {
	for i > 0 && d.rows[i].inside {
		i--
	}
	return i
}

// moves reports whether what is in the string or the comment that a row begins
// goes along with the row: nothing but that is there, as with the text that
// documents something.
func (d measure) moves(i int) bool {
	code := strings.TrimLeft(d.line(i), " \t")
	return strings.HasPrefix(code, `"""`) || strings.HasPrefix(code, "'''") || d.site.startsComment(code)
}
